/* Changes triples by their parts: an endpoint stays one, and hazards of URLs come in whole. */
#ifndef FUZZ_MUTATE_TRIPLE_H
#define FUZZ_MUTATE_TRIPLE_H

#include "fuzz/triple.h"

/* As LLVMFuzzerCustomMutator: changes `data` in place, and returns its new size. */
size_t triple_mutate(uint8_t *data, size_t size, size_t max_size, unsigned seed);

/* As LLVMFuzzerCustomCrossOver: each part is one of the two parents'. */
size_t triple_cross(const struct triple parents[2], unsigned seed, uint8_t *out_data,
                    size_t max_size);

#endif
