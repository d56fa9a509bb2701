#include "cases/cases.h"

/* The flow control, provoked on purpose and last of all: calls that are refused for another
   reason and a burst after an idle window, and one call after another. */

static const struct case_row rows[] = {
    {
        .id = "throttle.refused-calls",
        .title = "calls before the burst for an unknown device are refused as such, and are calls",
        .twin = "request.prototype",
        .phase = PHASE_USING_UP,
        .kind = KIND_THROTTLE,
        .request = {.device = DEVICE_FRESH},
        .expect = {.answer = EXPECT_ERROR_OR_THROTTLED, .error = ERROR_ROW_404_100403},
        PROVES(ERROR_404_100403),
    },
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
