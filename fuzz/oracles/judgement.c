#include "fuzz/oracles/judgement.h"

#include "cases/cases.h"
#include "fuzz/oracle.h"
#include "fuzz/oracles/code_points.h"
#include "fuzz/oracles/sweep.h"

#include <string.h>

struct judge_rules judgement_rules(void) {
    struct judge_rules rules = {
        .catalogue = requirement_catalogue,
        .has_throttle = true,
        .throttle_limit = 2,
        .throttle_window_us = 1000000,
        .is_throttle_exclusive = true,
    };
    for (size_t i = 0; i < INTERPRETATION_COUNT; i++) {
        rules.choices.by_id[i] = interpretations[i].choices[0];
    }
    return rules;
}

/* ---- findings ---- */

static bool is_safe(const char *text, size_t size) {
    size_t length = strnlen(text, size);
    for (size_t at = 0, step; at < length; at += step) {
        uint32_t point = 0;
        step = code_point_read(text + at, length - at, &point);
        bool is_control = point < 0x20 || (point >= 0x7f && point < 0xa0);
        bool turns_around = point >= 0x202a && point <= 0x202e;
        if (step == 0 || is_control || turns_around) {
            return false;
        }
    }
    return length < size;
}

static void check_finding(const struct finding *finding, uint32_t exchange) {
    ORACLE("judge-finding", finding->requirement < REQUIREMENT_COUNT, "requirement %d",
           (int)finding->requirement);
    ORACLE("judge-finding", finding->severity <= SEVERITY_FAILURE, "severity %d",
           (int)finding->severity);
    ORACLE("judge-finding", finding->handling < ERROR_ROW_COUNT, "handling %d",
           (int)finding->handling);
    ORACLE("judge-finding", finding->exchange == exchange, "of exchange %u", finding->exchange);
    ORACLE("judge-finding",
           is_safe(finding->expected, sizeof finding->expected) && finding->expected[0] != '\0' &&
               is_safe(finding->actual, sizeof finding->actual) && finding->actual[0] != '\0' &&
               is_safe(finding->where, sizeof finding->where),
           "not safe to print: \"%s\", \"%s\" at \"%s\"", finding->expected, finding->actual,
           finding->where);
}

/* By level: hardening warns, all else fails; an interpretation may turn either. */
static void check_severity(const struct judge_rules *rules, const struct finding *finding) {
    const struct requirement *requirement = &rules->catalogue[finding->requirement];
    bool is_interpreted =
        finding->requirement == RESPONSE_NAME || finding->requirement == ERROR_DESCRIPTION;
    bool is_failure = rules->is_strict || requirement->level != LEVEL_HARDENING;
    ORACLE("judge-severity",
           (is_interpreted && !rules->is_strict) ||
               (finding->severity == SEVERITY_FAILURE) == is_failure,
           "%s of severity %d", requirement->id, (int)finding->severity);
}

static bool is_same_finding(const struct finding *a, const struct finding *b) {
    return a->requirement == b->requirement && a->exchange == b->exchange &&
           a->handling == b->handling && a->is_of_case == b->is_of_case &&
           strcmp(a->expected, b->expected) == 0 && strcmp(a->actual, b->actual) == 0 &&
           strcmp(a->where, b->where) == 0;
}

enum severities { SEVERITIES_TOO, WORDS_ALONE };

static bool are_same(const struct findings *a, const struct findings *b,
                     enum severities severities) {
    bool is_same = a->count == b->count;
    for (size_t i = 0; is_same && i < a->count; i++) {
        is_same = is_same_finding(&a->items[i], &b->items[i]) &&
                  (severities == WORDS_ALONE || a->items[i].severity == b->items[i].severity);
    }
    return is_same;
}

bool judgement_are_same(const struct findings *a, const struct findings *b) {
    return are_same(a, b, SEVERITIES_TOO);
}

/* ---- one exchange ---- */

static bool is_same_observation(const struct observation *a, const struct observation *b) {
    return a->row == b->row && a->status == b->status && a->error == b->error &&
           a->is_accepted == b->is_accepted && a->is_throttled == b->is_throttled &&
           a->has_activated == b->has_activated && a->activated == b->activated &&
           a->answer_digest == b->answer_digest && a->code_digest == b->code_digest &&
           a->unproven == b->unproven &&
           memcmp(a->exercised, b->exercised, sizeof a->exercised) == 0 &&
           memcmp(a->mattered, b->mattered, sizeof a->mattered) == 0;
}

