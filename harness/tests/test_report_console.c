/* The console report: what a person must find in it, and what must never reach a terminal. */
#include "report_sample.h"

#include "base/character.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct sample sample;

static const struct console_options plain = {.width = 80};

struct text_row {
    const char *name;
    const char *expected;
};

static const struct text_row text_rows[] = {
    {"who was examined", "assay 0.1.0 · staging · https://platform.example:8743\n"},
    {"a chapter's count", "\nthrottle  1 of 2 proven\n"},
    {"a proven requirement", "\n  ✓ proven        request.method              The query is asked"},
    {"a broken requirement and why",
     "error.403.1010005           A wrong app_key or token is refus…\n                  broken by "
     "error.token.last-character-changed and one more case\n"},
    {"a requirement that was not run", "\n  – not run       activation.abnormal "},
    {"a requirement out of scope", "\n  · not provoked  throttle.threshold "},
    {"the interpretation that mattered", "\n  name-null: warn\n"},
    {"what is out of scope",
     "\nOut of scope\n  the profile says throttle.limit 0\n    throttle.burst\n"},
    {"what was not generated",
     "\nNot generated\n  the id has no letters\n    error.device.other-case\n"},
    {"the member to add", "\nNot run\n  the profile has no member devices.abnormal\n"},
    {"a warning", "\nWarnings\n\n! warn  activation.name-null\n"},
    {"a failing case", "\n✗ fail  error.token.last-character-changed\n"},
    {"what was expected", "\n    expected  403 with error code 1010005\n"},
    {"what came", "\n    actual    200 with deviceId, activated and name\n"},
    {"where", "\n    where     status line; exchange 3; also in 1 other case\n"},
    {"the recommended handling",
     "\n    handling  Check whether accessToken carried in the API request is correct.\n"},
    {"the command",
     "\n  reproduce\n    curl --silent --include -H \"app_key: ${APP_KEY}\" \\\n      -H "
     "\"Authorization: Bearer ${ACCESS_TOKEN}\" \\\n      'https://platform.example:8743/"},
    {"a finding met again is named", "\n  error.403.1010005  as in error.token.last-character-"
                                     "changed\n"},
    {"a case in error", "\n✗ error  hardening.path.encoded-slash\n  the request could not be made"},
    {"the verdict", "\n NONCONFORMANT   1 requirement is broken.\n"},
};

static void test_report_console__says_what_a_person_needs(void **state) {
    (void)state;
    size_t failed = 0;
    sample_init(&sample);
    struct buffer out = sample_render_console(&sample.tally, plain);
    for (size_t i = 0; i < sizeof text_rows / sizeof text_rows[0]; i++) {
        if (count_text(buffer_view(&out), text_rows[i].expected) == 0) {
            print_error("%s\n", text_rows[i].name);
            failed++;
        }
    }
    buffer_clean_up(&out);
    assert_int_equal(failed, 0);
}

struct list_row {
    const char *name;
    enum verdict verdict;
    enum requirement_status status;
    unsigned count; /* requirements of that status, from the first */
    const char *expected;
};

static const struct list_row list_rows[] = {
    {"one is in the sentence", VERDICT_NONCONFORMANT, REQUIREMENT_BROKEN, 1, "Because.\n\n"},
    {"two are listed", VERDICT_NONCONFORMANT, REQUIREMENT_BROKEN, 2,
     "Because.\n                 request.https, request.method\n\n"},
    {"what was not run is listed", VERDICT_INCONCLUSIVE, REQUIREMENT_NOT_RUN, 2,
     "Because.\n                request.https, request.method\n\n"},
    {"what was not provoked is not", VERDICT_CONFORMANT, REQUIREMENT_NOT_PROVOKED, 2,
     "Because.\n\n"},
};

static void test_report_console__lists_what_the_verdict_rests_on(void **state) {
    (void)state;
    size_t failed = 0;
    for (size_t i = 0; i < sizeof list_rows / sizeof list_rows[0]; i++) {
        sample_init_conformant(&sample);
        sample.tally.verdict = list_rows[i].verdict;
        snprintf(sample.tally.verdict_reason, REASON_SIZE, "Because.");
        for (unsigned id = 0; id < list_rows[i].count; id++) {
            sample.tally.requirements[id].status = list_rows[i].status;
        }
        struct buffer out = sample_render_console(&sample.tally, plain);
        if (count_text(buffer_view(&out), list_rows[i].expected) != 1) {
            print_error("%s\n%s", list_rows[i].name, buffer_text(&out));
            failed++;
        }
        buffer_clean_up(&out);
    }
    assert_int_equal(failed, 0);
}

