#include "judge_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum row { PROTOTYPE, UNKNOWN, TOKEN, APP, TRIGGER, OFFLINE, OTHER_CASE_ID, TLS, BURST };

static const struct case_row rows[] = {
    [PROTOTYPE] = {.id = "request.prototype", PROVES(RESPONSE_STATUS)},
    [UNKNOWN] = {.id = "error.device.unknown",
                 .twin = "request.prototype",
                 .phase = PHASE_REFUSED,
                 .expect = {.answer = EXPECT_ERROR, .error = ERROR_ROW_404_100403},
                 PROVES(ERROR_404_100403, ERROR_BODY)},
    [TOKEN] = {.id = "error.token.replaced",
               .twin = "request.prototype",
               .phase = PHASE_REFUSED,
               .expect = {.answer = EXPECT_ERROR, .error = ERROR_ROW_403_1010005},
               PROVES(ERROR_403_1010005)},
    [APP] = {.id = "error.app.unknown",
             .twin = "request.prototype",
             .phase = PHASE_REFUSED,
             .expect = {.answer = EXPECT_ERROR, .error = ERROR_ROW_403_100203},
             PROVES(ERROR_403_100203, ERROR_BODY)},
    [TRIGGER] = {.id = "error.app.not-existed-500",
                 .twin = "request.prototype",
                 .phase = PHASE_REFUSED,
                 .expect = {.answer = EXPECT_ERROR, .error = ERROR_ROW_500_100203},
                 PROVES(ERROR_500_100203)},
    [OFFLINE] = {.id = "activation.offline",
                 .expect = {.activated = ACTIVATED_TRUE},
                 PROVES(ACTIVATION_OFFLINE, RESPONSE_NAME)},
    [OTHER_CASE_ID] = {.id = "request.device-id.other-case",
                       .twin = "request.prototype",
                       .expect = {.answer = EXPECT_ERROR, .error = ERROR_ROW_404_100403},
                       PROVES(REQUEST_DEVICE_ID)},
    [TLS] = {.id = "hardening.tls-version.tls-1-0",
             .kind = KIND_TRANSPORT,
             .twin = "request.prototype",
             .request = {.transport = TRANSPORT_TLS_1_0},
             .expect = {.answer = EXPECT_TLS_REFUSED},
             PROVES(HARDENING_TLS_VERSION)},
    [BURST] = {.id = "throttle.burst",
               .twin = "request.prototype",
               .phase = PHASE_THROTTLE,
               .kind = KIND_THROTTLE,
               .expect = {.answer = EXPECT_THROTTLED, .error = ERROR_ROW_403_1010009},
               PROVES(ERROR_403_1010009, THROTTLE_THRESHOLD)},
};
static const struct case_table table = {rows, sizeof rows / sizeof rows[0]};

#define APP_403 CODED("403 F", "100203", TEXT_100203)
#define APP_500 CODED("500 E", "100203", TEXT_100203)
#define STEP(its_row, its_answer)                                                                  \
    { .row = its_row, .answer = its_answer }
#define LOST(its_row, its_outcome)                                                                 \
    { .row = its_row, .answer = "", .outcome = its_outcome }

/* A run, and what one case or requirement comes to. */
struct settling {
    const char *name;
    struct step steps[FIXTURE_STEPS_MAX];
    size_t marked; /* row that the plan left out, with .mark */
    enum mark { MARK_NONE, MARK_NOT_RUN, MARK_OUT_OF_SCOPE, MARK_NOT_GENERATED } mark;
    size_t row;
    enum case_status status;
    enum requirement_id requirement;
    enum requirement_status requirement_status;
    const char *reason; /* part of the requirement's reason, or NULL */
};

static void mark(struct fixture_run *run, const struct settling *settling) {
    struct case_result *result = &run->tally.cases[settling->marked];
    if (settling->mark != MARK_NONE) {
        snprintf(result->reason, sizeof result->reason, "the profile lacks it");
    }
    result->is_out_of_scope = settling->mark == MARK_OUT_OF_SCOPE;
    result->is_not_generated = settling->mark == MARK_NOT_GENERATED;
}

