#include "evidence/chain.h"

#include "base/assure.h"

#include <inttypes.h>
#include <openssl/evp.h>
#include <string.h>

static void write_hex(const unsigned char *digest, unsigned size,
                      char out_digest[RECORD_DIGEST_SIZE]) {
    static const char digits[] = "0123456789abcdef";
    for (unsigned i = 0; i < size; i++) {
        out_digest[2 * i] = digits[digest[i] >> 4];
        out_digest[2 * i + 1] = digits[digest[i] & 0xf];
    }
    out_digest[2 * size] = '\0';
}

enum status chain_digest(struct bytes text, char out_digest[RECORD_DIGEST_SIZE]) {
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    if (EVP_Digest(text.data, text.size, digest, &size, EVP_sha256(), NULL) != 1) {
        return STATUS_NO_MEMORY;
    }
    write_hex(digest, size, out_digest);
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

/* The digest of all that `ctx` has seen; what it sees later adds to the same. */
static bool digest_so_far(const EVP_MD_CTX *ctx, EVP_MD_CTX *copy,
                          char out_digest[RECORD_DIGEST_SIZE]) {
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    if (EVP_MD_CTX_copy_ex(copy, ctx) != 1 || EVP_DigestFinal_ex(copy, digest, &size) != 1) {
        return false;
    }
    write_hex(digest, size, out_digest);
    return true;
}

enum { LINK_ROOM = 224 };

/* An entry is hashed in one pass: what stands before the link gives its own digest, and with the
   link behind it the one that its successor carries. */
static bool make_link(struct chain *chain, struct bytes unlinked, EVP_MD_CTX *ctx, EVP_MD_CTX *copy,
                      char out_link[LINK_ROOM]) {
    char own[RECORD_DIGEST_SIZE];
    if (EVP_DigestInit_ex(ctx, EVP_sha256(), NULL) != 1 ||
        EVP_DigestUpdate(ctx, unlinked.data, unlinked.size) != 1 ||
        !digest_so_far(ctx, copy, own)) {
        return false;
    }
    int size = snprintf(out_link, LINK_ROOM,
                        ",\"sha256\":\"%s\",\"record\":%" PRIu32 ",\"previous\":\"%s\"}}", own,
                        chain->count, chain->last_sha256);
    ASSURE(size > 0 && size < LINK_ROOM);
    return EVP_DigestUpdate(ctx, out_link, (size_t)size) == 1 &&
           digest_so_far(ctx, copy, chain->next_sha256);
}

/* Written over the two braces that end every entry, the inner one _assay's. */
enum status chain_link(struct chain *chain, struct buffer *inout_entry) {
    enum { BRACES = 2 };
    char link[LINK_ROOM];
    ASSURE(inout_entry->size > BRACES);
    struct bytes unlinked = bytes_slice(buffer_view(inout_entry), 0, inout_entry->size - BRACES);
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    EVP_MD_CTX *copy = EVP_MD_CTX_new();
    bool is_made = ctx != NULL && copy != NULL && make_link(chain, unlinked, ctx, copy, link);
    EVP_MD_CTX_free(ctx);
    EVP_MD_CTX_free(copy);
    if (!is_made) {
        return STATUS_NO_MEMORY;
    }
    inout_entry->size -= BRACES;
    enum status status = buffer_append_text(inout_entry, link);
    if (status != STATUS_OK) {
        inout_entry->size += BRACES;
    }
    return status;
}

void chain_advance(struct chain *chain) {
    memcpy(chain->last_sha256, chain->next_sha256, sizeof chain->last_sha256);
    chain->count++;
}
