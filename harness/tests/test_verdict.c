/* What a whole run comes to: its verdict and its exit code. */
#include "settle_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Every requirement but those named is proven by hand: what remains decides the verdict. */
struct verdict_case {
    const char *name;
    struct step steps[FIXTURE_STEPS_MAX];
    bool is_strict, is_cleartext;
    enum verdict verdict;
    const char *reason; /* part of it */
    int exit_code;
};

/* The table is smaller than the catalogue, so one exchange stands for what no row here tests. */
static void exercise_the_rest(struct fixture_run *run) {
    for (enum requirement_id id = 0; run->count > 0 && id < REQUIREMENT_COUNT; id++) {
        bool is_tested_here = id == REQUEST_HTTPS || id == ERROR_403_100203 ||
                              id == ERROR_500_100203 || id == ERROR_403_1010005 ||
                              id == ACTIVATION_OFFLINE;
        run->observations[0].exercised[id] |= !is_tested_here;
    }
}

/* Where there is no verdict, nothing is proven, and each requirement says why. */
static int count_proofs_without_a_verdict(const char *name, const struct tally *tally) {
    int failures = 0;
    for (enum requirement_id id = 0; tally->verdict == VERDICT_NONE && id < REQUIREMENT_COUNT;
         id++) {
        const struct requirement_result *result = &tally->requirements[id];
        bool is_open = result->status == REQUIREMENT_NOT_RUN ||
                       result->status == REQUIREMENT_NOT_PROVOKED ||
                       result->status == REQUIREMENT_BROKEN;
        if (!is_open || result->reason[0] == '\0') {
            failures +=
                fixture_complain(name, fixture_catalogue[id].id, "proven without a verdict");
        }
    }
    return failures;
}

