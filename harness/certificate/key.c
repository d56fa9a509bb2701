#include "certificate/key_handle.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <stdlib.h>
#include <string.h>

enum status key_take(EVP_PKEY *handle, const char *name, struct key **out_key,
                     struct diagnostic *out_diagnostic) {
    if (!EVP_PKEY_is_a(handle, "ED25519")) {
        const char *kind = EVP_PKEY_get0_type_name(handle);
        diagnostic_set(out_diagnostic,
                       "%s: is a key of type %s; an Ed25519 key is needed, and `assay keygen --out "
                       "NAME` makes one",
                       name, kind == NULL ? "unknown" : kind);
        EVP_PKEY_free(handle);
        return STATUS_INVALID;
    }
    struct key *key = malloc(sizeof *key);
    if (key == NULL) {
        EVP_PKEY_free(handle);
        return STATUS_NO_MEMORY;
    }
    key->handle = handle;
    *out_key = key;
    return STATUS_OK;
}

enum status key_generate(struct key **out_key) {
    EVP_PKEY *handle = EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
    return handle == NULL ? STATUS_NO_MEMORY : key_take(handle, "", out_key, NULL);
}

void key_destroy(struct key *key) {
    if (key != NULL) {
        EVP_PKEY_free(key->handle);
        free(key);
    }
}

void key_wipe(struct buffer *buffer) {
    if (buffer->data != NULL) {
        OPENSSL_cleanse(buffer->data, buffer->capacity);
    }
    buffer_clean_up(buffer);
}

/* In one piece: a buffer that grows would leave copies behind. */
static enum status append_pem(BIO *page, bool is_written, struct buffer *out) {
    char *text = NULL;
    long size = is_written ? BIO_get_mem_data(page, &text) : 0;
    enum status status =
        size > 0 ? buffer_append(out, bytes_of(text, (size_t)size)) : STATUS_NO_MEMORY;
    BIO_free(page); /* overwrites, as BIO_s_secmem does */
    return status;
}

enum status key_write_private(const struct key *key, struct buffer *out) {
    BIO *page = BIO_new(BIO_s_secmem());
    if (page == NULL) {
        return STATUS_NO_MEMORY;
    }
    bool is_written =
        PEM_write_bio_PKCS8PrivateKey(page, key->handle, NULL, NULL, 0, NULL, NULL) == 1;
    return append_pem(page, is_written, out);
}

enum status key_write_public(const struct key *key, struct buffer *out) {
    BIO *page = BIO_new(BIO_s_mem());
    if (page == NULL) {
        return STATUS_NO_MEMORY;
    }
    return append_pem(page, PEM_write_bio_PUBKEY(page, key->handle) == 1, out);
}

enum status key_id(const struct key *key, char out_id[DIGEST_HEX_SIZE]) {
    unsigned char *info = NULL;
    int size = i2d_PUBKEY(key->handle, &info);
    if (size <= 0) {
        return STATUS_NO_MEMORY;
    }
    enum status status = digest_sha256(bytes_of(info, (size_t)size), out_id);
    OPENSSL_free(info);
    return status;
}

enum status key_sign(const struct key *key, struct bytes message,
                     unsigned char out_signature[KEY_SIGNATURE_BYTES]) {
    unsigned char signature[KEY_SIGNATURE_BYTES];
    size_t size = sizeof signature;
    EVP_MD_CTX *signing = EVP_MD_CTX_new();
    bool is_signed = signing != NULL &&
                     EVP_DigestSignInit(signing, NULL, NULL, NULL, key->handle) == 1 &&
                     EVP_DigestSign(signing, signature, &size, message.data, message.size) == 1 &&
                     size == sizeof signature;
    EVP_MD_CTX_free(signing);
    ERR_clear_error();
    if (!is_signed) {
        return STATUS_NO_MEMORY;
    }
    memcpy(out_signature, signature, sizeof signature);
    return STATUS_OK;
}

bool key_verifies(const struct key *key, struct bytes message, struct bytes signature) {
    EVP_MD_CTX *verifying = EVP_MD_CTX_new();
    bool is_genuine = verifying != NULL && signature.size == KEY_SIGNATURE_BYTES &&
                      EVP_DigestVerifyInit(verifying, NULL, NULL, NULL, key->handle) == 1 &&
                      EVP_DigestVerify(verifying, signature.data, signature.size, message.data,
                                       message.size) == 1;
    EVP_MD_CTX_free(verifying);
    ERR_clear_error();
    return is_genuine;
}
