/* What several exchanges of a run show together. */
#include "run_fixture.h"

#include "judge/run.h"
#include "tests/check.h"

#define TEXT_404                                                                                   \
    ANSWER("404 N", "text/plain", "{\"error_code\":\"100403\",\"error_desc\":\"" TEXT_100403 "\"}")

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
        {.name = "a flag that is right again in the moment in which it was wrong",
         .steps = {LATE(ONLINE, OFF_200, 5000), LATE(AGAIN, OK_200, 5010),
                   LATE(SAFETY, OFF_200, 9000)},
         .blamed = "activation.query-is-safe"},
        {.name = "a flag that is right again a moment later",
         .steps = {LATE(ONLINE, OFF_200, 5000), LATE(AGAIN, OK_200, 5011),
                   LATE(SAFETY, OFF_200, 9000)},
         .blamed = "activation.online activation.query-is-safe"},
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
        {.name = "failing with appId alone, beside a burst that ended",
         .steps = {STEP(ONLINE, OK_200), STEP(ONLINE_OWN, CODED("500 E", "50252", TEXT_50252)),
                   STEP(BURST, OK_200), STEP(BURST, REFUSED_1010009)},
         .blamed = "request.app-id.accepted",
         .is_shared = true},
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
        {.name = "a flag that falls, and that the first row does not name",
         .steps = {STEP(PROTOTYPE, OK_200), STEP(ONLINE, OK_200), STEP(SAFETY, OFF_200)},
         .blamed = "activation.query-is-safe"},
        {.name = "refused after all else, with a fault of the message before it",
         .steps = {STEP(ONLINE, OK_200),
                   STEP(SAFETY, "HTTP/1.1 404 N\r\nContent-Type: application/json\r\nX : y\r\n\r\n"
                                "{\"error_code\":\"100403\",\"error_desc\":\"" TEXT_100403 "\"}")},
         .blamed = "response.framing activation.query-is-safe"},
        {.name = "refused after all else, as text",
         .steps = {STEP(ONLINE, OK_200), STEP(SAFETY, TEXT_404)},
         .blamed = "response.content-type activation.query-is-safe"},
        {.name = "refused without appId alone, as text",
         .steps = {STEP(ONLINE, TEXT_404), STEP(ONLINE_OWN, OK_200)},
         .blamed = "request.app-id.optional response.content-type"},
        {.name = "failing with appId alone, as text",
         .steps = {STEP(ONLINE, OK_200),
                   STEP(ONLINE_OWN,
                        ANSWER("500 E", "text/plain",
                               "{\"error_code\":\"50252\",\"error_desc\":\"" TEXT_50252 "\"}"))},
         .blamed = "request.app-id.accepted response.content-type"},
        {.name = "refused with appId, and unreadable without it now and then",
         .steps = {STEP(ONLINE, OK_200), STEP(PROTOTYPE, "HTTP/1.1 OK\r\n\r\n"),
                   STEP(ONLINE_OWN, REFUSED_100403)},
         .blamed = "request.app-id.accepted response.framing"},
        {.name = "failing with appId, and never asked without it",
         .steps = {STEP(ONLINE_OWN, CODED("500 E", "50252", TEXT_50252))},
         .blamed = "response.status"},
        {.name = "failing without appId, and never asked with it",
         .steps = {STEP(ONLINE, CODED("500 E", "50252", TEXT_50252))},
         .blamed = "response.status"},
        {.name = "refused with a scheme in small letters, and plainly now and then",
         .steps = {STEP(ONLINE, OK_200), STEP(LOWER_CASE, REFUSED_100403),
                   STEP(PROTOTYPE, REFUSED_100403)},
         .blamed = "response.status"},
        {.name = "refused with a scheme in small letters alone",
         .steps = {STEP(ONLINE, OK_200), STEP(LOWER_CASE, REFUSED_100403), STEP(PROTOTYPE, OK_200)},
         .blamed = "request.authorization"},
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
        {.name = "the GET's answer, before the GET",
         .steps = {STEP(POST, REFUSED_100403), STEP(UNKNOWN, REFUSED_100403)},
         .blamed = "~hardening.method"},
        {.name = "the GET's answer, first of all",
         .steps = {STEP(UNKNOWN, REFUSED_100403), STEP(POST, REFUSED_100403)},
         .blamed = "~hardening.method"},
        {.name = "the GET's pair in other words",
         .steps = {STEP(UNKNOWN, REFUSED_100403), STEP(POST, CODED("404 N", "100403", "None."))},
         .blamed = "~hardening.method"},
        {.name = "no code for either",
         .steps = {STEP(UNKNOWN, JSON("404 N", "{}")), STEP(POST, JSON("404 N", "{}"))},
         .blamed = "error.body"},
        {.name = "HEAD is served to a wrong token, first of all",
         .steps = {STEP(HEAD_TOKEN, HEAD_200), STEP(HEAD, HEAD_200)},
         .blamed = "~hardening.method"},
        {.name = "HEAD is served, first of all",
         .steps = {STEP(HEAD, HEAD_200), STEP(HEAD_TOKEN, HEAD_200)},
         .blamed = "~hardening.method"},
        {.name = "HEAD lets a wrong token through as GET does, first of all",
         .steps = {STEP(TOKEN, OK_200), STEP(HEAD, HEAD_200), STEP(HEAD_TOKEN, HEAD_200)},
         .blamed = "error.403.1010005"},
        {.name = "HEAD of a wrong token is cut",
         .steps = {STEP(HEAD, HEAD_200),
                   {.row = HEAD_TOKEN, .answer = HEAD_200, .outcome = OUTCOME_TRUNCATED}},
         .blamed = "response.json"},
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

