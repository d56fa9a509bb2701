#include "base/random.h"

#include "base/assure.h"

/* SplitMix64 (Steele, Lea, Flood 2014): small, and well spread from any seed. */
struct random random_seeded(uint64_t seed) {
    return (struct random){seed};
}

uint64_t random_next(struct random *random) {
    uint64_t z = random->state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

uint64_t random_below(struct random *random, uint64_t bound) {
    ASSURE(bound > 0);
    uint64_t reject_below = (0 - bound) % bound;
    uint64_t value = random_next(random);
    while (value < reject_below) {
        value = random_next(random);
    }
    return value % bound;
}

static void swap(unsigned char *a, unsigned char *b, size_t size) {
    for (size_t i = 0; i < size; i++) {
        unsigned char kept = a[i];
        a[i] = b[i];
        b[i] = kept;
    }
}

void random_shuffle(struct random *random, void *elements, size_t count, size_t size) {
    unsigned char *at = elements;
    for (size_t left = count; left > 1; left--) {
        size_t pick = (size_t)random_below(random, left);
        swap(at + pick * size, at + (left - 1) * size, size);
    }
}

void random_hex(struct random *random, char *out_text, size_t digits) {
    for (size_t i = 0; i < digits; i++) {
        out_text[i] = "0123456789abcdef"[random_below(random, 16)];
    }
    out_text[digits] = '\0';
}
