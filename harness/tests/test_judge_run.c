/* What several exchanges of a run show together. */
#include "run_fixture.h"

#include "judge/run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void test_same_question__gets_the_same_answer(void **state) {
    (void)state;
    static const struct scenario scenarios[] = {
        {.name = "the same",
         .steps = {STEP(ONLINE, OK_200), STEP(AGAIN, OK_200), STEP(SAFETY, OK_200)},
         .blamed = ""},
        {.name = "another device",
         .steps = {STEP(PROTOTYPE, OK_200), OF_DEVICE(PROTOTYPE, OTHER_200, "dev-2")},
         .blamed = ""},
        {.name = "a flag that falls",
         .steps = {STEP(ONLINE, OK_200), STEP(AGAIN, OK_200), STEP(SAFETY, OFF_200)},
         .blamed = "activation.query-is-safe"},
        {.name = "a flag that falls after the first query",
         .steps = {STEP(ONLINE, OK_200), STEP(AGAIN, OFF_200), STEP(AGAIN, OFF_200),
                   STEP(SAFETY, OFF_200)},
         .blamed = "activation.query-is-safe"},
        {.name = "a flag that was never right",
         .steps = {STEP(ONLINE, OFF_200), STEP(AGAIN, OFF_200), STEP(SAFETY, OFF_200)},
         .blamed = "activation.online"},
        {.name = "a flag that was wrong at first",
         .steps = {STEP(ONLINE, OFF_200), STEP(AGAIN, OK_200), STEP(SAFETY, OK_200)},
         .blamed = "activation.online activation.query-is-safe"},
        {.name = "a flag that comes and goes",
         .steps = {STEP(ONLINE, OK_200), STEP(AGAIN, OFF_200), STEP(SAFETY, OK_200)},
         .blamed = "activation.online activation.query-is-safe"},
        {.name = "a flag that falls while others are asked",
         .steps = {LATE(ONLINE, OFF_200, 5000), LATE(AGAIN, OK_200, 5001),
                   LATE(SAFETY, OFF_200, 9000)},
         .blamed = "activation.query-is-safe"},
        {.name = "a wrong flag beside rows that name no flag",
         .steps = {OF_DEVICE(PROTOTYPE, OFF_200, "dev-1"), STEP(ONLINE, OFF_200),
                   STEP(SAFETY, OFF_200)},
         .blamed = "activation.online"},
        {.name = "throttled after all else",
         .steps = {STEP(ONLINE, OK_200), STEP(SAFETY, REFUSED_1010009)},
         .blamed = ""},
        {.name = "refused with appId alone",
         .steps = {STEP(ONLINE, OK_200), STEP(ONLINE_OWN, REFUSED_100403)},
         .blamed = "request.app-id.accepted"},
        {.name = "GET is not served",
         .steps = {STEP(ONLINE, EMPTY_405)},
         .blamed = "request.method error.undocumented"},
        {.name = "a name that changes",
         .steps = {STEP(ONLINE, OK_200), STEP(SAFETY, RENAMED)},
         .blamed = "activation.query-is-safe"},
        {.name = "refused after all else",
         .steps = {STEP(ONLINE, OK_200), STEP(SAFETY, REFUSED_100403)},
         .blamed = "activation.query-is-safe"},
        {.name = "refused from the first",
         .steps = {STEP(ONLINE, REFUSED_100403), STEP(SAFETY, REFUSED_100403)},
         .blamed = "response.status"},
        {.name = "lost after all else",
         .steps = {STEP(ONLINE, OK_200), LOST(SAFETY, OUTCOME_CLOSED)},
         .blamed = "response.status"},
        {.name = "another name with appId",
         .steps = {STEP(ONLINE, OK_200), STEP(ONLINE_OWN, RENAMED), STEP(SAFETY, OK_200)},
         .blamed = "request.app-id.optional"},
        {.name = "a wrong flag with appId",
         .steps = {STEP(ONLINE, OK_200), STEP(ONLINE_OWN, OFF_200), STEP(SAFETY, OK_200)},
         .blamed = "request.app-id.optional activation.online"},
        {.name = "a wrong flag without appId",
         .steps = {STEP(ONLINE, OFF_200), STEP(ONLINE_OWN, OK_200), STEP(SAFETY, OFF_200)},
         .blamed = "request.app-id.optional activation.online"},
        {.name = "a wrong flag with appId, asked last",
         .steps = {STEP(ONLINE, OK_200), STEP(AGAIN, OK_200), STEP(ONLINE_OWN, OFF_200)},
         .blamed = "request.app-id.optional activation.online"},
        {.name = "refused without appId alone",
         .steps = {STEP(ONLINE, REFUSED_100403), STEP(ONLINE_OWN, OK_200),
                   STEP(SAFETY, REFUSED_100403)},
         .blamed = "request.app-id.optional"},
        {.name = "failing without appId alone",
         .steps = {STEP(ONLINE, CODED("500 E", "50252", TEXT_50252)), STEP(ONLINE_OWN, OK_200)},
         .blamed = "request.app-id.optional"},
        {.name = "failing with appId alone",
         .steps = {STEP(ONLINE, OK_200), STEP(ONLINE_OWN, CODED("500 E", "50252", TEXT_50252))},
         .blamed = "request.app-id.accepted"},
        {.name = "failing now and then, without appId",
         .steps = {STEP(ONLINE, CODED("500 E", "50252", TEXT_50252)), STEP(ONLINE_OWN, OK_200),
                   STEP(SAFETY, OK_200)},
         .blamed = "response.status"},
        {.name = "a name that is another in the first answer alone",
         .steps = {STEP(ONLINE, RENAMED), STEP(AGAIN, OK_200), STEP(SAFETY, OK_200)},
         .blamed = "activation.query-is-safe"},
        {.name = "a flag that falls meanwhile, and that the first row alone names",
         .steps = {LATE(ONLINE, OFF_200, 5000), LATE(PROTOTYPE, OK_200, 5001)},
         .blamed = "activation.query-is-safe"},
        {.name = "refused with appId, and without it the first time alone",
         .steps = {STEP(PROTOTYPE, REFUSED_100403), STEP(ONLINE, OK_200),
                   STEP(ONLINE_OWN, REFUSED_100403)},
         .blamed = "response.status"},
        {.name = "refused with appId, and without it now and then",
         .steps = {STEP(ONLINE, OK_200), STEP(ONLINE_OWN, REFUSED_100403),
                   STEP(PROTOTYPE, REFUSED_100403)},
         .blamed = "response.status"},
        {.name = "another device's data now and then",
         .steps = {STEP(ONLINE, OK_200), STEP(AGAIN, OTHER_200), STEP(SAFETY, OK_200)},
         .blamed = "response.device-id"},
        {.name = "failing with appId and without",
         .steps = {STEP(ONLINE, CODED("500 E", "50252", TEXT_50252)),
                   STEP(ONLINE_OWN, CODED("500 E", "50252", TEXT_50252))},
         .blamed = "response.status"},
        {.name = "throttled without appId alone",
         .steps = {STEP(ONLINE, REFUSED_1010009), STEP(ONLINE_OWN, OK_200)},
         .blamed = ""},
        {.name = "changes with appId and without",
         .steps = {STEP(ONLINE, OK_200), STEP(ONLINE_OWN, RENAMED), STEP(SAFETY, RENAMED)},
         .blamed = "activation.query-is-safe"},
        {.name = "unreadable answers are not compared",
         .steps = {STEP(ONLINE, OK_200), STEP(SAFETY, JSON("200 OK", "{}"))},
         .blamed = "response.device-id response.activated response.name"},
    };
    CHECK_SCENARIOS(scenarios);
}

