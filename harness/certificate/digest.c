#include "certificate/digest.h"

#include <openssl/evp.h>

enum { DIGEST_BYTES = 32 };

enum status digest_sha256(struct bytes bytes, char out_hex[DIGEST_HEX_SIZE]) {
    static const char hex[] = "0123456789abcdef";
    unsigned char digest[DIGEST_BYTES];
    if (EVP_Digest(bytes.data, bytes.size, digest, NULL, EVP_sha256(), NULL) != 1) {
        return STATUS_NO_MEMORY;
    }
    for (size_t i = 0; i < DIGEST_BYTES; i++) {
        out_hex[2 * i] = hex[digest[i] >> 4];
        out_hex[2 * i + 1] = hex[digest[i] & 15];
    }
    out_hex[DIGEST_HEX_SIZE - 1] = '\0';
    return STATUS_OK;
}
