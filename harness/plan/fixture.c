#include "plan/fixture.h"

#include "base/fnv1a.h"

static const char *any_device(const struct target *target) {
    static const enum device_slot wanted[] = {DEVICE_ONLINE, DEVICE_OFFLINE, DEVICE_ABNORMAL,
                                              DEVICE_NEVER_CONNECTED};
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        if (target->devices[wanted[i]] != NULL) {
            return target->devices[wanted[i]];
        }
    }
    return NULL;
}

const char *fixture_device(const struct plan *plan, const struct target *target,
                           enum device_slot slot) {
    if (slot == DEVICE_ANY) {
        return any_device(target);
    }
    return slot == DEVICE_FRESH ? plan->fresh_device : target->devices[slot];
}

const char *fixture_application(const struct plan *plan, const struct target *target,
                                enum application_slot slot) {
    switch (slot) {
    case APPLICATION_ABSENT:
        return NULL;
    case APPLICATION_EMPTY:
        return "";
    case APPLICATION_OWN:
    case APPLICATION_OWN_REPEATED:
        return target->app_id;
    case APPLICATION_UNKNOWN:
        return target->unknown_app != NULL ? target->unknown_app : plan->unknown_app;
    case APPLICATION_UNAUTHORIZED:
        return target->unauthorized_app;
    }
    return NULL;
}

/* By the row's id, so that adding a row changes no other row's values. */
struct random fixture_random(const struct plan *plan, const struct case_row *row) {
    return random_seeded(plan->seed ^ fnv1a(FNV1A_START, bytes_of_text(row->id)));
}
