/* What the suite catches must not get less: the figures of a whole selftest against those that it
   had when somebody looked last. */
#include "app/selftest.h"
#include "cases/cases.h"
#include "mock/platform.h"
#include "store/file.h"
#include "tests/check.h"
#include "tests/schema.h"
#include "tests/scratch.h"
#include "json/document.h"

#include <unistd.h>

enum { RECORD_LIMIT_BYTES = 64 << 20 };

/* Whoever makes a figure better writes the better one here. */
static const struct figure {
    const char *name, *group, *member;
    double least, most;
} figures[] = {
    {"defects-enough", "defects", "total", 510, 1e6},
    {"every-defect-is-killed", "defects", "survived", 0, 0},
    {"every-defect-was-run", "defects", "failed", 0, 0},
    {"no-collateral", "defects", "collateral", 0, 0},
    {"excuses-that-nobody-needs", "defects", "unused_excuses", 0, 0},
    {"variants-enough", "variants", "total", 100, 1e6},
    {"no-false-alarm", "variants", "false_alarms", 0, 0},
    {"every-variant-was-run", "variants", "failed", 0, 0},
    {"no-check-could-not-be-run", "checks", "failed", 0, 0},
    {"no-case-that-nothing-needs", "rows", "needless", 0, 0},
};

/* What README.md quotes of the totals that a selftest prints. */
static const struct quotation {
    const char *label, *group, *good, *words;
} quotations[] = {
    {"defects", "defects", "killed", " killed"},
    {"variants", "variants", "conformant", " let through"},
    {"checks", "checks", "held", " held"},
};

static struct buffer text;
static struct json_document record;

static bool read_record(void) {
    static const struct json_limits limits = {.depth = 16, .values = 1 << 20};
    buffer_init(&text, RECORD_LIMIT_BYTES);
    return store_read(scratch_path("selftest.json"), RECORD_LIMIT_BYTES, &text, NULL) ==
               STATUS_OK &&
           json_document_parse(buffer_view(&text), limits, JSON_UNIQUE_NAMES, &record).fault ==
               JSON_OK;
}

static struct selftest_options options_of(bool is_again) {
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    return (struct selftest_options){
        .reports_folder = scratch_folder,
        .keep = scratch_path("kept"),
        .is_again = is_again,
        .seed = 1,
        .repeat = 1,
        .jobs = processors < 1 ? 1 : (unsigned)processors,
    };
}

static int run_whole(void **state) {
    if (scratch_set_up(state) != 0) {
        return -1;
    }
    struct selftest_options options = options_of(false);
    (void)selftest_perform(&options);
    return read_record() ? 0 : -1;
}

static int forget(void **state) {
    json_document_clean_up(&record);
    buffer_clean_up(&text);
    return scratch_tear_down(state);
}

static double figure_of(const char *group, const char *member) {
    const struct json_node *found = json_member(json_member(record.root, group), member);
    return found == NULL ? -1 : json_number_of(found);
}

static void test_selftest__is_no_worse_than_before(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++) {
        const struct figure *figure = &figures[i];
        double value = figure_of(figure->group, figure->member);
        print_message("%s: %.0f\n", figure->name, value);
        check_row(figure->name, value >= figure->least && value <= figure->most);
    }
    check_finish();
}

static void test_selftest__writes_what_its_schema_describes(void **state) {
    (void)state;
    struct schema schema;
    assert_true(schema_load("selftest.schema.json", &schema));
    assert_true(schema_admits(&schema, buffer_view(&text)));
    schema_clean_up(&schema);
}

/* Run and re-judgement of every cell agree in every word. */
static void test_selftest__is_judged_again_as_it_was(void **state) {
    (void)state;
    struct selftest_options options = options_of(true);
    (void)selftest_perform(&options);
    json_document_clean_up(&record);
    buffer_clean_up(&text);
    assert_true(read_record());
    assert_true(figure_of("checks", "judged_otherwise") == 0);
}

static void test_selftest__holds_every_check_that_can_be_run(void **state) {
    (void)state;
    assert_true(figure_of("checks", "held") + figure_of("checks", "skipped") ==
                figure_of("checks", "total"));
}

static bool is_blamed_without_cause(const struct json_node *cell) {
    bool is_blamed = false;
    for (const struct json_node *blame = json_first(json_member(cell, "blames")); blame != NULL;
         blame = json_next(blame)) {
        is_blamed |= bytes_equal_text(json_string_of(json_member(blame, "due")), "unfounded");
    }
    return is_blamed;
}

