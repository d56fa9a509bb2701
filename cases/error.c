#include "cases/cases.h"

/* Every row of the document's error table that can be provoked from outside, several ways each. */

#define ROW .phase = PHASE_REFUSED, .kind = KIND_PROTOTYPE
#define ANSWERED(row) .expect = {.answer = EXPECT_ERROR, .error = row}

/* A credential altered in each way that a lenient comparison would let through. */
#define ALTERED(field, what, name, how, sentence)                                                  \
    {                                                                                              \
        .id = "error." what "." name, .title = sentence " is refused with 403/1010005",            \
        .twin = "request.prototype", ROW, .request = {.field = how},                               \
        ANSWERED(ERROR_ROW_403_1010005), PROVES(ERROR_403_1010005, ERROR_BODY, ERROR_DESCRIPTION), \
    }
#define CREDENTIAL(field, what, article, words)                                                    \
    ALTERED(field, what, "replaced", REPLACED, "a wrong " words),                                  \
        ALTERED(field, what, "cut-by-one", CUT_BY_ONE, article words " cut by one"),               \
        ALTERED(field, what, "cut-at-front", CUT_AT_FRONT, article words " cut at its front"),     \
        ALTERED(field, what, "extended-by-one", EXTENDED_BY_ONE,                                   \
                article words " with one more character"),                                         \
        ALTERED(field, what, "other-case", OTHER_CASE, article words " in the other case"),        \
        ALTERED(field, what, "first-character-changed", FIRST_CHARACTER_CHANGED,                   \
                article words " with its first character changed"),                                \
        ALTERED(field, what, "middle-character-changed", MIDDLE_CHARACTER_CHANGED,                 \
                article words " with its middle character changed"),                               \
        ALTERED(field, what, "last-character-changed", LAST_CHARACTER_CHANGED,                     \
                article words " with its last character changed")

/* A wrong token is refused whichever device it asks for; the prototype asks for one online. */
#define WRONG_TOKEN_FOR(name, slot)                                                                \
    {                                                                                              \
        .id = "error.token.replaced." name,                                                        \
        .title = "a wrong token is refused for the device " name, .twin = "activation." name, ROW, \
        .request = {.device = slot, .token = REPLACED}, ANSWERED(ERROR_ROW_403_1010005),           \
        PROVES(ERROR_403_1010005),                                                                 \
    }

