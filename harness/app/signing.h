/* What --sign does: fetches the key before anything is sent, and signs what the run has written. */
#ifndef APP_SIGNING_H
#define APP_SIGNING_H

#include "certificate/certificate.h"
#include "target/target.h"

enum {
    ARTEFACT_LIMIT_BYTES = 1 << 30, /* of a file beside a certificate */
};

/* `where` is a file in PEM, "env:NAME" or "pkcs11:…"; `passphrase_variable` (may be NULL) names the
   variable that holds its passphrase. Every failure but STATUS_NO_MEMORY is a usage error. */
enum status signing_key_load(const char *where, const char *passphrase_variable,
                             struct key **out_key, struct diagnostic *out_diagnostic) MUST_USE;

/* Reads report.json and evidence.har in `folder`, writes target.json and then certificate.json
   beside them. STATUS_NOT_FOUND: the run earned no certificate, the diagnostic says why, and
   nothing is written. STATUS_IO, STATUS_NO_MEMORY, STATUS_INVALID, STATUS_LIMIT. */
enum status signing_write(const char *folder, const struct target *target, const struct key *key,
                          struct diagnostic *out_diagnostic) MUST_USE;

#endif