static void settle(struct fixture_run *run, const struct settling *settling) {
    fixture_run_judge(run, table, settling->steps);
    mark(run, settling);
    tally_settle(&run->tally, &run->rules, run->observations, run->count);
}

static int check_settling(const struct settling *settling) {
    struct fixture_run run = {.rules = fixture_rules()};
    int failures = 0;
    settle(&run, settling);
    const struct case_result *result = &run.tally.cases[settling->row];
    const struct requirement_result *requirement = &run.tally.requirements[settling->requirement];
    if (result->status != settling->status) {
        failures += fixture_complain(settling->name, case_status_names[settling->status],
                                     case_status_names[result->status]);
    }
    if (requirement->status != settling->requirement_status) {
        failures +=
            fixture_complain(settling->name, requirement_status_names[settling->requirement_status],
                             requirement_status_names[requirement->status]);
    }
    if (settling->reason != NULL && strstr(requirement->reason, settling->reason) == NULL) {
        failures += fixture_complain(settling->name, settling->reason, requirement->reason);
    }
    if ((requirement->status == REQUIREMENT_PROVEN) != (requirement->reason[0] == '\0') ||
        (result->status == CASE_NOT_RUN) != (result->reason[0] != '\0')) {
        failures += fixture_complain(settling->name, "a reason where nothing is proven",
                                     requirement->reason);
    }
    fixture_run_clean_up(&run);
    return failures;
}

#define CHECK_SETTLINGS(settlings)                                                                 \
    do {                                                                                           \
        int failures = 0;                                                                          \
        for (size_t i = 0; i < sizeof(settlings) / sizeof((settlings)[0]); i++) {                  \
            failures += check_settling(&(settlings)[i]);                                           \
        }                                                                                          \
        assert_int_equal(failures, 0);                                                             \
    } while (0)

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

/* Every requirement but those named is proven by hand: what remains decides the verdict. */
struct verdict_case {
    const char *name;
    struct step steps[FIXTURE_STEPS_MAX];
    bool is_strict, is_cleartext;
    enum verdict verdict;
    const char *reason; /* part of it */
    int exit_code;
};

#define ALL_RIGHT                                                                                  \
    STEP(PROTOTYPE, OK_200), STEP(UNKNOWN, REFUSED_100403), STEP(TOKEN, REFUSED_1010005),          \
        STEP(APP, APP_403), STEP(TRIGGER, APP_500), STEP(OFFLINE, OK_200),                         \
        STEP(OTHER_CASE_ID, REFUSED_100403), LOST(TLS, OUTCOME_TLS_REFUSED), STEP(BURST, OK_200),  \
        STEP(BURST, OK_200), STEP(BURST, OK_200), STEP(BURST, REFUSED_1010009)

/* The table is smaller than the catalogue, so one exchange stands for what no row here tests. */
static void exercise_the_rest(struct fixture_run *run) {
    for (enum requirement_id id = 0; run->count > 0 && id < REQUIREMENT_COUNT; id++) {
        bool is_tested_here = id == REQUEST_HTTPS || id == ERROR_403_100203 ||
                              id == ERROR_500_100203 || id == ERROR_403_1010005 ||
                              id == ACTIVATION_OFFLINE;
        run->observations[0].exercised[id] |= !is_tested_here;
    }
}

static int check_verdict(const struct verdict_case *row) {
    struct fixture_run run = {.rules = fixture_rules()};
    int failures = 0;
    run.rules.is_strict = row->is_strict;
    run.rules.is_cleartext = row->is_cleartext;
    fixture_run_judge(&run, table, row->steps);
    exercise_the_rest(&run);
    tally_settle(&run.tally, &run.rules, run.observations, run.count);
    int exit_code = verdict_exit_code(run.tally.verdict, (struct run_outcome){false, false});
    if (run.tally.verdict != row->verdict || exit_code != row->exit_code) {
        failures += fixture_complain(row->name, verdict_names[row->verdict],
                                     verdict_names[run.tally.verdict]);
    }
    if (strstr(run.tally.verdict_reason, row->reason) == NULL) {
        failures += fixture_complain(row->name, row->reason, run.tally.verdict_reason);
    }
    fixture_run_clean_up(&run);
    return failures;
}

