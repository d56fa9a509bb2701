#include "plan/plan.h"

/* How long a run can take: what it waits for the allowance, and 60 s for everything else, again for
   each repetition. */

static const int64_t everything_else_us = 60 * INT64_C(1000000);
static const int64_t call_estimate_us = 10 * INT64_C(1000);

struct allowance {
    uint32_t limit;
    int64_t window_us; /* with the margin that the engine adds */
};

static struct allowance allowance_of(const struct target *target) {
    if (!target->throttle.is_given) {
        return (struct allowance){THROTTLE_DEFAULT_LIMIT,
                                  THROTTLE_DEFAULT_WINDOW_SECONDS * INT64_C(1050000)};
    }
    int64_t window_us = target->throttle.window_us;
    int64_t margin_us = window_us / 20 < 50000 ? 50000 : window_us / 20;
    return (struct allowance){target->throttle.limit, window_us + margin_us};
}

static uint32_t sends_in(const struct plan *plan, enum phase first, enum phase last) {
    uint32_t sends = 0;
    for (size_t i = 0; i < plan->order_count; i++) {
        enum phase phase = plan->order[i]->row->phase;
        sends += phase >= first && phase <= last ? plan->order[i]->sends : 0;
    }
    return sends;
}

static uint32_t windows_between(uint32_t calls, uint32_t limit) {
    return calls == 0 ? 0 : (calls - 1) / limit;
}

static uint32_t windows_waited(const struct plan *plan, uint32_t limit) {
    if (limit == 0) {
        return 0;
    }
    bool has_burst = sends_in(plan, PHASE_USING_UP, PHASE_THROTTLE) > 0;
    uint32_t before = sends_in(plan, PHASE_ACCEPTED, PHASE_REFUSED);
    uint32_t after = sends_in(plan, PHASE_RECOVERY, PHASE_SAFETY);
    if (!has_burst) {
        return windows_between(before + after, limit);
    }
    return windows_between(before, limit) + 2 + windows_between(after, limit);
}

int64_t plan_estimate_us(const struct plan *plan, const struct target *target) {
    struct allowance allowance = allowance_of(target);
    return windows_waited(plan, allowance.limit) * allowance.window_us +
           plan->calls_max * call_estimate_us;
}

/* Two windows more: early refusals are sent again after one, once in each of two phases. */
int64_t plan_bound_us(const struct plan *plan, const struct target *target) {
    struct allowance allowance = allowance_of(target);
    uint32_t windows = windows_waited(plan, allowance.limit) + (allowance.limit > 0 ? 2 : 0);
    return windows * allowance.window_us + plan->repeat * everything_else_us;
}
