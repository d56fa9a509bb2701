/* A secret that an answer's head holds in pieces: some in one field's value, the rest in the
   next one's. */
#ifndef EVIDENCE_SPLIT_HEAD_H
#define EVIDENCE_SPLIT_HEAD_H

#include "evidence/redact.h"

/* Redacts in `head`, which is `original` with each of its lines redacted, what is left there of
   secrets that the values of `original` hold one behind another: status line, fields and folded
   lines as they stand, without names and the space around them. What lies between two whole secrets
   stays as it is. `scratch` has room for as many bytes, and is wiped. Appends to `out_redactions`
   as redact_in_place does. */
void redact_split_head(const struct redactor *redactor, struct bytes original, unsigned char *head,
                       unsigned char *scratch, struct redaction *out_redactions, size_t capacity,
                       size_t *inout_count);

#endif