static const struct case_row rows[] = {
    CREDENTIAL(token, "token", "a ", "token"),
    CREDENTIAL(app_key, "app-key", "an ", "app_key"),
    {
        .id = "error.token.replaced.with-app-id",
        .title = "a wrong token is refused with the own appId too",
        .twin = "request.app-id.own",
        ROW,
        .request = {.token = REPLACED, .application = APPLICATION_OWN},
        ANSWERED(ERROR_ROW_403_1010005),
        PROVES(ERROR_403_1010005),
    },
    {
        .id = "error.app-key.replaced.with-app-id",
        .title = "a wrong app_key is refused with the own appId too",
        .twin = "request.app-id.own",
        ROW,
        .request = {.app_key = REPLACED, .application = APPLICATION_OWN},
        ANSWERED(ERROR_ROW_403_1010005),
        PROVES(ERROR_403_1010005),
    },
    WRONG_TOKEN_FOR("never-connected", DEVICE_NEVER_CONNECTED),
    WRONG_TOKEN_FOR("offline", DEVICE_OFFLINE),
    WRONG_TOKEN_FOR("abnormal", DEVICE_ABNORMAL),

    {
        .id = "error.device.unknown",
        .title = "a device id that nobody registered is refused with 404/100403",
        .twin = "request.prototype",
        ROW,
        .request = {.device = DEVICE_FRESH},
        ANSWERED(ERROR_ROW_404_100403),
        PROVES(ERROR_404_100403, ERROR_BODY, ERROR_DESCRIPTION, ERROR_UNDOCUMENTED,
               HARDENING_ERROR_LEAK),
    },
    {
        .id = "error.device.unknown.with-app-id",
        .title = "an unknown device id is refused with the own appId too",
        .twin = "request.app-id.own",
        ROW,
        .request = {.device = DEVICE_FRESH, .application = APPLICATION_OWN},
        ANSWERED(ERROR_ROW_404_100403),
        PROVES(ERROR_404_100403),
    },
    {
        .id = "error.device.unknown.asked-again",
        .title = "an unknown device id stays unknown when it is asked for again",
        .twin = "request.prototype",
        ROW,
        .request = {.device = DEVICE_FRESH, .repeat = 3},
        ANSWERED(ERROR_ROW_404_100403),
        PROVES(ERROR_404_100403),
    },
    {
        .id = "error.device.first-character-changed",
        .title = "a real id with its first character changed is refused with 404/100403",
        .twin = "request.prototype",
        ROW,
        .request = {.device_alteration = FIRST_CHARACTER_CHANGED},
        ANSWERED(ERROR_ROW_404_100403),
        PROVES(REQUEST_DEVICE_ID),
    },

    {
        .id = "error.app.unknown",
        .title = "an appId that no application has is refused with 100203",
        .twin = "request.app-id.own",
        ROW,
        .request = {.application = APPLICATION_UNKNOWN},
        ANSWERED(ERROR_ROW_403_100203),
        PROVES(ERROR_403_100203, ERROR_BODY, ERROR_DESCRIPTION),
    },
    {
        .id = "error.app.cut-by-one",
        .title = "the own appId without its last character is refused with 100203",
        .twin = "request.app-id.own",
        ROW,
        .request = {.application = APPLICATION_OWN, .application_alteration = CUT_BY_ONE},
        ANSWERED(ERROR_ROW_403_100203),
        PROVES(ERROR_403_100203),
    },
    {
        .id = "error.app.extended-by-one",
        .title = "the own appId with one more character is refused with 100203",
        .twin = "request.app-id.own",
        ROW,
        .request = {.application = APPLICATION_OWN, .application_alteration = EXTENDED_BY_ONE},
        ANSWERED(ERROR_ROW_403_100203),
        PROVES(ERROR_403_100203),
    },
    {
        .id = "error.app.last-character-changed",
        .title = "the own appId with its last character changed is refused with 100203",
        .twin = "request.app-id.own",
        ROW,
        .request = {.application = APPLICATION_OWN,
                    .application_alteration = LAST_CHARACTER_CHANGED},
        ANSWERED(ERROR_ROW_403_100203),
        PROVES(ERROR_403_100203),
    },
    {
        .id = "error.app.unauthorized",
        .title = "the appId of an application that has not authorized this one is refused with "
                 "403/100217, and again",
        .twin = "request.app-id.own",
        ROW,
        .request = {.application = APPLICATION_UNAUTHORIZED, .repeat = 2},
        ANSWERED(ERROR_ROW_403_100217),
        PROVES(ERROR_403_100217, ERROR_BODY, ERROR_DESCRIPTION),
    },

    {
        .id = "error.internal",
        .title = "the profile's trigger gives 500/50252",
        .twin = "request.prototype",
        ROW,
        .request = {.device = DEVICE_TRIGGER_INTERNAL_ERROR},
        ANSWERED(ERROR_ROW_500_50252),
        PROVES(ERROR_500_50252, ERROR_BODY, ERROR_DESCRIPTION),
    },
    {
        .id = "error.app.not-existed-500",
        .title = "the profile's trigger gives 500/100203",
        .twin = "request.prototype",
        ROW,
        .request = {.device = DEVICE_TRIGGER_APP_NOT_EXISTED_500},
        ANSWERED(ERROR_ROW_500_100203),
        PROVES(ERROR_500_100203, ERROR_BODY, ERROR_DESCRIPTION),
    },
};

const struct case_table error_cases = {rows, sizeof rows / sizeof rows[0]};
