#include "mock/throttle.h"

#include "base/assure.h"

#include <stdlib.h>

static uint32_t allowance_of(const struct throttle_rule *rule) {
    switch (rule->manner) {
    case THROTTLE_AS_SET:
    case THROTTLE_NEVER_ENDS:
    case THROTTLE_ENDS_TOO_LATE:
        return rule->limit;
    case THROTTLE_ONE_TOO_FEW:
        return rule->limit - (rule->limit > 1);
    case THROTTLE_TOO_EARLY:
        return rule->limit - rule->limit / 4 - (rule->limit > 1 && rule->limit < 4);
    case THROTTLE_TOO_LATE:
        return rule->limit * 3;
    case THROTTLE_NEVER:
        return 0;
    }
    return 0;
}

enum status throttle_init(struct throttle *throttle, struct throttle_rule rule) {
    uint32_t allowance = allowance_of(&rule);
    int64_t *ring = NULL;
    if (allowance > 0 && !rule.is_fixed) {
        ring = malloc(allowance * sizeof *ring);
        if (ring == NULL) {
            return STATUS_NO_MEMORY;
        }
        for (uint32_t i = 0; i < allowance; i++) {
            ring[i] = INT64_MIN / 2; /* long past, and safe to subtract */
        }
    }
    *throttle = (struct throttle){.rule = rule,
                                  .allowance = allowance,
                                  .admitted_us = ring,
                                  .window_end_us = INT64_MIN,
                                  .over_until_us = INT64_MIN};
    ASSURE(pthread_mutex_init(&throttle->lock, NULL) == 0);
    return STATUS_OK;
}

void throttle_clean_up(struct throttle *throttle) {
    free(throttle->admitted_us);
    throttle->admitted_us = NULL;
    pthread_mutex_destroy(&throttle->lock);
}

/* The call `allowance` admissions ago must have left the window. */
static bool admit_sliding(struct throttle *throttle, int64_t now_us) {
    if (now_us - throttle->admitted_us[throttle->next] < throttle->rule.window_us) {
        return false;
    }
    throttle->admitted_us[throttle->next] = now_us;
    throttle->next = (throttle->next + 1) % throttle->allowance;
    return true;
}

static bool admit_fixed(struct throttle *throttle, int64_t now_us) {
    if (now_us >= throttle->window_end_us) {
        throttle->window_end_us = now_us + throttle->rule.window_us;
        throttle->used = 0;
    }
    if (throttle->used >= throttle->allowance) {
        return false;
    }
    throttle->used++;
    return true;
}

/* What a refusal costs beyond itself. */
static int64_t penalty_end_us(const struct throttle *throttle, int64_t now_us) {
    enum { PENALTY_WINDOWS = 5 };
    switch (throttle->rule.manner) {
    case THROTTLE_NEVER_ENDS:
        return INT64_MAX;
    case THROTTLE_ENDS_TOO_LATE:
        return now_us + PENALTY_WINDOWS * throttle->rule.window_us;
    case THROTTLE_AS_SET:
    case THROTTLE_TOO_EARLY:
    case THROTTLE_ONE_TOO_FEW:
    case THROTTLE_TOO_LATE:
    case THROTTLE_NEVER:
        break;
    }
    return INT64_MIN;
}

bool throttle_admit(struct throttle *throttle, int64_t now_us) {
    if (throttle->allowance == 0) {
        return true;
    }
    pthread_mutex_lock(&throttle->lock);
    bool is_admitted =
        now_us >= throttle->over_until_us &&
        (throttle->rule.is_fixed ? admit_fixed(throttle, now_us) : admit_sliding(throttle, now_us));
    if (!is_admitted && now_us >= throttle->over_until_us) {
        throttle->over_until_us = penalty_end_us(throttle, now_us);
    }
    pthread_mutex_unlock(&throttle->lock);
    return is_admitted;
}
