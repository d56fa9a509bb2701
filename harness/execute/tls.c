#include "execute/tls.h"

#include "base/assure.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <stdbool.h>
#include <string.h>

/* The password of a key, and whether OpenSSL wanted one. */
struct lock {
    const char *password; /* NULL: none was given */
    bool was_asked;
};

/* Never asks on the terminal, as OpenSSL does by itself: without a password it gets an empty one.
 */
static int give_password(char *out_password, int size, int is_writing, void *context) {
    (void)is_writing;
    struct lock *lock = context;
    const char *password = lock->password == NULL ? "" : lock->password;
    size_t length = strlen(password);
    lock->was_asked = true;
    if (size < 0 || length >= (size_t)size) {
        return -1;
    }
    memcpy(out_password, password, length + 1);
    return (int)length;
}

/* A file that cannot be used. */
struct refusal {
    const char *file;
    enum tls_files_fault fault;
};

static const char *const fault_words[TLS_FILES_FAULT_COUNT] = {
    [TLS_CA_UNUSABLE] = "holds no certificate of a CA that can be used",
    [TLS_CERTIFICATE_UNUSABLE] = "holds no client certificate that can be used",
    [TLS_KEY_UNUSABLE] = "holds no private key that can be used",
    [TLS_KEY_LOCKED] = "is locked by a password",
    [TLS_PASSWORD_WRONG] = "is not opened by the password",
    [TLS_KEY_OF_ANOTHER] = "is not the key of the client certificate",
};

static enum status refuse(struct refusal refusal, enum tls_files_fault *out_fault,
                          struct diagnostic *out_diagnostic) {
    const char *reason = ERR_reason_error_string(ERR_peek_error()); /* the innermost says most */
    diagnostic_set(out_diagnostic, "%s %s (%s)", refusal.file, fault_words[refusal.fault],
                   reason == NULL ? "it could not be read" : reason);
    *out_fault = refusal.fault;
    return STATUS_INVALID;
}

/* Where the certificate is loaded already, OpenSSL takes no other's key of the same kind. */
static enum tls_files_fault fault_of_key(const struct lock *lock) {
    unsigned long error = ERR_peek_error();
    if (ERR_GET_LIB(error) == ERR_LIB_X509) {
        return TLS_KEY_OF_ANOTHER;
    }
    return !lock->was_asked         ? TLS_KEY_UNUSABLE
           : lock->password == NULL ? TLS_KEY_LOCKED
                                    : TLS_PASSWORD_WRONG;
}

/* False with the first that cannot be used. */
static bool has_loaded(SSL_CTX *context, const struct tls_files *files, const struct lock *lock,
                       struct refusal *out_refusal) {
    const char *key =
        files->client_key_file == NULL ? files->client_cert_file : files->client_key_file;
    if (files->ca_file != NULL && SSL_CTX_load_verify_file(context, files->ca_file) != 1) {
        *out_refusal = (struct refusal){files->ca_file, TLS_CA_UNUSABLE};
        return false;
    }
    if (files->client_cert_file == NULL) {
        return true;
    }
    if (SSL_CTX_use_certificate_chain_file(context, files->client_cert_file) != 1) {
        *out_refusal = (struct refusal){files->client_cert_file, TLS_CERTIFICATE_UNUSABLE};
        return false;
    }
    if (SSL_CTX_use_PrivateKey_file(context, key, SSL_FILETYPE_PEM) != 1) {
        *out_refusal = (struct refusal){key, fault_of_key(lock)};
        return false;
    }
    if (SSL_CTX_check_private_key(context) != 1) {
        *out_refusal = (struct refusal){key, TLS_KEY_OF_ANOTHER};
        return false;
    }
    return true;
}

enum status tls_check_files(const struct tls_files *files, enum tls_files_fault *out_fault,
                            struct diagnostic *out_diagnostic) {
    SSL_CTX *context = SSL_CTX_new(TLS_client_method());
    if (context == NULL) {
        return STATUS_NO_MEMORY;
    }
    struct lock lock = {.password = files->client_key_password};
    struct refusal refusal = {NULL, TLS_FILES_FAULT_COUNT};
    SSL_CTX_set_default_passwd_cb(context, give_password);
    SSL_CTX_set_default_passwd_cb_userdata(context, &lock);
    ERR_clear_error();
    bool is_usable = has_loaded(context, files, &lock, &refusal);
    enum status status = is_usable ? STATUS_OK : refuse(refusal, out_fault, out_diagnostic);
    ERR_clear_error();
    SSL_CTX_free(context);
    return status;
}

static void write_hex(const unsigned char *digest, unsigned size, char *out_hex) {
    for (unsigned i = 0; i < size; i++) {
        snprintf(out_hex + (size_t)2 * i, 3, "%02x", digest[i]);
    }
}

void tls_facts_of(const SSL *tls, struct tls_facts *out_facts) {
    *out_facts = (struct tls_facts){0};
    snprintf(out_facts->version, sizeof out_facts->version, "%s", SSL_get_version(tls));
    X509 *leaf = SSL_get0_peer_certificate(tls);
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    if (leaf != NULL && X509_digest(leaf, EVP_sha256(), digest, &size) == 1) {
        ASSURE(2 * (size_t)size < sizeof out_facts->certificate_sha256);
        write_hex(digest, size, out_facts->certificate_sha256);
    }
}

bool tls_has_pending(const SSL *tls) {
    return SSL_pending(tls) > 0;
}

/* One pair of references goes to the session, the other comes back from it: so the layer that was
   there is neither freed nor kept too long. */
static void swap_layer(SSL *tls, BIO **inout_read, BIO **inout_write) {
    BIO *old_read = SSL_get_rbio(tls);
    BIO *old_write = SSL_get_wbio(tls);
    BIO_up_ref(old_read);
    BIO_up_ref(old_write);
    SSL_set0_rbio(tls, *inout_read);
    SSL_set0_wbio(tls, *inout_write);
    *inout_read = old_read;
    *inout_write = old_write;
}

ssize_t tls_read_now(SSL *tls, int socket, unsigned char *out_bytes, size_t size) {
    ASSURE(size <= INT32_MAX);
    BIO *read_layer = BIO_new_socket(socket, BIO_NOCLOSE);
    if (read_layer == NULL) {
        return -1;
    }
    BIO *write_layer = read_layer;
    BIO_up_ref(write_layer);
    ERR_clear_error();
    swap_layer(tls, &read_layer, &write_layer);
    int got = SSL_read(tls, out_bytes, (int)size);
    bool is_waiting = got <= 0 && SSL_get_error(tls, got) == SSL_ERROR_WANT_READ;
    swap_layer(tls, &read_layer, &write_layer);
    BIO_free(read_layer);
    BIO_free(write_layer);
    ERR_clear_error();
    return got > 0 ? got : is_waiting ? -1 : 0;
}
