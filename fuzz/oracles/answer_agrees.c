#include "fuzz/oracle.h"
#include "fuzz/oracles/answer_oracles.h"
#include "fuzz/oracles/expectation.h"

static const char *const result_words[] = {
    [SUBJECT_ACCEPTED] = "accepted",
    [SUBJECT_REFUSED] = "refused",
    [SUBJECT_NO_MEMORY] = "out of memory",
};

void answer_agrees(int status, const struct opinion *opinion, const struct attempt *attempt) {
    struct expectation expectation = expectation_of(status, opinion);
    ORACLE("allocation-failure", attempt->result != SUBJECT_NO_MEMORY,
           "out of memory, though no allocation failed");
    if (expectation.expected == EXPECT_EITHER) {
        return;
    }
    bool is_accepted = attempt->result == SUBJECT_ACCEPTED;
    if (!is_accepted && opinion->deviation != NULL && deviation_is_waived()) {
        return;
    }
    ORACLE(expectation.oracle, is_accepted == (expectation.expected == EXPECT_ACCEPTED),
           "status %d: %s, but %s", status, result_words[attempt->result], expectation.reason);
    ORACLE("typed",
           !is_accepted || expectation.expected == EXPECT_REFUSED ||
               expectation_is_same_answer(&attempt->answer, &expectation.answer),
           "status %d: what was accepted differs from what jansson reads", status);
}

void answer_is_same_twice(int status, struct bytes body, const struct attempt *attempt) {
    struct attempt again = attempt_make(status, body);
    ORACLE("same-twice", attempt_is_same(attempt, &again), "status %d: %s, then %s or otherwise",
           status, result_words[attempt->result], result_words[again.result]);
    attempt_end(&again);
}
