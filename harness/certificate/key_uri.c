/* Keys that stay in a token: OpenSSL's store opens the URI, its provider signs. */
#include "certificate/key_handle.h"

#include <openssl/err.h>
#include <openssl/provider.h>
#include <openssl/store.h>
#include <openssl/ui.h>
#include <string.h>

static const char token_scheme[] = "pkcs11:";

/* Keeps OpenSSL's own provider beside it. The provider stays loaded: keys live in it. */
static enum status load_provider(const char *uri, struct diagnostic *out_diagnostic) {
    bool is_token = strncmp(uri, token_scheme, strlen(token_scheme)) == 0;
    if (!is_token || OSSL_PROVIDER_available(NULL, "pkcs11") == 1 ||
        OSSL_PROVIDER_try_load(NULL, "pkcs11", 1) != NULL) {
        return STATUS_OK;
    }
    ERR_clear_error();
    diagnostic_set(out_diagnostic,
                   "--sign: OpenSSL has no provider \"pkcs11\" here; install one (pkcs11-provider) "
                   "and name the token's module to it, or give a file");
    return STATUS_NOT_FOUND;
}

static EVP_PKEY *find_private(OSSL_STORE_CTX *store) {
    EVP_PKEY *found = NULL;
    while (found == NULL && !OSSL_STORE_eof(store)) {
        OSSL_STORE_INFO *item = OSSL_STORE_load(store);
        if (item == NULL && OSSL_STORE_error(store)) {
            break;
        }
        if (item != NULL && OSSL_STORE_INFO_get_type(item) == OSSL_STORE_INFO_PKEY) {
            found = OSSL_STORE_INFO_get1_PKEY(item);
        }
        OSSL_STORE_INFO_free(item);
    }
    return found;
}

/* The URI may hold a PIN, so no message shows it. */
static EVP_PKEY *open_private(const char *uri, struct passphrase_asked *asked) {
    UI_METHOD *ask = UI_UTIL_wrap_read_pem_callback(key_give_passphrase, 0);
    OSSL_STORE_CTX *store = ask == NULL ? NULL : OSSL_STORE_open(uri, ask, asked, NULL, NULL);
    EVP_PKEY *found = NULL;
    if (store != NULL) {
        (void)OSSL_STORE_expect(store, OSSL_STORE_INFO_PKEY);
        found = find_private(store);
        OSSL_STORE_close(store);
    }
    UI_destroy_method(ask);
    return found;
}

enum status key_read_uri(const char *uri, struct passphrase passphrase, struct key **out_key,
                         struct diagnostic *out_diagnostic) {
    enum status status = load_provider(uri, out_diagnostic);
    if (status != STATUS_OK) {
        return status;
    }
    struct passphrase_asked asked = {passphrase, false};
    EVP_PKEY *handle = open_private(uri, &asked);
    if (handle == NULL) {
        unsigned long error = ERR_peek_last_error();
        const char *reason = error == 0 ? NULL : ERR_reason_error_string(error);
        diagnostic_set(out_diagnostic, "--sign: the URI leads to no private key%s%s%s",
                       reason == NULL ? "" : ": ", reason == NULL ? "" : reason,
                       asked.is_asked && passphrase.text == NULL
                           ? "; its PIN or passphrase is asked for: --sign-passphrase-env"
                           : "");
        ERR_clear_error();
        return STATUS_INVALID;
    }
    return key_take(handle, "--sign", out_key, out_diagnostic);
}
