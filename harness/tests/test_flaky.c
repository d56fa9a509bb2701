/* A case that fails though some of its answers conform is flaky; whatever it is sent for. */
#include "settle_fixture.h"
#include "tests/check.h"

#define BAD_200 JSON("200 OK", "{}")
/* Conforms, but for what good practice asks. */
#define CACHED_200                                                                                 \
    ANSWER("200 OK", "application/json\r\nCache-Control: public, max-age=60", FIXTURE_BODY)

struct flaky_row {
    const char *name;
    struct step steps[FIXTURE_STEPS_MAX];
    size_t row;
    enum case_status status;
    bool is_flaky;
    uint32_t deviating, judged;
};

static const struct flaky_row flaky_rows[] = {
    {"all answers conform",
     {STEP(PROTOTYPE, OK_200), STEP(PROTOTYPE, OK_200)},
     PROTOTYPE,
     CASE_PASS,
     false,
     0,
     2},
    {"all answers deviate alike",
     {STEP(PROTOTYPE, BAD_200), STEP(PROTOTYPE, BAD_200), STEP(PROTOTYPE, BAD_200)},
     PROTOTYPE,
     CASE_FAIL,
     false,
     3,
     3},
    {"the last answer deviates",
     {STEP(PROTOTYPE, OK_200), STEP(PROTOTYPE, OK_200), STEP(PROTOTYPE, BAD_200)},
     PROTOTYPE,
     CASE_FAIL,
     true,
     1,
     3},
    {"the first answers deviate",
     {STEP(PROTOTYPE, BAD_200), STEP(PROTOTYPE, BAD_200), STEP(PROTOTYPE, OK_200)},
     PROTOTYPE,
     CASE_FAIL,
     true,
     2,
     3},
    {"one refusal of two is wrong",
     {STEP(PROTOTYPE, OK_200), STEP(TOKEN, REFUSED_1010005), STEP(TOKEN, OK_200)},
     TOKEN,
     CASE_FAIL,
     true,
     1,
     2},
    {"another case is flaky",
     {STEP(PROTOTYPE, OK_200), STEP(TOKEN, REFUSED_1010005), STEP(TOKEN, OK_200)},
     PROTOTYPE,
     CASE_PASS,
     false,
     0,
     1},
    {"one answer does not come",
     {STEP(PROTOTYPE, OK_200), LOST(PROTOTYPE, OUTCOME_TIMED_OUT)},
     PROTOTYPE,
     CASE_FAIL,
     true,
     1,
     2},
    {"one answer was interrupted by us",
     {STEP(PROTOTYPE, BAD_200), LOST(PROTOTYPE, OUTCOME_INTERRUPTED)},
     PROTOTYPE,
     CASE_FAIL,
     false,
     1,
     1},
    {"a warning comes and goes",
     {STEP(PROTOTYPE, OK_200), STEP(PROTOTYPE, CACHED_200)},
     PROTOTYPE,
     CASE_WARN,
     false,
     1,
     2},
    {"1010009 in an old TLS version is an answer like any other",
     {STEP(PROTOTYPE, OK_200), STEP(TLS, REFUSED_1010009)},
     TLS,
     CASE_WARN,
     false,
     1,
     1},
    {"sent once", {STEP(PROTOTYPE, BAD_200)}, PROTOTYPE, CASE_FAIL, false, 1, 1},
    {"a burst is answered and refused by design",
     {STEP(PROTOTYPE, OK_200), STEP(BURST, OK_200), STEP(BURST, REFUSED_1010009)},
     BURST,
     CASE_FAIL,
     false,
     0,
     0},
};

static void test_settle__finds_a_case_flaky_that_gives_two_verdicts(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof flaky_rows / sizeof flaky_rows[0]; i++) {
        const struct flaky_row *row = &flaky_rows[i];
        struct fixture_run run = {.rules = fixture_rules()};
        fixture_run_judge(&run, settle_table, row->steps);
        fixture_run_settle(&run);
        const struct case_result *result = &run.tally.cases[row->row];
        check_row(row->name, result->status == row->status);
        check_row(row->name, result->is_flaky == row->is_flaky);
        check_row(row->name, !result->is_flaky || run.tally.verdict == VERDICT_NONCONFORMANT);
        check_row(row->name, result->deviating == row->deviating);
        check_row(row->name, result->judged == row->judged);
        fixture_run_clean_up(&run);
    }
    check_finish();
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_settle__finds_a_case_flaky_that_gives_two_verdicts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
