/* What libcurl does not tell about TLS, asked of OpenSSL itself; the only includer of its headers
   for TLS. */
#ifndef EXECUTE_TLS_H
#define EXECUTE_TLS_H

#include "model/exchange.h"

#include <openssl/types.h>
#include <sys/types.h>

/* Any of them may be NULL; they are borrowed. */
struct tls_files {
    const char *ca_file, *client_cert_file, *client_key_file, *client_key_password;
};

/* What can be wrong with them. */
enum tls_files_fault {
    TLS_CA_UNUSABLE,
    TLS_CERTIFICATE_UNUSABLE,
    TLS_KEY_UNUSABLE,
    TLS_KEY_LOCKED,     /* by a password that was not given */
    TLS_PASSWORD_WRONG, /* it was given, and does not open the key */
    TLS_KEY_OF_ANOTHER, /* certificate and key do not belong together */
    TLS_FILES_FAULT_COUNT,
};

/* Loads each file as a connection will. STATUS_INVALID: one cannot be used; `out_fault` says which
   and how, the diagnostic its name and OpenSSL's reason. STATUS_NO_MEMORY. */
enum status tls_check_files(const struct tls_files *files, enum tls_files_fault *out_fault,
                            struct diagnostic *out_diagnostic) MUST_USE;

/* The version and the peer's certificate of a finished handshake. What cannot be had stays empty.
 */
void tls_facts_of(const SSL *tls, struct tls_facts *out_facts);

/* True when decrypted bytes wait in memory. */
bool tls_has_pending(const SSL *tls);

/* Reads application data that has arrived, without waiting: how much, 0 when the peer has closed,
   -1 when there is none. Not through libcurl's own layer below TLS, which only works inside its
   calls; the socket is put in its place for the while. */
ssize_t tls_read_now(SSL *tls, int socket, unsigned char *out_bytes, size_t size);

#endif
