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
    {"defects-enough", "defects", "total", 446, 1e6},
    {"every-defect-is-killed", "defects", "survived", 0, 0},
    {"every-defect-was-run", "defects", "failed", 0, 0},
    {"no-collateral", "defects", "collateral", 0, 0},
    {"excuses-that-nobody-needs", "defects", "unused_excuses", 0, 0},
    {"variants-enough", "variants", "total", 93, 1e6},
    {"no-false-alarm", "variants", "false_alarms", 0, 0},
    {"every-variant-was-run", "variants", "failed", 0, 0},
    {"no-check-could-not-be-run", "checks", "failed", 0, 0},
    {"no-case-that-nothing-needs", "rows", "needless", 0, 0},
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

static void test_selftest__is_no_worse_than_before(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++) {
        const struct figure *figure = &figures[i];
        const struct json_node *found =
            json_member(json_member(record.root, figure->group), figure->member);
        double value = found == NULL ? -1 : json_number_of(found);
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
    const struct json_node *otherwise =
        json_member(json_member(record.root, "checks"), "judged_otherwise");
    assert_non_null(otherwise);
    assert_true(json_number_of(otherwise) == 0);
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
        cmocka_unit_test(test_selftest__writes_what_its_schema_describes),
        cmocka_unit_test(test_selftest__is_judged_again_as_it_was),
    };
    return cmocka_run_group_tests(tests, run_whole, forget);
}
