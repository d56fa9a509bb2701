#include "execute/allowance.h"

#include "base/random.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

enum { WINDOW_US = 1000000, HOLD_US = WINDOW_US + 50000 };

static struct allowance allowance_of(uint32_t limit) {
    struct allowance allowance;
    assert_int_equal(allowance_init(&allowance, limit, WINDOW_US), STATUS_OK);
    return allowance;
}

static void test_allowance__grants_no_more_calls_than_places(void **state) {
    (void)state;
    struct allowance allowance = allowance_of(2);
    assert_int_equal(allowance_wait_us(&allowance, 0), 0);
    allowance_begin(&allowance);
    assert_int_equal(allowance_wait_us(&allowance, 0), 0);
    allowance_begin(&allowance);
    assert_int_equal(allowance_wait_us(&allowance, 0), ALLOWANCE_UNKNOWN_US);
    allowance_clean_up(&allowance);
}

static void test_allowance__holds_a_place_for_window_and_margin_after_the_answer(void **state) {
    (void)state;
    struct allowance allowance = allowance_of(1);
    allowance_begin(&allowance);
    allowance_end(&allowance, 700);
    assert_int_equal(allowance_wait_us(&allowance, 700), HOLD_US);
    assert_int_equal(allowance_wait_us(&allowance, 700 + HOLD_US - 1), 1);
    assert_int_equal(allowance_wait_us(&allowance, 700 + HOLD_US), 0);
    allowance_clean_up(&allowance);
}

static void test_allowance__counts_calls_under_way_beside_those_that_ended(void **state) {
    (void)state;
    struct allowance allowance = allowance_of(3);
    for (int i = 0; i < 3; i++) {
        allowance_begin(&allowance);
    }
    allowance_end(&allowance, 100);
    allowance_end(&allowance, 200);
    assert_int_equal(allowance_wait_us(&allowance, 200), HOLD_US - 100);
    assert_int_equal(allowance_wait_us(&allowance, 100 + HOLD_US), 0);
    allowance_clean_up(&allowance);
}

static void test_allowance__takes_the_larger_of_the_two_margins(void **state) {
    (void)state;
    static const struct {
        const char *name;
        int64_t window_us, hold_us;
    } rows[] = {
        {"a short window", 100000, 150000},
        {"where both are equal", 1000000, 1050000},
        {"a minute", 60000000, 63000000},
        {"no window", 0, 50000},
    };
    unsigned failures = 0;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct allowance allowance;
        assert_int_equal(allowance_init(&allowance, 1, rows[i].window_us), STATUS_OK);
        if (allowance.hold_us != rows[i].hold_us) {
            print_error("%s\n", rows[i].name);
            failures++;
        }
        allowance_clean_up(&allowance);
    }
    assert_int_equal(failures, 0);
}

static void test_allowance__is_idle_when_the_last_call_has_given_its_place_back(void **state) {
    (void)state;
    struct allowance allowance = allowance_of(5);
    assert_int_equal(allowance_idle_wait_us(&allowance, 0), 0);
    allowance_begin(&allowance);
    assert_int_equal(allowance_idle_wait_us(&allowance, 0), ALLOWANCE_UNKNOWN_US);
    allowance_end(&allowance, 10);
    assert_int_equal(allowance_idle_wait_us(&allowance, 10), HOLD_US);
    assert_int_equal(allowance_wait_us(&allowance, 10), 0);
    assert_int_equal(allowance_idle_wait_us(&allowance, 10 + HOLD_US), 0);
    allowance_clean_up(&allowance);
}

static void test_allowance__without_a_limit_never_waits(void **state) {
    (void)state;
    struct allowance allowance = allowance_of(0);
    for (int i = 0; i < 1000; i++) {
        allowance_begin(&allowance);
    }
    assert_int_equal(allowance_wait_us(&allowance, 0), 0);
    for (int i = 0; i < 1000; i++) {
        allowance_end(&allowance, i);
    }
    assert_int_equal(allowance_wait_us(&allowance, 1000), 0);
    assert_int_equal(allowance_idle_wait_us(&allowance, 1000), 0);
    allowance_clean_up(&allowance);
}

