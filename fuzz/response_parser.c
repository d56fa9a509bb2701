/* Targets the response parser of the subject: a status and a body in, what the answer says out.

   An input is the body behind one byte that chooses its status: '0' 200, '1' 403, '2' 404, '3' 500,
   and so on round (any byte, modulo 4). */
#include "fuzz/mutate_json.h"
#include "fuzz/oracle.h"
#include "fuzz/oracles/answer_oracles.h"
#include "fuzz/oracles/arena.h"
#include "fuzz/oracles/sample.h"

#include <stdlib.h>

static const int statuses[] = {200, 403, 404, 500};

enum { STATUS_COUNT = sizeof statuses / sizeof statuses[0], HEAD_SIZE = 1 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed);

/* The dear ones, on a sample: on average they may cost no more than the subject itself. */
static void hold_sampled(int status, struct bytes body, const struct opinion *opinion,
                         const struct attempt *attempt) {
    if (sample_takes(body, "same-twice", 8)) {
        answer_is_same_twice(status, body, attempt);
    }
    if (sample_takes(body, "prefix", 16)) {
        answer_is_whole(status, body, attempt);
    }
    if (sample_takes(body, "metamorphic", 16)) {
        answer_varies(status, body, opinion, attempt);
    }
    if (sample_takes(body, "allocation", 32)) {
        answer_allocates(status, body, attempt);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size < HEAD_SIZE) {
        return 0;
    }
    oracle_count_input();
    arena_reset();
    int status = statuses[data[0] % STATUS_COUNT];
    uint8_t *copy = oracle_exact_copy(data + HEAD_SIZE, size - HEAD_SIZE);
    struct bytes body = bytes_of(copy, size - HEAD_SIZE);
    struct attempt attempt = attempt_make(status, body);
    struct opinion opinion = opinion_of(body, OPINION_UNIQUE_NAMES);
    answer_agrees(status, &opinion, &attempt);
    hold_sampled(status, body, &opinion, &attempt);
    if (attempt.result == SUBJECT_ACCEPTED) {
        oracle_count_deep();
    }
    attempt_end(&attempt);
    free(copy);
    return 0;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed) {
    return mutate_json(data, size, max_size, seed, HEAD_SIZE);
}
