/* How near one word is to another, for telling somebody what was meant. */
#ifndef BASE_NEARNESS_H
#define BASE_NEARNESS_H

#include "base/bytes.h"

/* How many characters must be inserted, removed or replaced to make one word from the other, ASCII
   case ignored (Levenshtein's distance). SIZE_MAX where either is longer than any name of ours. */
size_t nearness_edits(struct bytes word, struct bytes name);

/* True when `name` may have been meant by `word`: a third of the word may be wrong, and one more
   character, but not all of the name. The fewest edits are the nearest. */
bool nearness_is_close(struct bytes word, struct bytes name, size_t *out_edits);

#endif
