/* A redacted copy of an exchange: what may be recorded. */
#ifndef EVIDENCE_REDACTED_H
#define EVIDENCE_REDACTED_H

#include "evidence/redact.h"

struct redacted {
    struct exchange exchange; /* views of `memory`, and of the original for what holds no secret */
    struct redaction redactions[EXCHANGE_REDACTIONS_MAX];
    unsigned char *memory; /* owned */
};

/* Redacts url, sent, head, framed, body and the transport's words. A secret that chunk framing cuts
   apart is found too: the data of all chunks is redacted as one text and put back into its places.
   `redactor` NULL: a plain copy. Absent views become empty ones. Do not move the result: the
   exchange points into it. STATUS_NO_MEMORY. */
enum status redacted_make(const struct exchange *exchange, const struct redactor *redactor,
                          struct redacted *out_redacted) MUST_USE;
void redacted_clean_up(struct redacted *redacted);

#endif
