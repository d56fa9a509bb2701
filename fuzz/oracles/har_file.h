/* What must hold of a file of evidence: one that we write around an exchange, and any bytes. */
#ifndef FUZZ_ORACLES_HAR_FILE_H
#define FUZZ_ORACLES_HAR_FILE_H

#include "model/exchange.h"

/* "evidence-untouched": an entry that does not fit into a buffer leaves it as it was.
   "evidence-ledger": chained and put into a HAR or a journal, it is read back byte for byte with
   the record around it, and refused when any byte is altered ("evidence-altered"). `pick` chooses
   the byte. */
void har_file_check(const struct exchange *exchange, uint64_t pick);

/* "evidence-ledger": read as a whole file, the bytes are refused with a reason or give their
   entries, the same twice; "evidence-untouched". True where they are a ledger. */
bool har_file_check_any(struct bytes text);

#endif
