/* A sample is of the size that was asked for, and the same whenever it is asked for. */
#include "fuzz/oracle.h"
#include "fuzz/oracles/sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

enum { INPUTS = 4096, ONE_IN = 8 };

static bool is_replay;

bool oracle_is_replay(void) {
    return is_replay;
}

static bool takes(size_t input, const char *oracle) {
    return sample_takes(bytes_of(&input, sizeof input), oracle, ONE_IN);
}

static size_t count_taken(const char *oracle) {
    size_t taken = 0;
    for (size_t i = 0; i < INPUTS; i++) {
        taken += takes(i, oracle);
    }
    return taken;
}

/* Within a third of what it should be, more than seven standard deviations. */
static bool is_about(size_t count, size_t expected) {
    return 3 * count > 2 * expected && 3 * count < 4 * expected;
}

static void test_sample_takes__is_one_in_n_for_each_oracle_and_draw(void **state) {
    static const struct {
        const char *name, *oracle;
        uint64_t draw;
    } rows[] = {
        {"the first draw", "a", 0},
        {"another oracle", "metamorphic", 0},
        {"another draw", "a", 1},
        {"a late draw", "a", 123456789},
    };
    int failures = 0;
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        sample_draw(rows[i].draw);
        size_t taken = count_taken(rows[i].oracle);
        if (!is_about(taken, INPUTS / ONE_IN)) {
            print_error("%s: %zu of %d\n", rows[i].name, taken, INPUTS);
            failures++;
        }
    }
    sample_draw(0);
    assert_int_equal(failures, 0);
}

static void test_sample_takes__stays_within_a_draw_and_changes_with_it(void **state) {
    size_t both = 0;
    (void)state;
    for (size_t i = 0; i < INPUTS; i++) {
        sample_draw(0);
        bool before = takes(i, "a");
        sample_draw(1);
        both += before && takes(i, "a");
        sample_draw(0);
        assert_int_equal(takes(i, "a"), before);
    }
    assert_true(both < INPUTS / ONE_IN / 2);
}

static void test_sample_takes__takes_all_in_a_replay(void **state) {
    (void)state;
    is_replay = true;
    assert_int_equal(count_taken("a"), INPUTS);
    is_replay = false;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sample_takes__is_one_in_n_for_each_oracle_and_draw),
        cmocka_unit_test(test_sample_takes__stays_within_a_draw_and_changes_with_it),
        cmocka_unit_test(test_sample_takes__takes_all_in_a_replay),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