static void test_verdict__is_never_better_than_what_was_proven(void **state) {
    (void)state;
    static const struct verdict_case cases[] = {
        {.name = "all proven",
         .steps = {ALL_RIGHT},
         .verdict = VERDICT_CONFORMANT,
         .reason = "Every requirement",
         .exit_code = 0},
        {.name = "a warning does not refuse",
         .steps = {ALL_RIGHT, STEP(TOKEN, CODED("403 F", "1010005", "another text"))},
         .verdict = VERDICT_CONFORMANT,
         .reason = "Every requirement",
         .exit_code = 0},
        {.name = "but does with --strict",
         .steps = {ALL_RIGHT, STEP(TOKEN, CODED("403 F", "1010005", "another text"))},
         .is_strict = true,
         .verdict = VERDICT_NONCONFORMANT,
         .reason = "error.description",
         .exit_code = 1},
        {.name = "one is broken",
         .steps = {ALL_RIGHT, STEP(TOKEN, OK_200)},
         .verdict = VERDICT_NONCONFORMANT,
         .reason = "1 requirement broken: error.403.1010005",
         .exit_code = 1},
        {.name = "one was not run",
         .steps = {STEP(PROTOTYPE, OK_200)},
         .verdict = VERDICT_INCONCLUSIVE,
         .reason = "could have been proven",
         .exit_code = 3},
        {.name = "broken and cut is broken",
         .steps = {STEP(PROTOTYPE, OK_200), STEP(TOKEN, OK_200)},
         .verdict = VERDICT_NONCONFORMANT,
         .reason = "error.403.1010005",
         .exit_code = 1},
        {.name = "without TLS",
         .steps = {ALL_RIGHT},
         .is_cleartext = true,
         .verdict = VERDICT_INCONCLUSIVE,
         .reason = "request.https",
         .exit_code = 3},
        {.name = "nothing sent",
         .steps = {{.answer = NULL}},
         .verdict = VERDICT_INCONCLUSIVE,
         .reason = "Nothing was sent",
         .exit_code = 3},
        {.name = "nothing completed",
         .steps = {LOST(PROTOTYPE, OUTCOME_TIMED_OUT)},
         .verdict = VERDICT_NONE,
         .reason = "no exchange",
         .exit_code = 4},
        {.name = "an answer in cleartext alone is no answer of the endpoint",
         .steps = {LOST(PROTOTYPE, OUTCOME_CLOSED), LOST(TLS, OUTCOME_TLS_REFUSED)},
         .verdict = VERDICT_NONE,
         .reason = "no exchange",
         .exit_code = 4},
        {.name = "not trusted",
         .steps = {ALL_RIGHT, LOST(PROTOTYPE, OUTCOME_TLS_UNTRUSTED)},
         .verdict = VERDICT_NONE,
         .reason = "certificate",
         .exit_code = 4},
    };
    int failures = 0;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        failures += check_verdict(&cases[i]);
    }
    assert_int_equal(failures, 0);
}

static void test_verdict__a_refused_login_is_none(void **state) {
    (void)state;
    struct judge_rules rules = fixture_rules();
    struct tally tally;
    struct observation login = {.outcome = OUTCOME_COMPLETE, .status = 401};
    assert_int_equal(tally_init(&tally, table, fixture_catalogue), STATUS_OK);
    assert_int_equal(judge_run(&rules, &login, 1, &tally), STATUS_OK);
    tally_settle(&tally, &rules, &login, 1);
    assert_int_equal(tally.verdict, VERDICT_NONE);
    assert_non_null(strstr(tally.verdict_reason, "login"));
    tally_clean_up(&tally);
}

