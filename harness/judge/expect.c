/* Expectations: what a row expects of its answer, and whom it blames for another. */
#include "judge/inquiry.h"
#include "judge/throttle.h"

#include <stdio.h>

/* The requirement that a documented pair stands for. */
static const enum requirement_id requirement_of_pair[ERROR_ROW_COUNT] = {
    [ERROR_ROW_NONE] = REQUIREMENT_NONE,         [ERROR_ROW_403_100203] = ERROR_403_100203,
    [ERROR_ROW_403_100217] = ERROR_403_100217,   [ERROR_ROW_403_1010009] = ERROR_403_1010009,
    [ERROR_ROW_403_1010005] = ERROR_403_1010005, [ERROR_ROW_404_100403] = ERROR_404_100403,
    [ERROR_ROW_500_100203] = ERROR_500_100203,   [ERROR_ROW_500_50252] = ERROR_500_50252,
};

/* Requirements that an accepted row is sent for, and that its refusal breaks, because the twin was
   accepted and differs in nothing else (request.app-id.accepted is told by the row's own appId, and
   request.app-id.optional by all answers together: same_answers.c, where a call that came too often
   tells nothing). Any other refusal of a documented request breaks response.status. */
static bool is_about_being_accepted(enum requirement_id requirement) {
    return requirement == REQUEST_AUTHORIZATION || requirement == THROTTLE_RECOVERS;
}

static bool is_activation_requirement(enum requirement_id requirement) {
    return requirement >= ACTIVATION_NEVER_CONNECTED && requirement <= ACTIVATION_ABNORMAL;
}

/* Whom an answer other than 200 to an accepted row blames. 405 and 501 say that GET itself is not
   served; what is no refusal of a client, a success, a redirect or a 5xx, is named by
   response.status whatever the row is about; a row with appId has a twin without one, and differs
   from it in nothing else. */
static enum requirement_id blamed_for_refusal(const struct case_row *row, int status) {
    if (status == 405 || status == 501) {
        return REQUEST_METHOD;
    }
    if (!http_is_client_error(status)) {
        return RESPONSE_STATUS;
    }
    if (row->request.application != APPLICATION_ABSENT) {
        return REQUEST_APP_ID_ACCEPTED;
    }
    return is_about_being_accepted(row->proves[0]) ? row->proves[0] : RESPONSE_STATUS;
}

static void judge_unwanted_refusal(struct inquiry *inquiry) {
    const struct view *view = inquiry->view;
    inquiry_accuse(inquiry,
                   (struct charge){
                       .requirement = blamed_for_refusal(inquiry->row, view->status),
                       .is_of_case = true,
                       .expected = "status 200",
                       .where = "status line",
                       .handling = view->pair,
                   },
                   "%s", view_pair_words(view).text);
    rules_error_answer(inquiry, SCOPE_DOCUMENTED);
}

/* The flag is judged where a row names the device's state, and where it is a flag at all. That of
   another device says nothing of this one. */
static void judge_flag(struct inquiry *inquiry) {
    const struct case_row *row = inquiry->row;
    const struct answer *answer = &inquiry->view->answer;
    bool is_expected_true = row->expect.activated == ACTIVATED_TRUE;
    bool is_of_another = answer->device_id.data != NULL &&
                         !bytes_equal(answer->device_id, inquiry->exchange->asked_device);
    if (row->expect.activated == ACTIVATED_ANY || !answer->has_activated || is_of_another) {
        return;
    }
    for (unsigned i = 0; i < row->proves_count; i++) {
        if (!is_activation_requirement(row->proves[i])) {
            continue;
        }
        inquiry_exercise(inquiry, row->proves[i]);
        if (answer->activated != is_expected_true) {
            inquiry_accuse(
                inquiry,
                (struct charge){
                    .requirement = row->proves[i],
                    .expected = is_expected_true ? "activated: true" : "activated: false",
                    .where = "body, activated",
                },
                "activated: %s", answer->activated ? "true" : "false");
        }
        return;
    }
}

/* An error under 200 lacks the members of an activation, each of them, and is outside the error
   table: both are told. */
static void expect_activation(struct inquiry *inquiry) {
    if (inquiry->view->status != 200) {
        judge_unwanted_refusal(inquiry);
        return;
    }
    inquiry_exercise(inquiry, RESPONSE_STATUS);
    inquiry_exercise(inquiry, REQUEST_METHOD);
    rules_activation_body(inquiry);
    judge_flag(inquiry);
    if (view_has_code(inquiry->view)) {
        rules_error_answer(inquiry, SCOPE_DOCUMENTED);
    }
}

