#include "app/stop.h"

#include <stddef.h>

volatile sig_atomic_t stop_requested = 0;

static void on_signal(int number) {
    (void)number;
    stop_requested = 1;
}

void stop_install(void) {
    struct sigaction action = {.sa_handler = on_signal, .sa_flags = (int)SA_RESETHAND};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    sigaction(SIGPIPE, &ignore, NULL);
    sigaction(SIGXFSZ, &ignore, NULL);
}
