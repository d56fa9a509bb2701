/* Issued tokens: what an answer gives away of tokens, whether or not it is one that can be used.

   A login that is refused, cut off or no JSON may hold a live token all the same, and nobody has
   read it as one. */
#ifndef EVIDENCE_ISSUED_H
#define EVIDENCE_ISSUED_H

#include "evidence/redact.h"

/* Adds to the redactor what follows each "token" that a colon or an equals sign ends, in the head
   and the body of an answer: "accessToken":"…", refresh_token=…, X-Subject-Token: …. A value of
   fewer than REDACT_WINDOW bytes is passed over, as is what follows the first ISSUED_TOKENS_MAX.
   STATUS_NO_MEMORY. */
enum { ISSUED_TOKENS_MAX = 64 };
enum issued_masks {
    ISSUED_WITHOUT_MASKS, /* what the platform sent us: all of it counts */
    ISSUED_WITH_MASKS,    /* what another tool recorded, which may have put masks in their place */
};
enum status issued_learn(struct redactor *redactor, const struct exchange *exchange,
                         enum issued_masks masks) MUST_USE;

/* The same of each "secret" that another tool recorded in a request for a session,
   percent-encoded or not; masks are passed over. */
enum status issued_learn_secret(struct redactor *redactor, struct bytes sent) MUST_USE;

/* True for what tools write in place of a credential: stars, "redacted", fewer than 8 different
   bytes. */
bool issued_is_mask(struct bytes value);

#endif
