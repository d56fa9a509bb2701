/* The tally before it is settled: a result for each row, and the first reason given. */
#include "judge_fixture.h"
#include "tests/check.h"

#include <stdlib.h>

static const struct case_row rows[] = {
    {.id = "a.first", PROVES(RESPONSE_STATUS)},
    {.id = "a.second", PROVES(RESPONSE_STATUS)},
};
static const struct case_table table = {rows, 2};
static const struct case_row stranger = {.id = "a.stranger", PROVES(RESPONSE_STATUS)};

static void test_tally__has_a_result_for_each_row_and_no_other(void **state) {
    (void)state;
    struct tally tally;
    assert_int_equal(tally_init(&tally, table, fixture_catalogue), STATUS_OK);
    assert_int_equal(tally.case_count, 2);
    assert_ptr_equal(tally_case(&tally, &rows[0]), &tally.cases[0]);
    assert_ptr_equal(tally_case(&tally, &rows[1]), &tally.cases[1]);
    assert_null(tally_case(&tally, &stranger));
    assert_null(tally_case(&tally, NULL));
    tally_clean_up(&tally);
    assert_null(tally.cases);
    assert_int_equal(tally.verdict, VERDICT_NONE);
}

static void test_tally_add__puts_rows_behind_the_others(void **state) {
    (void)state;
    static const struct case_row more[3] = {
        {.id = "b.1"},
        {.id = "b.2"},
        {.id = "b.3"},
    };
    struct tally tally;
    assert_int_equal(tally_init(&tally, table, fixture_catalogue), STATUS_OK);
    tally.cases[0].exchange_count = 7;
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(tally_add(&tally, &more[i]), STATUS_OK);
        assert_int_equal(tally.case_count, 3 + i);
        const struct case_result *last = &tally.cases[2 + i];
        assert_ptr_equal(last->row, &more[i]);
        assert_ptr_equal(tally_case(&tally, &more[i]), last);
        assert_true(last->exchange_count == 0 && last->findings.count == 0 &&
                    last->reproduce == NULL && !case_has_reason(last));
    }
    assert_int_equal(tally.cases[0].exchange_count, 7);
    tally_clean_up(&tally);
}

/* What a leak checker would miss if it were kept. */
static void test_tally_clean_up__frees_what_every_result_owns(void **state) {
    (void)state;
    struct tally tally;
    assert_int_equal(tally_init(&tally, table, fixture_catalogue), STATUS_OK);
    for (size_t i = 0; i < tally.case_count; i++) {
        struct case_result *result = &tally.cases[i];
        result->exchanges = malloc(sizeof *result->exchanges);
        result->reproduce = strdup("curl");
        result->findings.items = calloc(1, sizeof *result->findings.items);
        result->findings.count = result->findings.capacity = 1;
    }
    tally.transcripts.items = calloc(1, sizeof *tally.transcripts.items);
    tally.transcripts.count = tally.transcripts.capacity = 1;
    tally_clean_up(&tally);
    assert_int_equal(tally.case_count, 0);
}

static void test_case_give_reason__keeps_the_first(void **state) {
    (void)state;
    struct case_result result = {.row = rows};
    assert_false(case_has_reason(&result));
    case_give_reason(&result, "%s, and %d more", "refused early", 3);
    assert_string_equal(result.reason, "refused early, and 3 more");
    assert_true(case_has_reason(&result));
    case_give_reason(&result, "answered too slowly");
    assert_string_equal(result.reason, "refused early, and 3 more");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tally__has_a_result_for_each_row_and_no_other),
        cmocka_unit_test(test_tally_add__puts_rows_behind_the_others),
        cmocka_unit_test(test_tally_clean_up__frees_what_every_result_owns),
        cmocka_unit_test(test_case_give_reason__keeps_the_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
