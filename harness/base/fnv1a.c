#include "base/fnv1a.h"

uint64_t fnv1a(uint64_t digest, struct bytes bytes) {
    for (size_t i = 0; i < bytes.size; i++) {
        digest = (digest ^ bytes.data[i]) * UINT64_C(0x100000001b3);
    }
    return digest;
}

uint64_t fnv1a_part(uint64_t digest, struct bytes part) {
    static const unsigned char end = 0xff;
    return fnv1a(fnv1a(digest, part), bytes_of(&end, 1));
}
