/* What must hold of any exchange, recorded or read back. */
#ifndef FUZZ_ORACLES_EXCHANGE_H
#define FUZZ_ORACLES_EXCHANGE_H

#include "evidence/redact.h"

bool exchange_is_same(const struct exchange *a, const struct exchange *b);

/* Breaks `oracle`: names in range, times that are none or not negative, redactions inside the part
   that they are of; and touches every byte of every view. */
void exchange_check(const char *oracle, const struct exchange *exchange);

/* Breaks "evidence-round-trip" where the exchange, written and read back, is another; where the
   entry is no line of JSON; or where it is written otherwise the second time. */
void exchange_check_round_trip(const struct exchange *exchange);

/* A redactor that knows `secret`. Making one takes long: a process makes one, for its first secret,
   and keeps it. */
const struct redactor *exchange_redactor(struct bytes secret);

/* "evidence-secret": written with a redactor that knows `secret`, the entry does not hold it, and
   each part keeps its size. */
void exchange_check_redaction(const struct exchange *exchange, struct bytes secret);

#endif
