#include "mock/listener.h"

#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BACKLOG = 512 };

static int bind_and_listen(int fd, unsigned port) {
    int yes = 1;
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((in_port_t)port),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    return fd < 0 || setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) != 0 ||
                   bind(fd, (const struct sockaddr *)&address, sizeof address) != 0
               ? -1
               : listen(fd, BACKLOG);
}

enum status listener_open(unsigned port, int *out_fd, unsigned *out_port,
                          struct diagnostic *out_diagnostic) {
    struct sockaddr_in bound = {0};
    socklen_t size = sizeof bound;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (bind_and_listen(fd, port) != 0 || getsockname(fd, (struct sockaddr *)&bound, &size) != 0) {
        diagnostic_set(out_diagnostic, "cannot listen on 127.0.0.1 port %u: %s", port,
                       strerror(errno));
        if (fd >= 0) {
            close(fd);
        }
        return STATUS_NETWORK;
    }
    *out_fd = fd;
    *out_port = ntohs(bound.sin_port);
    return STATUS_OK;
}
