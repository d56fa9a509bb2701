/* What a person sees while a run goes on: one line on a terminal, nothing elsewhere. */
#ifndef APP_PROGRESS_H
#define APP_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct progress {
    bool is_shown; /* stderr is a terminal that moves its cursor */
    uint32_t calls_max;
    uint32_t calls;
};

struct progress progress_begin(uint32_t calls_max);
void progress_call(void *progress, uint32_t number);
void progress_wait(void *progress, int64_t left_us); /* counts down to the next free allowance */
void progress_end(struct progress *progress);        /* takes the line away */

#endif
