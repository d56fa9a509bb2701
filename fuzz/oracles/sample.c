#include "fuzz/oracles/sample.h"

#include "fuzz/oracle.h"

enum { LOOKED_AT = 32 }; /* bytes of the input, spread evenly */

static uint64_t current_draw;

static uint64_t stir(uint64_t hash, uint64_t value) {
    hash = (hash ^ value) * UINT64_C(0x9e3779b97f4a7c15);
    return hash ^ hash >> 29;
}

uint64_t sample_hash(struct bytes input) {
    uint64_t hash = stir(1, input.size);
    size_t step = input.size / LOOKED_AT + 1;
    for (size_t i = 0; i < input.size; i += step) {
        hash = stir(hash, input.data[i]);
    }
    return hash;
}

bool sample_takes(struct bytes input, const char *oracle, uint64_t one_in) {
    if (oracle_is_replay()) {
        return true;
    }
    uint64_t hash = stir(sample_hash(input), current_draw);
    for (const char *letter = oracle; *letter != '\0'; letter++) {
        hash = stir(hash, (unsigned char)*letter);
    }
    return hash % one_in == 0;
}

void sample_draw(uint64_t draw) {
    current_draw = draw;
}
