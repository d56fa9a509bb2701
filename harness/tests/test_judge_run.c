#include "judge_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum row {
    PROTOTYPE,
    OWN,
    ONLINE,
    ONLINE_OWN,
    AGAIN,
    UNKNOWN,
    TOKEN,
    POST,
    HEAD,
    HEAD_TOKEN,
    BURST,
    RECOVERY,
    SAFETY,
};

static const struct case_row rows[] = {
    [PROTOTYPE] = {.id = "request.prototype", PROVES(RESPONSE_STATUS)},
    [OWN] = {.id = "request.app-id.own",
             .twin = "request.prototype",
             .request = {.application = APPLICATION_OWN},
             PROVES(REQUEST_APP_ID_ACCEPTED)},
    [ONLINE] = {.id = "activation.online",
                .request = {.device = DEVICE_ONLINE},
                .expect = {.activated = ACTIVATED_TRUE},
                PROVES(ACTIVATION_ONLINE)},
    [ONLINE_OWN] = {.id = "activation.online.with-app-id",
                    .twin = "activation.online",
                    .request = {.device = DEVICE_ONLINE, .application = APPLICATION_OWN},
                    .expect = {.activated = ACTIVATED_TRUE},
                    PROVES(ACTIVATION_ONLINE)},
    [AGAIN] = {.id = "activation.online.asked-again",
               .twin = "activation.online",
               .request = {.device = DEVICE_ONLINE, .repeat = 3},
               .expect = {.activated = ACTIVATED_TRUE},
               PROVES(ACTIVATION_QUERY_IS_SAFE, ACTIVATION_ONLINE)},
    [UNKNOWN] = {.id = "error.device.unknown",
                 .twin = "request.prototype",
                 .phase = PHASE_REFUSED,
                 .request = {.device = DEVICE_FRESH},
                 .expect = {.answer = EXPECT_ERROR, .error = ERROR_ROW_404_100403},
                 PROVES(ERROR_404_100403)},
    [TOKEN] = {.id = "error.token.replaced",
               .twin = "request.prototype",
               .phase = PHASE_REFUSED,
               .request = {.token = REPLACED},
               .expect = {.answer = EXPECT_ERROR, .error = ERROR_ROW_403_1010005},
               PROVES(ERROR_403_1010005)},
    [POST] = {.id = "hardening.method.post",
              .twin = "request.prototype",
              .phase = PHASE_REFUSED,
              .kind = KIND_METHOD,
              .request = {.method = "POST", .device = DEVICE_FRESH},
              .expect = {.answer = EXPECT_METHOD_REFUSED},
              PROVES(HARDENING_METHOD)},
    [HEAD] = {.id = "hardening.method.head",
              .twin = "request.prototype",
              .phase = PHASE_REFUSED,
              .kind = KIND_METHOD,
              .request = {.method = "HEAD"},
              .expect = {.answer = EXPECT_HEAD_LIKE_GET},
              PROVES(HARDENING_METHOD)},
    [HEAD_TOKEN] = {.id = "hardening.method.head-wrong-token",
                    .twin = "request.prototype",
                    .phase = PHASE_REFUSED,
                    .kind = KIND_METHOD,
                    .request = {.method = "HEAD", .token = REPLACED},
                    .expect = {.answer = EXPECT_HEAD_LIKE_GET},
                    PROVES(HARDENING_METHOD)},
    [BURST] = {.id = "throttle.burst",
               .twin = "request.prototype",
               .phase = PHASE_THROTTLE,
               .kind = KIND_THROTTLE,
               .expect = {.answer = EXPECT_THROTTLED, .error = ERROR_ROW_403_1010009},
               PROVES(ERROR_403_1010009, THROTTLE_THRESHOLD)},
    [RECOVERY] = {.id = "throttle.recovers",
                  .twin = "request.prototype",
                  .phase = PHASE_RECOVERY,
                  .kind = KIND_THROTTLE,
                  PROVES(THROTTLE_RECOVERS)},
    [SAFETY] = {.id = "activation.online.after-all-else",
                .twin = "activation.online",
                .phase = PHASE_SAFETY,
                .request = {.device = DEVICE_ONLINE},
                .expect = {.activated = ACTIVATED_TRUE},
                PROVES(ACTIVATION_QUERY_IS_SAFE, ACTIVATION_ONLINE)},
};
static const struct case_table table = {rows, sizeof rows / sizeof rows[0]};

