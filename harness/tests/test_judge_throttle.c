/* The flow control, judged over a run. */
#include "run_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

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
        {.name = "used up by refused calls as well",
         .steps = {STEP(BEFORE_BURST, REFUSED_100403), STEP(BURST, OK_200), STEP(BURST, OK_200),
                   STEP(BURST, REFUSED_1010009)},
         .blamed = "",
         .is_sliding = true},
        {.name = "too early, refused calls counted",
         .steps = {STEP(BEFORE_BURST, REFUSED_100403), STEP(BURST, OK_200),
                   STEP(BURST, REFUSED_1010009)},
         .blamed = "throttle.threshold"},
        {.name = "not used up by refused calls",
         .steps = {STEP(BEFORE_BURST, REFUSED_100403), STEP(BURST, OK_200), STEP(BURST, OK_200),
                   STEP(BURST, OK_200), STEP(BURST, REFUSED_1010009)},
         .blamed = ""},
        {.name = "not used up by refused calls, where they have to count",
         .steps = {STEP(BEFORE_BURST, REFUSED_100403), STEP(BURST, OK_200), STEP(BURST, OK_200),
                   STEP(BURST, OK_200), STEP(BURST, REFUSED_1010009)},
         .blamed = "throttle.threshold",
         .is_sliding = true},
        {.name = "throttled before the burst",
         .steps = {STEP(BEFORE_BURST, REFUSED_100403), STEP(BEFORE_BURST, REFUSED_1010009),
                   STEP(BURST, REFUSED_1010009)},
         .blamed = "throttle.threshold"},
        {.name = "answered before the burst",
         .steps = {STEP(BEFORE_BURST, OK_200), STEP(BURST, OK_200), STEP(BURST, OK_200),
                   STEP(BURST, REFUSED_1010009)},
         .blamed = "error.404.100403"},
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
         .not_run = "throttle.burst",
         .why = "too slowly"},
        {.name = "never, in exactly a window",
         .steps = {STEP(BURST, OK_200), STEP(BURST, OK_200), STEP(BURST, OK_200),
                   STEP(BURST, OK_200), STEP(BURST, OK_200), STEP(BURST, OK_200),
                   LATE(BURST, OK_200, 1000990)},
         .blamed = "",
         .not_run = "throttle.burst",
         .why = "too slowly"},
        {.name = "never, within a hair of a window",
         .steps = {STEP(BURST, OK_200), STEP(BURST, OK_200), STEP(BURST, OK_200),
                   STEP(BURST, OK_200), STEP(BURST, OK_200), STEP(BURST, OK_200),
                   LATE(BURST, OK_200, 1000989)},
         .blamed = "throttle.threshold"},
        {.name = "never, late in the run",
         .steps = {LATE(BURST, OK_200, 5000001), LATE(BURST, OK_200, 5000002),
                   LATE(BURST, OK_200, 5000003), LATE(BURST, OK_200, 5000004),
                   LATE(BURST, OK_200, 5000005), LATE(BURST, OK_200, 5000006),
                   LATE(BURST, OK_200, 5000007), STEP(RECOVERY, OK_200)},
         .blamed = "throttle.threshold",
         .not_run = "throttle.recovers"},
        {.name = "never, and the recovery comes first",
         .steps = {STEP(RECOVERY, OK_200), STEP(BURST, OK_200), STEP(BURST, OK_200),
                   STEP(BURST, OK_200), STEP(BURST, OK_200), STEP(BURST, OK_200),
                   STEP(BURST, OK_200), STEP(BURST, OK_200)},
         .blamed = "throttle.threshold",
         .not_run = "throttle.recovers"},
        {.name = "cut one short of what two windows allow",
         .steps = {STEP(BURST, OK_200), STEP(BURST, OK_200), STEP(BURST, OK_200),
                   STEP(BURST, OK_200), STEP(BURST, OK_200), STEP(BURST, OK_200)},
         .blamed = "",
         .not_run = "throttle.burst",
         .why = "too few"},
        {.name = "cut short",
         .steps = {STEP(BURST, OK_200), STEP(BURST, OK_200)},
         .blamed = "",
         .not_run = "throttle.burst",
         .why = "too few"},
        {.name = "refused as busy",
         .steps = {STEP(BURST, OK_200), STEP(BURST, OK_200), STEP(BURST, OK_200),
                   STEP(BURST, ANSWER("503 Busy", "text/plain", "busy"))},
         .blamed = "error.403.1010009 error.undocumented"},
        {.name = "a gateway's failures are no refusals",
         .steps = {STEP(BURST, ANSWER("502 Bad", "text/plain", "bad")),
                   STEP(BURST, ANSWER("504 Late", "text/plain", "late"))},
         .blamed = "response.status error.undocumented",
         .not_run = "throttle.burst"},
        {.name = "throttled before the burst, just below the allowance",
         .steps = {STEP(BEFORE_BURST, REFUSED_100403), STEP(BEFORE_BURST, REFUSED_100403),
                   STEP(BEFORE_BURST, REFUSED_1010009), STEP(BURST, REFUSED_1010009)},
         .blamed = "throttle.threshold"},
        {.name = "a call before the burst was lost, and may count",
         .steps = {LOST(BEFORE_BURST, OUTCOME_CLOSED), STEP(BURST, OK_200), STEP(BURST, OK_200),
                   STEP(BURST, REFUSED_1010009)},
         .blamed = "response.status"},
        {.name = "too early even so",
         .steps = {LOST(BEFORE_BURST, OUTCOME_CLOSED), STEP(BURST, OK_200),
                   STEP(BURST, REFUSED_1010009)},
         .blamed = "response.status throttle.threshold"},
        {.name = "a call of the burst failed, and may count",
         .steps = {STEP(BURST, OK_200), STEP(BURST, CODED("500 E", "50252", TEXT_50252)),
                   STEP(BURST, OK_200), STEP(BURST, REFUSED_1010009)},
         .blamed = "response.status"},
        {.name = "a call of the burst was lost, and may not count",
         .steps = {STEP(BURST, OK_200), LOST(BURST, OUTCOME_CLOSED), STEP(BURST, OK_200),
                   STEP(BURST, OK_200), STEP(BURST, REFUSED_1010009)},
         .blamed = "response.status",
         .is_sliding = true},
        {.name = "past the allowance, but the calls before it are a window away",
         .steps = {STEP(BEFORE_BURST, REFUSED_100403), LATE(BURST, OK_200, 1500000),
                   LATE(BURST, OK_200, 1500001), LATE(BURST, OK_200, 1500002),
                   LATE(BURST, REFUSED_1010009, 1500003)},
         .blamed = "",
         .is_sliding = true},
        {.name = "past the allowance, in exactly a window",
         .steps = {STEP(BURST, OK_200), STEP(BURST, OK_200), STEP(BURST, OK_200),
                   STEP(BURST, OK_200), LATE(BURST, REFUSED_1010009, 1000990)},
         .blamed = "",
         .is_sliding = true},
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
        {.name = "refused again beside a twin that was not the first to be accepted",
         .steps = {STEP(PROTOTYPE, OK_200), STEP(ONLINE, OK_200), STEP(ONLINE_OWN, REFUSED_1010009),
                   AGAIN_STEP(ONLINE_OWN, REFUSED_1010009)},
         .blamed = "request.app-id.accepted"},
        {.name = "refused again without an accepted twin",
         .steps = {STEP(PROTOTYPE, REFUSED_1010009), AGAIN_STEP(PROTOTYPE, REFUSED_1010009)},
         .blamed = "throttle.threshold",
         .not_run = "request.prototype"},
        {.name = "refused again without an accepted twin, shared",
         .steps = {STEP(PROTOTYPE, REFUSED_1010009), AGAIN_STEP(PROTOTYPE, REFUSED_1010009)},
         .blamed = "",
         .is_shared = true,
         .not_run = "request.prototype"},
        {.name = "twice, answered once and refused again once",
         .steps = {STEP(TOKEN, REFUSED_1010009), STEP(TOKEN, REFUSED_1010009),
                   AGAIN_STEP(TOKEN, REFUSED_1010005), AGAIN_STEP(TOKEN, REFUSED_1010009)},
         .blamed = "throttle.threshold",
         .not_run = "error.token.replaced",
         .why = "again after the window"},
        {.name = "refused again beside a twin that was refused",
         .steps = {STEP(PROTOTYPE, REFUSED_1010005), STEP(TOKEN, REFUSED_1010009),
                   AGAIN_STEP(TOKEN, REFUSED_1010009)},
         .blamed = "response.status throttle.threshold",
         .not_run = "error.token.replaced"},
        {.name = "refused again, and it is not the twin that was accepted",
         .steps = {STEP(ONLINE, OK_200), STEP(TOKEN, REFUSED_1010009),
                   AGAIN_STEP(TOKEN, REFUSED_1010009)},
         .blamed = "throttle.threshold",
         .not_run = "error.token.replaced"},
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

