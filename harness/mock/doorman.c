#include "mock/doorman.h"

#include "mock/server.h"

#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    FIRST_BYTE_MS = 1000,      /* who says nothing for so long is taken for TLS */
    TLS_HANDSHAKE_RECORD = 22, /* RFC 8446 section 5.1 */
};

struct doorman {
    int listener;
    int stop_event;
    struct MHD_Daemon *tls, *cleartext;
    pthread_t thread;
};

/* True when `fd` is readable; false when the time is up or the doorman has to stop. */
static bool wait_readable(const struct doorman *doorman, int fd, int timeout_ms) {
    struct pollfd waits[] = {{.fd = fd, .events = POLLIN},
                             {.fd = doorman->stop_event, .events = POLLIN}};
    return poll(waits, 2, timeout_ms) > 0 && waits[1].revents == 0;
}

static bool is_stopped(const struct doorman *doorman) {
    struct pollfd wait = {.fd = doorman->stop_event, .events = POLLIN};
    return poll(&wait, 1, 0) > 0;
}

static void lead(const struct doorman *doorman, int fd) {
    unsigned char first = TLS_HANDSHAKE_RECORD;
    if (wait_readable(doorman, fd, FIRST_BYTE_MS)) {
        (void)recv(fd, &first, 1, MSG_PEEK);
    }
    server_take(first == TLS_HANDSHAKE_RECORD ? doorman->tls : doorman->cleartext, fd);
}

static void *stand_at_the_door(void *context) {
    const struct doorman *doorman = context;
    while (!is_stopped(doorman)) {
        if (!wait_readable(doorman, doorman->listener, -1)) {
            continue;
        }
        int fd = accept4(doorman->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd >= 0) {
            lead(doorman, fd);
        }
    }
    return NULL;
}

enum status doorman_start(int listener, struct MHD_Daemon *tls, struct MHD_Daemon *cleartext,
                          struct doorman **out_doorman) {
    struct doorman *doorman = malloc(sizeof *doorman);
    if (doorman == NULL) {
        return STATUS_NO_MEMORY;
    }
    *doorman = (struct doorman){.listener = listener,
                                .stop_event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK),
                                .tls = tls,
                                .cleartext = cleartext};
    if (doorman->stop_event < 0 ||
        pthread_create(&doorman->thread, NULL, stand_at_the_door, doorman) != 0) {
        if (doorman->stop_event >= 0) {
            close(doorman->stop_event);
        }
        free(doorman);
        return STATUS_NETWORK;
    }
    *out_doorman = doorman;
    return STATUS_OK;
}

void doorman_stop(struct doorman *doorman) {
    if (doorman == NULL) {
        return;
    }
    (void)eventfd_write(doorman->stop_event, 1);
    pthread_join(doorman->thread, NULL);
    close(doorman->stop_event);
    close(doorman->listener);
    free(doorman);
}
