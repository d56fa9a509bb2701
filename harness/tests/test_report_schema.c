/* reports/report.schema.json against what is written, so that neither can move without the other.
 */
#include "report_sample.h"
#include "tests/schema.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct sample sample;
static struct schema schema;

static int load_schema(void **state) {
    (void)state;
    return schema_load("report.schema.json", &schema) ? 0 : -1;
}

static int free_schema(void **state) {
    (void)state;
    schema_clean_up(&schema);
    return 0;
}

static void test_report_schema__admits_every_kind_of_report(void **state) {
    (void)state;
    static void (*const inits[])(struct sample *) = {sample_init, sample_init_conformant,
                                                     sample_init_without_verdict};
    for (size_t i = 0; i < sizeof inits / sizeof inits[0]; i++) {
        inits[i](&sample);
        struct buffer out = sample_render(report_json, &sample.tally);
        assert_true(schema_admits(&schema, buffer_view(&out)));
        buffer_clean_up(&out);
    }
}

struct change_row {
    const char *name;
    const char *from;
    const char *to; /* in place of the first `from` */
};

static const struct change_row change_rows[] = {
    {"an unknown member", "\"verdict\":", "\"verdikt\": 1,\n\"verdict\":"},
    {"a missing member", "\"exit\": 1,", ""},
    {"an unknown verdict", "\"nonconformant\"", "\"maybe\""},
    {"an unknown requirement status", "\"proven\"", "\"assumed\""},
    {"an unknown case status", "\"status\": \"pass\"", "\"status\": \"passed\""},
    {"a number as text", "\"calls\": 97", "\"calls\": \"97\""},
    {"a null that is not allowed", "\"name\": \"staging\"", "\"name\": null"},
    {"an unknown member of a finding", "\"where\":", "\"place\":"},
    {"an unknown outcome", "\"complete\"", "\"whole\""},
    {"an unknown encoding", "\"utf-8\"", "\"latin-1\""},
    {"a mark without its part", "\"part\": \"body\",", ""},
    {"an unknown exit code", "\"exit\": 1", "\"exit\": 6"},
};

static void test_report_schema__refuses_what_assay_does_not_write(void **state) {
    (void)state;
    size_t failed = 0;
    sample_init(&sample);
    struct buffer out = sample_render(report_json, &sample.tally);
    for (size_t i = 0; i < sizeof change_rows / sizeof change_rows[0]; i++) {
        struct buffer other =
            sample_replace(buffer_view(&out), change_rows[i].from, change_rows[i].to);
        if (schema_admits(&schema, buffer_view(&other))) {
            print_error("%s is taken\n", change_rows[i].name);
            failed++;
        }
        buffer_clean_up(&other);
    }
    buffer_clean_up(&out);
    assert_int_equal(failed, 0);
}

/* The words of the model and the words of the schema are the same words. */
static void test_report_schema__knows_the_words_of_the_model(void **state) {
    (void)state;
    assert_true(schema_has_words(&schema, NULL, "verdict", verdict_names, VERDICT_NONE + 1));
    assert_true(schema_has_words(&schema, "requirement", "status", requirement_status_names,
                                 REQUIREMENT_BROKEN + 1));
    assert_true(schema_has_words(&schema, "case", "status", case_status_names, CASE_ERROR + 1));
    assert_true(
        schema_has_words(&schema, "exchange", "outcome", exchange_outcome_names, OUTCOME_COUNT));
    assert_true(schema_has_words(&schema, "level", NULL, level_names, LEVEL_DOCUMENTED + 1));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_report_schema__admits_every_kind_of_report),
        cmocka_unit_test(test_report_schema__refuses_what_assay_does_not_write),
        cmocka_unit_test(test_report_schema__knows_the_words_of_the_model),
    };
    return cmocka_run_group_tests(tests, load_schema, free_schema);
}
