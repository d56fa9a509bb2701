/* Evidence when memory runs out: "evidence-allocation-failure", see sweep_floor. */
#ifndef FUZZ_ORACLES_EVIDENCE_MEMORY_H
#define FUZZ_ORACLES_EVIDENCE_MEMORY_H

#include "model/exchange.h"

/* Reading an entry. */
void evidence_memory_read(struct bytes text, unsigned tries);

/* Reading a whole file. */
void evidence_memory_ledger(struct bytes text, unsigned tries);

/* Writing one with a redactor that knows a secret, which was made before. For some exchanges, since
   it takes long, making a redactor as well: of the beginning of what was sent, in two kinds and
   twice, and with the URL to spare. */
void evidence_memory_write(const struct exchange *exchange, struct bytes secret, unsigned tries);

#endif
