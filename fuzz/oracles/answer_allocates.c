#include "fuzz/oracle.h"
#include "fuzz/oracles/answer_oracles.h"
#include "fuzz/oracles/sweep.h"

enum { BOUND_FACTOR = 64, BOUND_BASE = 4096, TRIES_IN_REPLAY = 1024, TRIES_WHILE_FUZZING = 8 };

struct parse {
    int status;
    struct bytes body;
    const struct attempt *attempt; /* with memory enough */
};

static enum sweep_result parse_again(void *context) {
    const struct parse *parse = context;
    struct attempt attempt = attempt_make(parse->status, parse->body);
    bool is_same = attempt_is_same(parse->attempt, &attempt);
    attempt_end(&attempt);
    return attempt.result == SUBJECT_NO_MEMORY ? SWEEP_NO_MEMORY
           : is_same                           ? SWEEP_DONE
                                               : SWEEP_OTHERWISE;
}

static void hold_bound(struct parse *parse) {
    hooks_begin(-1);
    enum sweep_result result = parse_again(parse);
    struct hooks_account account = hooks_end();
    size_t bound = BOUND_FACTOR * parse->body.size + BOUND_BASE;
    ORACLE("same-twice", result == SWEEP_DONE, "another result under the hooks");
    ORACLE("allocation-bound", account.peak_bytes <= bound,
           "%zu bytes held at once for a body of %zu, which may take %zu", account.peak_bytes,
           parse->body.size, bound);
}

void answer_allocates(int status, struct bytes body, const struct attempt *attempt) {
    struct parse parse = {status, body, attempt};
    hold_bound(&parse);
    if (oracle_is_waived("allocation-failure")) {
        return; /* it may well die of one */
    }
    sweep_floor("allocation-failure", parse_again, &parse,
                oracle_is_replay() ? TRIES_IN_REPLAY : TRIES_WHILE_FUZZING);
    hold_bound(&parse);
}
