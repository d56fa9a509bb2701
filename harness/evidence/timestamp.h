/* RFC 3339 back to microseconds; the other way is base/clock.h's. */
#ifndef EVIDENCE_TIMESTAMP_H
#define EVIDENCE_TIMESTAMP_H

#include "base/bytes.h"

/* Microseconds since 1970, UTC. False unless `text` is a date and time with an offset. */
bool timestamp_parse(struct bytes text, int64_t *out_us);

#endif
