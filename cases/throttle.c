#include "cases/cases.h"

/* The flow control, provoked on purpose and last of all: a burst after an idle window, and one call
   after another. */

static const struct case_row rows[] = {
    {
        .id = "throttle.burst",
        .title = "a burst is answered for the whole allowance, then refused with 403/1010009",
        .twin = "request.prototype",
        .phase = PHASE_THROTTLE,
        .kind = KIND_THROTTLE,
        .expect = {.answer = EXPECT_THROTTLED, .error = ERROR_ROW_403_1010009},
        PROVES(ERROR_403_1010009, THROTTLE_THRESHOLD),
    },
    {
        .id = "throttle.recovers",
        .title = "after an idle window a call is answered again",
        .twin = "request.prototype",
        .phase = PHASE_RECOVERY,
        .kind = KIND_THROTTLE,
        PROVES(THROTTLE_RECOVERS),
    },
};

const struct case_table throttle_cases = {rows, sizeof rows / sizeof rows[0]};
