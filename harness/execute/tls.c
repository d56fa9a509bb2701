#include "execute/tls.h"

#include "base/assure.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <string.h>

/* Never asks on the terminal, as OpenSSL does by itself: without a password it gets an empty one.
 */
static int give_password(char *out_password, int size, int is_writing, void *context) {
    (void)is_writing;
    const char *password = context == NULL ? "" : context;
    size_t length = strlen(password);
    if (size < 0 || length >= (size_t)size) {
        return -1;
    }
    memcpy(out_password, password, length + 1);
    return (int)length;
}

static enum status refuse(const char *file, const char *what, struct diagnostic *out_diagnostic) {
    const char *reason = ERR_reason_error_string(ERR_peek_last_error());
    diagnostic_set(out_diagnostic, "%s cannot be used as %s: %s", file, what,
                   reason == NULL ? "it could not be read" : reason);
    return STATUS_INVALID;
}

static enum status check_in(SSL_CTX *context, const struct tls_files *files,
                            struct diagnostic *out_diagnostic) {
    const char *key =
        files->client_key_file == NULL ? files->client_cert_file : files->client_key_file;
    if (files->ca_file != NULL && SSL_CTX_load_verify_file(context, files->ca_file) != 1) {
        return refuse(files->ca_file, "the CA's certificate", out_diagnostic);
    }
    if (files->client_cert_file == NULL) {
        return STATUS_OK;
    }
    if (SSL_CTX_use_certificate_chain_file(context, files->client_cert_file) != 1) {
        return refuse(files->client_cert_file, "the client certificate", out_diagnostic);
    }
    if (SSL_CTX_use_PrivateKey_file(context, key, SSL_FILETYPE_PEM) != 1) {
        return refuse(key, "the client's private key (is the password right?)", out_diagnostic);
    }
    if (SSL_CTX_check_private_key(context) != 1) {
        return refuse(key, "the key of the client certificate", out_diagnostic);
    }
    return STATUS_OK;
}

enum status tls_check_files(const struct tls_files *files, struct diagnostic *out_diagnostic) {
    SSL_CTX *context = SSL_CTX_new(TLS_client_method());
    if (context == NULL) {
        return STATUS_NO_MEMORY;
    }
    char *password = files->client_key_password == NULL ? NULL : strdup(files->client_key_password);
    enum status status = STATUS_NO_MEMORY;
    if (password != NULL || files->client_key_password == NULL) {
        SSL_CTX_set_default_passwd_cb(context, give_password);
        SSL_CTX_set_default_passwd_cb_userdata(context, password);
        ERR_clear_error();
        status = check_in(context, files, out_diagnostic);
        ERR_clear_error();
    }
    if (password != NULL) {
        explicit_bzero(password, strlen(password));
        free(password);
    }
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