static struct findings judge(const struct judge_rules *rules, const struct case_row *row,
                             const struct exchange *exchange, struct observation *out_seen) {
    struct findings findings = {0};
    enum status status = judge_exchange(rules, row, exchange, &findings, out_seen);
    SETUP(status == STATUS_OK);
    for (size_t i = 0; i < findings.count; i++) {
        check_finding(&findings.items[i], exchange->number);
        check_severity(rules, &findings.items[i]);
    }
    return findings;
}

/* A glance shows the same, and puts nothing to the test. */
static void check_glance(const struct judge_rules *rules, const struct case_row *row,
                         const struct exchange *exchange, const struct observation *seen) {
    struct observation glanced, wanted = *seen;
    SETUP(judge_glance(rules, row, exchange, &glanced) == STATUS_OK);
    wanted.unproven = NULL;
    memset(wanted.exercised, 0, sizeof wanted.exercised);
    memset(wanted.mattered, 0, sizeof wanted.mattered);
    ORACLE("judge-glance", is_same_observation(&glanced, &wanted), "a glance shows another");
}

void judgement_check_exchange(const struct judge_rules *rules, const struct case_row *row,
                              const struct exchange *exchange, struct findings *inout_findings,
                              struct observation *out_seen) {
    struct observation seen, again;
    struct judge_rules strict = *rules;
    strict.is_strict = true;
    struct findings first = judge(rules, row, exchange, &seen);
    struct findings second = judge(rules, row, exchange, &again);
    ORACLE("judge-same-twice", are_same(&first, &second, SEVERITIES_TOO), "other findings");
    ORACLE("judge-same-twice", is_same_observation(&seen, &again), "another observation");
    findings_clean_up(&second);
    second = judge(&strict, row, exchange, &again);
    ORACLE("judge-severity", are_same(&first, &second, WORDS_ALONE), "strictness finds others");
    findings_clean_up(&first);
    findings_clean_up(&second);
    enum status status = judge_exchange(rules, row, exchange, inout_findings, out_seen);
    SETUP(status == STATUS_OK);
    check_glance(rules, row, exchange, &seen);
}

struct one_exchange {
    const struct judge_rules *rules;
    const struct case_row *row;
    const struct exchange *exchange;
};

static enum sweep_result try_with_less_memory(void *context) {
    const struct one_exchange *one = context;
    struct findings findings = {0};
    struct observation seen = {.status = -7};
    enum status status = judge_exchange(one->rules, one->row, one->exchange, &findings, &seen);
    bool is_untouched = findings.count == 0 && seen.status == -7;
    findings_clean_up(&findings);
    return status == STATUS_OK                          ? SWEEP_DONE
           : status == STATUS_NO_MEMORY && is_untouched ? SWEEP_NO_MEMORY
                                                        : SWEEP_OTHERWISE;
}

static enum sweep_result try_glance_with_less_memory(void *context) {
    const struct one_exchange *one = context;
    struct observation seen = {.status = -7};
    enum status status = judge_glance(one->rules, one->row, one->exchange, &seen);
    return status == STATUS_OK                               ? SWEEP_DONE
           : status == STATUS_NO_MEMORY && seen.status == -7 ? SWEEP_NO_MEMORY
                                                             : SWEEP_OTHERWISE;
}

void judgement_sweep(const struct judge_rules *rules, const struct case_row *row,
                     const struct exchange *exchange, unsigned tries) {
    struct one_exchange one = {rules, row, exchange};
    sweep_floor("judge-allocation-failure", try_with_less_memory, &one, tries);
    sweep_floor("judge-allocation-failure", try_glance_with_less_memory, &one, tries);
}

/* ---- a run ---- */

struct one_run {
    const struct judge_rules *rules;
    struct case_table table;
    struct observation *seen; /* marked by each judgement, the same way */
    size_t count;
};

