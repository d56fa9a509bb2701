#include "store/file.h"

#include "store/trouble.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static enum status too_large(const char *path, size_t limit, struct diagnostic *out_diagnostic) {
    diagnostic_set(out_diagnostic, "cannot read %.400s: it is larger than the %zu bytes allowed",
                   path, limit);
    return STATUS_LIMIT;
}

enum { PIECE_BYTES = 16384 };

/* The size that fstat tells is a hint alone: files grow, and those of /proc say 0. */
static enum status read_pieces(int fd, const char *path, size_t limit,
                               unsigned char piece[PIECE_BYTES], struct buffer *out,
                               struct diagnostic *out_diagnostic) {
    for (size_t total = 0;;) {
        ssize_t size = read(fd, piece, PIECE_BYTES);
        if (size < 0 && errno == EINTR) {
            continue;
        }
        if (size < 0) {
            return store_trouble(out_diagnostic, "read", NULL, path, errno);
        }
        if (size == 0) {
            return STATUS_OK;
        }
        if ((size_t)size > limit - total) {
            return too_large(path, limit, out_diagnostic);
        }
        total += (size_t)size;
        enum status status = buffer_append(out, bytes_of(piece, (size_t)size));
        if (status == STATUS_LIMIT) {
            return too_large(path, out->limit, out_diagnostic);
        }
        if (status != STATUS_OK) {
            diagnostic_set(out_diagnostic, "out of memory while reading %.400s", path);
            return status;
        }
    }
}

/* What was read may have been a secret. */
static enum status read_all(int fd, const char *path, size_t limit, struct buffer *out,
                            struct diagnostic *out_diagnostic) {
    unsigned char piece[PIECE_BYTES];
    enum status status = read_pieces(fd, path, limit, piece, out, out_diagnostic);
    explicit_bzero(piece, sizeof piece);
    return status;
}

static const char *kind_words(mode_t mode) {
    if (S_ISDIR(mode)) {
        return "a folder";
    }
    if (S_ISFIFO(mode)) {
        return "a pipe";
    }
    if (S_ISSOCK(mode)) {
        return "a socket";
    }
    return "a device";
}

/* Looks before it reads: a device may never end, and a pipe may never begin. */
static enum status read_regular(int fd, const char *path, size_t limit, struct buffer *out,
                                struct diagnostic *out_diagnostic) {
    struct stat facts;
    if (fstat(fd, &facts) != 0) {
        return store_trouble(out_diagnostic, "read", NULL, path, errno);
    }
    if (!S_ISREG(facts.st_mode)) {
        diagnostic_set(out_diagnostic, "cannot read %.400s: it is %s; name a file", path,
                       kind_words(facts.st_mode));
        return STATUS_IO;
    }
    if (facts.st_size > 0 && (uintmax_t)facts.st_size > limit) {
        return too_large(path, limit, out_diagnostic);
    }
    return read_all(fd, path, limit, out, out_diagnostic);
}

enum status store_read(const char *path, size_t limit, struct buffer *out,
                       struct diagnostic *out_diagnostic) {
    /* O_NONBLOCK: opening a pipe that nobody writes to would wait for ever. */
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (fd < 0) {
        return store_trouble(out_diagnostic, "read", NULL, path, errno);
    }
    size_t size_before = out->size;
    enum status status = read_regular(fd, path, limit, out, out_diagnostic);
    if (status != STATUS_OK && out->data != NULL) {
        out->size = size_before;
        out->data[size_before] = '\0';
    }
    close(fd);
    return status;
}
