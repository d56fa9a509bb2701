/* The walk over a whole HAR, held to the tree of the same text. */
#ifndef FUZZ_ORACLES_HAR_WALK_H
#define FUZZ_ORACLES_HAR_WALK_H

#include "base/bytes.h"

/* Breaks "evidence-walk" where the entries visited are not exactly the elements of log.entries, in
   order; where a HAR is refused whose names stand there as they are; or where two walks differ.
   `visit` is called with each entry. */
void har_walk_check(struct bytes text, void (*visit)(struct bytes entry));

#endif
