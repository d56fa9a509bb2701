/* The status of each requirement: broken by a finding, else unproven by a case that should have
   proven it, else proven by an exchange that put it to the test. */
#include "judge/settle.h"
#include "judge/throttle.h"

#include <stdio.h>
#include <string.h>

/* What the whole run says about one requirement. */
struct account {
    const struct settlement *settlement;
    enum requirement_id requirement;
    size_t failures, warnings;
    const struct case_result *first_failed, *first_warned; /* by a finding of this requirement */
    bool is_proven; /* some exchange put it to the test, in a case that counts */
    const struct case_result *unproven; /* not run, though it is for this that it stands */
    const struct case_result *failed;   /* failed otherwise, though it is for this that it stands */
    const struct case_result *not_run;  /* not run, and names it among others */
    const struct case_result *out_of_scope;
};

/* These say something about a cause, so they count only in a case that passed; the others hold for
   every answer. */
static bool needs_passed_case(enum requirement_id requirement) {
    bool is_error = requirement >= ERROR_403_100203 && requirement <= ERROR_500_100203;
    bool is_activation =
        requirement >= ACTIVATION_NEVER_CONNECTED && requirement <= ACTIVATION_ABNORMAL;
    return is_error || is_activation;
}

static bool has_passed(const struct case_result *result) {
    return result->status == CASE_PASS || result->status == CASE_WARN;
}

static bool has_named(const struct case_row *row, enum requirement_id requirement) {
    for (unsigned i = 0; i < row->proves_count; i++) {
        if (row->proves[i] == requirement) {
            return true;
        }
    }
    return false;
}

/* Which of the two 100203 rows a passed case proves is told by the answer that came. */
static bool is_told_by_answer(enum requirement_id requirement) {
    return requirement == ERROR_403_100203 || requirement == ERROR_500_100203;
}

static void count_findings(struct account *account, const struct case_result *result) {
    for (size_t i = 0; i < result->findings.count; i++) {
        const struct finding *finding = &result->findings.items[i];
        if (finding->requirement != account->requirement) {
            continue;
        }
        if (finding->severity == SEVERITY_FAILURE) {
            account->first_failed = account->failures++ == 0 ? result : account->first_failed;
        } else {
            account->first_warned = account->warnings++ == 0 ? result : account->first_warned;
        }
    }
}

static void count_case(struct account *account, const struct case_result *result) {
    const struct case_row *row = result->row;
    count_findings(account, result);
    if (!has_named(row, account->requirement)) {
        return;
    }
    if (has_passed(result)) {
        account->is_proven |= !is_told_by_answer(account->requirement);
        return;
    }
    if (result->is_out_of_scope || result->is_not_generated) {
        account->out_of_scope = account->out_of_scope == NULL ? result : account->out_of_scope;
        return;
    }
    bool is_first = row->proves[0] == account->requirement;
    const struct case_result **slot = result->status != CASE_NOT_RUN ? &account->failed
                                      : is_first                     ? &account->unproven
                                                                     : &account->not_run;
    if ((is_first || slot == &account->not_run) && *slot == NULL) {
        *slot = result;
    }
}

static void count_observations(struct account *account) {
    const struct settlement *settlement = account->settlement;
    for (size_t i = 0; i < settlement->count && !account->is_proven; i++) {
        const struct observation *seen = &settlement->observations[i];
        const struct case_result *result = tally_case(settlement->tally, seen->row);
        bool counts =
            !needs_passed_case(account->requirement) || (result != NULL && has_passed(result));
        account->is_proven = counts && seen->exercised[account->requirement];
    }
}

static struct account account_of(const struct settlement *settlement,
                                 enum requirement_id requirement) {
    struct account account = {.settlement = settlement, .requirement = requirement};
    for (size_t i = 0; i < settlement->tally->case_count; i++) {
        count_case(&account, &settlement->tally->cases[i]);
    }
    count_observations(&account);
    return account;
}

static struct requirement_result result_of(enum requirement_status status, const char *reason) {
    struct requirement_result result = {.status = status};
    snprintf(result.reason, sizeof result.reason, "%s", reason);
    return result;
}

static struct requirement_result result_of_case(enum requirement_status status,
                                                const struct case_result *from) {
    struct requirement_result result = {.status = status};
    snprintf(result.reason, sizeof result.reason, "%s: %.180s", from->row->id,
             from->status == CASE_NOT_RUN ? from->reason : "failed in another requirement");
    return result;
}

