/* From case results to the status of each requirement, the verdict and the exit code. */
#ifndef JUDGE_VERDICT_H
#define JUDGE_VERDICT_H

#include "judge/judge.h"

/* A tally with one empty result for each row. STATUS_NO_MEMORY. */
enum status tally_init(struct tally *out_tally, struct case_table table,
                       const struct requirement *catalogue) MUST_USE;
void tally_clean_up(struct tally *tally);

/* Adds an empty result for one row more, behind the others. STATUS_NO_MEMORY. */
enum status tally_add(struct tally *tally, const struct case_row *row) MUST_USE;

/* The result of a row; NULL where the tally has none. */
struct case_result *tally_case(struct tally *tally, const struct case_row *row);

/* Whether it is said already why the case was not run. */
bool case_has_reason(const struct case_result *result);
/* Says why the case was not run, in the words of `format`; the first reason is kept. */
void case_give_reason(struct case_result *result, const char *format, ...) PRINTF_LIKE(2, 3);

/* Settles each case (status from its findings, and its twin's fate: a row whose twin was not
   accepted is not run, and what was held against it in comparison is taken back), each requirement,
   each interpretation and the verdict. Call once, after judge_run.

   Beforehand the caller marks what was not sent: `reason`, and `is_out_of_scope` or
   `is_not_generated` where that is why. A row without any observation and reason gets one. */
void tally_settle(struct tally *tally, const struct judge_rules *rules,
                  const struct observation *observations, size_t count);

/* True where some row's exchange over the endpoint's own transport was completed, or at least
   brought a status line. Where none did, there is no verdict. */
bool observations_hold_an_answer(const struct observation *observations, size_t count);

/* The exit code of a run that came to a verdict: 0, 1, 3 or 4. */
int verdict_exit_code(enum verdict verdict);

#endif
