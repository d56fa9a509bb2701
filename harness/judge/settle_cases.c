/* The status of each case: from its findings, from what it proves nothing by, and from its twin. */
#include "judge/settle.h"

#include <string.h>

static struct case_result *find_case(struct tally *tally, const char *id) {
    for (size_t i = 0; id != NULL && i < tally->case_count; i++) {
        if (strcmp(tally->cases[i].row->id, id) == 0) {
            return &tally->cases[i];
        }
    }
    return NULL;
}

/* A row that other rows are compared with holds when it was answered 200: whether its body was
   right in everything is its own affair, a refusal beside it is caused by the one field that
   differs all the same. */
static bool is_held(const struct settlement *settlement, const struct case_row *row) {
    for (size_t i = 0; i < settlement->count; i++) {
        const struct observation *seen = &settlement->observations[i];
        if (seen->row == row && seen->is_accepted) {
            return true;
        }
    }
    return false;
}

/* Each early 1010009 that was sent again is told by the repetition instead. */
static const char *find_unproven(const struct settlement *settlement,
                                 const struct case_result *result) {
    const char *unproven = NULL;
    size_t early = 0, repeated = 0;
    const char *early_words = NULL;
    for (size_t i = 0; i < settlement->count; i++) {
        const struct observation *seen = &settlement->observations[i];
        if (seen->row != result->row) {
            continue;
        }
        repeated += seen->attempt > 0;
        if (judge_is_early_refusal(settlement->rules, seen)) {
            early++;
            early_words = seen->unproven;
        } else if (seen->unproven != NULL) {
            unproven = seen->unproven;
        }
    }
    return unproven == NULL && early > repeated ? early_words : unproven;
}

static bool is_sent(const struct settlement *settlement, const struct case_row *row) {
    for (size_t i = 0; i < settlement->count; i++) {
        if (settlement->observations[i].row == row) {
            return true;
        }
    }
    return false;
}

/* Beside a twin that was refused as well, a refusal shows nothing about the field under test; an
   answer that was due shows by itself that it is given. What breaks a rule for every answer stays.
 */
static void settle_twin(const struct settlement *settlement, struct case_result *result) {
    struct case_result *twin = find_case(settlement->tally, result->row->twin);
    bool is_due = result->row->expect.answer == EXPECT_ACTIVATION;
    if (twin == NULL || is_held(settlement, twin->row) ||
        (is_due && is_held(settlement, result->row))) {
        return;
    }
    findings_take_back(&result->findings);
    case_give_reason(result, "its twin %s was not accepted, so its own answer proves nothing",
                     twin->row->id);
}

static enum case_status status_of_findings(const struct case_result *result) {
    enum severity worst;
    if (!findings_worst(&result->findings, &worst)) {
        return CASE_PASS;
    }
    return worst == SEVERITY_FAILURE ? CASE_FAIL : CASE_WARN;
}

static bool is_hardening(const struct settlement *settlement, const struct case_row *row) {
    return settlement->rules->catalogue[row->proves[0]].level == LEVEL_HARDENING;
}

static void settle_case(const struct settlement *settlement, struct case_result *result) {
    if (result->status == CASE_ERROR) {
        return;
    }
    if (!is_sent(settlement, result->row)) {
        case_give_reason(result, "it was not sent");
    } else {
        const char *unproven = find_unproven(settlement, result);
        settle_twin(settlement, result);
        if (unproven != NULL) {
            case_give_reason(result, "%s", unproven);
        }
    }
    enum case_status status = status_of_findings(result);
    /* A warning is what a hardening row has to say, also where it got no answer to judge. */
    bool is_told = status == CASE_WARN && is_hardening(settlement, result->row);
    bool is_not_run = case_has_reason(result) && !is_told;
    result->status = is_not_run && status < CASE_NOT_RUN ? CASE_NOT_RUN : status;
    if (result->status != CASE_NOT_RUN) {
        result->reason[0] = '\0';
    }
}

/* An answer that proves nothing for its row counts where it is held against the platform: one that
   did not come in time, say. One that is asked for again is told by the repetition. */
static bool is_counted(const struct settlement *settlement, const struct observation *seen,
                       enum severity severity) {
    return (seen->unproven == NULL || seen->is_accused[severity]) &&
           !judge_is_early_refusal(settlement->rules, seen);
}

/* The same question, two verdicts. A burst is meant to get both; a warning is no verdict. */
static void settle_flaky(const struct settlement *settlement, struct case_result *result) {
    if (result->row->kind == KIND_THROTTLE) {
        return;
    }
    enum severity severity = result->status == CASE_WARN ? SEVERITY_WARNING : SEVERITY_FAILURE;
    for (size_t i = 0; i < settlement->count; i++) {
        const struct observation *seen = &settlement->observations[i];
        if (seen->row == result->row && is_counted(settlement, seen, severity)) {
            result->judged++;
            result->deviating += seen->is_accused[severity];
        }
    }
    result->is_flaky =
        result->status == CASE_FAIL && result->deviating > 0 && result->deviating < result->judged;
}

void settle_cases(const struct settlement *settlement) {
    for (size_t i = 0; i < settlement->tally->case_count; i++) {
        settle_case(settlement, &settlement->tally->cases[i]);
        settle_flaky(settlement, &settlement->tally->cases[i]);
    }
}
