/* The same JSON value in other words: white space, escapes, the spelling of numbers and the order
   of members are drawn by lot. */
#ifndef FUZZ_ORACLES_SPELLING_H
#define FUZZ_ORACLES_SPELLING_H

#include "base/bytes.h"
#include "base/random.h"

#include <jansson.h>

/* How an object at the top is to differ from the value. */
struct spelling {
    const char *left_out;   /* the member of this name; NULL: none */
    const char *added_name; /* a member more, somewhere; NULL: none */
    const json_t *added_value;
};

/* Appends the text to `out`, whose limit must do. */
void spelling_write(const json_t *value, const struct spelling *spelling, struct random *random,
                    struct buffer *out);

#endif
