/* The same question, the same answer: activation.query-is-safe, and the request without appId
   answered like the one with it. */
#include "http/message.h"
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

/* What the rows about this device say of its flag; ACTIVATED_ANY where none does. */
static enum activated expected_flag(struct questions device) {
    for (size_t i = 0; i < device.count; i++) {
        if (device.items[i]->row->expect.activated != ACTIVATED_ANY) {
            return device.items[i]->row->expect.activated;
        }
    }
    return ACTIVATED_ANY;
}

static bool is_wrong(const struct observation *seen, enum activated expected) {
    return expected != ACTIVATED_ANY && seen->activated != (expected == ACTIVATED_TRUE);
}

/* How the flag of one device went over the run. */
enum course {
    COURSE_STEADY,       /* right all the time, or wrong all the time */
    COURSE_TURNED,       /* right at first, and wrong from some moment on: something changed it */
    COURSE_INTERMITTENT, /* right again after it had been wrong */
};

static bool is_answered_before(const struct observation *a, const struct observation *b) {
    return a->ended_us < b->started_us;
}

/* Requests overlap, so order is told only by one that ended before the other was sent. */
static enum course course_of(struct questions device, enum activated expected) {
    const struct observation *first_wrong = NULL; /* the first to end */
    const struct observation *last_right = NULL;  /* the last to be sent */
    for (size_t i = 0; i < device.count; i++) {
        const struct observation *seen = device.items[i];
        if (!has_answer(seen)) {
            continue;
        }
        if (is_wrong(seen, expected)) {
            bool is_first = first_wrong == NULL || seen->ended_us < first_wrong->ended_us;
            first_wrong = is_first ? seen : first_wrong;
        } else {
            bool is_last = last_right == NULL || seen->started_us > last_right->started_us;
            last_right = is_last ? seen : last_right;
        }
    }
    if (first_wrong == NULL || last_right == NULL) {
        return COURSE_STEADY;
    }
    return is_answered_before(first_wrong, last_right) ? COURSE_INTERMITTENT : COURSE_TURNED;
}

static void accuse_change(struct run *run, const struct observation *first,
                          const struct observation *seen, enum requirement_id requirement) {
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

static const struct observation *first_answer(struct questions device) {
    for (size_t i = 0; i < device.count; i++) {
        if (has_answer(device.items[i])) {
            return device.items[i];
        }
    }
    return NULL;
}

/* Answers that change with appId alone break request.app-id.optional; answers that change between
   equal requests break activation.query-is-safe. A flag that turned wrong in the run may be true of
   a device that asking has changed, so it is that fault and no broken flag besides. One that comes
   and goes, or is wrong with appId and right without it, was wrong of the device that the profile
   names: that is both. */
static void judge_answers(struct run *run, struct questions device) {
    const struct observation *first = first_answer(device);
    enum requirement_id requirement =
        is_steady(device) ? REQUEST_APP_ID_OPTIONAL : ACTIVATION_QUERY_IS_SAFE;
    bool is_told_by_change = requirement == ACTIVATION_QUERY_IS_SAFE &&
                             course_of(device, expected_flag(device)) == COURSE_TURNED;
    for (size_t i = 0; i < device.count; i++) {
        const struct observation *seen = device.items[i];
        if (!has_answer(seen)) {
            continue;
        }
        bool is_retargeted =
            is_told_by_change &&
            run_retarget(run, seen, ACTIVATION_NEVER_CONNECTED, ACTIVATION_ABNORMAL, requirement);
        if (!is_retargeted && seen->answer_digest != first->answer_digest) {
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
        if (was_answered && !seen->is_accepted && http_is_client_error(seen->status) &&
            !seen->is_throttled && seen->row->proves[0] == ACTIVATION_QUERY_IS_SAFE) {
            run_retarget(run, seen, RESPONSE_STATUS, RESPONSE_STATUS, ACTIVATION_QUERY_IS_SAFE);
        }
    }
}

static bool is_refused(const struct observation *seen) {
    return seen->outcome == OUTCOME_COMPLETE && seen->status != 0 && !seen->is_accepted &&
           !seen->is_throttled;
}

/* Is no request of this half answered, while every one of the other half is? One that came too
   often tells nothing: a burst ends with it. */
static bool is_half_refused(struct questions device, bool has_app_id) {
    bool is_other_asked = false;
    for (size_t i = 0; i < device.count; i++) {
        const struct observation *seen = device.items[i];
        bool is_of_half = names_application(seen) == has_app_id;
        if (seen->is_throttled) {
            continue;
        }
        is_other_asked |= !is_of_half;
        if (is_of_half ? !is_refused(seen) : !seen->is_accepted) {
            return false;
        }
    }
    return is_other_asked;
}

/* The documented request with nothing optional, nothing altered and nothing spelt otherwise. */
static bool is_plain(const struct observation *seen) {
    return !names_application(seen) && seen->row->request.scheme == NULL;
}

static bool is_plain_refused(struct questions device) {
    for (size_t i = 0; i < device.count; i++) {
        if (is_plain(device.items[i]) && is_refused(device.items[i])) {
            return true;
        }
    }
    return false;
}

static void retarget_refusals(struct run *run, struct questions device, enum requirement_id first,
                              enum requirement_id last, enum requirement_id requirement) {
    for (size_t i = 0; i < device.count; i++) {
        if (is_refused(device.items[i])) {
            run_retarget(run, device.items[i], first, last, requirement);
        }
    }
}

/* Where appId alone decides between an answer and a refusal, whatever its status, that is what is
   broken, and not the status of a request that is like the others in all else. Where the plain
   request is refused now and then as well, nothing that a request has besides is the cause. */
static void judge_causes(struct run *run, struct questions device) {
    if (is_half_refused(device, false)) {
        retarget_refusals(run, device, RESPONSE_STATUS, RESPONSE_STATUS, REQUEST_APP_ID_OPTIONAL);
    } else if (is_half_refused(device, true)) {
        retarget_refusals(run, device, RESPONSE_STATUS, RESPONSE_STATUS, REQUEST_APP_ID_ACCEPTED);
    } else if (is_plain_refused(device)) {
        retarget_refusals(run, device, REQUEST_AUTHORIZATION, REQUEST_APP_ID_ACCEPTED,
                          RESPONSE_STATUS);
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
        judge_causes(run, device);
        judge_refusals(run, device);
    }
    free(all.items);
}
