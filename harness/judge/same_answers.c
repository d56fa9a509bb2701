/* The same question, the same answer: activation.query-is-safe, and the request without appId
   answered like the one with it. */
#include "judge/run.h"
#include "judge/verdict.h"

#include <stdlib.h>

/* Answered questions, those about one device beside each other, in the order they were asked. */
struct questions {
    const struct observation **items; /* owned */
    size_t count;
};

static bool is_documented_question(const struct observation *seen) {
    return seen->row != NULL && (seen->row->expect.answer == EXPECT_ACTIVATION ||
                                 seen->row->expect.answer == EXPECT_THROTTLED);
}

static int compare(const void *left, const void *right) {
    const struct observation *a = *(const struct observation *const *)left;
    const struct observation *b = *(const struct observation *const *)right;
    if (a->asked_digest != b->asked_digest) {
        return a->asked_digest < b->asked_digest ? -1 : 1;
    }
    return a->exchange < b->exchange ? -1 : a->exchange > b->exchange;
}

static enum status collect(const struct run *run, struct questions *out_questions) {
    struct questions questions = {malloc((run->count + 1) * sizeof(struct observation *)), 0};
    if (questions.items == NULL) {
        return STATUS_NO_MEMORY;
    }
    for (size_t i = 0; i < run->count; i++) {
        if (is_documented_question(&run->observations[i])) {
            questions.items[questions.count++] = &run->observations[i];
        }
    }
    qsort(questions.items, questions.count, sizeof(struct observation *), compare);
    *out_questions = questions;
    return STATUS_OK;
}

static bool has_answer(const struct observation *seen) {
    return seen->is_accepted && seen->answer_digest != 0;
}

static bool names_application(const struct observation *seen) {
    return seen->row->request.application != APPLICATION_ABSENT;
}

/* Do all that name an application, and all that do not, agree among themselves? */
static bool is_steady(struct questions device) {
    uint64_t first_digests[2] = {0, 0};
    for (size_t i = 0; i < device.count; i++) {
        const struct observation *seen = device.items[i];
        uint64_t *first = &first_digests[names_application(seen)];
        if (!has_answer(seen)) {
            continue;
        }
        if (*first != 0 && *first != seen->answer_digest) {
            return false;
        }
        *first = seen->answer_digest;
    }
    return true;
}

static bool is_blamed_for_flag(struct run *run, const struct observation *seen) {
    const struct case_result *result = tally_case(run->tally, seen->row);
    for (size_t i = 0; result != NULL && i < result->findings.count; i++) {
        const struct finding *finding = &result->findings.items[i];
        if (finding->exchange == seen->exchange &&
            finding->requirement >= ACTIVATION_NEVER_CONNECTED &&
            finding->requirement <= ACTIVATION_ABNORMAL) {
            return true;
        }
    }
    return false;
}

/* A later answer differs from the first one. Was the first one right, then a wrong flag now is the
   change that is blamed, not one more broken flag. */
static void accuse_change(struct run *run, const struct observation *first,
                          const struct observation *seen, enum requirement_id requirement) {
    bool is_retargeted =
        run_retarget(run, seen, ACTIVATION_NEVER_CONNECTED, ACTIVATION_ABNORMAL, requirement);
    if (is_retargeted) {
        return;
    }
    bool is_flag = first->activated != seen->activated;
    run_accuse(run, seen,
               (struct charge){
                   .requirement = requirement,
                   .expected = "the answer that was given before",
                   .where = is_flag ? "body, activated" : "body",
               },
               "%s%s than in exchange %u", is_flag ? "activated is " : "another answer",
               is_flag ? (seen->activated ? "true, other" : "false, other") : "", first->exchange);
}

/* Answers that change with appId alone break request.app-id.optional; answers that change between
   equal requests break activation.query-is-safe. Where the first answer was already blamed for its
   flag, the difference is that fault's. */
static void judge_answers(struct run *run, struct questions device) {
    const struct observation *first = NULL;
    bool is_first_blamed = false;
    enum requirement_id requirement =
        is_steady(device) ? REQUEST_APP_ID_OPTIONAL : ACTIVATION_QUERY_IS_SAFE;
    for (size_t i = 0; i < device.count; i++) {
        const struct observation *seen = device.items[i];
        if (!has_answer(seen)) {
            continue;
        }
        if (first == NULL) {
            first = seen;
            is_first_blamed = is_blamed_for_flag(run, seen);
        } else if (seen->answer_digest != first->answer_digest &&
                   !(is_first_blamed && first->activated != seen->activated)) {
            accuse_change(run, first, seen, requirement);
        }
    }
}

/* Refused with an error though the same was answered before: asking has changed something. */
static void judge_refusals(struct run *run, struct questions device) {
    bool was_answered = false;
    for (size_t i = 0; i < device.count; i++) {
        const struct observation *seen = device.items[i];
        was_answered |= seen->is_accepted;
        if (was_answered && !seen->is_accepted && seen->status >= 400 &&
            seen->row->proves[0] == ACTIVATION_QUERY_IS_SAFE) {
            run_retarget(run, seen, RESPONSE_STATUS, RESPONSE_STATUS, ACTIVATION_QUERY_IS_SAFE);
        }
    }
}

void run_judge_same_answers(struct run *run) {
    struct questions all = {NULL, 0};
    enum status status = collect(run, &all);
    if (status != STATUS_OK) {
        run->status = run->status == STATUS_OK ? status : run->status;
        return;
    }
    for (size_t from = 0, to = 0; from < all.count; from = to) {
        while (to < all.count && all.items[to]->asked_digest == all.items[from]->asked_digest) {
            to++;
        }
        struct questions device = {all.items + from, to - from};
        judge_answers(run, device);
        judge_refusals(run, device);
    }
    free(all.items);
}
