/* Targets the judge (harness/judge): any bytes as the answers of a run, see fuzz/steps.h. */
#include "cases/cases.h"
#include "fuzz/oracle.h"
#include "fuzz/oracles/judgement.h"
#include "fuzz/oracles/sample.h"
#include "fuzz/steps.h"

#include <limits.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { SWEEP_ONE_IN = 256, SWEEP_TRIES = 16 };

/* The first step's options, beside those of each: c an http endpoint, t no throttle, o it is shared
   with others. */
static struct judge_rules rules_of(const struct step *step) {
    struct judge_rules rules = judgement_rules();
    rules.is_cleartext = step_has(step, 'c');
    rules.has_throttle = !step_has(step, 't');
    rules.is_throttle_exclusive = !step_has(step, 'o');
    return rules;
}

static struct tally hear(const struct judge_rules *rules, struct case_table table,
                         const struct step *steps, size_t count) {
    struct tally tally;
    struct observation seen[STEPS_MAX];
    struct redaction redactions[2];
    SETUP(tally_init(&tally, table, requirement_catalogue) == STATUS_OK);
    for (size_t i = 0; i < count; i++) {
        struct exchange exchange = step_exchange(&steps[i], (uint32_t)i, redactions);
        struct case_result *result = tally_case(&tally, steps[i].row);
        judgement_check_exchange(rules, steps[i].row, &exchange, &result->findings, &seen[i]);
        if (seen[i].status != 0) {
            oracle_count_deep();
        }
    }
    SETUP(judge_run(rules, seen, count, &tally) == STATUS_OK);
    tally_settle(&tally, rules, seen, count);
    judgement_check_tally(rules, &tally);
    return tally;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct step steps[STEPS_MAX];
    struct case_row rows[STEPS_ROWS_MAX];
    struct redaction redactions[2];
    struct bytes input = bytes_of(data, size);
    oracle_count_input();
    size_t count = steps_split(input, steps);
    struct judge_rules rules = rules_of(&steps[0]);
    struct case_table table = steps_gather(steps, count, rows);
    struct tally first = hear(&rules, table, steps, count);
    struct tally second = hear(&rules, table, steps, count);
    ORACLE("judge-same-twice", judgement_is_same_tally(&first, &second), "another tally");
    tally_clean_up(&first);
    tally_clean_up(&second);
    if (sample_takes(input, "judge-allocation-failure", SWEEP_ONE_IN)) {
        struct exchange exchange = step_exchange(&steps[0], 0, redactions);
        judgement_sweep(&rules, steps[0].row, &exchange,
                        oracle_is_replay() ? UINT_MAX : SWEEP_TRIES);
    }
    return 0;
}
