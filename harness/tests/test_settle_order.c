/* Settling sees the first and the last of everything, in whatever order a run had it. */
#include "settle_fixture.h"

#include "tests/check.h"

#define CACHED_WITHOUT_MEMBERS ANSWER("200 OK", "application/json\r\nCache-Control: public", "{}")
#define NULL_NAME JSON("200 OK", "{\"deviceId\":\"dev-1\",\"activated\":true,\"name\":null}")
#define RENAMED JSON("200 OK", "{\"deviceId\":\"dev-1\",\"activated\":true,\"name\":\"m\"}")
#define CACHED_200 ANSWER("200 OK", "application/json\r\nCache-Control: public", FIXTURE_BODY)

static void test_settle__takes_the_worst_of_a_case(void **state) {
    (void)state;
    static const struct settling settlings[] = {
        {.name = "a failure behind a warning",
         .steps = {STEP(PROTOTYPE, CACHED_WITHOUT_MEMBERS)},
         .row = PROTOTYPE,
         .status = CASE_FAIL,
         .requirement = HARDENING_CACHE,
         .requirement_status = REQUIREMENT_WARNED},
        {.name = "data for a wrong token, beside a twin that was refused",
         .steps = {STEP(PROTOTYPE, REFUSED_1010005), STEP(TOKEN, OK_200)},
         .row = TOKEN,
         .status = CASE_NOT_RUN,
         .requirement = ERROR_403_1010005,
         .requirement_status = REQUIREMENT_NOT_RUN,
         .reason = "its twin"},
        {.name = "refused early twice, and told by a repetition once",
         .steps = {STEP(PROTOTYPE, OK_200),
                   STEP(TOKEN, REFUSED_1010009),
                   STEP(TOKEN, REFUSED_1010009),
                   {.row = TOKEN, .answer = REFUSED_1010005, .attempt = 1}},
         .row = TOKEN,
         .status = CASE_NOT_RUN,
         .requirement = ERROR_403_1010005,
         .requirement_status = REQUIREMENT_NOT_RUN,
         .reason = "1010009",
         .is_shared = true},
        {.name = "the plan's reason is kept",
         .steps = {STEP(PROTOTYPE, REFUSED_1010005), STEP(TOKEN, REFUSED_1010005)},
         .marked = TOKEN,
         .mark = MARK_NOT_RUN,
         .row = TOKEN,
         .status = CASE_NOT_RUN,
         .requirement = ERROR_403_1010005,
         .requirement_status = REQUIREMENT_NOT_RUN,
         .reason = "the profile lacks it"},
    };
    CHECK_SETTLINGS(settlings);
}

