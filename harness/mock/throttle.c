#include "mock/throttle.h"

#include "base/assure.h"

#include <stdlib.h>

static uint32_t allowance_of(const struct throttle_rule *rule) {
    switch (rule->manner) {
    case THROTTLE_AS_SET:
    case THROTTLE_NEVER_ENDS:
        return rule->limit;
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
    *throttle = (struct throttle){
        .rule = rule, .allowance = allowance, .admitted_us = ring, .window_end_us = INT64_MIN};
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

bool throttle_admit(struct throttle *throttle, int64_t now_us) {
    if (throttle->allowance == 0) {
        return true;
    }
    pthread_mutex_lock(&throttle->lock);
    bool is_admitted =
        !throttle->is_over_for_good &&
        (throttle->rule.is_fixed ? admit_fixed(throttle, now_us) : admit_sliding(throttle, now_us));
    if (!is_admitted && throttle->rule.manner == THROTTLE_NEVER_ENDS) {
        throttle->is_over_for_good = true;
    }
    pthread_mutex_unlock(&throttle->lock);
    return is_admitted;
}