/* Not so much as a warning. */
static void test_selftest__blames_what_conforms_for_nothing(void **state) {
    (void)state;
    const struct json_node *cells = json_member(record.root, "cells");
    for (const struct json_node *cell = json_first(cells); cell != NULL; cell = json_next(cell)) {
        char name[128];
        snprintf(name, sizeof name, "%.*s", BYTES_PRINT(json_string_of(json_member(cell, "name"))));
        check_row(name, !is_blamed_without_cause(cell));
    }
    check_finish();
}

static bool is_quoted(struct bytes readme, const char *line) {
    bool is_found = bytes_find(readme, bytes_of_text(line), 0) != SIZE_MAX;
    if (!is_found) {
        print_message("README.md lacks: %s\n", line);
    }
    return is_found;
}

/* That the least likely of the defects that show now and then is caught. */
static double least_chance(void) {
    double least = 1;
    const struct json_node *cells = json_member(record.root, "cells");
    for (const struct json_node *cell = json_first(cells); cell != NULL; cell = json_next(cell)) {
        const struct json_node *chance = json_member(cell, "chance");
        double of_cell = chance == NULL ? 1 : json_number_of(chance);
        least = of_cell < least ? of_cell : least;
    }
    return least;
}

/* The console's lines, but for a check that needs what is not installed. */
static void test_selftest__gives_the_figures_of_the_readme(void **state) {
    (void)state;
    struct buffer readme;
    char line[128];
    buffer_init(&readme, RECORD_LIMIT_BYTES);
    assert_int_equal(store_read(README_FILE, RECORD_LIMIT_BYTES, &readme, NULL), STATUS_OK);
    for (size_t i = 0; i < sizeof quotations / sizeof quotations[0]; i++) {
        const struct quotation *quotation = &quotations[i];
        double skipped = figure_of(quotation->group, "skipped");
        double good = figure_of(quotation->group, quotation->good) + (skipped > 0 ? skipped : 0);
        snprintf(line, sizeof line, "\n%-16s%.0f of %.0f%s\n", quotation->label, good,
                 figure_of(quotation->group, "total"), quotation->words);
        check_row(quotation->label, is_quoted(buffer_view(&readme), line));
    }
    double total = figure_of("rows", "total");
    snprintf(line, sizeof line, "\n%-16s%.0f of %.0f needed\n", "cases",
             total - figure_of("rows", "needless"), total);
    check_row("cases", is_quoted(buffer_view(&readme), line));
    snprintf(line, sizeof line,
             "\n%-16smissed by chance at most once in %.0f runs, at --repeat 1\n", "now and then",
             1 / (1 - least_chance()));
    check_row("now and then", is_quoted(buffer_view(&readme), line));
    buffer_clean_up(&readme);
    check_finish();
}

static void test_defects__name_requirements_of_the_catalogue(void **state) {
    (void)state;
    for (size_t i = 0; i < platform_defect_count; i++) {
        bool is_known = false;
        for (enum requirement_id id = 0; id < REQUIREMENT_COUNT; id++) {
            is_known =
                is_known || strcmp(requirement_catalogue[id].id, platform_defects[i].breaks) == 0;
        }
        check_row(platform_defects[i].name, is_known);
    }
    check_finish();
}

/* Two for each documented requirement, one for each other. */
static void test_defects__are_spread_over_every_requirement(void **state) {
    (void)state;
    for (enum requirement_id id = 0; id < REQUIREMENT_COUNT; id++) {
        const struct requirement *requirement = &requirement_catalogue[id];
        size_t count = 0;
        for (size_t i = 0; i < platform_defect_count; i++) {
            count += strcmp(platform_defects[i].breaks, requirement->id) == 0;
        }
        check_row(requirement->id, count >= (requirement->level == LEVEL_DOCUMENTED ? 2 : 1));
    }
    check_finish();
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_defects__name_requirements_of_the_catalogue),
        cmocka_unit_test(test_defects__are_spread_over_every_requirement),
        cmocka_unit_test(test_selftest__is_no_worse_than_before),
        cmocka_unit_test(test_selftest__holds_every_check_that_can_be_run),
        cmocka_unit_test(test_selftest__blames_what_conforms_for_nothing),
        cmocka_unit_test(test_selftest__gives_the_figures_of_the_readme),
        cmocka_unit_test(test_selftest__writes_what_its_schema_describes),
        cmocka_unit_test(test_selftest__is_judged_again_as_it_was),
    };
    return cmocka_run_group_tests(tests, run_whole, forget);
}
