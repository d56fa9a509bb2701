#include "store/journal.h"

#include "store/descriptor.h"
#include "store/trouble.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct journal {
    char *folder, *name; /* owned */
    int folder_fd, fd;   /* -1 where not open */
    uint64_t limit_bytes;
    uint64_t *ends; /* owned: where each record ends, its line end included */
    size_t count, capacity;
};

static void journal_free(struct journal *journal) {
    if (journal->fd >= 0) {
        close(journal->fd);
    }
    if (journal->folder_fd >= 0) {
        close(journal->folder_fd);
    }
    free(journal->folder);
    free(journal->name);
    free(journal->ends);
    free(journal);
}

static struct journal *journal_allocate(const char *folder, const char *name,
                                        uint64_t limit_bytes) {
    struct journal *journal = calloc(1, sizeof *journal);
    if (journal == NULL) {
        return NULL;
    }
    *journal = (struct journal){.folder_fd = -1, .fd = -1, .limit_bytes = limit_bytes};
    journal->folder = strdup(folder);
    journal->name = strdup(name);
    if (journal->folder == NULL || journal->name == NULL) {
        journal_free(journal);
        return NULL;
    }
    return journal;
}

static int open_journal(struct journal *journal) {
    journal->folder_fd = open(journal->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (journal->folder_fd < 0) {
        return errno;
    }
    journal->fd = openat(journal->folder_fd, journal->name,
                         O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    return journal->fd < 0 ? errno : 0;
}

enum status journal_create(const char *folder, const char *name, uint64_t limit_bytes,
                           struct journal **out_journal, struct diagnostic *out_diagnostic) {
    struct journal *journal = journal_allocate(folder, name, limit_bytes);
    if (journal == NULL) {
        diagnostic_set(out_diagnostic, "out of memory while creating the journal %.400s", name);
        return STATUS_NO_MEMORY;
    }
    int cause = open_journal(journal);
    if (cause != 0) {
        journal_free(journal);
        return store_trouble(out_diagnostic, "create the journal", folder, name, cause);
    }
    *out_journal = journal;
    return STATUS_OK;
}

enum status journal_create_in_memory(uint64_t limit_bytes, struct journal **out_journal,
                                     struct diagnostic *out_diagnostic) {
    struct journal *journal = journal_allocate("memory", "journal", limit_bytes);
    if (journal == NULL) {
        diagnostic_set(out_diagnostic, "out of memory while creating a journal");
        return STATUS_NO_MEMORY;
    }
    journal->fd = memfd_create("journal", MFD_CLOEXEC);
    if (journal->fd < 0) {
        int cause = errno;
        journal_free(journal);
        return store_trouble(out_diagnostic, "create the journal", "memory", "journal", cause);
    }
    *out_journal = journal;
    return STATUS_OK;
}

static uint64_t end_of(const struct journal *journal) {
    return journal->count == 0 ? 0 : journal->ends[journal->count - 1];
}

static enum status make_room(struct journal *journal, struct diagnostic *out_diagnostic) {
    if (journal->count < journal->capacity) {
        return STATUS_OK;
    }
    size_t capacity = journal->capacity == 0 ? 256 : journal->capacity * 2;
    uint64_t *ends = reallocarray(journal->ends, capacity, sizeof *ends);
    if (ends == NULL) {
        diagnostic_set(out_diagnostic, "out of memory for the journal %.400s", journal->name);
        return STATUS_NO_MEMORY;
    }
    journal->ends = ends;
    journal->capacity = capacity;
    return STATUS_OK;
}

static enum status check_record(const struct journal *journal, struct bytes record,
                                struct diagnostic *out_diagnostic) {
    if (record.size > 0 && memchr(record.data, '\n', record.size) != NULL) {
        diagnostic_set(out_diagnostic, "a record of the journal %.400s holds a line end",
                       journal->name);
        return STATUS_INVALID;
    }
    if (journal->limit_bytes - end_of(journal) <= record.size) {
        diagnostic_set(out_diagnostic, "the journal %.400s/%.400s reached its %llu bytes",
                       journal->folder, journal->name, (unsigned long long)journal->limit_bytes);
        return STATUS_LIMIT;
    }
    return STATUS_OK;
}

static enum status write_record(struct journal *journal, struct bytes record,
                                struct diagnostic *out_diagnostic) {
    uint64_t end = end_of(journal);
    int cause = descriptor_write_line_at(journal->fd, end, record);
    if (cause == 0) {
        return STATUS_OK;
    }
    /* Half a record is no record. Where cutting it off fails too, the next one overwrites it. */
    bool is_cut = ftruncate(journal->fd, (off_t)end) == 0;
    return store_trouble(out_diagnostic, is_cut ? "write the journal" : "write or cut the journal",
                         journal->folder, journal->name, cause);
}

enum status journal_append(struct journal *journal, struct bytes record,
                           struct diagnostic *out_diagnostic) {
    enum status status = check_record(journal, record, out_diagnostic);
    if (status == STATUS_OK) {
        status = make_room(journal, out_diagnostic);
    }
    if (status == STATUS_OK) {
        status = write_record(journal, record, out_diagnostic);
    }
    if (status == STATUS_OK) {
        uint64_t end = end_of(journal) + record.size + 1;
        journal->ends[journal->count++] = end;
    }
    return status;
}

enum status journal_sync(struct journal *journal, struct diagnostic *out_diagnostic) {
    int cause = descriptor_sync(journal->fd);
    if (cause == 0 && journal->folder_fd >= 0) {
        cause = descriptor_sync_folder(journal->folder_fd);
    }
    return cause == 0 ? STATUS_OK
                      : store_trouble(out_diagnostic, "sync the journal", journal->folder,
                                      journal->name, cause);
}

size_t journal_count(const struct journal *journal) {
    return journal->count;
}

static enum status read_span(struct journal *journal, uint64_t from, uint64_t to,
                             struct buffer *out, struct diagnostic *out_diagnostic) {
    unsigned char piece[16384];
    while (from < to) {
        size_t wanted = to - from < sizeof piece ? (size_t)(to - from) : sizeof piece;
        ssize_t size = pread(journal->fd, piece, wanted, (off_t)from);
        if (size < 0 && errno == EINTR) {
            continue;
        }
        if (size <= 0) { /* 0: someone cut the file behind our back */
            return store_trouble(out_diagnostic, "read the journal", journal->folder, journal->name,
                                 size < 0 ? errno : EIO);
        }
        enum status status = buffer_append(out, bytes_of(piece, (size_t)size));
        if (status != STATUS_OK) {
            diagnostic_set(out_diagnostic, "a record of the journal %.400s cannot be held: %s",
                           journal->name, status_words(status));
            return status;
        }
        from += (uint64_t)size;
    }
    return STATUS_OK;
}

enum status journal_read(struct journal *journal, size_t index, struct buffer *out,
                         struct diagnostic *out_diagnostic) {
    buffer_clear(out);
    if (index >= journal->count) {
        diagnostic_set(out_diagnostic, "the journal %.400s has %zu records, none of number %zu",
                       journal->name, journal->count, index);
        return STATUS_NOT_FOUND;
    }
    uint64_t from = index == 0 ? 0 : journal->ends[index - 1];
    uint64_t to = journal->ends[index] - 1;
    return read_span(journal, from, to, out, out_diagnostic);
}

bool journal_is_there(const struct journal *journal) {
    struct stat facts;
    return journal->folder_fd >= 0 &&
           fstatat(journal->folder_fd, journal->name, &facts, AT_SYMLINK_NOFOLLOW) == 0;
}

void journal_close(struct journal *journal, bool is_kept) {
    if (journal == NULL) {
        return;
    }
    bool has_file = journal->folder_fd >= 0;
    if (has_file && !is_kept) {
        unlinkat(journal->folder_fd, journal->name, 0);
    }
    journal_free(journal);
}