static void test_throttle_window__matters_where_a_burst_straddles(void **state) {
    (void)state;
    static const struct step straddled[FIXTURE_STEPS_MAX] = {
        STEP(BURST, OK_200), STEP(BURST, OK_200), STEP(BURST, OK_200), STEP(BURST, OK_200),
        STEP(BURST, REFUSED_1010009)};
    struct fixture_run run = {.rules = fixture_rules()};
    fixture_run_judge(&run, run_table, straddled);
    assert_true(run.tally.interpretations[INTERPRET_THROTTLE_WINDOW].mattered);
    fixture_run_clean_up(&run);

    static const struct step exact[FIXTURE_STEPS_MAX] = {STEP(BURST, OK_200), STEP(BURST, OK_200),
                                                         STEP(BURST, OK_200),
                                                         STEP(BURST, REFUSED_1010009)};
    run = (struct fixture_run){.rules = fixture_rules()};
    fixture_run_judge(&run, run_table, exact);
    assert_false(run.tally.interpretations[INTERPRET_THROTTLE_WINDOW].mattered);
    fixture_run_clean_up(&run);
}

static void test_early_refusal__names_the_error_that_helps(void **state) {
    (void)state;
    static const struct step steps[FIXTURE_STEPS_MAX] = {
        STEP(PROTOTYPE, OK_200), STEP(TOKEN, REFUSED_1010009), AGAIN_STEP(TOKEN, REFUSED_1010005)};
    struct fixture_run run = {.rules = fixture_rules()};
    fixture_run_judge(&run, run_table, steps);
    const struct findings *findings = &run.tally.cases[TOKEN].findings;
    assert_int_equal(findings->count, 1);
    assert_int_equal(findings->items[0].handling, ERROR_ROW_403_1010009);
    assert_int_equal(findings->items[0].exchange, 1);
    fixture_run_clean_up(&run);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_burst__is_accepted_for_the_allowance_and_then_refused),
        cmocka_unit_test(test_early_refusal__is_told_by_its_repetition),
        cmocka_unit_test(test_early_refusal__names_the_error_that_helps),
        cmocka_unit_test(test_throttle_window__matters_where_a_burst_straddles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
