/* Repeatable randomness: the same seed gives the same run. Not for keys. */
#ifndef BASE_RANDOM_H
#define BASE_RANDOM_H

#include <stddef.h>
#include <stdint.h>

struct random {
    uint64_t state;
};

struct random random_seeded(uint64_t seed);
uint64_t random_next(struct random *random);
/* Uniform in [0, bound), bound > 0. */
uint64_t random_below(struct random *random, uint64_t bound);
/* Shuffles `count` elements of `size` bytes each, in place (Fisher-Yates). */
void random_shuffle(struct random *random, void *elements, size_t count, size_t size);
/* Fills `out_text` with `digits` lower-case hex digits and a NUL; it must hold digits + 1 bytes. */
void random_hex(struct random *random, char *out_text, size_t digits);

#endif
