/* Characters as their readers meet them: which one stands here, may it be shown, how wide is it. */
#ifndef BASE_CHARACTER_H
#define BASE_CHARACTER_H

#include "base/bytes.h"

enum { CHARACTER_BROKEN = -1 }; /* a byte that is not part of well-formed UTF-8 (RFC 3629) */

struct character {
    int32_t code; /* a Unicode scalar value, or CHARACTER_BROKEN */
    size_t size;  /* bytes it takes; 1 where broken */
};

/* The character at `offset`, which must lie inside the text. */
struct character character_at(struct bytes text, size_t offset);

/* False for what could act on its reader instead of being read: control characters, characters
   that steer the direction of text (Unicode UAX 9), invisible ones, separators, noncharacters.
   Every character that is fit to show is also one that XML 1.0 can carry (its section 2.2). */
bool character_is_shown(int32_t code);

/* Columns of a terminal that a shown character takes: 0, 1 or 2. */
unsigned character_columns(int32_t code);

#endif
