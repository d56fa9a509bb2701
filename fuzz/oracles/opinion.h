/* The second opinion: what jansson makes of a JSON text, and, where jansson steps aside, what yajl
   makes of it. */
#ifndef FUZZ_ORACLES_OPINION_H
#define FUZZ_ORACLES_OPINION_H

#include "base/bytes.h"
#include "fuzz/oracles/deviation.h"

enum opinion_verdict {
    OPINION_LEGAL,
    OPINION_ILLEGAL,
    OPINION_DUPLICATE, /* two members of one object share a name after unescaping */
    OPINION_NONE,      /* nobody can tell */
};

struct opinion {
    enum opinion_verdict verdict;
    const struct deviation *deviation; /* jansson read a repaired copy; NULL: the text itself */
    const json_t *tree;                /* of a legal text; the arena's */
    const char *reason;                /* why not legal, for messages */
};

enum opinion_names { OPINION_UNIQUE_NAMES, OPINION_ANY_NAMES };

struct opinion opinion_of(struct bytes text, enum opinion_names names);

/* yajl's vote on the terminals and the grammar. It takes overlong and surrogate UTF-8, so that its
   yes is none where jansson refused for UTF-8. */
bool opinion_yajl_accepts(struct bytes text);

/* Arrays and objects one in another, and values of every kind. */
struct opinion_extent {
    size_t depth;
    size_t values;
};
struct opinion_extent opinion_extent_of(const json_t *tree);

#endif
