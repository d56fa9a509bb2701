/* The key behind struct key; private to this floor. */
#ifndef CERTIFICATE_KEY_HANDLE_H
#define CERTIFICATE_KEY_HANDLE_H

#include "certificate/key.h"

#include <openssl/evp.h>

struct key {
    EVP_PKEY *handle; /* owned */
};

/* Takes `handle` over, whatever happens. STATUS_INVALID unless it is Ed25519, its diagnostic
   preceded by `name`; STATUS_NO_MEMORY. */
enum status key_take(EVP_PKEY *handle, const char *name, struct key **out_key,
                     struct diagnostic *out_diagnostic) MUST_USE;

/* A passphrase as OpenSSL asks for it (pem_password_cb): `context` is a struct passphrase_asked. */
struct passphrase_asked {
    struct passphrase passphrase;
    bool is_asked;
};
int key_give_passphrase(char *out_text, int size, int is_writing, void *context);

#endif
