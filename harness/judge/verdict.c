#include "judge/verdict.h"

#include "judge/settle.h"

#include <stdio.h>

bool observations_hold_an_answer(const struct observation *observations, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const struct case_row *row = observations[i].row;
        if (row != NULL && row->kind != KIND_TRANSPORT &&
            (observations[i].outcome == OUTCOME_COMPLETE || observations[i].status != 0)) {
            return true;
        }
    }
    return false;
}

void settle_interpretations(const struct settlement *settlement) {
    for (size_t id = 0; id < INTERPRETATION_COUNT; id++) {
        struct interpretation_result *result = &settlement->tally->interpretations[id];
        result->choice = settlement->rules->choices.by_id[id];
        for (size_t i = 0; i < settlement->count; i++) {
            result->mattered |= settlement->observations[i].mattered[id];
        }
    }
}

static const struct observation *find_row_exchange(const struct settlement *settlement) {
    for (size_t i = 0; i < settlement->count; i++) {
        if (settlement->observations[i].row != NULL) {
            return &settlement->observations[i];
        }
    }
    return NULL;
}

static bool is_untrusted(const struct settlement *settlement) {
    for (size_t i = 0; i < settlement->count; i++) {
        const struct observation *seen = &settlement->observations[i];
        bool is_old_tls = seen->row != NULL && seen->row->kind == KIND_TRANSPORT;
        if (seen->outcome == OUTCOME_TLS_UNTRUSTED && !is_old_tls) {
            return true;
        }
    }
    return false;
}

/* Exchanges of no row are logins: where there is nothing else, none of them let the run in. */
static bool is_login_refused(const struct settlement *settlement) {
    return settlement->count > 0 && find_row_exchange(settlement) == NULL;
}

static size_t count_requirements(const struct tally *tally, enum requirement_status status,
                                 enum requirement_id *out_first) {
    size_t count = 0;
    for (enum requirement_id id = 0; id < REQUIREMENT_COUNT; id++) {
        if (tally->requirements[id].status == status && count++ == 0) {
            *out_first = id;
        }
    }
    return count;
}

/* Why there is no verdict; NULL where there is one. */
static const char *why_none(const struct settlement *settlement) {
    if (is_untrusted(settlement)) {
        return "the endpoint's certificate is not to be trusted";
    }
    if (is_login_refused(settlement)) {
        return "the login was refused, so nothing could be asked";
    }
    bool is_nothing_answered =
        !observations_hold_an_answer(settlement->observations, settlement->count);
    if (settlement->count > 0 && is_nothing_answered) {
        return "no exchange of the whole run could be completed";
    }
    return NULL;
}

static void set_verdict(struct tally *tally, enum verdict verdict, const char *reason) {
    tally->verdict = verdict;
    snprintf(tally->verdict_reason, sizeof tally->verdict_reason, "%s", reason);
}

static void set_counted(struct tally *tally, enum verdict verdict, size_t count, const char *words,
                        enum requirement_id first) {
    tally->verdict = verdict;
    snprintf(tally->verdict_reason, sizeof tally->verdict_reason, "%zu requirement%s %s%s%s.",
             count, count == 1 ? "" : "s", words, count == 1 ? ": " : ", such as ",
             tally->catalogue[first].id);
}

/* Without a verdict nothing is proven. */
static void withdraw_proofs(struct tally *tally, const char *reason) {
    for (size_t i = 0; i < REQUIREMENT_COUNT; i++) {
        struct requirement_result *result = &tally->requirements[i];
        if (result->status == REQUIREMENT_PROVEN || result->status == REQUIREMENT_WARNED) {
            result->status = REQUIREMENT_NOT_RUN;
            snprintf(result->reason, sizeof result->reason, "%s", reason);
        }
    }
}

void settle_verdict(const struct settlement *settlement) {
    struct tally *tally = settlement->tally;
    enum requirement_id first = REQUIREMENT_NONE;
    const char *none = why_none(settlement);
    size_t count = 0;
    if (none != NULL) {
        set_verdict(tally, VERDICT_NONE, none);
        withdraw_proofs(tally, none);
    } else if ((count = count_requirements(tally, REQUIREMENT_BROKEN, &first)) > 0) {
        set_counted(tally, VERDICT_NONCONFORMANT, count, "broken", first);
    } else if (settlement->count == 0) {
        set_verdict(tally, VERDICT_INCONCLUSIVE, "Nothing was sent, so nothing is proven.");
    } else if ((count = count_requirements(tally, REQUIREMENT_NOT_RUN, &first)) > 0) {
        set_counted(tally, VERDICT_INCONCLUSIVE, count, "not proven that could have been", first);
    } else {
        set_verdict(tally, VERDICT_CONFORMANT,
                    "Every requirement that could be provoked was proven.");
    }
}

void tally_settle(struct tally *tally, const struct judge_rules *rules,
                  const struct observation *observations, size_t count) {
    const struct settlement settlement = {tally, rules, observations, count};
    settle_cases(&settlement);
    settle_requirements(&settlement);
    settle_interpretations(&settlement);
    settle_verdict(&settlement);
}

int verdict_exit_code(enum verdict verdict) {
    static const int codes[] = {
        [VERDICT_CONFORMANT] = 0,
        [VERDICT_NONCONFORMANT] = 1,
        [VERDICT_INCONCLUSIVE] = 3,
        [VERDICT_NONE] = 4,
    };
    return codes[verdict];
}
