/* The embedded platform holds in every requirement, and its evidence says so again. */
#include "tests/certify.h"
#include "tests/check.h"

enum { SECOND_US = 1000000 };

static const struct certify_blame nobody = {.breaks = NULL};

static bool is_proven_throughout(const char *row, const struct certification *certification) {
    bool is_proven = true;
    for (enum requirement_id id = 0; id < REQUIREMENT_COUNT; id++) {
        if (strcmp(certification->status[id], "proven") != 0) {
            printf("row %s: %s is %s\n", row, requirement_catalogue[id].id,
                   certification->status[id]);
            is_proven = false;
        }
    }
    return is_proven;
}

struct row {
    const char *name;
    struct platform_options options;
};

static const struct row rows[] = {
    {"a sliding window", {.throttle_limit = 200, .throttle_window_us = SECOND_US}},
    {"a fixed window",
     {.throttle_limit = 200, .throttle_window_us = SECOND_US, .is_window_fixed = true}},
    {"several windows, charset=UTF-8",
     {.throttle_limit = 60, .throttle_window_us = 600000, .variant = "charset"}},
};

static void test_certification__proves_every_requirement_of_the_embedded_platform(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct certification certified, again;
        struct platform_options options = rows[i].options;
        bool is_certified = certify_platform(&options, &certified);
        check_row(rows[i].name, is_certified);
        if (!is_certified) {
            continue;
        }
        check_row(rows[i].name, certify_blames(rows[i].name, &certified, nobody));
        check_row(rows[i].name, is_proven_throughout(rows[i].name, &certified));
        check_row(rows[i].name, certified.exit_code == 0);
        check_row(rows[i].name, certify_again("platform.json", &again));
        check_row(rows[i].name, certify_is_same(&certified, &again));
    }
    check_finish();
}

static void test_certification__proves_all_but_the_throttle_where_there_is_none(void **state) {
    (void)state;
    struct certification certified, again;
    assert_true(certify_platform(&(struct platform_options){.seed = 1}, &certified));
    assert_true(certify_blames("no throttle", &certified, nobody));
    for (enum requirement_id id = 0; id < REQUIREMENT_COUNT; id++) {
        bool is_throttle =
            id == ERROR_403_1010009 || id == THROTTLE_THRESHOLD || id == THROTTLE_RECOVERS;
        check_row(requirement_catalogue[id].id,
                  strcmp(certified.status[id], is_throttle ? "not-provoked" : "proven") == 0);
    }
    assert_true(certify_again("platform.json", &again));
    assert_true(certify_is_same(&certified, &again));
    check_finish();
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_certification__proves_every_requirement_of_the_embedded_platform),
        cmocka_unit_test(test_certification__proves_all_but_the_throttle_where_there_is_none),
    };
    return cmocka_run_group_tests(tests, certify_set_up, certify_tear_down);
}