#define HEAD_200 "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"

static void test_methods__are_not_answered_as_the_get(void **state) {
    (void)state;
    static const struct scenario scenarios[] = {
        {.name = "405",
         .steps = {STEP(PROTOTYPE, OK_200), STEP(UNKNOWN, REFUSED_100403), STEP(POST, EMPTY_405)},
         .blamed = ""},
        {.name = "the GET's answer",
         .steps = {STEP(PROTOTYPE, OK_200), STEP(UNKNOWN, REFUSED_100403),
                   STEP(POST, REFUSED_100403)},
         .blamed = "~hardening.method"},
        {.name = "the GET's status with another code",
         .steps = {STEP(PROTOTYPE, OK_200), STEP(UNKNOWN, REFUSED_100403),
                   STEP(POST, CODED("404 N", "100022", "no such route"))},
         .blamed = ""},
        {.name = "an unknown device without the GET beside it",
         .steps = {STEP(PROTOTYPE, OK_200), STEP(POST, REFUSED_100403)},
         .blamed = ""},
        {.name = "HEAD is served, and refuses a wrong token",
         .steps = {STEP(PROTOTYPE, OK_200), STEP(HEAD, HEAD_200),
                   STEP(HEAD_TOKEN, "HTTP/1.1 403 F\r\n\r\n")},
         .blamed = ""},
        {.name = "HEAD lets a wrong token through as GET does",
         .steps = {STEP(PROTOTYPE, OK_200), STEP(TOKEN, OK_200), STEP(HEAD, HEAD_200),
                   STEP(HEAD_TOKEN, HEAD_200)},
         .blamed = "error.403.1010005"},
        {.name = "HEAD is served to a wrong token",
         .steps = {STEP(PROTOTYPE, OK_200), STEP(HEAD, HEAD_200), STEP(HEAD_TOKEN, HEAD_200)},
         .blamed = "~hardening.method"},
    };
    CHECK_SCENARIOS(scenarios);
}

