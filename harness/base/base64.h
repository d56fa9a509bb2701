/* Base64 as RFC 4648 section 4 has it, with padding. */
#ifndef BASE_BASE64_H
#define BASE_BASE64_H

#include "base/bytes.h"

/* Appends the encoding of `bytes` to `out`. Errors: as buffer_append. */
enum status base64_encode(struct bytes bytes, struct buffer *out) MUST_USE;
/* Appends the decoding to `out`. STATUS_INVALID unless `text` is exactly what base64_encode writes
   (alphabet, padding, zero spare bits); then `out` is as it was. */
enum status base64_decode(struct bytes text, struct buffer *out) MUST_USE;

#endif