/* HEAD that is not served is judged nowhere, whatever else is answered. */
static void test_head__of_a_wrong_token_is_left_alone_where_it_is_not_served(void **state) {
    (void)state;
    static const struct step steps[FIXTURE_STEPS_MAX] = {
        STEP(PROTOTYPE, OK_200), STEP(HEAD, EMPTY_405), STEP(HEAD_TOKEN, HEAD_200)};
    struct fixture_run run = {.rules = fixture_rules()};
    fixture_run_judge(&run, run_table, steps);
    assert_string_equal(blamed_in_run(&run).text, "");
    assert_true(run.tally.cases[HEAD_TOKEN].is_out_of_scope);
    fixture_run_clean_up(&run);
}

/* The first row of a table is a row like the others. */
static void test_head__is_out_of_scope_in_the_first_row_too(void **state) {
    (void)state;
    static const struct case_row rows[] = {{
        .id = "hardening.method.head",
        .kind = KIND_METHOD,
        .request = {.method = "HEAD"},
        .expect = {.answer = EXPECT_HEAD_LIKE_GET},
        PROVES(HARDENING_METHOD),
    }};
    static const struct step steps[FIXTURE_STEPS_MAX] = {STEP(0, EMPTY_405)};
    struct fixture_run run = {.rules = fixture_rules()};
    fixture_run_judge(&run, (struct case_table){rows, 1}, steps);
    assert_true(run.tally.cases[0].is_out_of_scope);
    fixture_run_clean_up(&run);
}

/* Which answer is the other one is told by the order of sending, however they are listed. */
static void test_same_question__is_compared_in_the_order_of_sending(void **state) {
    (void)state;
    struct judge_rules rules = fixture_rules();
    const struct case_row *row = &run_table.rows[ONLINE];
    struct observation observations[] = {
        {.row = row,
         .outcome = OUTCOME_COMPLETE,
         .status = 200,
         .is_accepted = true,
         .answer_digest = 1,
         .asked_digest = 5,
         .exchange = 1},
        {.row = row,
         .outcome = OUTCOME_COMPLETE,
         .status = 200,
         .is_accepted = true,
         .answer_digest = 2,
         .asked_digest = 5,
         .exchange = 0},
    };
    struct tally tally;
    assert_int_equal(tally_init(&tally, run_table, fixture_catalogue), STATUS_OK);
    assert_int_equal(judge_run(&rules, observations, 2, &tally), STATUS_OK);
    assert_int_equal(tally.cases[ONLINE].findings.count, 1);
    assert_int_equal(tally.cases[ONLINE].findings.items[0].exchange, 1);
    tally_clean_up(&tally);
}

/* What a case is held to in comparison goes when its twin turns out to have been refused. */
static void test_run__findings_of_comparison_can_be_taken_back(void **state) {
    (void)state;
    static const struct {
        const char *name;
        struct step steps[FIXTURE_STEPS_MAX];
        size_t row;
    } rows[] = {
        {"a method treated as GET",
         {STEP(UNKNOWN, REFUSED_100403), STEP(POST, REFUSED_100403)},
         POST},
        {"HEAD that lets through", {STEP(HEAD, HEAD_200), STEP(HEAD_TOKEN, HEAD_200)}, HEAD_TOKEN},
        {"data for a wrong token", {STEP(TOKEN, OK_200)}, TOKEN},
        {"a refusal too early", {STEP(BURST, OK_200), STEP(BURST, REFUSED_1010009)}, BURST},
        {"no refusal at all",
         {STEP(BURST, OK_200), STEP(BURST, OK_200), STEP(BURST, OK_200), STEP(BURST, OK_200),
          STEP(BURST, OK_200), STEP(BURST, OK_200), STEP(BURST, OK_200)},
         BURST},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct fixture_run run = {.rules = fixture_rules()};
        fixture_run_judge(&run, run_table, rows[i].steps);
        struct findings *findings = &run.tally.cases[rows[i].row].findings;
        check_row(rows[i].name, findings->count == 1);
        findings_take_back(findings);
        check_row(rows[i].name, findings->count == 0);
        fixture_run_clean_up(&run);
    }
    check_finish();
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
        {.name = "the second answer of two",
         .steps = {LOST(ONLINE, OUTCOME_CLOSED), STEP(PROTOTYPE, OK_200)},
         .blamed = "response.status"},
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
        cmocka_unit_test(test_head__of_a_wrong_token_is_left_alone_where_it_is_not_served),
        cmocka_unit_test(test_head__is_out_of_scope_in_the_first_row_too),
        cmocka_unit_test(test_same_question__is_compared_in_the_order_of_sending),
        cmocka_unit_test(test_run__findings_of_comparison_can_be_taken_back),
        cmocka_unit_test(test_run__without_any_answer_blames_nobody),
        cmocka_unit_test(test_mark_not_run__keeps_the_first_reason),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
