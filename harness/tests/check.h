/* Checks in loops over rows: every failing row is named, and the test fails once, at its end. */
#ifndef TESTS_CHECK_H
#define TESTS_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static unsigned check_failures;

static inline void check_note(const char *name, bool holds, const char *what, int line) {
    if (!holds) {
        print_error("row %s: line %d: %s\n", name, line, what);
        check_failures++;
    }
}

#define check_row(name, expression) check_note(name, (expression), #expression, __LINE__)

static inline void check_finish(void) {
    unsigned failures = check_failures;
    check_failures = 0;
    assert_int_equal(failures, 0);
}

#endif
