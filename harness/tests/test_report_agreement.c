/* One tally, five renderings: none may disagree with another on what was counted. */
#include "report_sample.h"

#include "report/summary.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct sample sample;

struct renderings {
    struct buffer json, junit, tap, console;
};

static struct renderings render_all(const struct tally *tally) {
    return (struct renderings){
        .json = sample_render(report_json, tally),
        .junit = sample_render(report_junit, tally),
        .tap = sample_render(report_tap, tally),
        .console = sample_render_console(tally, (struct console_options){.is_verbose = true}),
    };
}

static void clean_up(struct renderings *all) {
    buffer_clean_up(&all->json);
    buffer_clean_up(&all->junit);
    buffer_clean_up(&all->tap);
    buffer_clean_up(&all->console);
}

static size_t count_in(const struct buffer *out, const char *needle) {
    return count_text(buffer_view(out), needle);
}

struct count_row {
    enum case_status status;
    const char *json, *junit, *tap, *console;
};

/* How each format shows a case of this status; NULL where it does not tell it from others. */
static const struct count_row count_rows[] = {
    {CASE_PASS, "\"status\": \"pass\"", NULL, NULL, "  ✓ pass  "},
    {CASE_WARN, "\"status\": \"warn\"", "<system-out>", "  severity: \"warning\"\n  title",
     "\n! warn  "},
    {CASE_NOT_RUN, "\"status\": \"not-run\",\n      \"reason\"", "<skipped ", " # SKIP ", NULL},
    {CASE_FAIL, "\"status\": \"fail\"", "<failure ", "  severity: \"fail\"\n", "\n✗ fail  "},
    {CASE_ERROR, "\"status\": \"error\"", "<error ", "  severity: \"error\"\n", "\n✗ error  "},
};

static bool agrees(const struct buffer *out, const char *needle, size_t expected) {
    return needle == NULL || count_in(out, needle) == expected;
}

static void test_reports__agree_on_the_cases(void **state) {
    (void)state;
    size_t failed = 0;
    sample_init(&sample);
    struct summary summary = summary_of(&sample.tally);
    struct renderings all = render_all(&sample.tally);
    for (size_t i = 0; i < sizeof count_rows / sizeof count_rows[0]; i++) {
        const struct count_row *row = &count_rows[i];
        size_t expected = summary.cases[row->status];
        if (!agrees(&all.json, row->json, expected) || !agrees(&all.junit, row->junit, expected) ||
            !agrees(&all.tap, row->tap, expected) ||
            !agrees(&all.console, row->console, expected)) {
            print_error("%s: not %zu everywhere\n", case_status_names[row->status], expected);
            failed++;
        }
    }
    assert_int_equal(count_in(&all.junit, "<testcase "), SAMPLE_CASES);
    assert_int_equal(count_in(&all.tap, "\nok ") + count_in(&all.tap, "\nnot ok "), SAMPLE_CASES);
    clean_up(&all);
    assert_int_equal(failed, 0);
}

struct requirement_row {
    enum requirement_status status;
    const char *console;
};

static const struct requirement_row requirement_rows[] = {
    {REQUIREMENT_PROVEN, "\n  ✓ proven "},
    {REQUIREMENT_WARNED, "\n  ! warned "},
    {REQUIREMENT_NOT_PROVOKED, "\n  · not provoked "},
    {REQUIREMENT_NOT_RUN, "\n  – not run "},
    {REQUIREMENT_WAIVED, "\n  ~ waived "},
    {REQUIREMENT_BROKEN, "\n  ✗ broken "},
};

static void test_reports__agree_on_the_requirements(void **state) {
    (void)state;
    size_t failed = 0;
    sample_init(&sample);
    struct summary summary = summary_of(&sample.tally);
    struct renderings all = render_all(&sample.tally);
    for (size_t i = 0; i < sizeof requirement_rows / sizeof requirement_rows[0]; i++) {
        enum requirement_status status = requirement_rows[i].status;
        char json[64];
        snprintf(json, sizeof json, "\"status\": \"%s\",\n      \"cases\"",
                 requirement_status_names[status]);
        if (count_in(&all.json, json) != summary.requirements[status] ||
            count_in(&all.console, requirement_rows[i].console) != summary.requirements[status]) {
            print_error("%s\n", requirement_status_names[status]);
            failed++;
        }
    }
    clean_up(&all);
    assert_int_equal(failed, 0);
}

static void test_reports__agree_on_the_summary_and_the_verdict(void **state) {
    (void)state;
    struct buffer line;
    struct pen pen;
    sample_init(&sample);
    buffer_init(&line, 1024);
    pen_init(&pen, &line);
    summary_write(&pen, &sample.tally);
    assert_int_equal(pen_finish(&pen), STATUS_OK);
    struct renderings all = render_all(&sample.tally);
    assert_int_equal(count_in(&all.tap, buffer_text(&line)), 1);
    assert_int_equal(count_in(&all.console, buffer_text(&line)), 1);
    assert_int_equal(count_in(&all.json, "\"verdict\": \"nonconformant\""), 1);
    assert_true(count_in(&all.junit, "name=\"verdict\" value=\"nonconformant\"") > 0);
    assert_int_equal(count_in(&all.tap, "\n# verdict: nonconformant. "), 1);
    assert_int_equal(count_in(&all.console, "\n NONCONFORMANT "), 1);
    clean_up(&all);
    buffer_clean_up(&line);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reports__agree_on_the_cases),
        cmocka_unit_test(test_reports__agree_on_the_requirements),
        cmocka_unit_test(test_reports__agree_on_the_summary_and_the_verdict),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