static void test_report_console__tells_a_shared_finding_once(void **state) {
    (void)state;
    sample_init(&sample);
    struct buffer out = sample_render_console(&sample.tally, plain);
    assert_int_equal(count_text(buffer_view(&out), "200 with deviceId, activated and name"), 1);
    buffer_clean_up(&out);
}

static void test_report_console__gives_a_line_to_a_case_with_nothing_new(void **state) {
    (void)state;
    static const char expected[] =
        "\nThe same again\n✗ fail  error.token.cut-by-one  error.403.1010005\n\n";
    sample_init(&sample);
    struct buffer with_its_own = sample_render_console(&sample.tally, plain);
    sample.results[SAMPLE_FAIL_AGAIN].findings.count = 1;
    struct buffer without = sample_render_console(&sample.tally, plain);
    assert_int_equal(count_text(buffer_view(&with_its_own), "The same again"), 0);
    assert_int_equal(count_text(buffer_view(&without), expected), 1);
    assert_int_equal(count_text(buffer_view(&without), "fail  error.token.cut-by-one"), 1);
    buffer_clean_up(&without);
    buffer_clean_up(&with_its_own);
}

static void test_report_console__counts_a_finding_that_a_case_repeats(void **state) {
    (void)state;
    sample_init(&sample);
    sample.findings[SAMPLE_WARN][1] = sample.findings[SAMPLE_WARN][0];
    sample.results[SAMPLE_WARN].findings.count = 2;
    struct buffer out = sample_render_console(&sample.tally, plain);
    assert_int_equal(count_text(buffer_view(&out), "; exchange 2; 2 times here\n"), 1);
    buffer_clean_up(&out);
}

static void test_report_console__is_silent_about_what_passed(void **state) {
    (void)state;
    static const char *const sections[] = {"Failures",     "Warnings",        "Not run",
                                           "Out of scope", "Interpretations", "Cases that passed"};
    sample_init_conformant(&sample);
    struct buffer out = sample_render_console(&sample.tally, plain);
    for (size_t i = 0; i < sizeof sections / sizeof sections[0]; i++) {
        assert_int_equal(count_text(buffer_view(&out), sections[i]), 0);
    }
    assert_int_equal(count_text(buffer_view(&out), "request.prototype"), 0);
    assert_int_equal(count_text(buffer_view(&out), "\n CONFORMANT   "), 1);
    buffer_clean_up(&out);
}

static void test_report_console__shows_passing_cases_when_asked(void **state) {
    (void)state;
    sample_init(&sample);
    struct console_options options = {.width = 80, .is_verbose = true};
    struct buffer out = sample_render_console(&sample.tally, options);
    assert_int_equal(count_text(buffer_view(&out), "\n  ✓ pass  request.prototype  "), 1);
    assert_int_equal(count_text(buffer_view(&out), "✓ pass"), 2);
    buffer_clean_up(&out);
}

static void test_report_console__says_so_without_a_verdict(void **state) {
    (void)state;
    sample_init_without_verdict(&sample);
    struct buffer out = sample_render_console(&sample.tally, plain);
    assert_int_equal(
        count_text(buffer_view(&out), "\n NO VERDICT   The endpoint could not be reached.\n"), 1);
    assert_int_equal(count_text(buffer_view(&out), "✓"), 0);
    buffer_clean_up(&out);
}

static size_t columns_of(struct bytes line) {
    size_t columns = 0;
    for (size_t at = 0; at < line.size;) {
        struct character character = character_at(line, at);
        columns += character_columns(character.code);
        at += character.size;
    }
    return columns;
}

/* The widest line but for the URL of a command, which is not broken. */
static size_t widest_line(struct bytes text) {
    size_t widest = 0;
    for (size_t at = 0; at < text.size;) {
        size_t end = bytes_find(text, bytes_of_text("\n"), at);
        struct bytes line = bytes_slice(text, at, end - at);
        size_t columns = columns_of(line);
        if (columns > widest && bytes_find(line, bytes_of_text("'https://"), 0) == SIZE_MAX) {
            widest = columns;
        }
        at = end + 1;
    }
    return widest;
}

struct width_row {
    const char *name;
    unsigned width;
    size_t least, most;
};

static const struct width_row width_rows[] = {
    {"a narrow terminal", 60, 50, 60},
    {"the usual terminal", 80, 70, 80},
    {"a terminal of 100 columns", 100, 90, 100},
    {"a wide terminal is not filled", 250, 90, 100},
    {"not fitted", 0, 101, 300},
};

