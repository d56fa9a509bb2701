/* What must hold of what the judge says, whatever it was shown. */
#ifndef FUZZ_ORACLES_JUDGEMENT_H
#define FUZZ_ORACLES_JUDGEMENT_H

#include "judge/judge.h"
#include "judge/verdict.h"

/* The documented defaults. */
struct judge_rules judgement_rules(void);

/* Judges an exchange twice, and once strictly. Breaks "judge-same-twice"; "judge-finding" where a
   finding names nothing known, or its texts are not safe to print; "judge-severity" where it is not
   as severe as its level says; "judge-glance" where a glance shows something else. Fills
   `out_seen`. */
void judgement_check_exchange(const struct judge_rules *rules, const struct case_row *row,
                              const struct exchange *exchange, struct findings *inout_findings,
                              struct observation *out_seen);

/* The same findings, severities included. */
bool judgement_are_same(const struct findings *a, const struct findings *b);

/* "judge-allocation-failure": see sweep_floor. */
void judgement_sweep(const struct judge_rules *rules, const struct case_row *row,
                     const struct exchange *exchange, unsigned tries);

/* The same of judging what the observations show together, and of settling it. */
void judgement_sweep_run(const struct judge_rules *rules, struct case_table table,
                         struct observation *seen, size_t count, unsigned tries);

/* "judge-verdict": a settled tally's statuses, severities, verdict and exit code say the same. */
void judgement_check_tally(const struct judge_rules *rules, const struct tally *tally);
bool judgement_is_same_tally(const struct tally *a, const struct tally *b);

#endif
