#include "store/descriptor.h"
#include "store/file.h"
#include "store/trouble.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static int append(int fd, struct bytes bytes) {
    struct stat facts;
    if (fstat(fd, &facts) != 0) {
        return errno;
    }
    return S_ISREG(facts.st_mode) ? descriptor_write(fd, bytes) : EINVAL;
}

/* O_NONBLOCK: a pipe that nobody reads is not waited for. */
enum status store_append(const char *path, struct bytes bytes, struct diagnostic *out_diagnostic) {
    int fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_NONBLOCK | O_CLOEXEC, 0644);
    int cause = fd < 0 ? errno : append(fd, bytes);
    if (fd >= 0) {
        int closing = descriptor_close(fd);
        cause = cause == 0 ? closing : cause;
    }
    return cause == 0 ? STATUS_OK : store_trouble(out_diagnostic, "append to", NULL, path, cause);
}
