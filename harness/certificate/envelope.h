/* DSSE v1.0: a payload, its type, and one Ed25519 signature over both. Read by the letter: what is
   not byte for byte what envelope_write writes is refused. */
#ifndef CERTIFICATE_ENVELOPE_H
#define CERTIFICATE_ENVELOPE_H

#include "certificate/key.h"

/* The type of an in-toto Statement. */
extern const char *const envelope_payload_type;

/* Appends what is signed, DSSE's PAE: "DSSEv1", the type and the payload, each after its length.
   STATUS_NO_MEMORY, STATUS_LIMIT. */
enum status envelope_pae(struct bytes payload, struct buffer *out) MUST_USE;

/* Signs `payload` and appends the envelope. STATUS_NO_MEMORY, STATUS_LIMIT. */
enum status envelope_write(struct bytes payload, const struct key *key,
                           struct buffer *out) MUST_USE;

/* Appends the payload of an envelope that `key` has signed. STATUS_INVALID: the diagnostic names
   `file_name`, the place, and what does not hold. STATUS_NO_MEMORY, STATUS_LIMIT. */
enum status envelope_open(struct bytes text, const char *file_name, const struct key *key,
                          struct buffer *out_payload, struct diagnostic *out_diagnostic) MUST_USE;

#endif
