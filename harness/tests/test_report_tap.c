/* TAP 13: what stands in which line, and that nothing from outside can forge one. */
#include "report_sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct sample sample;

struct line_row {
    const char *name;
    const char *expected; /* stands in the output, whole lines */
};

static const struct line_row line_rows[] = {
    {"the version and the plan come first", "TAP version 13\n1..9\n"},
    {"a passing case has no block", "\nok 1 - request.prototype\nok 2 - activation.online\n"},
    {"a warning passes, with a block", "\nok 3 - activation.name-null\n  ---\n"},
    {"a block says how bad it is", "\n  severity: \"warning\"\n"},
    {"a failure", "\nnot ok 4 - error.token.last-character-changed\n  ---\n"},
    {"a block's message is the first finding",
     "\n  message: \"error.403.1010005: expected 403 with error code 1010005, got 200 with "
     "deviceId, activated and name\"\n"},
    {"every finding", "\n    - requirement: \"hardening.cache\"\n      level: \"hardening\"\n"
                      "      severity: \"warning\"\n"},
    {"the recommended handling", "\n      handling: \"Check whether accessToken carried in the API "
                                 "request is correct.\"\n      exchange: 3\n"},
    {"the command's quotes are escaped",
     "\n  reproduce: \"curl --silent --include -H \\\"app_key: "},
    {"what was not run is skipped",
     "\nok 6 - activation.abnormal # SKIP the profile has no member devices.abnormal\n"},
    {"a case in error fails", "\nnot ok 9 - hardening.path.encoded-slash\n  ---\n  message: \"the "
                              "request could not be made: "
                              "out of memory\"\n  severity: \"error\"\n"},
    {"the counts", " proven, 1 broken, 2 warned, 1 not run, 1 not provoked, "
                   "1 waived; 9 cases: 2 passed, 2 failed, 1 in error, 1 warned, 3 not run; 97 "
                   "calls in 2.346 s\n"},
    {"the verdict", "\n# verdict: nonconformant. 1 requirement is broken.\n"},
};

static void test_report_tap__tells_every_case(void **state) {
    (void)state;
    sample_init(&sample);
    struct buffer out = sample_render(report_tap, &sample.tally);
    size_t failed = 0;
    for (size_t i = 0; i < sizeof line_rows / sizeof line_rows[0]; i++) {
        if (count_text(buffer_view(&out), line_rows[i].expected) == 0) {
            print_error("%s\n", line_rows[i].name);
            failed++;
        }
    }
    if (failed > 0) {
        print_error("%s", buffer_text(&out));
    }
    assert_int_equal(count_text(buffer_view(&out), "Bail out!"), 0);
    buffer_clean_up(&out);
    assert_int_equal(failed, 0);
}

static void test_report_tap__bails_out_without_a_verdict(void **state) {
    (void)state;
    sample_init_without_verdict(&sample);
    struct buffer out = sample_render(report_tap, &sample.tally);
    assert_int_equal(
        count_text(buffer_view(&out), "\nBail out! The endpoint could not be reached.\n"), 1);
    assert_int_equal(count_text(buffer_view(&out), " # SKIP "), SAMPLE_CASES);
    buffer_clean_up(&out);
}

/* A line that a TAP parser acts on, of which only our own may exist. */
static bool is_known_line(struct bytes line) {
    static const char *const beginnings[] = {"TAP version 13", "1..", "ok ", "not ok ", "# ", "  "};
    for (size_t i = 0; i < sizeof beginnings / sizeof beginnings[0]; i++) {
        if (bytes_starts_with(line, bytes_of_text(beginnings[i]))) {
            return true;
        }
    }
    return line.size == 0;
}

static bool has_known_lines_only(struct bytes text) {
    for (size_t at = 0; at < text.size;) {
        size_t end = bytes_find(text, bytes_of_text("\n"), at);
        end = end == SIZE_MAX ? text.size : end;
        if (!is_known_line(bytes_slice(text, at, end - at))) {
            return false;
        }
        at = end + 1;
    }
    return true;
}

static size_t count_test_lines(struct bytes text) {
    return count_text(text, "\nok ") + count_text(text, "\nnot ok ");
}

static void test_report_tap__keeps_hostile_text_text(void **state) {
    (void)state;
    size_t failed = 0;
    for (size_t i = 0; i < HOSTILE_ROWS; i++) {
        sample_init(&sample);
        sample_fill(&sample, hostile_rows[i].text);
        struct buffer out = sample_render(report_tap, &sample.tally);
        struct bytes text = buffer_view(&out);
        if (!has_known_lines_only(text) || count_test_lines(text) != SAMPLE_CASES ||
            count_text(text, "\n  ...\n") != 4 || count_text(text, "\x1b") != 0) {
            print_error("%s\n", hostile_rows[i].name);
            failed++;
        }
        buffer_clean_up(&out);
    }
    assert_int_equal(failed, 0);
}

static void test_report_tap__escapes_what_would_begin_a_directive(void **state) {
    (void)state;
    sample_init(&sample);
    sample_fill(&sample, "reason # TODO later \\");
    struct buffer out = sample_render(report_tap, &sample.tally);
    assert_int_equal(count_text(buffer_view(&out), " # SKIP reason \\# TODO later \\\\\n"), 3);
    assert_int_equal(count_text(buffer_view(&out), "where: \"reason # TODO later \\\\\"\n"), 4);
    buffer_clean_up(&out);
}

static void test_report_tap__has_a_reason_for_an_empty_plan(void **state) {
    (void)state;
    sample_init(&sample);
    sample.tally.case_count = 0;
    struct buffer out = sample_render(report_tap, &sample.tally);
    assert_int_equal(count_text(buffer_view(&out), "\n1..0 # SKIP there are no cases\n"), 1);
    buffer_clean_up(&out);
}

static void test_report_tap__leaves_a_full_buffer_as_it_was(void **state) {
    (void)state;
    sample_init(&sample);
    struct buffer whole = sample_render(report_tap, &sample.tally);
    for (size_t limit = 4; limit < whole.size; limit += 97) {
        struct buffer out;
        buffer_init(&out, limit);
        assert_int_equal(buffer_append_text(&out, "kept"), STATUS_OK);
        assert_int_equal(report_tap(&sample.tally, &out), STATUS_LIMIT);
        assert_string_equal(buffer_text(&out), "kept");
        buffer_clean_up(&out);
    }
    buffer_clean_up(&whole);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_report_tap__tells_every_case),
        cmocka_unit_test(test_report_tap__bails_out_without_a_verdict),
        cmocka_unit_test(test_report_tap__keeps_hostile_text_text),
        cmocka_unit_test(test_report_tap__escapes_what_would_begin_a_directive),
        cmocka_unit_test(test_report_tap__has_a_reason_for_an_empty_plan),
        cmocka_unit_test(test_report_tap__leaves_a_full_buffer_as_it_was),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
