/* What must hold of a whole HAR that we write around an exchange. */
#ifndef FUZZ_ORACLES_HAR_FILE_H
#define FUZZ_ORACLES_HAR_FILE_H

#include "model/exchange.h"

/* "evidence-file": a walk visits just the entries that were written, byte for byte, and ends with
   the words of a visitor that refuses one, after the entry's number. "evidence-untouched": what
   does not fit into a buffer leaves it as it was. */
void har_file_check(const struct exchange *exchange);

#endif
