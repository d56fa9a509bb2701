/* Ed25519 keys (RFC 8032): made, read from PEM or from a token, signing and verifying with them.
   Private key material is overwritten before its memory is given back. */
#ifndef CERTIFICATE_KEY_H
#define CERTIFICATE_KEY_H

#include "certificate/digest.h"

struct key; /* opaque: a public key, or a private one with its public half */

enum { KEY_SIGNATURE_BYTES = 64, KEY_PEM_LIMIT_BYTES = 16 * 1024 };

/* What a private key is protected by; `text` NULL: nobody said. `name` is for messages, e.g.
   "--sign-passphrase-env". */
struct passphrase {
    const char *text;
    const char *name;
};

/* A fresh key. STATUS_NO_MEMORY (entropy included). */
enum status key_generate(struct key **out_key) MUST_USE;

/* The readers below: STATUS_INVALID for what is not exactly one such key, its diagnostic beginning
   with `file_name` and the line; STATUS_NO_MEMORY. What they return is freed by key_destroy. */

/* PKCS#8 in PEM (RFC 5958, RFC 7468), encrypted or not. */
enum status key_read_private(struct bytes pem, const char *file_name, struct passphrase passphrase,
                             struct key **out_key, struct diagnostic *out_diagnostic) MUST_USE;
/* SubjectPublicKeyInfo in PEM (RFC 8410), spelled as key_write_public spells it. */
enum status key_read_public(struct bytes pem, const char *file_name, struct key **out_key,
                            struct diagnostic *out_diagnostic) MUST_USE;
/* The private key behind a URI that OpenSSL can open, pkcs11: with a provider of this name
   (STATUS_NOT_FOUND where there is none). The only function here that is not pure. */
enum status key_read_uri(const char *uri, struct passphrase passphrase, struct key **out_key,
                         struct diagnostic *out_diagnostic) MUST_USE;
void key_destroy(struct key *key); /* NULL is allowed */

/* Append PEM to `out`. STATUS_NO_MEMORY, STATUS_LIMIT. Private text is for key_wipe. */
enum status key_write_private(const struct key *key, struct buffer *out) MUST_USE;
enum status key_write_public(const struct key *key, struct buffer *out) MUST_USE;

/* Overwrites all that a buffer has held, then frees it. */
void key_wipe(struct buffer *buffer);

/* SHA-256 of the SubjectPublicKeyInfo in DER: the keyid of an envelope. STATUS_NO_MEMORY. */
enum status key_id(const struct key *key, char out_id[DIGEST_HEX_SIZE]) MUST_USE;

/* STATUS_NO_MEMORY where OpenSSL (or the token) does not sign. */
enum status key_sign(const struct key *key, struct bytes message,
                     unsigned char out_signature[KEY_SIGNATURE_BYTES]) MUST_USE;
bool key_verifies(const struct key *key, struct bytes message, struct bytes signature) MUST_USE;

#endif
