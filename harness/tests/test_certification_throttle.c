/* The flow control, end to end: a short window, a small allowance, and each way to get it wrong. */
#include "tests/certify.h"
#include "tests/check.h"

/* Several windows for the ordinary calls, and no more than 200 calls per second for the burst. */
enum { LIMIT = 60, WINDOW_US = 600000 };

struct row {
    const char *name;
    struct platform_options options;
    struct certify_blame blame;
};

static const struct row rows[] = {
    {"a sliding window", {.is_window_fixed = false}, {.breaks = NULL}},
    {"a fixed window", {.is_window_fixed = true}, {.breaks = NULL}},
    {"refused with 429",
     {.defect = "throttle-429"},
     {.breaks = "error.403.1010009 error.undocumented"}},
    {"refused as a wrong token", {.defect = "throttle-as-token"}, {.breaks = "error.403.1010009"}},
    {"refused too early", {.defect = "throttle-early"}, {.breaks = "throttle.threshold"}},
    {"refused too late", {.defect = "throttle-late"}, {.breaks = "throttle.threshold"}},
    {"never refused", {.defect = "throttle-never"}, {.breaks = "throttle.threshold"}},
    {"refused for good",
     {.defect = "throttle-for-good"}, /* The last round's refusals have the same cause. */
     {.breaks = "throttle.recovers"}},
};

static void test_certification__blames_the_throttle_for_its_own_faults(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct certification certified;
        struct platform_options options = rows[i].options;
        options.throttle_limit = LIMIT;
        options.throttle_window_us = WINDOW_US;
        options.seed = 1;
        bool is_certified = certify_platform(&options, &certified);
        check_row(rows[i].name, is_certified);
        if (is_certified) {
            check_row(rows[i].name, certify_blames(rows[i].name, &certified, rows[i].blame));
        }
    }
    check_finish();
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_certification__blames_the_throttle_for_its_own_faults),
    };
    return cmocka_run_group_tests(tests, certify_set_up, certify_tear_down);
}