/* The pairs that are right for a row: one, or two where an interpretation leaves it open. */
struct pairs {
    enum error_row_id first, second; /* second: ERROR_ROW_NONE where there is but one */
};

/* Interpretation app-not-existed-status. A trigger for the 500 expects that row alone. */
static struct pairs pairs_of_unknown_application(const struct inquiry *inquiry) {
    enum choice choice = inquiry_choice(inquiry, INTERPRET_APP_NOT_EXISTED_STATUS);
    if (choice == CHOICE_500) {
        return (struct pairs){ERROR_ROW_500_100203, ERROR_ROW_NONE};
    }
    bool is_403_alone = choice == CHOICE_403;
    return (struct pairs){ERROR_ROW_403_100203,
                          is_403_alone ? ERROR_ROW_NONE : ERROR_ROW_500_100203};
}

static struct pairs expected_pairs(const struct inquiry *inquiry) {
    enum error_row_id expected = inquiry->row->expect.error;
    return expected == ERROR_ROW_403_100203 ? pairs_of_unknown_application(inquiry)
                                            : (struct pairs){expected, ERROR_ROW_NONE};
}

static bool has_pair(struct pairs pairs, enum error_row_id pair) {
    return pair != ERROR_ROW_NONE && (pair == pairs.first || pair == pairs.second);
}

static bool has_status(struct pairs pairs, int status) {
    const struct error_row *second = error_row_of(pairs.second);
    return status == error_row_of(pairs.first)->status ||
           (second != NULL && status == second->status);
}

static struct quote pairs_words(struct pairs pairs) {
    const struct error_row *first = error_row_of(pairs.first);
    const struct error_row *second = error_row_of(pairs.second);
    struct quote words;
    if (second == NULL) {
        snprintf(words.text, sizeof words.text, "%d with code %s", first->status, first->code);
    } else {
        snprintf(words.text, sizeof words.text, "%d with code %s, or %d with code %s",
                 first->status, first->code, second->status, second->code);
    }
    return words;
}

static void accuse_wrong_refusal(struct inquiry *inquiry, enum requirement_id requirement,
                                 const char *expected) {
    inquiry_accuse(inquiry,
                   (struct charge){
                       .requirement = requirement,
                       .is_of_case = true,
                       .expected = expected,
                       .where = "status line and error code",
                       .handling = inquiry->view->pair,
                   },
                   "%s", view_pair_words(inquiry->view).text);
}

static void accuse_accepted(struct inquiry *inquiry, const char *expected) {
    inquiry_accuse(inquiry,
                   (struct charge){
                       .requirement = inquiry->row->proves[0],
                       .is_of_case = true,
                       .expected = expected,
                       .where = "status line",
                   },
                   "200, accepted");
}

/* Data where a refusal is due break what the row is about; another refusal breaks the error it
   should have been: a near miss of a device id that is refused for another reason gave away no
   device. */
static void judge_refusal(struct inquiry *inquiry, struct pairs expected) {
    const struct view *view = inquiry->view;
    if (has_pair(expected, view->pair)) {
        inquiry_exercise(inquiry, requirement_of_pair[view->pair]);
    } else if (inquiry->seen->is_accepted) {
        accuse_accepted(inquiry, pairs_words(expected).text);
        return;
    } else if (view_has_code(view) || !has_status(expected, view->status)) {
        accuse_wrong_refusal(inquiry, requirement_of_pair[expected.first],
                             pairs_words(expected).text);
    }
    rules_error_answer(inquiry, SCOPE_DOCUMENTED);
}

static void expect_error(struct inquiry *inquiry) {
    enum error_row_id pair = inquiry->view->pair;
    bool is_unknown_application = inquiry->row->expect.error == ERROR_ROW_403_100203;
    if (is_unknown_application && (pair == ERROR_ROW_403_100203 || pair == ERROR_ROW_500_100203)) {
        inquiry_matter(inquiry, INTERPRET_APP_NOT_EXISTED_STATUS);
    }
    judge_refusal(inquiry, expected_pairs(inquiry));
}

/* Interpretation missing-credential: the document makes the headers mandatory, and gives no code
   for their absence. */
