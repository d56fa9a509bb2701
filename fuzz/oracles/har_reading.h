/* What must hold of reading one entry of a HAR. */
#ifndef FUZZ_ORACLES_HAR_READING_H
#define FUZZ_ORACLES_HAR_READING_H

#include "evidence/har.h"

/* "evidence-untouched": a failure leaves the entry as it was; "evidence-diagnostic": it is
   explained, and nothing else is; "evidence-same-twice". True where the entry was read: clean it
   up. */
bool har_reading_make(struct bytes text, struct har_entry *out_entry);

#endif
