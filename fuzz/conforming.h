/* A platform that conforms: what it answers to any case, and how that exchange ends. */
#ifndef FUZZ_CONFORMING_H
#define FUZZ_CONFORMING_H

#include "fuzz/steps.h"

enum { CONFORMING_ANSWER_SIZE = 256 };

/* How many requests there are of a row: one, but for the burst, where `limit` are answered and one
   is refused. */
size_t conforming_count(const struct case_row *row, size_t limit);

/* The step of the row's `nth` request; `answer` is where its answer is written. */
struct step conforming_step(const struct case_row *row, size_t nth, size_t limit,
                            char answer[CONFORMING_ANSWER_SIZE]);

#endif
