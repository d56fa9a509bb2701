#include "cases/cases.h"

/* The documented request, its mandatory and optional parts. Every accepted row differs from
   request.prototype in one field at most; every refused row in exactly one. */

#define ROW_ACCEPTED .phase = PHASE_ACCEPTED, .kind = KIND_PROTOTYPE
#define ROW_REFUSED .phase = PHASE_REFUSED, .kind = KIND_PROTOTYPE
#define REFUSED_AS_MISSING .expect = {.answer = EXPECT_REFUSED_CREDENTIAL}

static const struct case_row rows[] = {
    {
        .id = "request.prototype",
        .title = "the documented request is answered 200 with the documented body",
        ROW_ACCEPTED,
        PROVES(RESPONSE_STATUS, REQUEST_METHOD, REQUEST_HTTPS, RESPONSE_CONTENT_TYPE, RESPONSE_JSON,
               RESPONSE_FRAMING),
    },
    {
        .id = "request.app-id.own",
        .title = "the own appId in the query is accepted",
        .twin = "request.prototype",
        ROW_ACCEPTED,
        .request = {.application = APPLICATION_OWN},
        PROVES(REQUEST_APP_ID_ACCEPTED),
    },
    {
        .id = "request.app-id.absent",
        .title = "a request without appId is answered like the one with it",
        .twin = "request.app-id.own",
        ROW_ACCEPTED,
        PROVES(REQUEST_APP_ID_OPTIONAL),
    },
    {
        .id = "request.authorization.scheme-lower-case",
        .title = "the scheme written bearer is accepted",
        .twin = "request.prototype",
        ROW_ACCEPTED,
        .request = {.scheme = "bearer"},
        PROVES(REQUEST_AUTHORIZATION),
    },
    {
        .id = "request.authorization.scheme-upper-case",
        .title = "the scheme written BEARER is accepted",
        .twin = "request.prototype",
        ROW_ACCEPTED,
        .request = {.scheme = "BEARER"},
        PROVES(REQUEST_AUTHORIZATION),
    },
    {
        .id = "request.authorization.scheme-mixed-case",
        .title = "the scheme written bEaReR is accepted",
        .twin = "request.prototype",
        ROW_ACCEPTED,
        .request = {.scheme = "bEaReR"},
        PROVES(REQUEST_AUTHORIZATION),
    },

    /* Authorization, absent or not what it must be. */
    {
        .id = "request.authorization.absent",
        .title = "a request without Authorization is refused",
        .twin = "request.prototype",
        ROW_REFUSED,
        .request = {.token = ABSENT},
        REFUSED_AS_MISSING,
        PROVES(REQUEST_AUTHORIZATION),
    },
    {
        .id = "request.authorization.absent-with-app-id",
        .title = "a request with the own appId but without Authorization is refused",
        .twin = "request.app-id.own",
        ROW_REFUSED,
        .request = {.token = ABSENT, .application = APPLICATION_OWN},
        REFUSED_AS_MISSING,
        PROVES(REQUEST_AUTHORIZATION),
    },
    {
        .id = "request.authorization.empty",
        .title = "an empty Authorization is refused",
        .twin = "request.prototype",
        ROW_REFUSED,
        .request = {.token = EMPTY},
        REFUSED_AS_MISSING,
        PROVES(REQUEST_AUTHORIZATION),
    },
    {
        .id = "request.authorization.scheme-alone",
        .title = "Bearer without a token is refused",
        .twin = "request.prototype",
        ROW_REFUSED,
        .request = {.authorization = "Bearer"},
        REFUSED_AS_MISSING,
        PROVES(REQUEST_AUTHORIZATION),
    },
    {
        .id = "request.authorization.token-alone",
        .title = "the token without a scheme is refused",
        .twin = "request.prototype",
        ROW_REFUSED,
        .request = {.scheme = ""},
        REFUSED_AS_MISSING,
        PROVES(REQUEST_AUTHORIZATION),
    },
    {
        .id = "request.authorization.scheme-basic",
        .title = "the token behind the scheme Basic is refused",
        .twin = "request.prototype",
        ROW_REFUSED,
        .request = {.scheme = "Basic"},
        REFUSED_AS_MISSING,
        PROVES(REQUEST_AUTHORIZATION),
    },
    {
        .id = "request.authorization.scheme-digest",
        .title = "the token behind the scheme Digest is refused",
        .twin = "request.prototype",
        ROW_REFUSED,
        .request = {.scheme = "Digest"},
        REFUSED_AS_MISSING,
        PROVES(REQUEST_AUTHORIZATION),
    },
    {
        .id = "request.authorization.scheme-token",
        .title = "the token behind the scheme Token is refused",
        .twin = "request.prototype",
        ROW_REFUSED,
        .request = {.scheme = "Token"},
        REFUSED_AS_MISSING,
        PROVES(REQUEST_AUTHORIZATION),
    },
    {
        .id = "request.authorization.scheme-cut-by-one",
        .title = "the token behind the scheme Beare is refused",
        .twin = "request.prototype",
        ROW_REFUSED,
        .request = {.scheme = "Beare"},
        REFUSED_AS_MISSING,
        PROVES(REQUEST_AUTHORIZATION),
    },
    {
        .id = "request.authorization.scheme-extended-by-one",
        .title = "the token behind the scheme BearerX is refused",
        .twin = "request.prototype",
        ROW_REFUSED,
        .request = {.scheme = "BearerX"},
        REFUSED_AS_MISSING,
        PROVES(REQUEST_AUTHORIZATION),
    },
    {
        .id = "request.authorization.repeated",
        .title = "a repeated Authorization gives no 5xx and no stray data",
        .twin = "request.prototype",
        ROW_REFUSED,
        .request = {.token = REPEATED},
        .expect = {.answer = EXPECT_GENERAL},
        PROVES(HARDENING_INPUT),
    },

    /* app_key */
    {
        .id = "request.app-key.absent",
        .title = "a request without app_key is refused",
        .twin = "request.prototype",
        ROW_REFUSED,
        .request = {.app_key = ABSENT},
        REFUSED_AS_MISSING,
        PROVES(REQUEST_APP_KEY),
    },
    {
        .id = "request.app-key.absent-with-app-id",
        .title = "a request with the own appId but without app_key is refused",
        .twin = "request.app-id.own",
        ROW_REFUSED,
        .request = {.app_key = ABSENT, .application = APPLICATION_OWN},
        REFUSED_AS_MISSING,
        PROVES(REQUEST_APP_KEY),
    },
    {
        .id = "request.app-key.empty",
        .title = "an empty app_key is refused",
        .twin = "request.prototype",
        ROW_REFUSED,
        .request = {.app_key = EMPTY},
        REFUSED_AS_MISSING,
        PROVES(REQUEST_APP_KEY),
    },
    {
        .id = "request.app-key.repeated",
        .title = "a repeated app_key gives no 5xx and no stray data",
        .twin = "request.prototype",
        ROW_REFUSED,
        .request = {.app_key = REPEATED},
        .expect = {.answer = EXPECT_GENERAL},
        PROVES(HARDENING_INPUT),
    },

    /* appId where the document is silent */
    {
        .id = "request.app-id.empty",
        .title = "an empty appId gives no 5xx and no stray data",
        .twin = "request.app-id.own",
        ROW_REFUSED,
        .request = {.application = APPLICATION_EMPTY},
        .expect = {.answer = EXPECT_GENERAL},
        PROVES(HARDENING_INPUT),
    },
    {
        .id = "request.app-id.repeated",
        .title = "a repeated appId gives no 5xx and no stray data",
        .twin = "request.app-id.own",
        ROW_REFUSED,
        .request = {.application = APPLICATION_OWN_REPEATED},
        .expect = {.answer = EXPECT_GENERAL},
        PROVES(HARDENING_INPUT),
    },

/* deviceId: near misses of a real one */
#define NEAR_MISS(what, slot, row_twin, altered, sentence)                                         \
    {                                                                                              \
        .id = "request.device-id." what, .title = sentence, .twin = row_twin, ROW_REFUSED,         \
        .request = {.device = slot, .device_alteration = altered},                                 \
        .expect = {.answer = EXPECT_ERROR, .error = ERROR_ROW_404_100403},                         \
        PROVES(REQUEST_DEVICE_ID),                                                                 \
    }
#define NEAR_MISSES(name, slot)                                                                    \
    NEAR_MISS(name ".cut-by-one", slot, "activation." name, CUT_BY_ONE,                            \
              "a real id without its last character is an unknown device"),                        \
        NEAR_MISS(name ".cut-at-front", slot, "activation." name, CUT_AT_FRONT,                    \
                  "a real id without its first character is an unknown device"),                   \
        NEAR_MISS(name ".extended-by-one", slot, "activation." name, EXTENDED_BY_ONE,              \
                  "a real id with one more character is an unknown device"),                       \
        NEAR_MISS(name ".other-case", slot, "activation." name, OTHER_CASE,                        \
                  "a real id in the other case is an unknown device"),                             \
        NEAR_MISS(name ".last-character-changed", slot, "activation." name,                        \
                  LAST_CHARACTER_CHANGED,                                                          \
                  "a real id with its last character changed is an unknown device")
    NEAR_MISSES("online", DEVICE_ONLINE),
    NEAR_MISSES("offline", DEVICE_OFFLINE),
    NEAR_MISSES("abnormal", DEVICE_ABNORMAL),
    NEAR_MISSES("never-connected", DEVICE_NEVER_CONNECTED),
};

const struct case_table request_cases = {rows, sizeof rows / sizeof rows[0]};
