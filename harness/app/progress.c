#include "app/progress.h"

#include "app/terminal.h"

#include <stdio.h>
#include <unistd.h>

struct progress progress_begin(uint32_t calls_max) {
    return (struct progress){.is_shown = terminal_is_live(STDERR_FILENO), .calls_max = calls_max};
}

void progress_call(void *context, uint32_t number) {
    struct progress *progress = context;
    (void)number;
    progress->calls++;
    if (progress->is_shown) {
        fprintf(stderr, "\r\033[K%u of at most %u calls", progress->calls, progress->calls_max);
    }
}

void progress_wait(void *context, int64_t left_us) {
    const struct progress *progress = context;
    if (progress->is_shown) {
        fprintf(stderr, "\r\033[K%u of at most %u calls; %.1f s until the allowance is free again",
                progress->calls, progress->calls_max, (double)left_us / 1e6);
    }
}

void progress_end(struct progress *progress) {
    if (progress->is_shown) {
        fprintf(stderr, "\r\033[K");
    }
    progress->is_shown = false;
}
