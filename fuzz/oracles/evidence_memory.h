/* Evidence when memory runs out: "evidence-allocation-failure", see sweep_floor. */
#ifndef FUZZ_ORACLES_EVIDENCE_MEMORY_H
#define FUZZ_ORACLES_EVIDENCE_MEMORY_H

#include "model/exchange.h"

/* Reading an entry. */
void evidence_memory_read(struct bytes text, unsigned tries);

/* Reading a whole file. */
void evidence_memory_ledger(struct bytes text, unsigned tries);

/* Writing one with a redactor that knows a secret, which was made before. */
void evidence_memory_write(const struct exchange *exchange, struct bytes secret, unsigned tries);

/* Making a redactor, with a secret in two kinds, twice, and a text to spare. */
void evidence_memory_redactor(struct bytes secret, struct bytes spared, unsigned tries);

#endif
