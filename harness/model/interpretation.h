/* An interpretation: one named way to read the document where it is silent or contradicts itself.
 */
#ifndef MODEL_INTERPRETATION_H
#define MODEL_INTERPRETATION_H

#include <stddef.h>

enum interpretation_id {
    INTERPRET_NAME_NULL,
    INTERPRET_APP_NOT_EXISTED_STATUS,
    INTERPRET_ERROR_SHAPE,
    INTERPRET_ERROR_TEXT,
    INTERPRET_MISSING_CREDENTIAL,
    INTERPRET_REQUEST_CONTENT_TYPE,
    INTERPRET_APPID_LOCATION,
    INTERPRET_PRECEDENCE,
    INTERPRET_THROTTLE_WINDOW,
    INTERPRET_STRING_LENGTH,
    INTERPRET_ACTIVATED_WORDING,
    INTERPRETATION_COUNT,
};

/* Every choice of every interpretation; which belong to which is data in interpretations[]. */
enum choice {
    CHOICE_WARN,
    CHOICE_FAIL,
    CHOICE_ACCEPT,
    CHOICE_EITHER,
    CHOICE_403,
    CHOICE_500,
    CHOICE_ERROR_CODE,
    CHOICE_ANY_4XX,
    CHOICE_1010005,
    CHOICE_SENT,
    CHOICE_OMITTED,
    CHOICE_QUERY,
    CHOICE_NEVER_COMBINED,
    CHOICE_SLIDING,
    CHOICE_FIXED,
    CHOICE_CHARACTERS,
    CHOICE_BYTES,
    CHOICE_UTF16,
    CHOICE_SCENARIO,
    CHOICE_COUNT,
    CHOICE_NONE = CHOICE_COUNT, /* the end of a list */
};

enum { INTERPRETATION_CHOICES_MAX = 4 };

struct interpretation {
    const char *id;
    const char *trouble; /* what the document leaves open */
    const char *effect;  /* what choosing otherwise changes */
    /* The default first; ended by CHOICE_NONE. Profiles may name any of them. */
    enum choice choices[INTERPRETATION_CHOICES_MAX];
};

extern const struct interpretation interpretations[INTERPRETATION_COUNT];

/* The choice as profiles and reports spell it, e.g. "warn", "403", "utf16". */
extern const char *const choice_names[CHOICE_COUNT];

/* One choice for each interpretation, indexed by its id. */
struct interpretation_choices {
    enum choice by_id[INTERPRETATION_COUNT];
};

#endif