static void test_settle__names_the_case_that_a_requirement_waits_for(void **state) {
    (void)state;
    static const struct settling settlings[] = {
        {.name = "one that names it among others, and failed: no reason to wait for it",
         .steps = {STEP(PROTOTYPE, OK_200), STEP(UNKNOWN, OK_200), STEP(APP, OK_200)},
         .row = UNKNOWN,
         .status = CASE_FAIL,
         .requirement = ERROR_BODY,
         .requirement_status = REQUIREMENT_NOT_RUN,
         .reason = "no exchange of this run"},
        {.name = "one that names it among others, and was not sent",
         .steps = {STEP(PROTOTYPE, OK_200)},
         .row = UNKNOWN,
         .status = CASE_NOT_RUN,
         .requirement = ERROR_BODY,
         .requirement_status = REQUIREMENT_NOT_RUN,
         .reason = "error.device.unknown: it was not sent"},
        {.name = "another application was not asked for at all",
         .steps = {STEP(PROTOTYPE, OK_200)},
         .marked = TRIGGER,
         .mark = MARK_OUT_OF_SCOPE,
         .row = TRIGGER,
         .status = CASE_NOT_RUN,
         .requirement = ERROR_500_100203,
         .requirement_status = REQUIREMENT_NOT_PROVOKED,
         .reason = "the profile lacks it"},
        {.name = "an unknown application was the first to be asked for",
         .steps = {STEP(APP, APP_403), STEP(PROTOTYPE, OK_200)},
         .marked = TRIGGER,
         .mark = MARK_OUT_OF_SCOPE,
         .row = APP,
         .status = CASE_PASS,
         .requirement = ERROR_500_100203,
         .requirement_status = REQUIREMENT_NOT_PROVOKED,
         .reason = "app-not-existed-status"},
        {.name = "a trigger that names its error without an answer",
         .steps = {STEP(PROTOTYPE, OK_200), LOST(TRIGGER, OUTCOME_INTERRUPTED)},
         .row = TRIGGER,
         .status = CASE_NOT_RUN,
         .requirement = ERROR_500_100203,
         .requirement_status = REQUIREMENT_NOT_RUN,
         .reason = "error.app.not-existed-500"},
        {.name = "no trigger, no row, no answer",
         .steps = {STEP(PROTOTYPE, OK_200)},
         .row = PROTOTYPE,
         .status = CASE_PASS,
         .requirement = ACTIVATION_QUERY_IS_SAFE,
         .requirement_status = REQUIREMENT_NOT_RUN,
         .reason = "no exchange of this run"},
    };
    CHECK_SETTLINGS(settlings);
}

static void test_settle__sees_how_a_burst_was_refused(void **state) {
    (void)state;
    static const struct settling settlings[] = {
        {.name = "a refusal too early is the first exchange of all",
         .steps = {STEP(BURST, REFUSED_1010009), STEP(PROTOTYPE, OK_200)},
         .row = BURST,
         .status = CASE_FAIL,
         .requirement = ERROR_403_1010009,
         .requirement_status = REQUIREMENT_NOT_RUN,
         .reason = "failed in another requirement"},
        {.name = "never refused, and another fault is told before",
         .steps = {STEP(PROTOTYPE, OK_200), STEP(BURST, CACHED_200), STEP(BURST, OK_200),
                   STEP(BURST, OK_200), STEP(BURST, OK_200), STEP(BURST, OK_200),
                   STEP(BURST, OK_200), STEP(BURST, OK_200)},
         .row = BURST,
         .status = CASE_FAIL,
         .requirement = ERROR_403_1010009,
         .requirement_status = REQUIREMENT_NOT_PROVOKED,
         .reason = "refused no call of the burst"},
        {.name = "never refused, and another fault is told behind",
         .steps = {STEP(PROTOTYPE, OK_200), STEP(BURST, OK_200), STEP(BURST, OK_200),
                   STEP(BURST, OK_200), STEP(BURST, OK_200), STEP(BURST, OK_200),
                   STEP(BURST, OK_200), STEP(BURST, RENAMED)},
         .row = BURST,
         .status = CASE_FAIL,
         .requirement = ERROR_403_1010009,
         .requirement_status = REQUIREMENT_NOT_PROVOKED,
         .reason = "refused no call of the burst"},
        {.name = "never refused, beside a twin that was refused",
         .steps = {STEP(PROTOTYPE, REFUSED_1010005), STEP(BURST, OK_200), STEP(BURST, OK_200),
                   STEP(BURST, OK_200), STEP(BURST, OK_200), STEP(BURST, OK_200),
                   STEP(BURST, OK_200), STEP(BURST, OK_200)},
         .row = BURST,
         .status = CASE_NOT_RUN,
         .requirement = THROTTLE_THRESHOLD,
         .requirement_status = REQUIREMENT_NOT_RUN},
    };
    CHECK_SETTLINGS(settlings);
}

static const struct case_row lonely = {
    .id = "a.lonely", .twin = "no.such", PROVES(RESPONSE_STATUS)};

