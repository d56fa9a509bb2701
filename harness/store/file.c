#include "store/file.h"

#include "base/assure.h"
#include "store/descriptor.h"
#include "store/temporary.h"
#include "store/trouble.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct store_file {
    char *folder, *name; /* owned, for messages and the rename */
    int folder_fd, fd;   /* -1 where not open */
    mode_t mode;
    bool is_new;                         /* nothing may be replaced */
    char temporary[TEMPORARY_NAME_SIZE]; /* "" while there is no such file */
};

static void file_free(struct store_file *file) {
    if (file->fd >= 0) {
        close(file->fd);
    }
    if (file->temporary[0] != '\0') {
        unlinkat(file->folder_fd, file->temporary, 0);
    }
    if (file->folder_fd >= 0) {
        close(file->folder_fd);
    }
    free(file->folder);
    free(file->name);
    free(file);
}

static struct store_file *file_allocate(const char *folder, const char *name, mode_t mode) {
    struct store_file *file = calloc(1, sizeof *file);
    if (file == NULL) {
        return NULL;
    }
    *file = (struct store_file){.folder_fd = -1, .fd = -1, .mode = mode};
    file->folder = strdup(folder);
    file->name = strdup(name);
    if (file->folder == NULL || file->name == NULL) {
        file_free(file);
        return NULL;
    }
    return file;
}

/* A rename onto a folder fails, but only once everything was written: better told at once. */
static int check_name(const struct store_file *file) {
    struct stat facts;
    if (!temporary_is_plain_name(file->name)) {
        return EINVAL;
    }
    bool is_there = fstatat(file->folder_fd, file->name, &facts, AT_SYMLINK_NOFOLLOW) == 0;
    return is_there && S_ISDIR(facts.st_mode) ? EISDIR : 0;
}

/* Nobody else may read it before it is complete, hence 0600 until the commit. */
static int create_temporary(struct store_file *file) {
    for (unsigned attempt = 0; attempt < TEMPORARY_ATTEMPTS; attempt++) {
        char temporary[TEMPORARY_NAME_SIZE];
        temporary_name(file->name, temporary);
        file->fd = openat(file->folder_fd, temporary,
                          O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (file->fd >= 0) {
            memcpy(file->temporary, temporary, sizeof temporary);
            return 0;
        }
        if (errno != EEXIST) {
            return errno;
        }
    }
    return EEXIST;
}

static int open_all(struct store_file *file) {
    file->folder_fd = open(file->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (file->folder_fd < 0) {
        return errno;
    }
    int cause = check_name(file);
    return cause != 0 ? cause : create_temporary(file);
}

enum status store_file_begin(const char *folder, const char *name, mode_t mode,
                             struct store_file **out_file, struct diagnostic *out_diagnostic) {
    struct store_file *file = file_allocate(folder, name, mode);
    if (file == NULL) {
        diagnostic_set(out_diagnostic, "out of memory while creating %.400s", name);
        return STATUS_NO_MEMORY;
    }
    int cause = open_all(file);
    if (cause != 0) {
        file_free(file);
        return store_trouble(out_diagnostic, "create", folder, name, cause);
    }
    *out_file = file;
    return STATUS_OK;
}

enum status store_file_append(struct store_file *file, struct bytes bytes,
                              struct diagnostic *out_diagnostic) {
    int cause = descriptor_write(file->fd, bytes);
    return cause == 0 ? STATUS_OK
                      : store_trouble(out_diagnostic, "write", file->folder, file->name, cause);
}

static int settle_content(struct store_file *file) {
    if (fchmod(file->fd, file->mode) != 0) {
        return errno;
    }
    int cause = descriptor_sync(file->fd);
    int fd = file->fd;
    file->fd = -1;
    int close_cause = descriptor_close(fd);
    return cause != 0 ? cause : close_cause;
}

/* A link fails where a rename would replace; the temporary name goes when the file is freed. */
static int claim_name(struct store_file *file) {
    return linkat(file->folder_fd, file->temporary, file->folder_fd, file->name, 0) == 0
               ? descriptor_sync_folder(file->folder_fd)
               : errno;
}

static int settle_name(struct store_file *file) {
    if (file->is_new) {
        return claim_name(file);
    }
    if (renameat(file->folder_fd, file->temporary, file->folder_fd, file->name) != 0) {
        return errno;
    }
    file->temporary[0] = '\0';
    return descriptor_sync_folder(file->folder_fd);
}

enum status store_file_commit(struct store_file *file, struct diagnostic *out_diagnostic) {
    int cause = settle_content(file);
    if (cause == 0) {
        cause = settle_name(file);
    }
    enum status status =
        cause == 0 ? STATUS_OK
                   : store_trouble(out_diagnostic, "write", file->folder, file->name, cause);
    file_free(file);
    return status;
}

void store_file_abort(struct store_file *file) {
    if (file != NULL) {
        file_free(file);
    }
}

static enum status write_whole(const char *folder, const char *name, mode_t mode, bool is_new,
                               struct bytes bytes, struct diagnostic *out_diagnostic) {
    struct store_file *file = NULL;
    enum status status = store_file_begin(folder, name, mode, &file, out_diagnostic);
    if (status != STATUS_OK) {
        return status;
    }
    ASSURE(file != NULL);
    file->is_new = is_new;
    status = store_file_append(file, bytes, out_diagnostic);
    if (status != STATUS_OK) {
        store_file_abort(file);
        return status;
    }
    return store_file_commit(file, out_diagnostic);
}

enum status store_write(const char *folder, const char *name, mode_t mode, struct bytes bytes,
                        struct diagnostic *out_diagnostic) {
    return write_whole(folder, name, mode, false, bytes, out_diagnostic);
}

enum status store_write_new(const char *folder, const char *name, mode_t mode, struct bytes bytes,
                            struct diagnostic *out_diagnostic) {
    return write_whole(folder, name, mode, true, bytes, out_diagnostic);
}
