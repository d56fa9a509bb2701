/* What each case and each requirement of a run comes to. */
#include "settle_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void test_settle__a_refusal_proves_something_beside_an_accepted_twin_alone(void **state) {
    (void)state;
    static const struct settling settlings[] = {
        {.name = "proven",
         .steps = {STEP(PROTOTYPE, OK_200), STEP(TOKEN, REFUSED_1010005)},
         .row = TOKEN,
         .status = CASE_PASS,
         .requirement = ERROR_403_1010005,
         .requirement_status = REQUIREMENT_PROVEN},
        {.name = "broken",
         .steps = {STEP(PROTOTYPE, OK_200), STEP(TOKEN, OK_200)},
         .row = TOKEN,
         .status = CASE_FAIL,
         .requirement = ERROR_403_1010005,
         .requirement_status = REQUIREMENT_BROKEN,
         .reason = "error.token.replaced"},
        {.name = "twin refused as well",
         .steps = {STEP(PROTOTYPE, REFUSED_1010005), STEP(TOKEN, REFUSED_1010005)},
         .row = TOKEN,
         .status = CASE_NOT_RUN,
         .requirement = ERROR_403_1010005,
         .requirement_status = REQUIREMENT_NOT_RUN,
         .reason = "its twin request.prototype was not accepted"},
        {.name = "twin refused, refusal wrong: not blamed",
         .steps = {STEP(PROTOTYPE, REFUSED_100403), STEP(TOKEN, REFUSED_100403)},
         .row = TOKEN,
         .status = CASE_NOT_RUN,
         .requirement = ERROR_403_1010005,
         .requirement_status = REQUIREMENT_NOT_RUN},
        {.name = "twin never sent",
         .steps = {STEP(TOKEN, REFUSED_1010005)},
         .row = TOKEN,
         .status = CASE_NOT_RUN,
         .requirement = ERROR_403_1010005,
         .requirement_status = REQUIREMENT_NOT_RUN},
        {.name = "refused early, and told by its repetition",
         .steps = {STEP(PROTOTYPE, OK_200),
                   STEP(TOKEN, REFUSED_1010009),
                   {.row = TOKEN, .answer = REFUSED_1010005, .attempt = 1}},
         .row = TOKEN,
         .status = CASE_PASS,
         .requirement = ERROR_403_1010005,
         .requirement_status = REQUIREMENT_PROVEN,
         .is_shared = true},
        {.name = "refused early, and never sent again",
         .steps = {STEP(PROTOTYPE, OK_200), STEP(TOKEN, REFUSED_1010009)},
         .row = TOKEN,
         .status = CASE_NOT_RUN,
         .requirement = ERROR_403_1010005,
         .requirement_status = REQUIREMENT_NOT_RUN},
        {.name = "twin accepted, though its body is wrong",
         .steps = {STEP(PROTOTYPE, JSON("200 OK", "{}")), STEP(TOKEN, REFUSED_1010005)},
         .row = TOKEN,
         .status = CASE_PASS,
         .requirement = ERROR_403_1010005,
         .requirement_status = REQUIREMENT_PROVEN},
        {.name = "a burst where everything is refused tells nothing of the allowance",
         .steps = {STEP(PROTOTYPE, REFUSED_1010005), STEP(BURST, REFUSED_1010005)},
         .row = BURST,
         .status = CASE_NOT_RUN,
         .requirement = THROTTLE_THRESHOLD,
         .requirement_status = REQUIREMENT_NOT_RUN},
        {.name = "a burst where nothing is accepted is not one that is never refused",
         .steps = {STEP(PROTOTYPE, CODED("200 OK", "1", "x")),
                   STEP(BURST, CODED("200 OK", "1", "x")), STEP(BURST, CODED("200 OK", "1", "x")),
                   STEP(BURST, CODED("200 OK", "1", "x")), STEP(BURST, CODED("200 OK", "1", "x")),
                   STEP(BURST, CODED("200 OK", "1", "x")), STEP(BURST, CODED("200 OK", "1", "x")),
                   STEP(BURST, CODED("200 OK", "1", "x"))},
         .row = BURST,
         .status = CASE_FAIL,
         .requirement = THROTTLE_THRESHOLD,
         .requirement_status = REQUIREMENT_NOT_RUN},
        {.name = "a burst that is never refused shows its threshold",
         .steps = {STEP(PROTOTYPE, OK_200), STEP(BURST, OK_200), STEP(BURST, OK_200),
                   STEP(BURST, OK_200), STEP(BURST, OK_200), STEP(BURST, OK_200),
                   STEP(BURST, OK_200), STEP(BURST, OK_200)},
         .row = BURST,
         .status = CASE_FAIL,
         .requirement = THROTTLE_THRESHOLD,
         .requirement_status = REQUIREMENT_BROKEN},
        {.name = "and not how a refusal looks",
         .steps = {STEP(PROTOTYPE, OK_200), STEP(BURST, OK_200), STEP(BURST, OK_200),
                   STEP(BURST, OK_200), STEP(BURST, OK_200), STEP(BURST, OK_200),
                   STEP(BURST, OK_200), STEP(BURST, OK_200)},
         .row = BURST,
         .status = CASE_FAIL,
         .requirement = ERROR_403_1010009,
         .requirement_status = REQUIREMENT_NOT_PROVOKED,
         .reason = "refused no call of the burst"},
        {.name = "a burst that is refused too early shows how a refusal looks, and fails",
         .steps = {STEP(PROTOTYPE, OK_200), STEP(BURST, REFUSED_1010009)},
         .row = BURST,
         .status = CASE_FAIL,
         .requirement = ERROR_403_1010009,
         .requirement_status = REQUIREMENT_NOT_RUN,
         .reason = "failed in another requirement"},
        {.name = "an answer that is due needs no twin",
         .steps = {STEP(PROTOTYPE, REFUSED_1010005), STEP(LOWER_CASE, OK_200)},
         .row = LOWER_CASE,
         .status = CASE_PASS,
         .requirement = REQUEST_AUTHORIZATION,
         .requirement_status = REQUIREMENT_PROVEN},
        {.name = "a refusal of what is due shows nothing beside a refused twin",
         .steps = {STEP(PROTOTYPE, REFUSED_1010005), STEP(LOWER_CASE, REFUSED_1010005)},
         .row = LOWER_CASE,
         .status = CASE_NOT_RUN,
         .requirement = REQUEST_AUTHORIZATION,
         .requirement_status = REQUIREMENT_NOT_RUN},
        {.name = "twin refused, but the message itself is broken",
         .steps = {STEP(PROTOTYPE, REFUSED_1010005),
                   STEP(TOKEN, "HTTP/1.1 403 F\r\nX : y\r\n\r\n{}")},
         .row = TOKEN,
         .status = CASE_FAIL,
         .requirement = RESPONSE_FRAMING,
         .requirement_status = REQUIREMENT_BROKEN},
    };
    CHECK_SETTLINGS(settlings);
}

