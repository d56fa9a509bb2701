/* A run, heard: what the judge says of the steps of an input, one by one and together. */
#ifndef FUZZ_HEARING_H
#define FUZZ_HEARING_H

#include "fuzz/steps.h"
#include "judge/verdict.h"

enum { HEARING_OBSERVATIONS_MAX = 256 };

struct hearing {
    struct judge_rules rules;
    struct case_table table;
    struct tally tally; /* settled; owned */
    struct observation seen[HEARING_OBSERVATIONS_MAX];
    size_t count;
};

/* What the first step says about the whole run, in options beside those of each (step_exchange):
   c an http endpoint, t no throttle, o it is shared with others, z strict, w a whole run: behind
   the steps, every case that none of them names is answered as a conforming platform does. A digit:
   the interpretation of this number takes its next choice. */
struct judge_rules hearing_rules(const struct step *first);
bool hearing_is_whole(const struct step *first);

/* Judges the steps, and the run that they are. Two more options of a step: u it was not sent, for
   the profile has it out of scope; g nor was this one, for it was not generated. */
void hearing_hold(struct judge_rules rules, struct case_table table, const struct step *steps,
                  size_t count, struct hearing *out_hearing);
void hearing_clean_up(struct hearing *hearing);

/* Whether a run that conforms, and nothing else, is called conformant. */
bool hearing_is_fair(void);

#endif
