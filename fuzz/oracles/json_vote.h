/* The second opinion in plain figures, for who includes our own document: that and jansson share
   names. */
#ifndef FUZZ_ORACLES_JSON_VOTE_H
#define FUZZ_ORACLES_JSON_VOTE_H

#include "base/bytes.h"

struct json_t;

struct json_vote {
    bool is_cast; /* false: nobody can tell */
    bool is_legal;
    bool has_duplicate; /* of a legal text */
    size_t depth;       /* of a legal text without duplicates, likewise the values */
    size_t values;
    const struct json_t *tree; /* what jansson read of the text itself, names unique; or NULL */
};

struct json_vote json_vote_on(struct bytes text);

#endif
