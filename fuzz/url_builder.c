/* Targets the subject's URL builder: endpoint, device id and appId in, see fuzz/triple.h. */
#include "fuzz/mutate_triple.h"
#include "fuzz/oracle.h"
#include "fuzz/oracles/url_attempt.h"
#include "fuzz/oracles/url_reparse.h"
#include "fuzz/oracles/url_text.h"

#include <limits.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed);
size_t LLVMFuzzerCustomCrossOver(const uint8_t *a, size_t a_size, const uint8_t *b, size_t b_size,
                                 uint8_t *out, size_t max_size, unsigned seed);

enum { AGAIN_ONE_IN = 4, SWEEP_ONE_IN = 256, SWEEP_TRIES = 8 };

int LLVMFuzzerInitialize(int *argc, char ***argv) {
    (void)argc, (void)argv;
    sweep_see_libcurl();
    return 0;
}

static void check_accepted(const struct url_attempt *made, const struct triple *triple,
                           const struct url_meaning *meaning) {
    oracle_count_deep();
    url_text_check_alphabet(made->url);
    url_text_check_dot_segments(made->url);
    url_reparse_check(made->url, triple, meaning);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct url_meaning meaning;
    struct triple triple = triple_split(data, size);
    const char *broken = url_rules_broken(&triple, &meaning);
    oracle_count_input();
    struct url_attempt made = url_attempt_make(&triple);
    bool is_accepted = made.result == SUBJECT_ACCEPTED;
    ORACLE("refusals", !is_accepted || broken == NULL, "accepted with %s", broken);
    ORACLE("acceptances", is_accepted || broken != NULL, "refused, and nothing is wrong");
    if (is_accepted && broken == NULL) {
        check_accepted(&made, &triple, &meaning);
    }
    if (sample_takes(bytes_of(data, size), "same-twice", AGAIN_ONE_IN)) {
        url_attempt_check_again(&made, &triple);
    }
    if (sample_takes(bytes_of(data, size), "allocation-failure", SWEEP_ONE_IN)) {
        url_attempt_sweep(&made, &triple, oracle_is_replay() ? UINT_MAX : SWEEP_TRIES);
    }
    url_attempt_clean_up(&made);
    return 0;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed) {
    return triple_mutate(data, size, max_size, seed);
}

size_t LLVMFuzzerCustomCrossOver(const uint8_t *a, size_t a_size, const uint8_t *b, size_t b_size,
                                 uint8_t *out, size_t max_size, unsigned seed) {
    struct triple parents[] = {triple_split(a, a_size), triple_split(b, b_size)};
    return triple_cross(parents, seed, out, max_size);
}