static void test_settle__a_requirement_is_proven_where_it_was_tested_and_held(void **state) {
    (void)state;
    static const struct settling settlings[] = {
        {.name = "a general rule, tested by any answer",
         .steps = {STEP(PROTOTYPE, OK_200)},
         .row = PROTOTYPE,
         .status = CASE_PASS,
         .requirement = RESPONSE_NAME,
         .requirement_status = REQUIREMENT_PROVEN},
        {.name = "a warning",
         .steps = {STEP(PROTOTYPE, JSON("200 OK", "{\"deviceId\":\"dev-1\",\"activated\":true,"
                                                  "\"name\":null}"))},
         .row = PROTOTYPE,
         .status = CASE_WARN,
         .requirement = RESPONSE_NAME,
         .requirement_status = REQUIREMENT_WARNED,
         .reason = "1 finding"},
        {.name = "nothing tested it",
         .steps = {STEP(PROTOTYPE, OK_200)},
         .row = PROTOTYPE,
         .status = CASE_PASS,
         .requirement = ERROR_DESCRIPTION,
         .requirement_status = REQUIREMENT_NOT_RUN,
         .reason = "no exchange"},
        {.name = "a case that stands for it was not sent",
         .steps = {STEP(PROTOTYPE, OK_200)},
         .row = OFFLINE,
         .status = CASE_NOT_RUN,
         .requirement = ACTIVATION_OFFLINE,
         .requirement_status = REQUIREMENT_NOT_RUN,
         .reason = "activation.offline: it was not sent"},
        {.name = "a fixture is missing, and named",
         .steps = {STEP(PROTOTYPE, OK_200)},
         .marked = OFFLINE,
         .mark = MARK_NOT_RUN,
         .row = OFFLINE,
         .status = CASE_NOT_RUN,
         .requirement = ACTIVATION_OFFLINE,
         .requirement_status = REQUIREMENT_NOT_RUN,
         .reason = "the profile lacks it"},
        {.name = "out of scope",
         .steps = {STEP(PROTOTYPE, OK_200)},
         .marked = OFFLINE,
         .mark = MARK_OUT_OF_SCOPE,
         .row = OFFLINE,
         .status = CASE_NOT_RUN,
         .requirement = ACTIVATION_OFFLINE,
         .requirement_status = REQUIREMENT_NOT_PROVOKED,
         .reason = "the profile lacks it"},
        {.name = "not generated counts for nothing",
         .steps = {STEP(PROTOTYPE, OK_200)},
         .marked = OTHER_CASE_ID,
         .mark = MARK_NOT_GENERATED,
         .row = OTHER_CASE_ID,
         .status = CASE_NOT_RUN,
         .requirement = REQUEST_DEVICE_ID,
         .requirement_status = REQUIREMENT_NOT_PROVOKED},
        {.name = "failed in something else",
         .steps = {STEP(PROTOTYPE, OK_200),
                   STEP(OFFLINE, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX : "
                                 "y\r\n\r\n" FIXTURE_BODY)},
         .row = OFFLINE,
         .status = CASE_FAIL,
         .requirement = ACTIVATION_OFFLINE,
         .requirement_status = REQUIREMENT_NOT_RUN,
         .reason = "failed in another requirement"},
        {.name = "interrupted",
         .steps = {STEP(PROTOTYPE, OK_200), LOST(OFFLINE, OUTCOME_INTERRUPTED)},
         .row = OFFLINE,
         .status = CASE_NOT_RUN,
         .requirement = ACTIVATION_OFFLINE,
         .requirement_status = REQUIREMENT_NOT_RUN,
         .reason = "stopped"},
        {.name = "the local library does not offer it",
         .steps = {STEP(PROTOTYPE, OK_200), LOST(TLS, OUTCOME_TLS_LOCAL)},
         .row = TLS,
         .status = CASE_NOT_RUN,
         .requirement = HARDENING_TLS_VERSION,
         .requirement_status = REQUIREMENT_NOT_RUN,
         .reason = "local TLS library"},
        {.name = "the platform refuses it",
         .steps = {STEP(PROTOTYPE, OK_200), LOST(TLS, OUTCOME_TLS_REFUSED)},
         .row = TLS,
         .status = CASE_PASS,
         .requirement = HARDENING_TLS_VERSION,
         .requirement_status = REQUIREMENT_PROVEN},
        {.name = "an early 1010009 that was not sent again",
         .steps = {STEP(PROTOTYPE, OK_200), STEP(TOKEN, REFUSED_1010009)},
         .row = TOKEN,
         .status = CASE_NOT_RUN,
         .requirement = ERROR_403_1010005,
         .requirement_status = REQUIREMENT_NOT_RUN,
         .reason = "1010009"},
    };
    CHECK_SETTLINGS(settlings);
}