static void expect_refused_credential(struct inquiry *inquiry) {
    const struct view *view = inquiry->view;
    struct pairs strict = {ERROR_ROW_403_1010005, ERROR_ROW_NONE};
    bool is_client_error = http_is_client_error(view->status);
    bool is_strict_pair = has_pair(strict, view->pair);
    bool is_pair_wrong =
        !is_strict_pair && (view_has_code(view) || !has_status(strict, view->status));
    if (is_client_error && !is_strict_pair) {
        inquiry_matter(inquiry, INTERPRET_MISSING_CREDENTIAL);
    }
    if (inquiry->seen->is_accepted) {
        accuse_accepted(inquiry, "refused with a 4xx and an error body");
    } else if (!is_client_error) {
        accuse_wrong_refusal(inquiry, inquiry->row->proves[0], "a 4xx with an error body");
    } else {
        if (inquiry_choice(inquiry, INTERPRET_MISSING_CREDENTIAL) == CHOICE_1010005 &&
            is_pair_wrong) {
            accuse_wrong_refusal(inquiry, inquiry->row->proves[0],
                                 "403 with code 1010005 (interpretation missing-credential)");
        }
        rules_error_answer(inquiry, SCOPE_OPEN);
    }
}

/* Each call of the burst is either still inside the allowance or the refusal that ends it; how many
   there were of each is judged over the run (throttle.c). A 500 is neither: it is an unwanted
   refusal of a documented request. */
static void expect_throttled(struct inquiry *inquiry) {
    if (throttle_is_refusal(inquiry->seen)) {
        judge_refusal(inquiry, (struct pairs){ERROR_ROW_403_1010009, ERROR_ROW_NONE});
    } else {
        expect_activation(inquiry);
    }
}

/* Calls that are refused for a reason of their own until the allowance is used up. */
static void expect_error_or_throttled(struct inquiry *inquiry) {
    bool is_throttled = inquiry->seen->is_throttled;
    enum error_row_id pair = is_throttled ? ERROR_ROW_403_1010009 : inquiry->row->expect.error;
    judge_refusal(inquiry, (struct pairs){pair, ERROR_ROW_NONE});
}

/* Rows about transport are judged by how the exchange ended; the others need a whole answer. */
struct expectation_rule {
    void (*judge)(struct inquiry *inquiry);
    enum error_scope scope; /* of a 1010009 that comes before its time, where one can */
    bool takes_any_outcome;
};

static const struct expectation_rule expectation_rules[] = {
    [EXPECT_ACTIVATION] = {.judge = expect_activation, .scope = SCOPE_DOCUMENTED},
    [EXPECT_ERROR] = {.judge = expect_error, .scope = SCOPE_DOCUMENTED},
    [EXPECT_REFUSED_CREDENTIAL] = {.judge = expect_refused_credential, .scope = SCOPE_OPEN},
    [EXPECT_GENERAL] = {.judge = expect_general, .scope = SCOPE_OPEN},
    [EXPECT_PATH_REFUSED] = {.judge = expect_path_refused, .scope = SCOPE_OPEN},
    [EXPECT_METHOD_REFUSED] = {.judge = expect_method_refused, .scope = SCOPE_OPEN},
    [EXPECT_HEAD_LIKE_GET] = {.judge = expect_head_like_get, .scope = SCOPE_OPEN},
    [EXPECT_CLEARTEXT_REFUSED] = {.judge = expect_cleartext_refused, .takes_any_outcome = true},
    [EXPECT_TLS_REFUSED] = {.judge = expect_tls_refused, .takes_any_outcome = true},
    [EXPECT_THROTTLED] = {.judge = expect_throttled},
    [EXPECT_OBSERVED] = {.judge = expect_observed, .takes_any_outcome = true},
    [EXPECT_ERROR_OR_THROTTLED] = {.judge = expect_error_or_throttled},
};

/* False where there is nothing to hold against what the row expects; then it is said why. */
static bool has_answer_to_judge(struct inquiry *inquiry, enum error_scope scope) {
    if (inquiry->exchange->outcome != OUTCOME_COMPLETE) {
        rules_transport(inquiry);
        return false;
    }
    if (!inquiry->view->has_status) {
        inquiry->seen->unproven = "the answer has no status line that can be read";
        return false;
    }
    if (judge_is_early_refusal(inquiry->rules, inquiry->seen)) {
        inquiry->seen->unproven = "refused with 1010009 before the allowance was used up";
        rules_error_answer(inquiry, scope);
        return false;
    }
    return true;
}

void expect_judge(struct inquiry *inquiry) {
    const struct expectation_rule *rule = &expectation_rules[inquiry->row->expect.answer];
    if (rule->takes_any_outcome || has_answer_to_judge(inquiry, rule->scope)) {
        rule->judge(inquiry);
    }
}