static void test_allowance__stays_taken_after_a_burst_past_the_limit(void **state) {
    (void)state;
    struct allowance allowance = allowance_of(3);
    for (int64_t ended_us = 0; ended_us <= 60; ended_us += 10) {
        allowance_begin(&allowance);
        allowance_end(&allowance, ended_us);
    }
    /* The last three, ended at 40, 50 and 60, fill it: one place comes with the first of them. */
    assert_int_equal(allowance_wait_us(&allowance, 60), HOLD_US - 20);
    assert_int_equal(allowance_idle_wait_us(&allowance, 60), HOLD_US);
    allowance_clean_up(&allowance);
}

enum { SIMULATED_CALLS = 4000, PLACES = 7, PARALLEL = 4 };

struct simulation {
    struct allowance allowance;
    struct random random;
    int64_t now_us;
    int64_t counted_us[SIMULATED_CALLS]; /* when the platform counted each call */
    int64_t ends_us[PARALLEL];           /* of the calls under way; 0: none */
    int counted;
};

static void end_what_is_due(struct simulation *simulation) {
    for (int i = 0; i < PARALLEL; i++) {
        if (simulation->ends_us[i] != 0 && simulation->ends_us[i] <= simulation->now_us) {
            simulation->ends_us[i] = 0;
            allowance_end(&simulation->allowance, simulation->now_us);
        }
    }
}

/* The platform counts a call at any moment between its start and its end. */
static void begin_what_may(struct simulation *simulation) {
    for (int i = 0; i < PARALLEL && simulation->counted < SIMULATED_CALLS; i++) {
        if (simulation->ends_us[i] == 0 &&
            allowance_wait_us(&simulation->allowance, simulation->now_us) == 0) {
            int64_t took_us = 1 + (int64_t)random_below(&simulation->random, 3000000);
            int64_t after_us = (int64_t)random_below(&simulation->random, (uint64_t)took_us);
            allowance_begin(&simulation->allowance);
            simulation->counted_us[simulation->counted++] = simulation->now_us + after_us;
            simulation->ends_us[i] = simulation->now_us + took_us;
        }
    }
}

static int by_time(const void *a, const void *b) {
    int64_t left = *(const int64_t *)a;
    int64_t right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

static void test_allowance__is_exceeded_in_no_window_wherever_the_platform_counts(void **state) {
    (void)state;
    static struct simulation simulation;
    simulation.allowance = allowance_of(PLACES);
    simulation.random = random_seeded(7);
    while (simulation.counted < SIMULATED_CALLS) {
        simulation.now_us += 1 + (int64_t)random_below(&simulation.random, 20000);
        end_what_is_due(&simulation);
        begin_what_may(&simulation);
    }
    qsort(simulation.counted_us, SIMULATED_CALLS, sizeof simulation.counted_us[0], by_time);
    unsigned too_close = 0;
    for (int i = 0; i + PLACES < SIMULATED_CALLS; i++) {
        too_close += simulation.counted_us[i + PLACES] - simulation.counted_us[i] <= WINDOW_US;
    }
    assert_int_equal(too_close, 0);
    /* And it is used: the whole could not have gone much faster. */
    int64_t took_us = simulation.counted_us[SIMULATED_CALLS - 1];
    assert_true(took_us < (int64_t)SIMULATED_CALLS / PLACES * 5 * WINDOW_US);
    allowance_clean_up(&simulation.allowance);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_allowance__grants_no_more_calls_than_places),
        cmocka_unit_test(test_allowance__holds_a_place_for_window_and_margin_after_the_answer),
        cmocka_unit_test(test_allowance__counts_calls_under_way_beside_those_that_ended),
        cmocka_unit_test(test_allowance__takes_the_larger_of_the_two_margins),
        cmocka_unit_test(test_allowance__is_idle_when_the_last_call_has_given_its_place_back),
        cmocka_unit_test(test_allowance__without_a_limit_never_waits),
        cmocka_unit_test(test_allowance__stays_taken_after_a_burst_past_the_limit),
        cmocka_unit_test(test_allowance__is_exceeded_in_no_window_wherever_the_platform_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
