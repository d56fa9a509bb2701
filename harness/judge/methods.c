/* Other methods than GET, judged beside the GET. */
#include "judge/run.h"
#include "judge/verdict.h"

#include <string.h>

static bool is_get(const struct case_row *row) {
    return row->request.method == NULL || strcmp(row->request.method, "GET") == 0;
}

static bool is_plain_credential(const struct request_spec *request) {
    return request->app_key == AS_GIVEN && request->token == AS_GIVEN && request->scheme == NULL &&
           request->authorization == NULL;
}

static bool is_real_device(const struct request_spec *request) {
    return request->device != DEVICE_FRESH && request->device_alteration == AS_GIVEN &&
           request->raw_segment == NULL && request->overlong_characters == 0;
}

/* How the GET of an unknown device is answered, with which code. */
static bool is_reference(const struct observation *seen) {
    const struct case_row *row = seen->row;
    return row != NULL && is_get(row) && row->expect.answer == EXPECT_ERROR &&
           row->request.device == DEVICE_FRESH && is_plain_credential(&row->request) &&
           row->request.application == APPLICATION_ABSENT && seen->code_digest != 0 &&
           !seen->is_throttled;
}

static bool is_answered_like(const struct observation *seen, const struct observation *reference) {
    return seen->status == reference->status && seen->code_digest == reference->code_digest;
}

static void judge_method(struct run *run, const struct observation *seen) {
    for (size_t i = 0; i < run->count; i++) {
        const struct observation *reference = &run->observations[i];
        if (is_reference(reference) && is_answered_like(seen, reference)) {
            run_accuse(run, seen,
                       (struct charge){
                           .requirement = seen->row->proves[0],
                           .is_of_case = true,
                           .expected = "refused as a method",
                           .where = "status line and error code",
                       },
                       "%s is answered like GET in exchange %u", seen->row->request.method,
                       reference->exchange);
            return;
        }
    }
}

/* RFC 9110 section 9.3.2 makes HEAD a GET without a body, where it is served at all. */
static bool is_head_served(const struct run *run) {
    for (size_t i = 0; i < run->count; i++) {
        const struct observation *seen = &run->observations[i];
        if (seen->row != NULL && seen->row->expect.answer == EXPECT_HEAD_LIKE_GET &&
            is_plain_credential(&seen->row->request) && is_real_device(&seen->row->request) &&
            seen->status == 200) {
            return true;
        }
    }
    return false;
}

static bool is_same_question(const struct request_spec *a, const struct request_spec *b) {
    return a->device == b->device && a->device_alteration == b->device_alteration &&
           a->application == b->application && a->app_key == b->app_key && a->token == b->token &&
           a->raw_segment == NULL && b->raw_segment == NULL && a->scheme == b->scheme &&
           a->authorization == b->authorization;
}

/* A GET that gives away the same is told by its own row. */
static bool is_get_accepted_too(const struct run *run, const struct observation *head) {
    for (size_t i = 0; i < run->count; i++) {
        const struct observation *seen = &run->observations[i];
        if (seen->row != NULL && is_get(seen->row) && seen->status == 200 &&
            is_same_question(&seen->row->request, &head->row->request)) {
            return true;
        }
    }
    return false;
}

static void judge_head(struct run *run, const struct observation *seen) {
    const struct request_spec *request = &seen->row->request;
    bool is_due = is_plain_credential(request) && is_real_device(request);
    if (!is_due && seen->status == 200 && !is_get_accepted_too(run, seen)) {
        run_accuse(run, seen,
                   (struct charge){
                       .requirement = seen->row->proves[0],
                       .is_of_case = true,
                       .expected = "refused as the GET is",
                       .where = "status line",
                   },
                   "200 to HEAD");
    }
}

static void leave_head_unjudged(struct run *run, const struct observation *seen) {
    struct case_result *result = tally_case(run->tally, seen->row);
    if (!case_has_reason(result)) {
        case_give_reason(result, "HEAD of a real device is not answered 200 here, so it is not "
                                 "judged");
        result->is_out_of_scope = true;
    }
}

void run_judge_methods(struct run *run) {
    bool is_served = is_head_served(run);
    for (size_t i = 0; i < run->count; i++) {
        const struct observation *seen = &run->observations[i];
        if (seen->row == NULL) {
            continue;
        }
        enum expectation expectation = seen->row->expect.answer;
        bool is_answered = seen->outcome == OUTCOME_COMPLETE;
        if (expectation == EXPECT_METHOD_REFUSED && is_answered) {
            judge_method(run, seen);
        } else if (expectation == EXPECT_HEAD_LIKE_GET && !is_served) {
            leave_head_unjudged(run, seen);
        } else if (expectation == EXPECT_HEAD_LIKE_GET && is_answered) {
            judge_head(run, seen);
        }
    }
}
