/* The steps of settling a tally, in their order. */
#ifndef JUDGE_SETTLE_H
#define JUDGE_SETTLE_H

#include "judge/finding.h"
#include "judge/verdict.h"

/* A tally being settled, and what it is settled from. All borrowed. */
struct settlement {
    struct tally *tally;
    const struct judge_rules *rules;
    const struct observation *observations;
    size_t count;
};

void settle_cases(const struct settlement *settlement);
/* After the cases: a row proves what it stands for only where it passed. */
void settle_requirements(const struct settlement *settlement);
void settle_interpretations(const struct settlement *settlement);
/* After the requirements. */
void settle_verdict(const struct settlement *settlement);

#endif
