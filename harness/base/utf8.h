/* UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing past U+10FFFF. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/bytes.h"

/* Size in bytes (1 to 4) of the well-formed sequence at `offset`, or 0 if there is none. */
size_t utf8_sequence_size(struct bytes text, size_t offset);
/* Offset of the first byte that is not part of well-formed UTF-8, or SIZE_MAX if all of it is. */
size_t utf8_first_fault(struct bytes text);
bool utf8_is_valid(struct bytes text);
/* Length in code points, and in UTF-16 code units. The text must be valid. */
size_t utf8_characters(struct bytes text);
size_t utf8_utf16_units(struct bytes text);

#endif