static void test_head__is_out_of_scope_where_it_is_not_served(void **state) {
    (void)state;
    static const struct step steps[FIXTURE_STEPS_MAX] = {
        STEP(PROTOTYPE, OK_200), STEP(HEAD, EMPTY_405), STEP(HEAD_TOKEN, EMPTY_405)};
    struct fixture_run run = {.rules = fixture_rules()};
    fixture_run_judge(&run, run_table, steps);
    assert_string_equal(blamed_in_run(&run).text, "");
    assert_true(run.tally.cases[HEAD].is_out_of_scope &&
                run.tally.cases[HEAD_TOKEN].is_out_of_scope);
    assert_string_not_equal(run.tally.cases[HEAD].reason, "");
    fixture_run_clean_up(&run);
}

static void test_run__without_any_answer_blames_nobody(void **state) {
    (void)state;
    static const struct scenario scenarios[] = {
        {.name = "unreachable",
         .steps = {LOST(PROTOTYPE, OUTCOME_UNREACHABLE), LOST(ONLINE, OUTCOME_UNREACHABLE)},
         .blamed = ""},
        {.name = "not HTTP",
         .steps = {LOST(PROTOTYPE, OUTCOME_MALFORMED), LOST(ONLINE, OUTCOME_CLOSED)},
         .blamed = ""},
        {.name = "one answer of two",
         .steps = {STEP(PROTOTYPE, OK_200), LOST(ONLINE, OUTCOME_CLOSED)},
         .blamed = "response.status"},
    };
    CHECK_SCENARIOS(scenarios);
}

static void test_mark_not_run__keeps_the_first_reason(void **state) {
    (void)state;
    struct fixture_run fixture = {.rules = fixture_rules()};
    assert_int_equal(tally_init(&fixture.tally, run_table, fixture_catalogue), STATUS_OK);
    struct run run = {.rules = &fixture.rules, .tally = &fixture.tally};
    const struct case_result *result = &fixture.tally.cases[TOKEN];
    run_mark_not_run(&run, result->row, "refused early");
    assert_string_equal(result->reason, "refused early");
    run_mark_not_run(&run, result->row, "answered too slowly");
    assert_string_equal(result->reason, "refused early");
    run_mark_not_run(&run, NULL, "of no case");
    fixture_run_clean_up(&fixture);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_same_question__gets_the_same_answer),
        cmocka_unit_test(test_methods__are_not_answered_as_the_get),
        cmocka_unit_test(test_head__is_out_of_scope_where_it_is_not_served),
        cmocka_unit_test(test_run__without_any_answer_blames_nobody),
        cmocka_unit_test(test_mark_not_run__keeps_the_first_reason),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
