#include "fuzz/hearing.h"

#include "cases/cases.h"
#include "fuzz/conforming.h"
#include "fuzz/oracle.h"
#include "fuzz/oracles/judgement.h"

#include <stdio.h>

/* ---- the rules ---- */

static enum choice next_choice(size_t interpretation, enum choice choice) {
    const enum choice *choices = interpretations[interpretation].choices;
    for (size_t i = 0; i + 1 < INTERPRETATION_CHOICES_MAX; i++) {
        if (choices[i] == choice && choices[i + 1] != CHOICE_NONE) {
            return choices[i + 1];
        }
    }
    return choice;
}

struct judge_rules hearing_rules(const struct step *first) {
    struct judge_rules rules = judgement_rules();
    rules.is_cleartext = step_has(first, 'c');
    rules.has_throttle = !step_has(first, 't');
    rules.is_throttle_exclusive = !step_has(first, 'o');
    rules.is_strict = step_has(first, 'z');
    for (const char *option = first->options; *option != '\0'; option++) {
        if (*option >= '0' && *option <= '9') {
            enum choice *choice = &rules.choices.by_id[*option - '0'];
            *choice = next_choice((size_t)(*option - '0'), *choice);
        }
    }
    return rules;
}

bool hearing_is_whole(const struct step *first) {
    return step_has(first, 'w');
}

/* ---- what was sent ---- */

static void mark_not_sent(struct hearing *hearing, const struct step *step) {
    struct case_result *result = tally_case(&hearing->tally, step->row);
    result->is_out_of_scope = step_has(step, 'u');
    result->is_not_generated = step_has(step, 'g');
    (void)snprintf(result->reason, sizeof result->reason, "so the profile has it");
}

/* A login is of no case. */
static void hear_step(struct hearing *hearing, const struct step *step) {
    struct redaction redactions[STEP_REDACTIONS];
    struct findings of_login = {0};
    struct exchange exchange = step_exchange(step, (uint32_t)hearing->count, redactions);
    const struct case_row *row = step_has(step, 'l') ? NULL : step->row;
    struct case_result *result = tally_case(&hearing->tally, row);
    struct observation *seen = &hearing->seen[hearing->count++];
    judgement_check_exchange(&hearing->rules, row, &exchange,
                             result == NULL ? &of_login : &result->findings, seen);
    findings_clean_up(&of_login);
    if (seen->status != 0) {
        oracle_count_deep();
    }
}

static void hear_conforming(struct hearing *hearing, struct case_result *result, size_t nth) {
    char answer[CONFORMING_ANSWER_SIZE];
    struct step step = conforming_step(result->row, nth, hearing->rules.throttle_limit, answer);
    struct exchange exchange = step_exchange(&step, (uint32_t)hearing->count, NULL);
    SETUP(hearing->count < HEARING_OBSERVATIONS_MAX);
    SETUP(judge_exchange(&hearing->rules, result->row, &exchange, &result->findings,
                         &hearing->seen[hearing->count++]) == STATUS_OK);
}

static bool is_named(const struct step *steps, size_t count, const struct case_row *row) {
    for (size_t i = 0; i < count; i++) {
        if (steps[i].row == row) {
            return true;
        }
    }
    return false;
}

static void hear_all_others(struct hearing *hearing, const struct step *steps, size_t count) {
    for (enum phase phase = 0; phase < PHASE_COUNT; phase++) {
        for (size_t i = 0; i < hearing->tally.case_count; i++) {
            struct case_result *result = &hearing->tally.cases[i];
            bool is_due = result->row->phase == phase && !is_named(steps, count, result->row);
            size_t times = conforming_count(result->row, hearing->rules.throttle_limit);
            for (size_t nth = 0; is_due && nth < times; nth++) {
                hear_conforming(hearing, result, nth);
            }
        }
    }
}

/* ---- the run ---- */

void hearing_hold(struct judge_rules rules, struct case_table table, const struct step *steps,
                  size_t count, struct hearing *out_hearing) {
    struct hearing *hearing = out_hearing;
    *hearing = (struct hearing){.rules = rules, .table = table};
    SETUP(tally_init(&hearing->tally, table, rules.catalogue) == STATUS_OK);
    for (size_t i = 0; i < count; i++) {
        if (step_has(&steps[i], 'u') || step_has(&steps[i], 'g')) {
            mark_not_sent(hearing, &steps[i]);
        } else {
            hear_step(hearing, &steps[i]);
        }
    }
    if (count == 0 || hearing_is_whole(&steps[0])) {
        hear_all_others(hearing, steps, count);
    }
    SETUP(judge_run(&hearing->rules, hearing->seen, hearing->count, &hearing->tally) == STATUS_OK);
    tally_settle(&hearing->tally, &hearing->rules, hearing->seen, hearing->count);
    judgement_check_tally(&hearing->rules, &hearing->tally);
}

void hearing_clean_up(struct hearing *hearing) {
    tally_clean_up(&hearing->tally);
}

bool hearing_is_fair(void) {
    static struct hearing hearing;
    hearing_hold(judgement_rules(), cases_all(), NULL, 0, &hearing);
    bool is_fair = hearing.tally.verdict == VERDICT_CONFORMANT;
    hearing_clean_up(&hearing);
    return is_fair;
}
