#include "store/file.h"

#include "store/descriptor.h"
#include "store/trouble.h"

#include <errno.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

enum status store_in_memory(struct bytes bytes, int *out_fd, char out_path[STORE_MEMORY_PATH_SIZE],
                            struct diagnostic *out_diagnostic) {
    int fd = memfd_create("assay", MFD_CLOEXEC);
    int cause = fd < 0 ? errno : descriptor_write_at(fd, 0, bytes);
    if (cause != 0) {
        if (fd >= 0) {
            close(fd);
        }
        return store_trouble(out_diagnostic, "write", NULL, "a file in memory", cause);
    }
    snprintf(out_path, STORE_MEMORY_PATH_SIZE, "/proc/self/fd/%d", fd);
    *out_fd = fd;
    return STATUS_OK;
}
