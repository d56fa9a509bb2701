/* The terminals of the JSON grammar, read one at a time; private to this floor.

   Each reader starts with `at` on the first byte of its terminal and leaves it behind the last. On
   a fault it leaves `at` on the first byte that cannot stand there, or at `end` when the text ends
   too early. */
#ifndef JSON_SCAN_H
#define JSON_SCAN_H

#include "json/gate.h"

struct scan {
    const unsigned char *at;
    const unsigned char *end;
    struct json_facts facts; /* counted on the way */
};

/* RFC 8259 section 7; `at` is the opening quote. */
enum json_fault scan_string(struct scan *scan) MUST_USE;
/* How many bytes of ASCII at the front of `text` a string may hold as they are. */
size_t scan_plain_size(struct bytes text) MUST_USE;
/* Section 6; `at` is a digit or a minus. */
enum json_fault scan_number(struct scan *scan) MUST_USE;
/* Section 3; `at` is the t of true, the f of false or the n of null. */
enum json_fault scan_literal(struct scan *scan) MUST_USE;

enum {
    SCAN_UNIT_SIZE = 6,     /* bytes in \uXXXX */
    CJSON_NUMBER_SIZE = 63, /* bytes of a number that every cJSON reads: see docs/adr/0001 */
};

/* True when \u and four hex digits stand at `at`: their value, a UTF-16 code unit. */
bool scan_unit(const unsigned char *at, const unsigned char *end, unsigned *out_unit) MUST_USE;

static inline bool is_high_surrogate(unsigned unit) {
    return (unit & 0xfc00) == 0xd800;
}

static inline bool is_low_surrogate(unsigned unit) {
    return (unit & 0xfc00) == 0xdc00;
}

/* Section 2: space, tab, line feed and carriage return, and no other. */
static inline bool is_json_space(unsigned char byte) {
    const uint64_t spaces = UINT64_C(1) << ' ' | 1U << '\t' | 1U << '\n' | 1U << '\r';
    return byte <= ' ' && (spaces >> byte & 1) != 0;
}

static inline void scan_space(struct scan *scan) {
    while (scan->at < scan->end && is_json_space(*scan->at)) {
        scan->at++;
    }
}

#endif
