/* The throttle in a time of its own: what each manner lets through. */
#include "mock/throttle.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
/* cmocka.h needs the four before it. */
#include <cmocka.h>

enum { WINDOW_US = 1000, CALLS_MAX = 12, END = -1 };

struct row {
    const char *name;
    struct throttle_rule rule;
    int64_t at_us[CALLS_MAX]; /* when calls come, up to END */
    const char *admitted;     /* one letter for each: y or n */
};

static const struct row rows[] = {
    {"no limit", {0, WINDOW_US, false, THROTTLE_AS_SET}, {0, 0, 0, 0, END}, "yyyy"},
    {"sliding, all at once", {2, WINDOW_US, false, THROTTLE_AS_SET}, {0, 0, 0, 0, END}, "yynn"},
    {"sliding, just before the end",
     {2, WINDOW_US, false, THROTTLE_AS_SET},
     {0, 500, 999, 1000, 1001, 1500, END},
     "yynyny"},
    {"refused calls do not count",
     {1, WINDOW_US, false, THROTTLE_AS_SET},
     {0, 600, 900, 1000, END},
     "ynny"},
    {"fixed, straddled",
     {2, WINDOW_US, true, THROTTLE_AS_SET},
     {0, 990, 991, 1000, 1001, 1002, 2000, END},
     "yynyyny"},
    {"fixed starts with the first call",
     {1, WINDOW_US, true, THROTTLE_AS_SET},
     {700, 1600, 1700, END},
     "yny"},
    {"too early", {4, WINDOW_US, false, THROTTLE_TOO_EARLY}, {0, 0, 0, 0, END}, "yyyn"},
    {"too early with two", {2, WINDOW_US, false, THROTTLE_TOO_EARLY}, {0, 0, END}, "yn"},
    {"too late",
     {3, WINDOW_US, false, THROTTLE_TOO_LATE},
     {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, END},
     "yyyyyyyyyn"},
    {"never", {1, WINDOW_US, false, THROTTLE_NEVER}, {0, 0, 0, END}, "yyy"},
    {"for good", {1, WINDOW_US, false, THROTTLE_NEVER_ENDS}, {0, 0, 9999, END}, "ynn"},
    {"not yet for good", {1, WINDOW_US, false, THROTTLE_NEVER_ENDS}, {0, 1000, END}, "yy"},
};

static bool is_as_expected(const struct row *row) {
    struct throttle throttle;
    bool is_right = throttle_init(&throttle, row->rule) == STATUS_OK;
    for (size_t i = 0; row->at_us[i] != END; i++) {
        bool is_admitted = throttle_admit(&throttle, row->at_us[i]);
        is_right = is_right && is_admitted == (row->admitted[i] == 'y');
    }
    throttle_clean_up(&throttle);
    return is_right;
}

static void test_throttle_admit__lets_through_what_its_manner_allows(void **state) {
    (void)state;
    size_t failed = 0;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (!is_as_expected(&rows[i])) {
            print_error("row failed: %s\n", rows[i].name);
            failed++;
        }
    }
    assert_int_equal(failed, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_throttle_admit__lets_through_what_its_manner_allows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
