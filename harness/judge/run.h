/* A run under judgement: what only several exchanges can show. */
#ifndef JUDGE_RUN_H
#define JUDGE_RUN_H

#include "judge/finding.h"

/* All borrowed. The first error is kept, and nothing is accused after it. */
struct run {
    const struct judge_rules *rules;
    struct observation *observations;
    size_t count;
    struct tally *tally;
    enum status status;
};

/* Appends a finding to the result of the row of `seen`, one of the run's observations. */
void run_accuse(struct run *run, const struct observation *seen, struct charge charge,
                const char *format, ...) PRINTF_LIKE(4, 5);

/* Turns the findings of this exchange that blame a requirement from `first` to `last` into ones
   that blame `requirement`: other exchanges showed what is broken more narrowly. True where there
   were any. */
bool run_retarget(struct run *run, const struct observation *seen, enum requirement_id first,
                  enum requirement_id last, enum requirement_id requirement);

/* Takes back that this exchange was not what its row expects. */
void run_take_back_of_case(struct run *run, const struct observation *seen);

/* The case of this row proves nothing after all; the first reason is kept. */
void run_mark_not_run(struct run *run, const struct case_row *row, const char *reason);

/* The rules, in the order they run. */
void run_judge_early_refusals(struct run *run);
void run_judge_throttle(struct run *run);
void run_judge_same_answers(struct run *run);
void run_judge_methods(struct run *run);

#endif
