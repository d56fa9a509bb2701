#include "app/stop.h"

#include <stddef.h>
#include <stdint.h>
#include <time.h>

/* `timeout`, and whoever signals a process and its group, asks twice within a breath. */
enum { SAME_REQUEST_MS = 300 };

volatile sig_atomic_t stop_requested = 0;

/* On the system's own clock: CLOCK_MONOTONIC may be read in a handler (POSIX), a clock that comes
   in from outside may not. */
static int64_t now_ms(void) {
    struct timespec now = {0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void on_signal(int number) {
    static int64_t
        requested_ms; /* no other code reads it, and the handler does not interrupt itself */
    if (!stop_requested) {
        requested_ms = now_ms();
        stop_requested = 1;
    } else if (now_ms() - requested_ms > SAME_REQUEST_MS) {
        signal(number, SIG_DFL);
        raise(number);
    }
}

void stop_install(void) {
    struct sigaction action = {.sa_handler = on_signal};
    sigemptyset(&action.sa_mask);
    sigaddset(&action.sa_mask, SIGINT);
    sigaddset(&action.sa_mask, SIGTERM);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    sigaction(SIGPIPE, &ignore, NULL);
    sigaction(SIGXFSZ, &ignore, NULL);
}
