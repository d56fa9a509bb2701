/* Targets our JSON gate and document (harness/json): a text in, a tree or a fault and its place
   out.

   An input is the text itself. */
#include "json/document.h"

#include "fuzz/mutate_json.h"
#include "fuzz/oracle.h"
#include "fuzz/oracles/arena.h"
#include "fuzz/oracles/json_oracles.h"
#include "fuzz/oracles/sample.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed);

static void hold_sampled(struct bytes text, const struct json_reading *reading) {
    if (sample_takes(text, "offset", 16)) {
        json_offset_is_first(text, reading);
    }
    if (sample_takes(text, "places", 16)) {
        json_places_hold(text, reading);
    }
    if (sample_takes(text, "written", 16)) {
        json_is_written_again(reading);
    }
    if (sample_takes(text, "same-twice", 16)) {
        json_is_same_twice(text, reading);
    }
    if (sample_takes(text, "allocation", 64)) {
        json_allocates(text, reading);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    oracle_count_input();
    arena_reset();
    uint8_t *copy = oracle_exact_copy(data, size);
    struct bytes text = bytes_of(copy, size);
    struct json_reading reading = json_read(text);
    json_agrees(text, &reading);
    hold_sampled(text, &reading);
    if (reading.error.fault == JSON_OK) {
        oracle_count_deep();
    }
    json_reading_end(&reading);
    free(copy);
    return 0;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed) {
    return mutate_json(data, size, max_size, seed, 0);
}
