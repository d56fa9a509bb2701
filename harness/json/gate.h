/* The gate: is this one well-formed JSON text, to the letter of RFC 8259 and RFC 3629?
   No allocation, no recursion; everything that reads JSON passes it before cJSON sees a byte. */
#ifndef JSON_GATE_H
#define JSON_GATE_H

#include "base/bytes.h"

enum json_fault {
    JSON_OK,
    JSON_EMPTY,             /* nothing, or white space alone */
    JSON_BYTE_ORDER_MARK,   /* RFC 8259 section 8.1 */
    JSON_UNEXPECTED_BYTE,   /* no grammar rule takes this byte here */
    JSON_UNEXPECTED_END,    /* the text ends inside a value */
    JSON_TRAILING_BYTES,    /* something follows the value */
    JSON_BAD_NUMBER,        /* section 6 */
    JSON_BAD_LITERAL,       /* not quite true, false or null */
    JSON_BAD_ESCAPE,        /* section 7 */
    JSON_CONTROL_CHARACTER, /* U+0000 to U+001F unescaped in a string */
    JSON_BAD_UTF8,          /* RFC 3629: stray, overlong, surrogate, too large, cut off */
    JSON_TOO_DEEP,          /* past the limit of nesting */
    JSON_TOO_MANY_VALUES,   /* past the limit of values */
    JSON_DUPLICATE_NAME,    /* document.h: two members of one object share a name */
    JSON_NO_MEMORY,         /* document.h alone */
    JSON_FAULT_COUNT,
};

/* One sentence for a person, e.g. "a control character stands unescaped in a string". */
extern const char *const json_fault_words[JSON_FAULT_COUNT];

enum { JSON_DEPTH_MAX = 512 }; /* the most that any limit may ask for */

struct json_limits {
    unsigned depth; /* nested arrays and objects, at most JSON_DEPTH_MAX */
    size_t values;  /* values of every kind, containers included */
};

/* For answers of a platform: depth 512, 4,096 values, so that the tree stays within
   64 x input + 4 KiB. */
extern const struct json_limits json_answer_limits;

struct json_error {
    enum json_fault fault;
    size_t offset; /* bytes from the start; at most the size of the text */
};

/* What a text holds that matters to its readers; filled only when it is accepted. */
struct json_facts {
    size_t values;
    size_t nul_escapes;     /* \u0000 */
    size_t lone_surrogates; /* \uD800 to \uDFFF without its other half */
    size_t long_numbers;    /* 64 bytes and more, which not every cJSON reads to the end */
};

/* Reads the whole of `text`. On a fault the error's offset is that of the first byte that no
   well-formed text could have there (the text's size when it ends too early). `out_facts` may be
   NULL; it is untouched on failure. */
struct json_error json_gate(struct bytes text, struct json_limits limits,
                            struct json_facts *out_facts) MUST_USE;

struct json_position {
    size_t line;   /* from 1 */
    size_t column; /* from 1, in characters */
};

/* The line and column of an offset. */
struct json_position json_position_of(struct bytes text, size_t offset);

#endif
