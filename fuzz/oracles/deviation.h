/* The texts on which jansson is known, and entitled, to differ from RFC 8259: by name, with the
   reason. Whatever else it refuses is a fault of the subject that takes it. */
#ifndef FUZZ_ORACLES_DEVIATION_H
#define FUZZ_ORACLES_DEVIATION_H

#include <jansson.h>
#include <stdbool.h>

struct deviation {
    const char *name;
    enum json_error_code code;
    const char *text; /* what the message begins with; NULL where the code says it */
    bool is_repaired; /* a copy without the trouble is read instead; else there is no vote */
    const char *reason;
};

/* The one that explains why jansson refused, or NULL. */
const struct deviation *deviation_find(const json_error_t *error);

/* True when the subject waives some of them: refuses what is rare but legal. A text may hold
   several, and only the first one is known. */
bool deviation_is_waived(void);

/* The one where jansson takes what is no JSON: nothing in a text may be a NUL, and jansson 2.14
   drops one that stands behind a number or a literal. */
extern const struct deviation deviation_raw_nul;

/* Settings rule out the others: any value at the top, \u0000 in a string, numbers as doubles. */
enum { JANSSON_FLAGS = JSON_DECODE_ANY | JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL };

#endif
