/* UTF-8 read one code point at a time, by the letter of RFC 3629 and by other means than
   harness/base/utf8.c: what one of them gets wrong, the other does not. */
#ifndef FUZZ_ORACLES_CODE_POINTS_H
#define FUZZ_ORACLES_CODE_POINTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The code point at the start of `text` and its size in bytes; 0 where none stands there. */
size_t code_point_read(const char *text, size_t size, uint32_t *out_point);
bool code_points_are_valid(const char *text, size_t size);
/* How many; of text that is valid. */
size_t code_points_count(const char *text, size_t size);
/* Writes 1 to 4 bytes and says how many; surrogates too, in the form that RFC 3629 forbids. */
size_t code_point_write(uint32_t point, char out_bytes[4]);

#endif