static void test_report_console__fits_the_width(void **state) {
    (void)state;
    size_t failed = 0;
    for (size_t i = 0; i < sizeof width_rows / sizeof width_rows[0]; i++) {
        sample_init(&sample);
        struct console_options options = {.width = width_rows[i].width};
        struct buffer out = sample_render_console(&sample.tally, options);
        size_t widest = widest_line(buffer_view(&out));
        if (widest < width_rows[i].least || widest > width_rows[i].most) {
            print_error("%s: %zu columns\n", width_rows[i].name, widest);
            failed++;
        }
        buffer_clean_up(&out);
    }
    assert_int_equal(failed, 0);
}

/* Line ends aside, nothing acts on the terminal. */
static bool is_shown_only(struct bytes text, bool is_ascii) {
    for (size_t at = 0; at < text.size;) {
        struct character character = character_at(text, at);
        if (character.code != '\n' && !character_is_shown(character.code)) {
            return false;
        }
        if (is_ascii && character.code > 0x7e) {
            return false;
        }
        at += character.size;
    }
    return true;
}

static void test_report_console__keeps_hostile_text_text(void **state) {
    (void)state;
    size_t failed = 0;
    for (size_t i = 0; i < 2 * (size_t)HOSTILE_ROWS; i++) {
        struct console_options options = {.width = 80, .is_verbose = true, .is_ascii = i % 2 == 1};
        sample_init(&sample);
        sample_fill(&sample, hostile_rows[i / 2].text);
        struct buffer out = sample_render_console(&sample.tally, options);
        if (!is_shown_only(buffer_view(&out), options.is_ascii)) {
            print_error("%s\n", hostile_rows[i / 2].name);
            failed++;
        }
        buffer_clean_up(&out);
    }
    assert_int_equal(failed, 0);
}

/* With the colours taken out, the bytes of the report without colours remain. */
static struct buffer without_colors(struct bytes text) {
    struct buffer out;
    buffer_init(&out, SAMPLE_BYTES_MAX);
    for (size_t at = 0; at < text.size; at++) {
        if (text.data[at] == '\x1b') {
            at = bytes_find(text, bytes_of_text("m"), at);
        } else {
            assert_int_equal(buffer_append_byte(&out, text.data[at]), STATUS_OK);
        }
    }
    return out;
}

static void test_report_console__says_the_same_in_colors(void **state) {
    (void)state;
    sample_init(&sample);
    struct buffer expected = sample_render_console(&sample.tally, plain);
    struct buffer colored = sample_render_console(
        &sample.tally, (struct console_options){.has_color = true, .width = 80});
    struct buffer actual = without_colors(buffer_view(&colored));
    assert_true(colored.size > expected.size);
    assert_string_equal(buffer_text(&actual), buffer_text(&expected));
    assert_true(bytes_find(buffer_view(&colored), bytes_of_text("\x1b[0;1;97;41m NONCONFORMANT "),
                           0) != SIZE_MAX);
    buffer_clean_up(&actual);
    buffer_clean_up(&colored);
    buffer_clean_up(&expected);
}

static void test_report_console__leaves_a_full_buffer_as_it_was(void **state) {
    (void)state;
    sample_init(&sample);
    struct buffer whole = sample_render_console(&sample.tally, plain);
    for (size_t limit = 4; limit < whole.size; limit += 97) {
        struct buffer out;
        buffer_init(&out, limit);
        assert_int_equal(buffer_append_text(&out, "kept"), STATUS_OK);
        assert_int_equal(report_console(&sample.tally, plain, &out), STATUS_LIMIT);
        assert_string_equal(buffer_text(&out), "kept");
        buffer_clean_up(&out);
    }
    buffer_clean_up(&whole);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_report_console__says_what_a_person_needs),
        cmocka_unit_test(test_report_console__lists_what_the_verdict_rests_on),
        cmocka_unit_test(test_report_console__tells_a_shared_finding_once),
        cmocka_unit_test(test_report_console__gives_a_line_to_a_case_with_nothing_new),
        cmocka_unit_test(test_report_console__counts_a_finding_that_a_case_repeats),
        cmocka_unit_test(test_report_console__is_silent_about_what_passed),
        cmocka_unit_test(test_report_console__shows_passing_cases_when_asked),
        cmocka_unit_test(test_report_console__says_so_without_a_verdict),
        cmocka_unit_test(test_report_console__fits_the_width),
        cmocka_unit_test(test_report_console__keeps_hostile_text_text),
        cmocka_unit_test(test_report_console__says_the_same_in_colors),
        cmocka_unit_test(test_report_console__leaves_a_full_buffer_as_it_was),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
