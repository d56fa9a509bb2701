/* Targets the judge (harness/judge): any bytes as the answers of a run, see fuzz/steps.h, alone or
   in the middle of a run that conforms otherwise, see fuzz/hearing.h. */
#include "cases/cases.h"
#include "fuzz/hearing.h"
#include "fuzz/oracle.h"
#include "fuzz/oracles/judgement.h"
#include "fuzz/oracles/sample.h"

#include <limits.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { SWEEP_ONE_IN = 256, SWEEP_TRIES = 16 };

int LLVMFuzzerInitialize(int *argc, char ***argv) {
    (void)argc, (void)argv;
    SETUP(hearing_is_fair());
    return 0;
}

static void sweep(struct hearing *hearing, const struct step *steps, size_t count) {
    unsigned tries = oracle_is_replay() ? UINT_MAX : SWEEP_TRIES;
    struct redaction redactions[STEP_REDACTIONS];
    for (size_t i = 0; i < count; i++) {
        struct exchange exchange = step_exchange(&steps[i], 0, redactions);
        judgement_sweep(&hearing->rules, steps[i].row, &exchange, tries);
    }
    judgement_sweep_run(&hearing->rules, hearing->table, hearing->seen, hearing->count, tries);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static struct hearing first, second;
    struct step steps[STEPS_MAX];
    struct case_row rows[STEPS_ROWS_MAX];
    struct bytes input = bytes_of(data, size);
    oracle_count_input();
    size_t count = steps_split(input, steps);
    struct judge_rules rules = hearing_rules(&steps[0]);
    struct case_table table =
        hearing_is_whole(&steps[0]) ? cases_all() : steps_gather(steps, count, rows);
    hearing_hold(rules, table, steps, count, &first);
    hearing_hold(rules, table, steps, count, &second);
    ORACLE("judge-same-twice", judgement_is_same_tally(&first.tally, &second.tally),
           "another tally");
    if (sample_takes(input, "judge-allocation-failure", SWEEP_ONE_IN)) {
        sweep(&first, steps, count);
    }
    hearing_clean_up(&first);
    hearing_clean_up(&second);
    return 0;
}
