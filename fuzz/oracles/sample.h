/* Which inputs the dear oracles look at: some while fuzzing, all in a replay. */
#ifndef FUZZ_ORACLES_SAMPLE_H
#define FUZZ_ORACLES_SAMPLE_H

#include "base/bytes.h"

/* A number that depends on the input alone, cheap even for a long one: a seed for what an oracle
   draws by lot. */
uint64_t sample_hash(struct bytes input);
/* True for one input in `one_in`, for each `oracle` other ones; always true in a replay. */
bool sample_takes(struct bytes input, const char *oracle, uint64_t one_in);

/* Draws anew: from now on sample_takes takes the inputs of another `draw`, the first being 0. An
   engine stays with one, so that an input is treated alike whenever it comes; whoever measures
   wants the average over many, for a small corpus has inputs that are dearer than the rest, and a
   single draw takes them or does not. */
void sample_draw(uint64_t draw);

#endif
