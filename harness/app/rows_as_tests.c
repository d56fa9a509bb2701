#include "app/rows_as_tests.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

enum decision { DECISION_NONE, DECISION_PASS, DECISION_FAIL, DECISION_SKIP };

struct row_test {
    const struct case_result *result;
    enum decision decision;
};

/* CMocka turns a crash into a failed row. A crash here is ours and must never blame the platform,
   so the program's own handlers come back first. */
static void restore_signals(void) {
    static const int signals[] = {SIGFPE, SIGILL, SIGSEGV, SIGBUS, SIGSYS};
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
        signal(signals[i], SIG_DFL);
    }
}

static void row_test(void **state) {
    restore_signals();
    struct row_test *test = *state;
    if (test->result->status == CASE_NOT_RUN) {
        test->decision = DECISION_SKIP;
        skip();
    }
    /* Stays so unless every assertion below lets it through. */
    test->decision = DECISION_FAIL;
    for (size_t i = 0; i < test->result->findings.count; i++) {
        assert_int_not_equal(test->result->findings.items[i].severity, SEVERITY_FAILURE);
    }
    assert_int_not_equal(test->result->status, CASE_ERROR);
    test->decision = DECISION_PASS;
}

static enum decision expected_decision(enum case_status status) {
    switch (status) {
    case CASE_PASS:
    case CASE_WARN:
        return DECISION_PASS;
    case CASE_NOT_RUN:
        return DECISION_SKIP;
    case CASE_FAIL:
    case CASE_ERROR:
        break;
    }
    return DECISION_FAIL;
}

/* The group's output goes nowhere: CMocka drops texts and does not escape names. */
struct silence {
    int out, err;
};

static struct silence silence_begin(void) {
    fflush(stdout);
    fflush(stderr);
    struct silence silence = {dup(STDOUT_FILENO), dup(STDERR_FILENO)};
    int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (null >= 0 && silence.out >= 0 && silence.err >= 0) {
        dup2(null, STDOUT_FILENO);
        dup2(null, STDERR_FILENO);
    }
    if (null >= 0) {
        close(null);
    }
    return silence;
}

static void put_back(int saved, int descriptor) {
    if (saved >= 0) {
        dup2(saved, descriptor);
        close(saved);
    }
}

static void silence_end(struct silence silence) {
    fflush(stdout);
    fflush(stderr);
    put_back(silence.out, STDOUT_FILENO);
    put_back(silence.err, STDERR_FILENO);
}

/* These would send CMocka's own output elsewhere, or end the program at the first failure. */
static void unset_environment(void) {
    static const char *const names[] = {"CMOCKA_MESSAGE_OUTPUT", "CMOCKA_XML_FILE",
                                        "CMOCKA_TEST_ABORT"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        unsetenv(names[i]);
    }
}

static const struct row_test *find_disagreement(const struct row_test *rows, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (rows[i].decision != expected_decision(rows[i].result->status)) {
            return &rows[i];
        }
    }
    return NULL;
}

static size_t count_failures(const struct row_test *rows, size_t count) {
    size_t failures = 0;
    for (size_t i = 0; i < count; i++) {
        failures += rows[i].decision == DECISION_FAIL;
    }
    return failures;
}

static enum status run(struct CMUnitTest *tests, struct row_test *rows, const struct tally *tally,
                       struct diagnostic *out_diagnostic) {
    for (size_t i = 0; i < tally->case_count; i++) {
        rows[i] = (struct row_test){&tally->cases[i], DECISION_NONE};
        tests[i] = (struct CMUnitTest){tally->cases[i].row->id, row_test, NULL, NULL, &rows[i]};
    }
    unset_environment();
    struct silence silence = silence_begin();
    int failed = _cmocka_run_group_tests("cases", tests, tally->case_count, NULL, NULL);
    silence_end(silence);
    const struct row_test *odd = find_disagreement(rows, tally->case_count);
    bool is_agreed = odd == NULL && (size_t)failed == count_failures(rows, tally->case_count);
    if (!is_agreed) {
        diagnostic_set(out_diagnostic, "bug: CMocka and the tally disagree about %s",
                       odd == NULL ? "the number of failures" : odd->result->row->id);
    }
    return is_agreed ? STATUS_OK : STATUS_INVALID;
}

enum status rows_as_tests(const struct tally *tally, struct diagnostic *out_diagnostic) {
    struct CMUnitTest *tests = calloc(tally->case_count + 1, sizeof *tests);
    struct row_test *rows = calloc(tally->case_count + 1, sizeof *rows);
    enum status status =
        tests == NULL || rows == NULL ? STATUS_NO_MEMORY : run(tests, rows, tally, out_diagnostic);
    free(tests);
    free(rows);
    return status;
}
