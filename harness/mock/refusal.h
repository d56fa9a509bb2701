/* Why the platform says no, and what it then answers. */
#ifndef MOCK_REFUSAL_H
#define MOCK_REFUSAL_H

#include <stdbool.h>

enum refusal {
    REFUSE_NOT, /* it says yes */
    REFUSE_NO_RESOURCE,
    REFUSE_METHOD,
    REFUSE_TOO_LARGE,
    REFUSE_KEY_MISSING,
    REFUSE_AUTHORIZATION_MISSING,
    REFUSE_CREDENTIAL_REPEATED,
    REFUSE_SCHEME,
    REFUSE_TOKEN,
    REFUSE_KEY,
    REFUSE_THROTTLE,
    REFUSE_APP_UNKNOWN,
    REFUSE_APP_UNAUTHORIZED,
    REFUSE_MALFORMED_ID, /* the path segment holds what no device id does */
    REFUSE_DEVICE_UNKNOWN,
    REFUSE_TRIGGER_INTERNAL_ERROR,
    REFUSE_TRIGGER_APP_NOT_EXISTED,
    REFUSE_LOGIN_INCOMPLETE,
    REFUSE_LOGIN,
    REFUSE_PARAMETER,
    REFUSE_NODE_DUPLICATE,
    REFUSE_NEVER_CONNECTED,
    REFUSE_OVERLOAD, /* memory, or the registry is full */
    REFUSAL_COUNT,
};

/* For sets of refusals. */
#define REFUSAL_BIT(refusal) (1U << (refusal))

/* The gateway in front of the platform spells its own refusals in another way. */
enum error_shape { ERROR_SHAPE_PLATFORM, ERROR_SHAPE_GATEWAY };

struct refusal_answer {
    unsigned status;
    const char *code;
    const char *description; /* NULL: as the document's error table has it */
    enum error_shape shape;
};

extern const struct refusal_answer refusal_answers[REFUSAL_COUNT];

/* The description in words; never NULL. */
const char *refusal_description(const struct refusal_answer *answer);

#endif
