/* The request target, read from its raw bytes: HTTP libraries decode %2F and cut at %00, and after
   that nobody can tell what was asked for. */
#ifndef MOCK_LOCATOR_H
#define MOCK_LOCATOR_H

#include "base/bytes.h"

enum { LOCATOR_TEXT_MAX = 1024 }; /* 256 characters in UTF-8 */

struct locator {
    struct bytes path;  /* as it was sent, without scheme, authority and query */
    struct bytes query; /* what follows the "?"; absent where there is none */
};

/* Splits a request target in origin form or absolute form (RFC 9112 section 3.2). */
struct locator locator_split(struct bytes target);

/* A decoded text. */
struct locator_text {
    size_t size; /* bytes */
    char text[LOCATOR_TEXT_MAX + 1];
};

/* Decodes a path segment. False unless it is well-formed throughout: escapes of two hex digits,
   valid UTF-8, no control characters, no slash or backslash in any spelling, at most 256
   characters, and neither empty nor "." nor "..". */
bool locator_decode_id(struct bytes segment, struct locator_text *out_text);

enum parameter {
    PARAMETER_ABSENT, /* or empty */
    PARAMETER_GIVEN,  /* once, or repeated alike */
    PARAMETER_UNCLEAR /* malformed, too long, or repeated with another value */
};

/* The value of `name` in a query or a form (application/x-www-form-urlencoded). `out_text` is
   untouched unless PARAMETER_GIVEN. */
enum parameter locator_parameter(struct bytes query, const char *name,
                                 struct locator_text *out_text);

#endif