static enum sweep_result try_run_with_less_memory(void *context) {
    const struct one_run *run = context;
    struct tally tally;
    enum status status = tally_init(&tally, run->table, run->rules->catalogue);
    if (status != STATUS_OK) {
        return status == STATUS_NO_MEMORY ? SWEEP_NO_MEMORY : SWEEP_OTHERWISE;
    }
    status = judge_run(run->rules, run->seen, run->count, &tally);
    tally_settle(&tally, run->rules, run->seen, run->count);
    tally_clean_up(&tally);
    return status == STATUS_OK          ? SWEEP_DONE
           : status == STATUS_NO_MEMORY ? SWEEP_NO_MEMORY
                                        : SWEEP_OTHERWISE;
}

void judgement_sweep_run(const struct judge_rules *rules, struct case_table table,
                         struct observation *seen, size_t count, unsigned tries) {
    struct one_run run = {rules, table, seen, count};
    sweep_floor("judge-allocation-failure", try_run_with_less_memory, &run, tries);
}

static void check_cases(const struct judge_rules *rules, const struct tally *tally,
                        size_t failures[REQUIREMENT_COUNT]) {
    for (size_t i = 0; i < tally->case_count; i++) {
        const struct case_result *result = &tally->cases[i];
        bool has_failed = false;
        for (size_t k = 0; k < result->findings.count; k++) {
            const struct finding *finding = &result->findings.items[k];
            check_finding(finding, finding->exchange);
            check_severity(rules, finding);
            failures[finding->requirement] += finding->severity == SEVERITY_FAILURE;
            has_failed = has_failed || finding->severity == SEVERITY_FAILURE;
        }
        ORACLE("judge-verdict", !has_failed || result->status == CASE_FAIL,
               "%s is %s in spite of a failure", result->row->id,
               case_status_names[result->status]);
        ORACLE("judge-verdict", (result->status == CASE_NOT_RUN) == (result->reason[0] != '\0'),
               "%s is %s: \"%s\"", result->row->id, case_status_names[result->status],
               result->reason);
        ORACLE("judge-finding", is_safe(result->reason, sizeof result->reason), "%s",
               result->reason);
    }
}

static bool has_requirement(const struct tally *tally, enum requirement_status status) {
    for (size_t i = 0; i < REQUIREMENT_COUNT; i++) {
        if (tally->requirements[i].status == status) {
            return true;
        }
    }
    return false;
}

/* 1 where something is broken and there is a verdict. */
static void check_exit_code(enum verdict verdict, bool is_broken) {
    int code = verdict_exit_code(verdict);
    ORACLE("judge-verdict",
           verdict == VERDICT_NONE
               ? code == 4
               : (code == 1) == is_broken && (code == 0) == (verdict == VERDICT_CONFORMANT),
           "%s exits with %d", verdict_names[verdict], code);
}

void judgement_check_tally(const struct judge_rules *rules, const struct tally *tally) {
    size_t failures[REQUIREMENT_COUNT] = {0};
    check_cases(rules, tally, failures);
    for (size_t i = 0; i < REQUIREMENT_COUNT; i++) {
        const struct requirement_result *result = &tally->requirements[i];
        ORACLE("judge-verdict", (failures[i] > 0) == (result->status == REQUIREMENT_BROKEN),
               "%s has %zu failures and is %s", rules->catalogue[i].id, failures[i],
               requirement_status_names[result->status]);
    }
    bool is_broken = has_requirement(tally, REQUIREMENT_BROKEN);
    ORACLE("judge-verdict",
           tally->verdict == VERDICT_NONE || is_broken == (tally->verdict == VERDICT_NONCONFORMANT),
           "%s", verdict_names[tally->verdict]);
    ORACLE("judge-verdict",
           tally->verdict != VERDICT_CONFORMANT || !has_requirement(tally, REQUIREMENT_NOT_RUN),
           "conformant, and something was not run");
    check_exit_code(tally->verdict, is_broken);
}

bool judgement_is_same_tally(const struct tally *a, const struct tally *b) {
    bool is_same = a->verdict == b->verdict && strcmp(a->verdict_reason, b->verdict_reason) == 0;
    for (size_t i = 0; i < REQUIREMENT_COUNT; i++) {
        is_same = is_same && a->requirements[i].status == b->requirements[i].status &&
                  strcmp(a->requirements[i].reason, b->requirements[i].reason) == 0;
    }
    for (size_t i = 0; is_same && i < a->case_count; i++) {
        is_same = a->cases[i].status == b->cases[i].status &&
                  are_same(&a->cases[i].findings, &b->cases[i].findings, SEVERITIES_TOO);
    }
    return is_same;
}