#define EMPTY_405 "HTTP/1.1 405 No\r\nContent-Length: 0\r\n\r\n"
#define OFF_200 JSON("200 OK", "{\"deviceId\":\"dev-1\",\"activated\":false,\"name\":\"n\"}")
#define RENAMED JSON("200 OK", "{\"deviceId\":\"dev-1\",\"activated\":true,\"name\":\"m\"}")
#define OTHER_200 JSON("200 OK", "{\"deviceId\":\"dev-2\",\"activated\":false,\"name\":\"n\"}")
#define STEP(its_row, its_answer)                                                                  \
    { .row = its_row, .answer = its_answer }
#define AGAIN_STEP(its_row, its_answer)                                                            \
    { .row = its_row, .answer = its_answer, .attempt = 1 }
#define OF_DEVICE(its_row, its_answer, its_device)                                                 \
    { .row = its_row, .answer = its_answer, .device = its_device }
#define LATE(its_row, its_answer, us)                                                              \
    { .row = its_row, .answer = its_answer, .started_us = us }
#define LOST(its_row, its_outcome)                                                                 \
    { .row = its_row, .answer = "", .outcome = its_outcome }

struct scenario {
    const char *name;
    struct step steps[FIXTURE_STEPS_MAX];
    const char *blamed;
    bool is_shared; /* the allowance */
    bool is_unthrottled;
    bool is_sliding;
    const char *not_run; /* id of a case that gets a reason, or NULL */
};

static int check_scenario(const struct scenario *scenario) {
    struct fixture_run run = {.rules = fixture_rules()};
    int failures = 0;
    run.rules.is_throttle_exclusive = !scenario->is_shared;
    run.rules.has_throttle = !scenario->is_unthrottled;
    if (scenario->is_sliding) {
        run.rules.choices.by_id[INTERPRET_THROTTLE_WINDOW] = CHOICE_SLIDING;
    }
    fixture_run_judge(&run, table, scenario->steps);
    struct blamed blamed = blamed_in_run(&run);
    if (strcmp(blamed.text, scenario->blamed) != 0) {
        failures += fixture_complain(scenario->name, scenario->blamed, blamed.text);
    }
    for (size_t i = 0; i < run.tally.case_count; i++) {
        const struct case_result *result = &run.tally.cases[i];
        bool is_due = scenario->not_run != NULL && strcmp(scenario->not_run, result->row->id) == 0;
        if (is_due != (result->reason[0] != '\0')) {
            failures +=
                fixture_complain(scenario->name, is_due ? "a reason" : "no reason", result->reason);
        }
    }
    fixture_run_clean_up(&run);
    return failures;
}

#define CHECK_SCENARIOS(scenarios)                                                                 \
    do {                                                                                           \
        int failures = 0;                                                                          \
        for (size_t i = 0; i < sizeof(scenarios) / sizeof((scenarios)[0]); i++) {                  \
            failures += check_scenario(&(scenarios)[i]);                                           \
        }                                                                                          \
        assert_int_equal(failures, 0);                                                             \
    } while (0)

