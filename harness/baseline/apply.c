/* Holding a baseline against a tally. */
#include "baseline/baseline.h"

#include <stdio.h>
#include <string.h>

static bool covers(const struct waiver *waiver, const struct case_row *row,
                   enum requirement_id requirement) {
    return waiver->state != WAIVER_EXPIRED &&
           (waiver->row == row || waiver->requirement == requirement);
}

/* The entry that covers a failure; NULL where none does. */
static struct waiver *find_cover(struct baseline *baseline, const struct case_row *row,
                                 enum requirement_id requirement) {
    for (size_t i = 0; i < baseline->count; i++) {
        if (covers(&baseline->items[i], row, requirement)) {
            return &baseline->items[i];
        }
    }
    return NULL;
}

static void expire(struct baseline *baseline, int64_t now_us) {
    char today[WAIVER_DAY_SIZE];
    baseline_day_of(now_us, today);
    for (size_t i = 0; i < baseline->count; i++) {
        struct waiver *waiver = &baseline->items[i];
        waiver->state = strcmp(waiver->expires, today) < 0 ? WAIVER_EXPIRED : WAIVER_IDLE;
    }
}

/* The failures of one requirement: which entry covers the first, and whether each has one. */
struct cover {
    const struct waiver *first;
    bool is_whole;
};

static void cover_case(struct baseline *baseline, const struct case_result *result,
                       enum requirement_id requirement, struct cover *cover) {
    for (size_t i = 0; i < result->findings.count; i++) {
        const struct finding *finding = &result->findings.items[i];
        if (finding->requirement != requirement || finding->severity != SEVERITY_FAILURE) {
            continue;
        }
        struct waiver *waiver = find_cover(baseline, result->row, requirement);
        if (waiver == NULL) {
            cover->is_whole = false;
            continue;
        }
        waiver->state = WAIVER_USED;
        cover->first = cover->first == NULL ? waiver : cover->first;
    }
}

static bool waive(struct baseline *baseline, struct tally *tally, enum requirement_id requirement) {
    struct cover cover = {.is_whole = true};
    for (size_t i = 0; i < tally->case_count; i++) {
        cover_case(baseline, &tally->cases[i], requirement, &cover);
    }
    if (!cover.is_whole || cover.first == NULL) {
        return false;
    }
    struct requirement_result *result = &tally->requirements[requirement];
    result->status = REQUIREMENT_WAIVED;
    snprintf(result->reason, sizeof result->reason, "waived until %s by %s: %s",
             cover.first->expires, cover.first->owner, cover.first->reason);
    return true;
}

/* Put to the test, and nothing was found that it would have to cover. */
static bool is_passing(const struct waiver *waiver, const struct tally *tally) {
    if (waiver->row == NULL) {
        enum requirement_status status = tally->requirements[waiver->requirement].status;
        return status == REQUIREMENT_PROVEN || status == REQUIREMENT_WARNED;
    }
    for (size_t i = 0; i < tally->case_count; i++) {
        if (tally->cases[i].row == waiver->row) {
            return tally->cases[i].status <= CASE_WARN;
        }
    }
    return false;
}

struct baseline_outcome baseline_apply(struct baseline *baseline, struct tally *tally,
                                       int64_t now_us) {
    struct baseline_outcome outcome = {0};
    expire(baseline, now_us);
    for (enum requirement_id id = 0; id < REQUIREMENT_COUNT; id++) {
        if (tally->requirements[id].status == REQUIREMENT_BROKEN) {
            bool is_waived = waive(baseline, tally, id);
            outcome.waived += is_waived;
            outcome.fresh += !is_waived;
        }
    }
    for (size_t i = 0; i < baseline->count; i++) {
        struct waiver *waiver = &baseline->items[i];
        if (waiver->state == WAIVER_IDLE && is_passing(waiver, tally)) {
            waiver->state = WAIVER_STALE;
        }
        outcome.stale += waiver->state == WAIVER_STALE;
        outcome.expired += waiver->state == WAIVER_EXPIRED;
    }
    return outcome;
}

static bool is_named(const struct case_row *row, enum requirement_id requirement) {
    for (unsigned i = 0; i < row->proves_count; i++) {
        if (row->proves[i] == requirement) {
            return true;
        }
    }
    return false;
}

static bool has_failed(const struct tally *tally, const char *id) {
    for (size_t i = 0; id != NULL && i < tally->case_count; i++) {
        if (strcmp(tally->cases[i].row->id, id) == 0) {
            return tally->cases[i].status == CASE_FAIL;
        }
    }
    return false;
}

/* A case that would have proven it failed, or its twin did: where nothing is fresh, that deviation
   is waived, and what it hides is waived with it. */
static bool is_hidden(const struct tally *tally, enum requirement_id requirement) {
    for (size_t i = 0; i < tally->case_count; i++) {
        const struct case_result *result = &tally->cases[i];
        if (is_named(result->row, requirement) &&
            (result->status == CASE_FAIL || has_failed(tally, result->row->twin))) {
            return true;
        }
    }
    return false;
}

static bool has_unproven(const struct tally *tally) {
    for (enum requirement_id id = 0; id < REQUIREMENT_COUNT; id++) {
        if (tally->requirements[id].status == REQUIREMENT_NOT_RUN && !is_hidden(tally, id)) {
            return true;
        }
    }
    return false;
}

int baseline_exit_code(const struct tally *tally, const struct baseline_outcome *outcome) {
    enum { HELD = 0, BROKEN = 1, UNPROVEN = 3, NO_VERDICT = 4 };
    if (tally->verdict == VERDICT_NONE) {
        return NO_VERDICT;
    }
    if (outcome->fresh + outcome->stale + outcome->expired > 0) {
        return BROKEN;
    }
    return tally->verdict == VERDICT_INCONCLUSIVE || has_unproven(tally) ? UNPROVEN : HELD;
}
