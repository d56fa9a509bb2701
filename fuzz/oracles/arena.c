#include "fuzz/oracles/arena.h"

#include <stdalign.h>
#include <stdint.h>

enum { ARENA_SIZE = 64 << 20 };

static alignas(max_align_t) unsigned char block[ARENA_SIZE];
static size_t used;

void arena_reset(void) {
    used = 0;
}

void *arena_give(size_t size) {
    const size_t align = alignof(max_align_t);
    if (size > ARENA_SIZE - align || used > ARENA_SIZE - align - size) {
        return NULL;
    }
    void *piece = block + used;
    used += (size + align - 1) / align * align;
    return piece;
}

void arena_ignore(void *piece) {
    (void)piece;
}
