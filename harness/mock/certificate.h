/* A certification authority and one server certificate, made in memory for one run. */
#ifndef MOCK_CERTIFICATE_H
#define MOCK_CERTIFICATE_H

#include "base/status.h"

#include <stdint.h>

/* GnuTLS's priority string of every proper server here: TLS 1.2 and newer (RFC 9325 section 3.1.1),
   authenticated ciphers only. */
#define CERTIFICATE_TLS_PRIORITY                                                                   \
    "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:-CIPHER-ALL:+AES-128-GCM:+AES-256-GCM:"            \
    "+CHACHA20-POLY1305:%SERVER_PRECEDENCE"

/* Owned, NUL-terminated PEM texts. ECDSA on P-256; the server's names are 127.0.0.1, ::1 and
   localhost (RFC 9525 section 6: identities stand in subjectAltName). */
struct certificate {
    char *ca_pem;
    char *server_pem;
    char *key_pem; /* the server's private key; the CA's is forgotten once it has signed */
};

/* For `host`; NULL: the names above. Valid from a day before `wall_us` (microseconds since 1970)
   for thirty days. STATUS_NO_MEMORY, or STATUS_INVALID with GnuTLS's reason. */
enum status certificate_make(int64_t wall_us, const char *host, struct certificate *out_certificate,
                             struct diagnostic *out_diagnostic) MUST_USE;
void certificate_clean_up(struct certificate *certificate); /* wipes the key */

#endif
