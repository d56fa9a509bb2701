/* The same text in a spelling that cJSON reads to its end; private to this floor.
   Why and how: docs/adr/0001-strings-that-cjson-would-cut.md. */
#ifndef JSON_RESPELL_H
#define JSON_RESPELL_H

#include "json/gate.h"

bool respell_is_needed(const struct json_facts *facts);
/* A copy of a text that has passed the gate, never longer than it: \u0000 is C0 80 in it, a lone
   surrogate ED A0..BF xx, a long number a short one of the same value as a double. To be freed with
   cJSON_free; NULL when memory is out. */
unsigned char *respell(struct bytes text, size_t *out_size) MUST_USE;

#endif