static void test_burst__is_accepted_for_the_allowance_and_then_refused(void **state) {
    (void)state;
    static const struct scenario scenarios[] = {
        {.name = "exactly the allowance",
         .steps = {STEP(BURST, OK_200), STEP(BURST, OK_200), STEP(BURST, OK_200),
                   STEP(BURST, REFUSED_1010009)},
         .blamed = ""},
        {.name = "too early",
         .steps = {STEP(BURST, OK_200), STEP(BURST, OK_200), STEP(BURST, REFUSED_1010009)},
         .blamed = "throttle.threshold"},
        {.name = "too early, but shared",
         .steps = {STEP(BURST, OK_200), STEP(BURST, REFUSED_1010009)},
         .blamed = "",
         .is_shared = true},
        {.name = "straddled",
         .steps = {STEP(BURST, OK_200), STEP(BURST, OK_200), STEP(BURST, OK_200),
                   STEP(BURST, OK_200), STEP(BURST, REFUSED_1010009)},
         .blamed = ""},
        {.name = "straddled, where the window slides",
         .steps = {STEP(BURST, OK_200), STEP(BURST, OK_200), STEP(BURST, OK_200),
                   STEP(BURST, OK_200), STEP(BURST, REFUSED_1010009)},
         .blamed = "throttle.threshold",
         .is_sliding = true},
        {.name = "never",
         .steps = {STEP(BURST, OK_200), STEP(BURST, OK_200), STEP(BURST, OK_200),
                   STEP(BURST, OK_200), STEP(BURST, OK_200), STEP(BURST, OK_200),
                   STEP(BURST, OK_200), STEP(RECOVERY, OK_200)},
         .blamed = "throttle.threshold",
         .not_run = "throttle.recovers"},
        {.name = "never, but shared",
         .steps = {STEP(BURST, OK_200), STEP(BURST, OK_200), STEP(BURST, OK_200),
                   STEP(BURST, OK_200), STEP(BURST, OK_200), STEP(BURST, OK_200),
                   STEP(BURST, OK_200)},
         .blamed = "error.403.1010009",
         .is_shared = true},
        {.name = "never, but too slow to tell",
         .steps = {STEP(BURST, OK_200), STEP(BURST, OK_200), STEP(BURST, OK_200),
                   STEP(BURST, OK_200), STEP(BURST, OK_200), STEP(BURST, OK_200),
                   LATE(BURST, OK_200, 2000000)},
         .blamed = "",
         .not_run = "throttle.burst"},
        {.name = "cut short",
         .steps = {STEP(BURST, OK_200), STEP(BURST, OK_200)},
         .blamed = "",
         .not_run = "throttle.burst"},
        {.name = "with the wrong status",
         .steps = {STEP(BURST, OK_200), STEP(BURST, OK_200), STEP(BURST, OK_200),
                   STEP(BURST, CODED("429 T", "1010009", TEXT_1010009))},
         .blamed = "error.403.1010009 error.undocumented"},
        {.name = "with the wrong code",
         .steps = {STEP(BURST, OK_200), STEP(BURST, OK_200), STEP(BURST, OK_200),
                   STEP(BURST, REFUSED_1010005)},
         .blamed = "error.403.1010009"},
        {.name = "refused early, for another reason",
         .steps = {STEP(BURST, OK_200), STEP(BURST, REFUSED_1010005)},
         .blamed = "error.403.1010009"},
        {.name = "failing halfway is no refusal",
         .steps = {STEP(BURST, OK_200), STEP(BURST, CODED("500 E", "50252", TEXT_50252))},
         .blamed = "response.status",
         .not_run = "throttle.burst"},
        {.name = "with faulty data inside the allowance",
         .steps = {STEP(BURST, JSON("200 OK", "{\"deviceId\":\"dev-1\",\"activated\":1,"
                                              "\"name\":\"n\"}")),
                   STEP(BURST, OK_200), STEP(BURST, OK_200), STEP(BURST, REFUSED_1010009)},
         .blamed = "response.activated"},
        {.name = "recovered",
         .steps = {STEP(BURST, OK_200), STEP(BURST, OK_200), STEP(BURST, OK_200),
                   STEP(BURST, REFUSED_1010009), STEP(RECOVERY, OK_200)},
         .blamed = ""},
        {.name = "not recovered",
         .steps = {STEP(BURST, OK_200), STEP(BURST, OK_200), STEP(BURST, OK_200),
                   STEP(BURST, REFUSED_1010009), STEP(RECOVERY, REFUSED_1010009)},
         .blamed = "throttle.recovers"},
    };
    CHECK_SCENARIOS(scenarios);
}

