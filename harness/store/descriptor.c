#include "store/descriptor.h"

#include <errno.h>
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
