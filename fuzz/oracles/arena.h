/* Memory for the second opinions: one block, given piece by piece, taken back as a whole. They run
   on every input, and what they allocate is nobody's leak to look for. */
#ifndef FUZZ_ORACLES_ARENA_H
#define FUZZ_ORACLES_ARENA_H

#include <stddef.h>

/* Takes back all that was given: once for each input, before its first opinion. */
void arena_reset(void);
/* Aligned for any type; NULL when the block is used up. */
void *arena_give(size_t size);
/* For libraries that want a partner of malloc; does nothing. */
void arena_ignore(void *piece);

#endif
