/* What a subject must make of an answer, read off the second opinion: the promises of
   fuzz/subject.h once more, in a plain way of their own. */
#ifndef FUZZ_ORACLES_EXPECTATION_H
#define FUZZ_ORACLES_EXPECTATION_H

#include "fuzz/oracles/opinion.h"
#include "fuzz/subject.h"

enum expected {
    EXPECT_ACCEPTED,
    EXPECT_REFUSED,
    EXPECT_EITHER, /* past the limits that a subject may set, or nobody can tell */
};

struct expectation {
    enum expected expected;
    const char *oracle;           /* the one that holds the subject to it */
    const char *reason;           /* for messages */
    struct subject_answer answer; /* of an accepted one; views into the opinion's tree */
};

enum { SUBJECT_DEPTH = 512, SUBJECT_VALUES = 4096, SUBJECT_STRING = 256 };

struct expectation expectation_of(int status, const struct opinion *opinion);

/* Whether an answer says the same as another: kind, flag, and every text with its length. */
bool expectation_is_same_answer(const struct subject_answer *a, const struct subject_answer *b);

/* The documented names that decide an answer of this status, NULL behind the last: those of an
   activation, or of the shape of error that is there. */
const char *const *expectation_names(int status, const json_t *object);

#endif
