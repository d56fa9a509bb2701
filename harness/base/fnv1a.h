/* FNV-1a, 64 bits (draft-eastlake-fnv): tells texts apart, and keeps nobody from making two alike.
 */
#ifndef BASE_FNV1A_H
#define BASE_FNV1A_H

#include "base/bytes.h"

/* What a digest begins with. */
#define FNV1A_START UINT64_C(0xcbf29ce484222325)

/* `digest` carried on over more bytes: in one piece or in several, it comes to the same. */
uint64_t fnv1a(uint64_t digest, struct bytes bytes);
/* The same, with an end that no text in UTF-8 has: "a", "bc" and "ab", "c" come to different ones.
 */
uint64_t fnv1a_part(uint64_t digest, struct bytes part);

#endif