static void test_settle__an_unknown_application_proves_the_row_it_is_answered_with(void **state) {
    (void)state;
    static const struct settling settlings[] = {
        {.name = "403 proves 403",
         .steps = {STEP(PROTOTYPE, OK_200), STEP(APP, APP_403)},
         .row = APP,
         .status = CASE_PASS,
         .requirement = ERROR_403_100203,
         .requirement_status = REQUIREMENT_PROVEN},
        {.name = "and leaves 500",
         .steps = {STEP(PROTOTYPE, OK_200), STEP(APP, APP_403)},
         .marked = TRIGGER,
         .mark = MARK_OUT_OF_SCOPE,
         .row = APP,
         .status = CASE_PASS,
         .requirement = ERROR_500_100203,
         .requirement_status = REQUIREMENT_NOT_PROVOKED,
         .reason = "app-not-existed-status"},
        {.name = "500 proves 500",
         .steps = {STEP(PROTOTYPE, OK_200), STEP(APP, APP_500)},
         .marked = TRIGGER,
         .mark = MARK_OUT_OF_SCOPE,
         .row = APP,
         .status = CASE_PASS,
         .requirement = ERROR_500_100203,
         .requirement_status = REQUIREMENT_PROVEN},
        {.name = "and leaves 403",
         .steps = {STEP(PROTOTYPE, OK_200), STEP(APP, APP_500)},
         .marked = TRIGGER,
         .mark = MARK_OUT_OF_SCOPE,
         .row = APP,
         .status = CASE_PASS,
         .requirement = ERROR_403_100203,
         .requirement_status = REQUIREMENT_NOT_PROVOKED,
         .reason = "app-not-existed-status"},
        {.name = "a trigger proves 500 beside it",
         .steps = {STEP(PROTOTYPE, OK_200), STEP(APP, APP_403), STEP(TRIGGER, APP_500)},
         .row = TRIGGER,
         .status = CASE_PASS,
         .requirement = ERROR_500_100203,
         .requirement_status = REQUIREMENT_PROVEN},
        {.name = "an internal error is proven by being observed",
         .steps = {STEP(PROTOTYPE, OK_200), STEP(UNKNOWN, CODED("500 E", "50252", TEXT_50252))},
         .row = UNKNOWN,
         .status = CASE_FAIL,
         .requirement = ERROR_500_50252,
         .requirement_status = REQUIREMENT_PROVEN},
        {.name = "and is out of reach otherwise",
         .steps = {STEP(PROTOTYPE, OK_200)},
         .row = PROTOTYPE,
         .status = CASE_PASS,
         .requirement = ERROR_500_50252,
         .requirement_status = REQUIREMENT_NOT_PROVOKED,
         .reason = "trigger"},
    };
    CHECK_SETTLINGS(settlings);
}

