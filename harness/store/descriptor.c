#include "store/descriptor.h"

#include <errno.h>
#include <sys/uio.h>
#include <unistd.h>

int descriptor_write(int fd, struct bytes bytes) {
    while (bytes.size > 0) {
        ssize_t written = write(fd, bytes.data, bytes.size);
        if (written < 0 && errno != EINTR) {
            return errno;
        }
        if (written > 0) {
            bytes = bytes_slice(bytes, (size_t)written, bytes.size);
        }
    }
    return 0;
}

int descriptor_write_at(int fd, uint64_t offset, struct bytes bytes) {
    while (bytes.size > 0) {
        ssize_t written = pwrite(fd, bytes.data, bytes.size, (off_t)offset);
        if (written < 0 && errno != EINTR) {
            return errno;
        }
        if (written > 0) {
            bytes = bytes_slice(bytes, (size_t)written, bytes.size);
            offset += (uint64_t)written;
        }
    }
    return 0;
}

/* What writev takes is not const, though it only reads. */
static struct iovec part_of(struct bytes bytes) {
    union {
        const void *read;
        void *any;
    } base = {bytes.data};
    return (struct iovec){base.any, bytes.size};
}

int descriptor_write_line_at(int fd, uint64_t offset, struct bytes line) {
    const struct bytes end = bytes_of("\n", 1);
    const struct iovec parts[] = {part_of(line), part_of(end)};
    ssize_t written = pwritev(fd, parts, 2, (off_t)offset);
    if (written < 0 && errno != EINTR) {
        return errno;
    }
    size_t done = written < 0 ? 0 : (size_t)written;
    if (done == line.size + end.size) {
        return 0;
    }
    struct bytes rest = bytes_slice(line, done, line.size);
    int cause = descriptor_write_at(fd, offset + line.size - rest.size, rest);
    return cause == 0 ? descriptor_write_at(fd, offset + line.size, end) : cause;
}

int descriptor_sync(int fd) {
    while (fsync(fd) != 0) {
        if (errno != EINTR) {
            return errno;
        }
    }
    return 0;
}

int descriptor_sync_folder(int fd) {
    int cause = descriptor_sync(fd);
    return cause == EINVAL || cause == ENOTSUP ? 0 : cause;
}

int descriptor_close(int fd) {
    /* Linux frees the descriptor even when it says EINTR, so this is never done twice. */
    return close(fd) == 0 || errno == EINTR ? 0 : errno;
}