static void test_verdict__nothing_completed_leaves_no_case_passed(void **state) {
    (void)state;
    static const struct step steps[FIXTURE_STEPS_MAX] = {LOST(PROTOTYPE, OUTCOME_UNREACHABLE),
                                                         LOST(TOKEN, OUTCOME_UNREACHABLE)};
    struct fixture_run run = {.rules = fixture_rules()};
    fixture_run_judge(&run, table, steps);
    tally_settle(&run.tally, &run.rules, run.observations, run.count);
    for (size_t i = 0; i < run.tally.case_count; i++) {
        assert_int_equal(run.tally.cases[i].status, CASE_NOT_RUN);
    }
    for (enum requirement_id id = 0; id < REQUIREMENT_COUNT; id++) {
        assert_true(run.tally.requirements[id].status == REQUIREMENT_NOT_RUN ||
                    run.tally.requirements[id].status == REQUIREMENT_NOT_PROVOKED);
    }
    fixture_run_clean_up(&run);
}

static void test_throttle_out_of_scope__is_not_provoked(void **state) {
    (void)state;
    static const struct step steps[FIXTURE_STEPS_MAX] = {ALL_RIGHT};
    struct fixture_run run = {.rules = fixture_rules()};
    run.rules.is_throttle_exclusive = false;
    fixture_run_judge(&run, table, steps);
    tally_settle(&run.tally, &run.rules, run.observations, run.count);
    assert_int_equal(run.tally.requirements[THROTTLE_THRESHOLD].status, REQUIREMENT_NOT_PROVOKED);
    assert_int_equal(run.tally.requirements[ERROR_403_1010009].status, REQUIREMENT_PROVEN);
    fixture_run_clean_up(&run);

    static const struct step plain[FIXTURE_STEPS_MAX] = {STEP(PROTOTYPE, OK_200)};
    run = (struct fixture_run){.rules = fixture_rules()};
    run.rules.has_throttle = false;
    fixture_run_judge(&run, table, plain);
    tally_settle(&run.tally, &run.rules, run.observations, run.count);
    assert_int_equal(run.tally.requirements[THROTTLE_THRESHOLD].status, REQUIREMENT_NOT_PROVOKED);
    assert_int_equal(run.tally.requirements[THROTTLE_RECOVERS].status, REQUIREMENT_NOT_PROVOKED);
    assert_int_equal(run.tally.requirements[ERROR_403_1010009].status, REQUIREMENT_NOT_PROVOKED);
    fixture_run_clean_up(&run);
}

static void test_exit_code__takes_the_first_that_applies(void **state) {
    (void)state;
    assert_int_equal(verdict_exit_code(VERDICT_CONFORMANT, (struct run_outcome){true, true}), 5);
    assert_int_equal(verdict_exit_code(VERDICT_NONE, (struct run_outcome){false, true}), 2);
    assert_int_equal(verdict_exit_code(VERDICT_NONE, (struct run_outcome){false, false}), 4);
    assert_int_equal(verdict_exit_code(VERDICT_NONCONFORMANT, (struct run_outcome){false, false}),
                     1);
    assert_int_equal(verdict_exit_code(VERDICT_INCONCLUSIVE, (struct run_outcome){false, false}),
                     3);
    assert_int_equal(verdict_exit_code(VERDICT_CONFORMANT, (struct run_outcome){false, false}), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_settle__a_refusal_proves_something_beside_an_accepted_twin_alone),
        cmocka_unit_test(test_settle__a_requirement_is_proven_where_it_was_tested_and_held),
        cmocka_unit_test(test_settle__an_unknown_application_proves_the_row_it_is_answered_with),
        cmocka_unit_test(test_verdict__is_never_better_than_what_was_proven),
        cmocka_unit_test(test_verdict__a_refused_login_is_none),
        cmocka_unit_test(test_verdict__nothing_completed_leaves_no_case_passed),
        cmocka_unit_test(test_throttle_out_of_scope__is_not_provoked),
        cmocka_unit_test(test_exit_code__takes_the_first_that_applies),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
