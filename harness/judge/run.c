#include "judge/run.h"

#include "judge/verdict.h"

void run_accuse(struct run *run, const struct observation *seen, struct charge charge,
                const char *format, ...) {
    struct case_result *result = tally_case(run->tally, seen->row);
    if (run->status != STATUS_OK || result == NULL) {
        return;
    }
    va_list arguments;
    va_start(arguments, format);
    size_t index = (size_t)(seen - run->observations);
    run->observations[index].is_accused[finding_severity(run->rules, &charge)] = true;
    run->status =
        finding_add(&result->findings, run->rules, seen->exchange, &charge, format, arguments);
    va_end(arguments);
}

bool run_retarget(struct run *run, const struct observation *seen, enum requirement_id first,
                  enum requirement_id last, enum requirement_id requirement) {
    struct case_result *result = tally_case(run->tally, seen->row);
    bool is_changed = false;
    for (size_t i = 0; result != NULL && i < result->findings.count; i++) {
        struct finding *finding = &result->findings.items[i];
        if (finding->exchange == seen->exchange && finding->requirement >= first &&
            finding->requirement <= last) {
            finding->requirement = requirement;
            is_changed = true;
        }
    }
    return is_changed;
}

void run_take_back_of_case(struct run *run, const struct observation *seen) {
    struct case_result *result = tally_case(run->tally, seen->row);
    if (result != NULL) {
        findings_take_back_of(&result->findings, seen->exchange);
    }
}

void run_mark_not_run(struct run *run, const struct case_row *row, const char *reason) {
    struct case_result *result = tally_case(run->tally, row);
    if (result != NULL) {
        case_give_reason(result, "%s", reason);
    }
}

/* Nobody answered: that is about the way there, not about the platform. */
static void take_back_all(struct run *run) {
    for (size_t i = 0; i < run->tally->case_count; i++) {
        findings_clean_up(&run->tally->cases[i].findings);
    }
}

enum status judge_run(const struct judge_rules *rules, struct observation *inout_observations,
                      size_t count, struct tally *inout_tally) {
    struct run run = {
        .rules = rules,
        .observations = inout_observations,
        .count = count,
        .tally = inout_tally,
    };
    if (!observations_hold_an_answer(inout_observations, count)) {
        take_back_all(&run);
        return STATUS_OK;
    }
    run_judge_early_refusals(&run);
    run_judge_throttle(&run);
    run_judge_same_answers(&run);
    run_judge_methods(&run);
    return run.status;
}