static void test_early_refusal__is_told_by_its_repetition(void **state) {
    (void)state;
    static const struct scenario scenarios[] = {
        {.name = "answered then: the threshold is too low",
         .steps = {STEP(PROTOTYPE, OK_200), STEP(TOKEN, REFUSED_1010009),
                   AGAIN_STEP(TOKEN, REFUSED_1010005)},
         .blamed = "throttle.threshold"},
        {.name = "answered then, but others share the allowance",
         .steps = {STEP(PROTOTYPE, OK_200), STEP(TOKEN, REFUSED_1010009),
                   AGAIN_STEP(TOKEN, REFUSED_1010005)},
         .blamed = "",
         .is_shared = true},
        {.name = "refused again beside an accepted twin: it is the case's answer",
         .steps = {STEP(PROTOTYPE, OK_200), STEP(TOKEN, REFUSED_1010009),
                   AGAIN_STEP(TOKEN, REFUSED_1010009)},
         .blamed = "error.403.1010005"},
        {.name = "refused again without an accepted twin",
         .steps = {STEP(PROTOTYPE, REFUSED_1010009), AGAIN_STEP(PROTOTYPE, REFUSED_1010009)},
         .blamed = "throttle.threshold",
         .not_run = "request.prototype"},
        {.name = "refused again without an accepted twin, shared",
         .steps = {STEP(PROTOTYPE, REFUSED_1010009), AGAIN_STEP(PROTOTYPE, REFUSED_1010009)},
         .blamed = "",
         .is_shared = true,
         .not_run = "request.prototype"},
        {.name = "not sent again",
         .steps = {STEP(PROTOTYPE, OK_200), STEP(TOKEN, REFUSED_1010009)},
         .blamed = ""},
        {.name = "where the profile has no throttle, it is but a wrong answer",
         .steps = {STEP(PROTOTYPE, OK_200), STEP(TOKEN, REFUSED_1010009)},
         .blamed = "error.403.1010005",
         .is_unthrottled = true},
    };
    CHECK_SCENARIOS(scenarios);
}

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
    fixture_run_judge(&run, table, steps);
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

static void test_throttle_window__matters_where_a_burst_straddles(void **state) {
    (void)state;
    static const struct step straddled[FIXTURE_STEPS_MAX] = {
        STEP(BURST, OK_200), STEP(BURST, OK_200), STEP(BURST, OK_200), STEP(BURST, OK_200),
        STEP(BURST, REFUSED_1010009)};
    struct fixture_run run = {.rules = fixture_rules()};
    fixture_run_judge(&run, table, straddled);
    assert_true(run.tally.interpretations[INTERPRET_THROTTLE_WINDOW].mattered);
    fixture_run_clean_up(&run);

    static const struct step exact[FIXTURE_STEPS_MAX] = {STEP(BURST, OK_200), STEP(BURST, OK_200),
                                                         STEP(BURST, OK_200),
                                                         STEP(BURST, REFUSED_1010009)};
    run = (struct fixture_run){.rules = fixture_rules()};
    fixture_run_judge(&run, table, exact);
    assert_false(run.tally.interpretations[INTERPRET_THROTTLE_WINDOW].mattered);
    fixture_run_clean_up(&run);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_burst__is_accepted_for_the_allowance_and_then_refused),
        cmocka_unit_test(test_early_refusal__is_told_by_its_repetition),
        cmocka_unit_test(test_same_question__gets_the_same_answer),
        cmocka_unit_test(test_methods__are_not_answered_as_the_get),
        cmocka_unit_test(test_head__is_out_of_scope_where_it_is_not_served),
        cmocka_unit_test(test_run__without_any_answer_blames_nobody),
        cmocka_unit_test(test_throttle_window__matters_where_a_burst_straddles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