static void test_settle__a_hardening_row_warns_unless_its_twin_explains_it(void **state) {
    (void)state;
    static const struct settling settlings[] = {
        {.name = "beside an accepted twin",
         .steps = {STEP(PROTOTYPE, OK_200), STEP(TLS, OK_200)},
         .row = TLS,
         .status = CASE_WARN,
         .requirement = HARDENING_TLS_VERSION,
         .requirement_status = REQUIREMENT_WARNED},
        {.name = "beside a refused twin",
         .steps = {STEP(PROTOTYPE, REFUSED_1010005), STEP(TLS, OK_200)},
         .row = TLS,
         .status = CASE_NOT_RUN,
         .requirement = HARDENING_TLS_VERSION,
         .requirement_status = REQUIREMENT_NOT_RUN,
         .reason = "its twin request.prototype was not accepted"},
        {.name = "without an answer to judge",
         .steps = {STEP(PROTOTYPE, OK_200), LOST(PATH, OUTCOME_TIMED_OUT)},
         .row = PATH,
         .status = CASE_WARN,
         .requirement = HARDENING_PATH,
         .requirement_status = REQUIREMENT_WARNED},
    };
    CHECK_SETTLINGS(settlings);
}

static void test_settle__an_early_refusal_is_the_last_reason_to_be_named(void **state) {
    (void)state;
    static const struct settling settlings[] = {
        {.name = "beside an exchange that was stopped",
         .steps = {STEP(PROTOTYPE, OK_200), STEP(TOKEN, REFUSED_1010009),
                   LOST(TOKEN, OUTCOME_INTERRUPTED)},
         .row = TOKEN,
         .status = CASE_NOT_RUN,
         .requirement = ERROR_403_1010005,
         .requirement_status = REQUIREMENT_NOT_RUN,
         .reason = "the run was stopped"},
        {.name = "alone",
         .steps = {STEP(PROTOTYPE, OK_200), STEP(TOKEN, REFUSED_1010009)},
         .row = TOKEN,
         .status = CASE_NOT_RUN,
         .requirement = ERROR_403_1010005,
         .requirement_status = REQUIREMENT_NOT_RUN,
         .reason = "1010009"},
    };
    CHECK_SETTLINGS(settlings);
}

static void test_throttle_out_of_scope__is_not_provoked(void **state) {
    (void)state;
    static const struct step steps[FIXTURE_STEPS_MAX] = {ALL_RIGHT};
    struct fixture_run run = {.rules = fixture_rules()};
    run.rules.is_throttle_exclusive = false;
    fixture_run_judge(&run, settle_table, steps);
    fixture_run_settle(&run);
    assert_int_equal(run.tally.requirements[THROTTLE_THRESHOLD].status, REQUIREMENT_NOT_PROVOKED);
    assert_int_equal(run.tally.requirements[ERROR_403_1010009].status, REQUIREMENT_PROVEN);
    fixture_run_clean_up(&run);

    static const struct step plain[FIXTURE_STEPS_MAX] = {STEP(PROTOTYPE, OK_200)};
    run = (struct fixture_run){.rules = fixture_rules()};
    run.rules.has_throttle = false;
    fixture_run_judge(&run, settle_table, plain);
    fixture_run_settle(&run);
    assert_int_equal(run.tally.requirements[THROTTLE_THRESHOLD].status, REQUIREMENT_NOT_PROVOKED);
    assert_int_equal(run.tally.requirements[THROTTLE_RECOVERS].status, REQUIREMENT_NOT_PROVOKED);
    assert_int_equal(run.tally.requirements[ERROR_403_1010009].status, REQUIREMENT_NOT_PROVOKED);
    fixture_run_clean_up(&run);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_settle__a_refusal_proves_something_beside_an_accepted_twin_alone),
        cmocka_unit_test(test_settle__a_requirement_is_proven_where_it_was_tested_and_held),
        cmocka_unit_test(test_settle__an_unknown_application_proves_the_row_it_is_answered_with),
        cmocka_unit_test(test_settle__a_hardening_row_warns_unless_its_twin_explains_it),
        cmocka_unit_test(test_settle__an_early_refusal_is_the_last_reason_to_be_named),
        cmocka_unit_test(test_throttle_out_of_scope__is_not_provoked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
