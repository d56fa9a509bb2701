/* The throttle: how often one application may ask (document, error 403/1010009). */
#ifndef MOCK_THROTTLE_H
#define MOCK_THROTTLE_H

#include "base/status.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

/* The conforming manner comes first; the others are defects. */
enum throttle_manner {
    THROTTLE_AS_SET,
    THROTTLE_TOO_EARLY,   /* after three quarters of the allowance */
    THROTTLE_ONE_TOO_FEW, /* one call before it is used up */
    THROTTLE_TOO_LATE,    /* after three times the allowance */
    THROTTLE_NEVER,
    THROTTLE_NEVER_ENDS,    /* once over, over for good */
    THROTTLE_ENDS_TOO_LATE, /* once over, over for five windows */
};

struct throttle_rule {
    uint32_t limit; /* calls per window; 0: no throttle */
    int64_t window_us;
    bool is_fixed; /* false: sliding */
    enum throttle_manner manner;
};

/* One application's calls. A refused call does not use up the allowance. */
struct throttle {
    pthread_mutex_t lock;
    struct throttle_rule rule;
    uint32_t allowance;
    int64_t *admitted_us;  /* owned ring of the last `allowance` admissions */
    uint32_t next;         /* where the next admission goes in the ring */
    int64_t window_end_us; /* of the fixed window that is open */
    uint32_t used;         /* calls in it */
    int64_t over_until_us; /* however little was asked since; INT64_MIN: it is not */
};

enum status throttle_init(struct throttle *throttle, struct throttle_rule rule) MUST_USE;
void throttle_clean_up(struct throttle *throttle);
/* True when a call at `now_us` is inside the allowance; it then counts. Safe in several threads. */
bool throttle_admit(struct throttle *throttle, int64_t now_us);

#endif
