/* The allowance: how many calls per window the target grants, and which of them are taken. */
#ifndef EXECUTE_ALLOWANCE_H
#define EXECUTE_ALLOWANCE_H

#include "base/status.h"

#include <stdbool.h>
#include <stdint.h>

/* A call takes one place from its start until `hold_us` after its answer ended: nobody outside
   knows at which moment between the two the platform counted it, so both ends are kept. No clock of
   its own: every time is monotonic microseconds and comes in. */
struct allowance {
    uint32_t limit; /* places; 0: no throttle, everything is free always */
    int64_t hold_us;
    uint32_t under_way; /* calls begun and not ended */
    int64_t *free_at;   /* owned ring: when the latest `limit` ended calls give their places back */
    uint32_t ended;     /* entries in the ring */
    uint32_t newest;    /* index of the last one, where there is one */
};

/* More places than this are never granted; a larger limit is kept more strictly, not less. */
enum { ALLOWANCE_LIMIT_MAX = 1 << 20 };

/* The hold is the window and a margin of max(50 ms, window / 20). STATUS_NO_MEMORY. */
enum status allowance_init(struct allowance *allowance, uint32_t limit, int64_t window_us) MUST_USE;
void allowance_clean_up(struct allowance *allowance);

void allowance_begin(struct allowance *allowance);
void allowance_end(struct allowance *allowance, int64_t now_us);

enum { ALLOWANCE_UNKNOWN_US = -1 };

/* How long until one more call may begin: 0 at once; ALLOWANCE_UNKNOWN_US when a call under way has
   to end first. */
int64_t allowance_wait_us(const struct allowance *allowance, int64_t now_us);
/* The same until every place is free. */
int64_t allowance_idle_wait_us(const struct allowance *allowance, int64_t now_us);

#endif
