/* The oracles of certificates: what must hold of any bytes that are taken for one, for the
   statement inside, for the report that it is about, and for a key. `key` is the private key whose
   certificates are trusted. What gets past the first refusal counts as deep. */
#ifndef FUZZ_ORACLES_CERTIFICATE_ORACLES_H
#define FUZZ_ORACLES_CERTIFICATE_ORACLES_H

#include "certificate/certificate.h"

/* "certificate-status", "certificate-words": a refusal is one of the documented ones, and it alone
   has words. */
void certificate_hold_words(enum status status, const struct diagnostic *diagnostic);

/* "certificate-untouched", "certificate-one-spelling": whether `text` opens; if so, it is what the
   key writes. */
bool certificate_opens(struct bytes text, const struct key *key);

/* The same of a certificate that the right key made of `payload`: it may have signed anything. */
void certificate_of_payload(struct bytes payload, const struct key *key);

/* "certificate-holds", "certificate-flip": what was signed of `report` is accepted as it is, and
   not with a bit of it turned over. */
void certificate_of_report(struct bytes report, const struct key *key);

/* "certificate-allocation-failure": signing `report` with every allocation failing in turn, some
   `tries` of them. */
void certificate_with_less_memory(struct bytes report, const struct key *key, unsigned tries);

/* "certificate-one-key": `pem` as a private and as a public key, which has one spelling. */
void certificate_keys_read(struct bytes pem);

#endif
