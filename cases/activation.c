#include "cases/cases.h"

/* What the query answers for a device in each state of its life: plainly, with the own appId, asked
   again and again, and once more after everything else. */

#define DEVICE_ROWS(name, slot, flag, requirement, sentence)                                       \
    {                                                                                              \
        .id = "activation." name,                                                                  \
        .title = sentence,                                                                         \
        .phase = PHASE_ACCEPTED,                                                                   \
        .request = {.device = slot},                                                               \
        .expect = {.activated = flag},                                                             \
        PROVES(requirement, RESPONSE_DEVICE_ID, RESPONSE_ACTIVATED, RESPONSE_NAME,                 \
               HARDENING_SECRET_ECHO, HARDENING_CACHE),                                            \
    },                                                                                             \
        {                                                                                          \
            .id = "activation." name ".with-app-id",                                               \
            .title = sentence ", asked with the own appId",                                        \
            .twin = "activation." name,                                                            \
            .phase = PHASE_ACCEPTED,                                                               \
            .request = {.device = slot, .application = APPLICATION_OWN, .repeat = 2},              \
            .expect = {.activated = flag},                                                         \
            PROVES(requirement),                                                                   \
        },                                                                                         \
        {                                                                                          \
            .id = "activation." name ".asked-again",                                               \
            .title = sentence ", each of three times",                                             \
            .twin = "activation." name,                                                            \
            .phase = PHASE_ACCEPTED,                                                               \
            .request = {.device = slot, .repeat = 3},                                              \
            .expect = {.activated = flag},                                                         \
            PROVES(ACTIVATION_QUERY_IS_SAFE, requirement),                                         \
        },                                                                                         \
    {                                                                                              \
        .id = "activation." name ".after-all-else",                                                \
        .title = sentence ", still after every other case of the run", .twin = "activation." name, \
        .phase = PHASE_SAFETY, .request = {.device = slot}, .expect = {.activated = flag},         \
        PROVES(ACTIVATION_QUERY_IS_SAFE, requirement),                                             \
    }

static const struct case_row rows[] = {
    DEVICE_ROWS("never-connected", DEVICE_NEVER_CONNECTED, ACTIVATED_FALSE,
                ACTIVATION_NEVER_CONNECTED, "a device that never connected is not activated"),
    DEVICE_ROWS("online", DEVICE_ONLINE, ACTIVATED_TRUE, ACTIVATION_ONLINE,
                "a device that is online is activated"),
    DEVICE_ROWS("offline", DEVICE_OFFLINE, ACTIVATED_TRUE, ACTIVATION_OFFLINE,
                "a device that went offline is activated"),
    DEVICE_ROWS("abnormal", DEVICE_ABNORMAL, ACTIVATED_TRUE, ACTIVATION_ABNORMAL,
                "a device that is abnormal is activated"),
};

const struct case_table activation_cases = {rows, sizeof rows / sizeof rows[0]};
