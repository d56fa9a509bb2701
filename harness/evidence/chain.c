#include "evidence/chain.h"

#include "base/assure.h"

#include <inttypes.h>
#include <openssl/evp.h>

enum status chain_digest(struct bytes text, char out_digest[RECORD_DIGEST_SIZE]) {
    static const char digits[] = "0123456789abcdef";
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    if (EVP_Digest(text.data, text.size, digest, &size, EVP_sha256(), NULL) != 1) {
        return STATUS_NO_MEMORY;
    }
    for (unsigned i = 0; i < size; i++) {
        out_digest[2 * i] = digits[digest[i] >> 4];
        out_digest[2 * i + 1] = digits[digest[i] & 0xf];
    }
    out_digest[2 * size] = '\0';
    return STATUS_OK;
}

enum status chain_begin(struct bytes head, struct chain *out_chain) {
    struct chain chain = {.count = 0};
    enum status status = chain_digest(head, chain.last_sha256);
    if (status == STATUS_OK) {
        *out_chain = chain;
    }
    return status;
}

/* Written over the two braces that end every entry, the inner one _assay's. */
enum status chain_link(const struct chain *chain, struct buffer *inout_entry) {
    enum { BRACES = 2, ROOM = 224 };
    char link[ROOM], own[RECORD_DIGEST_SIZE];
    ASSURE(inout_entry->size > BRACES);
    struct bytes unlinked = bytes_slice(buffer_view(inout_entry), 0, inout_entry->size - BRACES);
    enum status status = chain_digest(unlinked, own);
    if (status != STATUS_OK) {
        return status;
    }
    int size = snprintf(link, sizeof link,
                        ",\"sha256\":\"%s\",\"record\":%" PRIu32 ",\"previous\":\"%s\"}}", own,
                        chain->count, chain->last_sha256);
    ASSURE(size > 0 && size < ROOM);
    inout_entry->size -= BRACES;
    status = buffer_append(inout_entry, bytes_of(link, (size_t)size));
    if (status != STATUS_OK) {
        inout_entry->size += BRACES;
    }
    return status;
}

enum status chain_advance(struct chain *chain, struct bytes entry) {
    enum status status = chain_digest(entry, chain->last_sha256);
    chain->count += status == STATUS_OK;
    return status;
}