/* A filter that leaves a twin out leaves nothing to compare with. */
static void test_settle__does_without_a_twin_that_is_not_there(void **state) {
    (void)state;
    static const struct step steps[FIXTURE_STEPS_MAX] = {STEP(0, OK_200)};
    struct fixture_run run = {.rules = fixture_rules()};
    fixture_run_judge(&run, (struct case_table){&lonely, 1}, steps);
    fixture_run_settle(&run);
    assert_int_equal(run.tally.cases[0].status, CASE_PASS);
    fixture_run_clean_up(&run);
}

/* A table without a row for a trigger leaves what it would bring about out of reach. */
static void test_settle__without_a_row_leaves_internal_errors_out_of_reach(void **state) {
    (void)state;
    static const struct step steps[FIXTURE_STEPS_MAX] = {STEP(0, OK_200)};
    struct fixture_run run = {.rules = fixture_rules()};
    fixture_run_judge(&run, (struct case_table){settle_table.rows, 1}, steps);
    fixture_run_settle(&run);
    for (size_t i = 0; i < 2; i++) {
        enum requirement_id id = i == 0 ? ERROR_500_100203 : ERROR_500_50252;
        const struct requirement_result *result = &run.tally.requirements[id];
        check_row(fixture_catalogue[id].id, result->status == REQUIREMENT_NOT_PROVOKED);
        check_row(fixture_catalogue[id].id, strstr(result->reason, "without a trigger") != NULL);
    }
    fixture_run_clean_up(&run);
    check_finish();
}

static void test_settle__in_cleartext_leaves_https_alone_unproven(void **state) {
    (void)state;
    static const struct step steps[FIXTURE_STEPS_MAX] = {STEP(PROTOTYPE, OK_200)};
    struct fixture_run run = {.rules = fixture_rules()};
    run.rules.is_cleartext = true;
    fixture_run_judge(&run, settle_table, steps);
    fixture_run_settle(&run);
    const struct requirement_result *https = &run.tally.requirements[REQUEST_HTTPS];
    assert_int_equal(https->status, REQUIREMENT_NOT_RUN);
    assert_non_null(strstr(https->reason, "--allow-cleartext"));
    assert_int_equal(run.tally.requirements[RESPONSE_NAME].status, REQUIREMENT_PROVEN);
    assert_int_equal(run.tally.requirements[REQUEST_METHOD].status, REQUIREMENT_PROVEN);
    fixture_run_clean_up(&run);
}

static void test_settle__tells_each_interpretation_and_whether_it_mattered(void **state) {
    (void)state;
    static const struct step steps[FIXTURE_STEPS_MAX] = {STEP(PROTOTYPE, NULL_NAME),
                                                         STEP(UNKNOWN, REFUSED_100403)};
    struct fixture_run run = {.rules = fixture_rules()};
    run.rules.choices.by_id[INTERPRET_ERROR_TEXT] = CHOICE_FAIL;
    fixture_run_judge(&run, settle_table, steps);
    fixture_run_settle(&run);
    for (size_t id = 0; id < INTERPRETATION_COUNT; id++) {
        const struct interpretation_result *result = &run.tally.interpretations[id];
        check_row(interpretations[id].id, result->choice == run.rules.choices.by_id[id]);
        check_row(interpretations[id].id, result->mattered == (id == INTERPRET_NAME_NULL));
    }
    fixture_run_clean_up(&run);
    check_finish();
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_settle__takes_the_worst_of_a_case),
        cmocka_unit_test(test_settle__names_the_case_that_a_requirement_waits_for),
        cmocka_unit_test(test_settle__sees_how_a_burst_was_refused),
        cmocka_unit_test(test_settle__does_without_a_twin_that_is_not_there),
        cmocka_unit_test(test_settle__without_a_row_leaves_internal_errors_out_of_reach),
        cmocka_unit_test(test_settle__in_cleartext_leaves_https_alone_unproven),
        cmocka_unit_test(test_settle__tells_each_interpretation_and_whether_it_mattered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