static int check_verdict(const struct verdict_case *row) {
    struct fixture_run run = {.rules = fixture_rules()};
    int failures = 0;
    run.rules.is_strict = row->is_strict;
    run.rules.is_cleartext = row->is_cleartext;
    fixture_run_judge(&run, settle_table, row->steps);
    exercise_the_rest(&run);
    fixture_run_settle(&run);
    int exit_code = verdict_exit_code(run.tally.verdict);
    if (run.tally.verdict != row->verdict || exit_code != row->exit_code) {
        failures += fixture_complain(row->name, verdict_names[row->verdict],
                                     verdict_names[run.tally.verdict]);
    }
    if (strstr(run.tally.verdict_reason, row->reason) == NULL) {
        failures += fixture_complain(row->name, row->reason, run.tally.verdict_reason);
    }
    failures += count_proofs_without_a_verdict(row->name, &run.tally);
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
         .reason = "requirements not proven that could have been, such as ",
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
        {.name = "not trusted from the first",
         .steps = {LOST(PROTOTYPE, OUTCOME_TLS_UNTRUSTED), ALL_RIGHT},
         .verdict = VERDICT_NONE,
         .reason = "certificate",
         .exit_code = 4},
        {.name = "not trusted in a row about old TLS alone, which is its answer",
         .steps = {ALL_RIGHT, LOST(TLS, OUTCOME_TLS_UNTRUSTED)},
         .verdict = VERDICT_CONFORMANT,
         .reason = "Every requirement",
         .exit_code = 0},
        {.name = "not trusted, with a warning besides",
         .steps = {ALL_RIGHT, STEP(TOKEN, CODED("403 F", "1010005", "another text")),
                   LOST(PROTOTYPE, OUTCOME_TLS_UNTRUSTED)},
         .verdict = VERDICT_NONE,
         .reason = "certificate",
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
    assert_int_equal(tally_init(&tally, settle_table, fixture_catalogue), STATUS_OK);
    assert_int_equal(judge_run(&rules, &login, 1, &tally), STATUS_OK);
    tally_settle(&tally, &rules, &login, 1);
    assert_int_equal(tally.verdict, VERDICT_NONE);
    assert_non_null(strstr(tally.verdict_reason, "login"));
    tally_clean_up(&tally);
}

/* A login that was answered stands before the others; none of them is a refused one. */
static void test_verdict__a_login_before_the_rest_decides_nothing(void **state) {
    (void)state;
    struct judge_rules rules = fixture_rules();
    struct tally tally;
    struct observation observations[] = {
        {.outcome = OUTCOME_COMPLETE, .status = 200},
        {.row = &settle_table.rows[PROTOTYPE],
         .outcome = OUTCOME_COMPLETE,
         .status = 200,
         .is_accepted = true},
    };
    assert_int_equal(tally_init(&tally, settle_table, fixture_catalogue), STATUS_OK);
    assert_int_equal(judge_run(&rules, observations, 2, &tally), STATUS_OK);
    tally_settle(&tally, &rules, observations, 2);
    assert_int_equal(tally.verdict, VERDICT_INCONCLUSIVE);
    tally_clean_up(&tally);
}

static void test_verdict__nothing_completed_leaves_no_case_passed(void **state) {
    (void)state;
    static const struct step steps[FIXTURE_STEPS_MAX] = {LOST(PROTOTYPE, OUTCOME_UNREACHABLE),
                                                         LOST(TOKEN, OUTCOME_UNREACHABLE)};
    struct fixture_run run = {.rules = fixture_rules()};
    fixture_run_judge(&run, settle_table, steps);
    fixture_run_settle(&run);
    for (size_t i = 0; i < run.tally.case_count; i++) {
        assert_int_equal(run.tally.cases[i].status, CASE_NOT_RUN);
    }
    for (enum requirement_id id = 0; id < REQUIREMENT_COUNT; id++) {
        assert_true(run.tally.requirements[id].status == REQUIREMENT_NOT_RUN ||
                    run.tally.requirements[id].status == REQUIREMENT_NOT_PROVOKED);
    }
    fixture_run_clean_up(&run);
}

static void test_exit_code__tells_the_verdict(void **state) {
    (void)state;
    assert_int_equal(verdict_exit_code(VERDICT_CONFORMANT), 0);
    assert_int_equal(verdict_exit_code(VERDICT_NONCONFORMANT), 1);
    assert_int_equal(verdict_exit_code(VERDICT_INCONCLUSIVE), 3);
    assert_int_equal(verdict_exit_code(VERDICT_NONE), 4);
}

/* A run whose array of observations goes on behind the last one that counts. */
struct ending {
    const char *name;
    struct step steps[FIXTURE_STEPS_MAX];
    size_t row_behind;
    struct observation behind; /* but its row */
    size_t row;
    enum case_status status;
};

static int check_ending(const struct ending *ending) {
    struct fixture_run run = {.rules = fixture_rules()};
    fixture_run_judge(&run, settle_table, ending->steps);
    run.observations[run.count] = ending->behind;
    run.observations[run.count].row = &settle_table.rows[ending->row_behind];
    tally_settle(&run.tally, &run.rules, run.observations, run.count);
    const struct case_result *result = &run.tally.cases[ending->row];
    int failures = 0;
    if (result->status != ending->status) {
        failures += fixture_complain(ending->name, case_status_names[ending->status],
                                     case_status_names[result->status]);
    }
    if (result->is_flaky) {
        failures += fixture_complain(ending->name, "one verdict", "flaky");
    }
    fixture_run_clean_up(&run);
    return failures;
}

static void test_settle__looks_at_nothing_behind_the_last_observation(void **state) {
    (void)state;
    static const struct ending endings[] = {
        {.name = "a twin that is accepted",
         .steps = {STEP(PROTOTYPE, REFUSED_1010005), STEP(TOKEN, REFUSED_1010005)},
         .row_behind = PROTOTYPE,
         .behind = {.is_accepted = true},
         .row = TOKEN,
         .status = CASE_NOT_RUN},
        {.name = "a case that is sent",
         .steps = {STEP(PROTOTYPE, OK_200)},
         .row_behind = OFFLINE,
         .row = OFFLINE,
         .status = CASE_NOT_RUN},
        {.name = "an answer that proves nothing",
         .steps = {STEP(PROTOTYPE, OK_200)},
         .row_behind = PROTOTYPE,
         .behind = {.unproven = "the time allowed ran out"},
         .row = PROTOTYPE,
         .status = CASE_PASS},
        {.name = "an application that is unknown",
         .steps = {STEP(PROTOTYPE, OK_200)},
         .row_behind = APP,
         .behind = {.error = ERROR_ROW_403_100203},
         .row = APP,
         .status = CASE_NOT_RUN},
        {.name = "an answer that is right",
         .steps = {STEP(PROTOTYPE, REFUSED_1010005)},
         .row_behind = PROTOTYPE,
         .row = PROTOTYPE,
         .status = CASE_FAIL},
    };
    int failures = 0;
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        failures += check_ending(&endings[i]);
    }
    assert_int_equal(failures, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_verdict__is_never_better_than_what_was_proven),
        cmocka_unit_test(test_verdict__a_refused_login_is_none),
        cmocka_unit_test(test_verdict__a_login_before_the_rest_decides_nothing),
        cmocka_unit_test(test_verdict__nothing_completed_leaves_no_case_passed),
        cmocka_unit_test(test_exit_code__tells_the_verdict),
        cmocka_unit_test(test_settle__looks_at_nothing_behind_the_last_observation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
