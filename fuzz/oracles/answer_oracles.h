/* The oracles of the response parser: each holds the subject to one kind of promise, on one body
   that came with a status. */
#ifndef FUZZ_ORACLES_ANSWER_ORACLES_H
#define FUZZ_ORACLES_ANSWER_ORACLES_H

#include "fuzz/oracles/attempt.h"
#include "fuzz/oracles/opinion.h"

/* "jansson", "typed", "length", "recased", "duplicate": accepted or refused as expected, and what
   was accepted says what the second opinion reads. */
void answer_agrees(int status, const struct opinion *opinion, const struct attempt *attempt);

/* "same-twice" */
void answer_is_same_twice(int status, struct bytes body, const struct attempt *attempt);

/* "prefix": the object that was accepted is whole: nothing shorter is taken, nothing behind it. */
void answer_is_whole(int status, struct bytes body, const struct attempt *attempt);

/* "metamorphic", "duplicate", "recased": the same in other words is the same; a member twice, or
   in another case, is not. */
void answer_varies(int status, struct bytes body, const struct opinion *opinion,
                   const struct attempt *attempt);

/* "allocation-bound", "allocation-failure" */
void answer_allocates(int status, struct bytes body, const struct attempt *attempt);

#endif
