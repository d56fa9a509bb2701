/* One call of the subject's parser, held to what must be true of every single call. */
#ifndef FUZZ_ORACLES_ATTEMPT_H
#define FUZZ_ORACLES_ATTEMPT_H

#include "base/bytes.h"
#include "fuzz/subject.h"

struct attempt {
    enum subject_result result;
    struct subject_answer answer;   /* of SUBJECT_ACCEPTED; the subject's until attempt_end */
    struct subject_refusal refusal; /* of SUBJECT_REFUSED */
};

/* Oracles "untouched", "offset", "utf8". `body` ends where its memory does. */
struct attempt attempt_make(int status, struct bytes body);
void attempt_end(struct attempt *attempt);

/* True when both have the same result, answer, or refusal. */
bool attempt_is_same(const struct attempt *a, const struct attempt *b);

#endif
