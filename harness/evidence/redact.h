/* Redaction: secrets, and everything derived from one, are replaced while recording by labels of
   the same length, so that evidence can be handed over and offsets stay true.

   A label is "tok-1f3a" and stars: the kind, and 16 bits of a digest keyed per run, so that equal
   secrets stay recognisably equal within a run and say nothing across runs. */
#ifndef EVIDENCE_REDACT_H
#define EVIDENCE_REDACT_H

#include "model/exchange.h"

enum { REDACT_WINDOW = 8 }; /* bytes of a secret in a row that count as the secret */

struct redactor; /* opaque; holds the secrets and wipes them */

/* `key` is 32 random bytes, copied and wiped at the end. */
enum status redactor_new(const unsigned char key[32], struct redactor **out_redactor) MUST_USE;
void redactor_destroy(struct redactor *redactor);

/* Adds a secret of at least REDACT_WINDOW bytes in all its forms: plain, percent-encoded, base64 in
   the three alignments, hex, JSON-escaped; in either case of its letters. STATUS_NO_MEMORY. */
enum status redactor_add(struct redactor *redactor, enum secret_kind kind,
                         struct bytes secret) MUST_USE;

/* Public text that must survive (endpoint, ids, the document's own words): a window that occurs in
   it is no sign of a secret. */
enum status redactor_spare(struct redactor *redactor, struct bytes text) MUST_USE;

/* Redacts `text` in place; appends what it replaced to `out_redactions` up to `capacity` and counts
   in `inout_count`. Replacing goes on when the list is full. */
void redact_in_place(const struct redactor *redactor, enum exchange_part part, unsigned char *text,
                     size_t size, struct redaction *out_redactions, size_t capacity,
                     size_t *inout_count);

#endif
