/* SHA-256 in lower-case hex: how a certificate names a file and a key. */
#ifndef CERTIFICATE_DIGEST_H
#define CERTIFICATE_DIGEST_H

#include "base/bytes.h"

enum { DIGEST_HEX_SIZE = 65 };

/* FIPS 180-4. STATUS_NO_MEMORY; then `out_hex` is untouched. */
enum status digest_sha256(struct bytes bytes, char out_hex[DIGEST_HEX_SIZE]) MUST_USE;

#endif