static struct requirement_result result_of_findings(enum requirement_status status, size_t count,
                                                    const struct case_result *first) {
    struct requirement_result result = {.status = status};
    snprintf(result.reason, sizeof result.reason, "%zu finding%s, the first in %s", count,
             count == 1 ? "" : "s", first->row->id);
    return result;
}

static bool is_throttle_requirement(enum requirement_id requirement) {
    return requirement == ERROR_403_1010009 || requirement == THROTTLE_THRESHOLD ||
           requirement == THROTTLE_RECOVERS;
}

/* The interpretation's other half: an unknown application was answered, with the other status. */
static bool is_other_status_seen(const struct account *account) {
    enum error_row_id other = account->requirement == ERROR_403_100203   ? ERROR_ROW_500_100203
                              : account->requirement == ERROR_500_100203 ? ERROR_ROW_403_100203
                                                                         : ERROR_ROW_NONE;
    for (size_t i = 0; other != ERROR_ROW_NONE && i < account->settlement->count; i++) {
        if (account->settlement->observations[i].error == other) {
            return true;
        }
    }
    return false;
}

/* A threshold that is too high is blamed itself; how a call past it is refused was not to be seen.
 */
static bool is_never_throttled(const struct account *account) {
    const struct case_result *burst = account->failed;
    if (account->requirement != ERROR_403_1010009 || burst == NULL) {
        return false;
    }
    for (size_t i = 0; i < account->settlement->count; i++) {
        const struct observation *seen = &account->settlement->observations[i];
        if (seen->row == burst->row && throttle_is_refusal(seen)) {
            return false;
        }
    }
    bool is_blamed = false;
    for (size_t i = 0; i < burst->findings.count; i++) {
        is_blamed |= burst->findings.items[i].requirement == THROTTLE_THRESHOLD;
    }
    return is_blamed;
}

/* Why no run against this target can prove the requirement; NULL where one could. */
static const char *why_not_provoked(const struct account *account) {
    const struct judge_rules *rules = account->settlement->rules;
    if (is_throttle_requirement(account->requirement) && !rules->has_throttle) {
        return "the profile says that the deployment has no throttle";
    }
    if (account->requirement == THROTTLE_THRESHOLD && !rules->is_throttle_exclusive) {
        return "other callers share the allowance (throttle.exclusive is false)";
    }
    if (account->is_proven || account->unproven != NULL) {
        return NULL;
    }
    if (account->failed == NULL && is_other_status_seen(account)) {
        return "an unknown application was answered with the other status of 100203 "
               "(app-not-existed-status)";
    }
    if (is_never_throttled(account)) {
        return "the platform refused no call of the burst (see throttle.threshold)";
    }
    bool is_internal =
        account->requirement == ERROR_500_100203 || account->requirement == ERROR_500_50252;
    bool has_row =
        account->not_run != NULL || account->failed != NULL || account->out_of_scope != NULL;
    return is_internal && !has_row
               ? "nothing sent from outside brings it about without a trigger of the profile"
               : NULL;
}

static struct requirement_result settle_unbroken(const struct account *account) {
    const char *not_provoked = why_not_provoked(account);
    if (not_provoked != NULL) {
        return result_of(REQUIREMENT_NOT_PROVOKED, not_provoked);
    }
    if (account->requirement == REQUEST_HTTPS && account->settlement->rules->is_cleartext) {
        return result_of(REQUIREMENT_NOT_RUN, "the endpoint is http:// (--allow-cleartext)");
    }
    if (account->unproven != NULL) {
        return result_of_case(REQUIREMENT_NOT_RUN, account->unproven);
    }
    if (account->warnings > 0) {
        return result_of_findings(REQUIREMENT_WARNED, account->warnings, account->first_warned);
    }
    if (account->is_proven) {
        return result_of(REQUIREMENT_PROVEN, "");
    }
    if (account->failed != NULL) {
        return result_of_case(REQUIREMENT_NOT_RUN, account->failed);
    }
    if (account->not_run != NULL) {
        return result_of_case(REQUIREMENT_NOT_RUN, account->not_run);
    }
    if (account->out_of_scope != NULL) {
        return result_of(REQUIREMENT_NOT_PROVOKED, account->out_of_scope->reason);
    }
    return result_of(REQUIREMENT_NOT_RUN, "no exchange of this run put it to the test");
}

void settle_requirements(const struct settlement *settlement) {
    for (enum requirement_id id = 0; id < REQUIREMENT_COUNT; id++) {
        struct account account = account_of(settlement, id);
        settlement->tally->requirements[id] =
            account.failures > 0
                ? result_of_findings(REQUIREMENT_BROKEN, account.failures, account.first_failed)
                : settle_unbroken(&account);
    }
}
