/* JUnit XML: read back with libxml2, checked against reports/junit.schema.xsd both ways. */
#include "report_sample.h"

#include <libxml/parser.h>
#include <libxml/xmlschemas.h>
#include <libxml/xpath.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct sample sample;
static xmlSchemaPtr schema;

static void ignore(void *context, const char *format, ...) {
    (void)context, (void)format;
}

static int load_schema(void **state) {
    (void)state;
    xmlSchemaParserCtxtPtr parser = xmlSchemaNewParserCtxt(REPORTS_FOLDER "/junit.schema.xsd");
    schema = xmlSchemaParse(parser);
    xmlSchemaFreeParserCtxt(parser);
    return schema == NULL ? -1 : 0;
}

static int free_schema(void **state) {
    (void)state;
    xmlSchemaFree(schema);
    xmlCleanupParser();
    return 0;
}

static xmlDocPtr parse(struct bytes text) {
    return xmlReadMemory((const char *)text.data, (int)text.size, "junit.xml", "UTF-8",
                         XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
}

static bool is_valid(struct bytes text) {
    xmlDocPtr document = parse(text);
    if (document == NULL) {
        return false;
    }
    xmlSchemaValidCtxtPtr context = xmlSchemaNewValidCtxt(schema);
    xmlSchemaSetValidErrors(context, ignore, ignore, NULL);
    bool is_valid = xmlSchemaValidateDoc(context, document) == 0;
    xmlSchemaFreeValidCtxt(context);
    xmlFreeDoc(document);
    return is_valid;
}

/* Evaluates an expression to text, which the caller frees. */
static xmlChar *evaluate(struct bytes text, const char *expression) {
    xmlDocPtr document = parse(text);
    assert_non_null(document);
    xmlXPathContextPtr context = xmlXPathNewContext(document);
    xmlXPathObjectPtr found = xmlXPathEvalExpression((const xmlChar *)expression, context);
    assert_non_null(found);
    xmlChar *value = xmlXPathCastToString(found);
    xmlXPathFreeObject(found);
    xmlXPathFreeContext(context);
    xmlFreeDoc(document);
    return value;
}

static bool evaluates_to(struct bytes text, const char *expression, const char *expected) {
    xmlChar *value = evaluate(text, expression);
    bool is_expected = xmlStrEqual(value, (const xmlChar *)expected);
    if (!is_expected) {
        print_error("%s is %s, expected %s\n", expression, (const char *)value, expected);
    }
    xmlFree(value);
    return is_expected;
}

struct value_row {
    const char *name;
    const char *expression;
    const char *expected;
};

static size_t count_failed(struct bytes text, const struct value_row *rows, size_t count) {
    size_t failed = 0;
    for (size_t i = 0; i < count; i++) {
        if (!evaluates_to(text, rows[i].expression, rows[i].expected)) {
            print_error("%s\n", rows[i].name);
            failed++;
        }
    }
    return failed;
}

static const struct value_row value_rows[] = {
    {"all cases are counted", "/testsuites/@tests", "9"},
    {"failures are counted", "/testsuites/@failures", "2"},
    {"errors are counted", "/testsuites/@errors", "1"},
    {"the run's time", "/testsuites/@time", "2.346"},
    {"a suite for each chapter", "count(//testsuite)", "5"},
    {"a suite's own count", "//testsuite[@name='activation']/@tests", "3"},
    {"a suite's skipped cases", "//testsuite[@name='activation']/@skipped", "1"},
    {"a suite's time is its cases'", "//testsuite[@name='activation']/@time", "0.021"},
    {"a suite's failures", "//testsuite[@name='error']/@failures", "2"},
    {"the class is the chapter", "//testcase[@name='activation.online']/@classname",
     "assay.activation"},
    {"a case's time", "//testcase[@name='activation.online']/@time", "0.011"},
    {"a passing case is empty", "count(//testcase[@name='activation.online']/*)", "0"},
    {"a warning passes", "count(//testcase[@name='activation.name-null']/failure)", "0"},
    {"a warning is told",
     "contains(//testcase[@name='activation.name-null']/system-out, 'actual: null')", "true"},
    {"a failure's message is the first finding",
     "string(//testcase[@name='error.token.cut-by-one']/failure/@message)",
     "error.403.1010005: expected 403 with error code 1010005, got 200 with deviceId, activated "
     "and name"},
    {"a failure's type is the requirement",
     "string(//testcase[@name='error.token.cut-by-one']/failure/@type)", "error.403.1010005"},
    {"a failure's text has every finding",
     "contains(//testcase[@name='error.token.cut-by-one']/failure, 'hardening.cache (hardening, "
     "warning)')",
     "true"},
    {"a failure's text has the recommended handling",
     "contains(//testcase[@name='error.token.cut-by-one']/failure, 'recommended handling: Check "
     "whether accessToken carried in the API request is correct.')",
     "true"},
    {"a failure's text has the command",
     "contains(//testcase[@name='error.token.cut-by-one']/failure, 'reproduce: curl ')", "true"},
    {"what was not run says why",
     "string(//testcase[@name='activation.abnormal']/skipped/@message)",
     "the profile has no member devices.abnormal"},
    {"out of scope is told apart", "string(//testcase[@name='throttle.burst']/skipped/@type)",
     "out-of-scope"},
    {"what was not generated is told apart",
     "string(//testcase[@name='error.device.other-case']/skipped/@type)", "not-generated"},
    {"a case in error", "string(//testcase[@name='hardening.path.encoded-slash']/error/@message)",
     "the request could not be made: out of memory"},
    {"the verdict", "string(//testsuite[1]/properties/property[@name='verdict']/@value)",
     "nonconformant"},
    {"the seed", "string(//testsuite[1]/properties/property[@name='seed']/@value)", "42"},
};

static void test_report_junit__tells_every_case(void **state) {
    (void)state;
    sample_init(&sample);
    struct buffer out = sample_render(report_junit, &sample.tally);
    assert_true(is_valid(buffer_view(&out)));
    assert_int_equal(
        count_failed(buffer_view(&out), value_rows, sizeof value_rows / sizeof value_rows[0]), 0);
    buffer_clean_up(&out);
}

static const struct value_row no_verdict_rows[] = {
    {"one test more than cases", "/testsuites/@tests", "10"},
    {"it is an error", "/testsuites/@errors", "1"},
    {"it says why", "string(//testcase[@name='verdict']/error/@message)",
     "The endpoint could not be reached."},
    {"the cases are skipped", "count(//skipped)", "9"},
};

static void test_report_junit__is_in_error_without_a_verdict(void **state) {
    (void)state;
    sample_init_without_verdict(&sample);
    struct buffer out = sample_render(report_junit, &sample.tally);
    assert_true(is_valid(buffer_view(&out)));
    assert_int_equal(count_failed(buffer_view(&out), no_verdict_rows,
                                  sizeof no_verdict_rows / sizeof no_verdict_rows[0]),
                     0);
    buffer_clean_up(&out);
}

static void test_report_junit__has_no_verdict_case_where_there_is_one(void **state) {
    (void)state;
    sample_init_conformant(&sample);
    struct buffer out = sample_render(report_junit, &sample.tally);
    assert_true(is_valid(buffer_view(&out)));
    assert_true(evaluates_to(buffer_view(&out), "count(//testcase)", "9"));
    assert_true(evaluates_to(buffer_view(&out), "count(//testcase/*)", "0"));
    buffer_clean_up(&out);
}

static void test_report_junit__is_valid_without_any_case(void **state) {
    (void)state;
    sample_init_conformant(&sample);
    sample.tally.case_count = 0;
    struct buffer out = sample_render(report_junit, &sample.tally);
    assert_true(is_valid(buffer_view(&out)));
    buffer_clean_up(&out);
}

static void test_report_junit__keeps_hostile_text_text(void **state) {
    (void)state;
    size_t failed = 0;
    for (size_t i = 0; i < HOSTILE_ROWS; i++) {
        sample_init(&sample);
        sample_fill(&sample, hostile_rows[i].text);
        struct buffer out = sample_render(report_junit, &sample.tally);
        struct bytes text = buffer_view(&out);
        if (!is_valid(text) || !evaluates_to(text, "count(//testcase)", "9") ||
            !evaluates_to(text, "count(//failure)", "2") ||
            !evaluates_to(text, "count(//comment())", "0")) {
            print_error("%s\n", hostile_rows[i].name);
            failed++;
        }
        buffer_clean_up(&out);
    }
    assert_int_equal(failed, 0);
}

static void test_report_junit__carries_markup_as_it_is(void **state) {
    (void)state;
    static const char markup[] = "</failure><x a=\"1\" b='2'>&amp;]]>";
    sample_init(&sample);
    sample_fill(&sample, markup);
    struct buffer out = sample_render(report_junit, &sample.tally);
    assert_true(evaluates_to(buffer_view(&out), "string(//skipped[1]/@message)", markup));
    buffer_clean_up(&out);
}

struct schema_row {
    const char *name;
    const char *from;
    const char *to;
};

/* Each takes one step away from what is valid. */
static const struct schema_row schema_rows[] = {
    {"another root", "testsuites", "testsuitez"},
    {"an attribute that Jenkins does not know", "<testcase ", "<testcase status=\"run\" "},
    {"a count that is no number", "tests=\"9\"", "tests=\"many\""},
    {"a time with four digits", "time=\"2.346\"", "time=\"2.3457\""},
    {"a case without a name", " name=\"request.prototype\"", ""},
    {"a case that stands twice", "name=\"activation.online\"", "name=\"request.prototype\""},
    {"a chapter that stands twice", "<testsuite name=\"activation\"",
     "<testsuite name=\"request\""},
    {"an unknown element", "<skipped ", "<ignored "},
    {"a failure without a message", "<failure message", "<failure other"},
};

static void test_junit_schema__refuses_what_assay_does_not_write(void **state) {
    (void)state;
    size_t failed = 0;
    sample_init(&sample);
    struct buffer out = sample_render(report_junit, &sample.tally);
    for (size_t i = 0; i < sizeof schema_rows / sizeof schema_rows[0]; i++) {
        struct buffer other =
            sample_replace(buffer_view(&out), schema_rows[i].from, schema_rows[i].to);
        if (is_valid(buffer_view(&other))) {
            print_error("%s is taken\n", schema_rows[i].name);
            failed++;
        }
        buffer_clean_up(&other);
    }
    buffer_clean_up(&out);
    assert_int_equal(failed, 0);
}

static void test_report_junit__leaves_a_full_buffer_as_it_was(void **state) {
    (void)state;
    sample_init(&sample);
    struct buffer whole = sample_render(report_junit, &sample.tally);
    for (size_t limit = 4; limit < whole.size; limit += 97) {
        struct buffer out;
        buffer_init(&out, limit);
        assert_int_equal(buffer_append_text(&out, "kept"), STATUS_OK);
        assert_int_equal(report_junit(&sample.tally, &out), STATUS_LIMIT);
        assert_string_equal(buffer_text(&out), "kept");
        buffer_clean_up(&out);
    }
    buffer_clean_up(&whole);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_report_junit__tells_every_case),
        cmocka_unit_test(test_report_junit__is_in_error_without_a_verdict),
        cmocka_unit_test(test_report_junit__has_no_verdict_case_where_there_is_one),
        cmocka_unit_test(test_report_junit__is_valid_without_any_case),
        cmocka_unit_test(test_report_junit__keeps_hostile_text_text),
        cmocka_unit_test(test_report_junit__carries_markup_as_it_is),
        cmocka_unit_test(test_junit_schema__refuses_what_assay_does_not_write),
        cmocka_unit_test(test_report_junit__leaves_a_full_buffer_as_it_was),
    };
    return cmocka_run_group_tests(tests, load_schema, free_schema);
}
