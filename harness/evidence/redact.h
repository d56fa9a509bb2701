/* Redaction: secrets, and everything derived from one, are replaced while recording by labels of
   the same length, so that evidence can be handed over and offsets stay true.

   A label is "tok-1f3a" and stars: the kind, and 16 bits of a digest keyed per run, so that equal
   secrets stay recognisably equal within a run, different ones different, and they say nothing
   across runs. */
#ifndef EVIDENCE_REDACT_H
#define EVIDENCE_REDACT_H

#include "model/exchange.h"

enum { REDACT_WINDOW = 8 }; /* bytes of a secret in a row that count as the secret */

struct redactor; /* opaque; holds the secrets and wipes them */

/* Knows the document's and HTTP's own words as public text from the start. `key` is 32 random
   bytes, copied and wiped at the end. STATUS_NO_MEMORY. */
enum status redactor_new(const unsigned char key[32], struct redactor **out_redactor) MUST_USE;
void redactor_destroy(struct redactor *redactor); /* NULL is allowed */

/* Adds a secret of at least REDACT_WINDOW bytes (of exactly so many, one less counts as the secret)
   in all its forms: plain, hex, base64 in either alphabet and the three alignments; each of them
   percent-encoded, JSON-escaped, or both, in part or in full; JSON inside JSON, with HTML's
   character references, in UTF-16; in either case of its letters. One
   that is known already is fine. STATUS_INVALID: too short, it was not added. STATUS_LIMIT: over 64
   KiB. STATUS_NO_MEMORY. */
enum status redactor_add(struct redactor *redactor, enum secret_kind kind,
                         struct bytes secret) MUST_USE;

/* True for what is a word of the document or of HTTP, or lies in one: labels in its place would
   make answers look broken that are not. Only of a redactor that has spared nothing else yet. */
bool redactor_is_word(const struct redactor *redactor, struct bytes text);

/* Public text that must survive (endpoint, ids): a stretch of a secret that lies in it all is no
   sign of the secret. A whole secret always is. May come before or after the secrets.
   STATUS_NO_MEMORY. */
enum status redactor_spare(struct redactor *redactor, struct bytes text) MUST_USE;

/* Redacts `text` in place; appends what it replaced to `out_redactions` and counts it in
   `inout_count`, which never exceeds `capacity`. Replacing goes on when the list is full. Labels
   are ASCII, break no escape and no UTF-8 character. Two stretches of one secret that at most two
   bytes part are replaced as one, so that a character changed in a secret's middle does not show.
   Cannot fail: it allocates nothing. */
void redact_in_place(const struct redactor *redactor, enum exchange_part part, unsigned char *text,
                     size_t size, struct redaction *out_redactions, size_t capacity,
                     size_t *inout_count);

/* The same of a text that was joined from pieces, where what parts two stretches may be a piece of
   its own: such stretches are replaced each by itself. */
void redact_joined_in_place(const struct redactor *redactor, enum exchange_part part,
                            unsigned char *text, size_t size, struct redaction *out_redactions,
                            size_t capacity, size_t *inout_count);

#endif
