/* What CI systems read of a run: SARIF, CTRF, a badge, GitHub's annotations and step summary. */
#include "report_sample.h"

#include "tests/check.h"
#include "json/document.h"

#include <libxml/parser.h>

static struct sample sample;

static const struct json_limits limits = {.depth = 64, .values = 1000000};

static struct json_document parse(const struct buffer *text) {
    struct json_document document;
    struct json_error error =
        json_document_parse(buffer_view(text), limits, JSON_UNIQUE_NAMES, &document);
    assert_int_equal(error.fault, JSON_OK);
    return document;
}

static const struct json_node *at(const struct json_node *node, const char *path) {
    char name[32];
    for (const char *from = path; node != NULL && *from != '\0';) {
        size_t size = strcspn(from, ".");
        snprintf(name, sizeof name, "%.*s", (int)size, from);
        node = strcmp(name, "0") == 0 ? json_first(node) : json_member(node, name);
        from += size + (from[size] == '.');
    }
    return node;
}

static size_t count(const struct json_node *list) {
    size_t elements = 0;
    for (const struct json_node *item = json_first(list); item != NULL; item = json_next(item)) {
        elements++;
    }
    return elements;
}

static size_t count_findings(const struct tally *tally) {
    size_t findings = 0;
    for (size_t i = 0; i < tally->case_count; i++) {
        findings += tally->cases[i].findings.count;
    }
    return findings;
}

static const struct json_node *element(const struct json_node *list, size_t index) {
    const struct json_node *item = json_first(list);
    for (; index > 0 && item != NULL; index--) {
        item = json_next(item);
    }
    return item;
}

static void
test_report_sarif__has_a_rule_for_each_requirement_and_a_result_for_each_finding(void **state) {
    (void)state;
    sample_init(&sample);
    struct buffer text = sample_render(report_sarif, &sample.tally);
    struct json_document document = parse(&text);
    const struct json_node *run = at(document.root, "runs.0");
    const struct json_node *rules = at(run, "tool.driver.rules");
    assert_int_equal(count(rules), REQUIREMENT_COUNT);
    assert_int_equal(count(at(run, "results")), count_findings(&sample.tally));
    for (const struct json_node *result = json_first(at(run, "results")); result != NULL;
         result = json_next(result)) {
        struct bytes id = json_string_of(at(result, "ruleId"));
        size_t index = (size_t)json_number_of(at(result, "ruleIndex"));
        assert_true(bytes_equal(json_string_of(at(element(rules, index), "id")), id));
        assert_true(json_string_of(at(result, "message.text")).size > 0);
        assert_non_null(at(result, "locations.0.physicalLocation.region.startLine"));
        assert_non_null(at(result, "partialFingerprints.primaryLocationLineHash"));
    }
    json_document_clean_up(&document);
    buffer_clean_up(&text);
}

static void test_report_sarif__suppresses_what_is_waived_and_nothing_else(void **state) {
    (void)state;
    sample_init(&sample);
    struct finding *finding = &sample.tally.cases[SAMPLE_FAIL].findings.items[0];
    struct buffer before = sample_render(report_sarif, &sample.tally);
    assert_int_equal(count_text(buffer_view(&before), "\"suppressions\""), 0);
    sample.tally.requirements[finding->requirement].status = REQUIREMENT_WAIVED;
    struct buffer after = sample_render(report_sarif, &sample.tally);
    assert_true(count_text(buffer_view(&after), "\"suppressions\"") > 0);
    buffer_clean_up(&before);
    buffer_clean_up(&after);
}

static void test_report_ctrf__counts_what_it_lists(void **state) {
    (void)state;
    static const char *const words[] = {"passed", "failed", "skipped", "other"};
    sample_init(&sample);
    struct buffer text = sample_render(report_ctrf, &sample.tally);
    struct json_document document = parse(&text);
    const struct json_node *summary = at(document.root, "results.summary");
    size_t total = 0;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        char needle[64];
        snprintf(needle, sizeof needle, "\"status\": \"%s\"", words[i]);
        size_t listed = count_text(buffer_view(&text), needle);
        check_row(words[i], listed == (size_t)json_number_of(json_member(summary, words[i])));
        total += listed;
    }
    check_finish();
    assert_int_equal(total, SAMPLE_CASES);
    assert_int_equal((size_t)json_number_of(json_member(summary, "tests")), SAMPLE_CASES);
    json_document_clean_up(&document);
    buffer_clean_up(&text);
}

struct badge_row {
    const char *name;
    void (*init)(struct sample *sample);
    const char *text;
};

static const struct badge_row badge_rows[] = {
    {"conformant", sample_init_conformant, "<title>assay: conformant, "},
    {"nonconformant", sample_init, "<title>assay: nonconformant, "},
    {"without a verdict", sample_init_without_verdict, "<title>assay: no verdict</title>"},
};

static void test_report_badge__is_an_svg_that_says_the_verdict(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof badge_rows / sizeof badge_rows[0]; i++) {
        const struct badge_row *row = &badge_rows[i];
        row->init(&sample);
        struct buffer text = sample_render(report_badge, &sample.tally);
        xmlDocPtr document =
            xmlReadMemory(buffer_text(&text), (int)text.size, NULL, NULL, XML_PARSE_NONET);
        check_row(row->name, document != NULL);
        check_row(row->name, strstr(buffer_text(&text), row->text) != NULL);
        xmlFreeDoc(document);
        buffer_clean_up(&text);
    }
    check_finish();
}

static void
test_report_github_annotations__are_one_line_for_each_broken_or_warned_requirement(void **state) {
    (void)state;
    sample_init(&sample);
    struct buffer text = sample_render(report_github_annotations, &sample.tally);
    assert_int_equal(count_text(buffer_view(&text), "::error title=error.403.1010005::"), 1);
    assert_true(count_text(buffer_view(&text), "::warning title=") > 0);
    buffer_clean_up(&text);
    sample_init_conformant(&sample);
    text = sample_render(report_github_annotations, &sample.tally);
    assert_int_equal(text.size, 0);
    buffer_clean_up(&text);
}

struct verdict_row {
    const char *name;
    enum verdict verdict;
    const char *begins; /* NULL: the verdict is no annotation of its own */
};

static const struct verdict_row verdict_rows[] = {
    {"conformant", VERDICT_CONFORMANT, NULL},
    {"nonconformant: what is broken says it", VERDICT_NONCONFORMANT, NULL},
    {"inconclusive", VERDICT_INCONCLUSIVE, "::warning title=assay%3A inconclusive::50%25 sent\n"},
    {"none", VERDICT_NONE, "::error title=assay%3A no verdict::50%25 sent\n"},
};

static void test_report_github_annotations__say_why_there_is_no_verdict(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof verdict_rows / sizeof verdict_rows[0]; i++) {
        const struct verdict_row *row = &verdict_rows[i];
        sample_init_conformant(&sample);
        sample.tally.verdict = row->verdict;
        snprintf(sample.tally.verdict_reason, sizeof sample.tally.verdict_reason, "50%% sent");
        struct buffer text = sample_render(report_github_annotations, &sample.tally);
        const char *expected = row->begins == NULL ? "" : row->begins;
        check_row(row->name, bytes_equal_text(buffer_view(&text), expected));
        buffer_clean_up(&text);
    }
    check_finish();
}

/* Each line of the output that begins a command is one of ours. */
static bool has_foreign_command(const struct buffer *text) {
    const char *line = buffer_text(text);
    while (line[0] != '\0') {
        if (strncmp(line, "::error title=", 14) != 0 &&
            strncmp(line, "::warning title=", 16) != 0) {
            return true;
        }
        const char *end = strchr(line, '\n');
        line = end == NULL ? line + strlen(line) : end + 1;
    }
    return false;
}

static void test_reports_for_ci__take_hostile_text_for_text(void **state) {
    (void)state;
    for (size_t i = 0; i < HOSTILE_ROWS; i++) {
        const struct hostile_row *row = &hostile_rows[i];
        sample_init(&sample);
        sample_fill(&sample, row->text);
        struct buffer sarif = sample_render(report_sarif, &sample.tally);
        struct buffer ctrf = sample_render(report_ctrf, &sample.tally);
        sample.tally.verdict = VERDICT_NONE;
        struct buffer github = sample_render(report_github_annotations, &sample.tally);
        struct buffer summary = sample_render(report_github_summary, &sample.tally);
        struct json_document one = parse(&sarif);
        struct json_document other = parse(&ctrf);
        check_row(row->name, !has_foreign_command(&github));
        check_row(row->name, count_text(buffer_view(&summary), "<script") == 0);
        json_document_clean_up(&one);
        json_document_clean_up(&other);
        buffer_clean_up(&sarif);
        buffer_clean_up(&ctrf);
        buffer_clean_up(&github);
        buffer_clean_up(&summary);
    }
    check_finish();
}

static void test_report_github_summary__lists_what_is_not_proven(void **state) {
    (void)state;
    sample_init(&sample);
    struct buffer text = sample_render(report_github_summary, &sample.tally);
    size_t rows = 0;
    for (size_t i = 0; i < REQUIREMENT_COUNT; i++) {
        rows += sample.tally.requirements[i].status != REQUIREMENT_PROVEN;
    }
    assert_int_equal(count_text(buffer_view(&text), "\n| "), rows + 1);
    buffer_clean_up(&text);
}

/* A flaky case is named whatever else is broken; a warning that comes and goes is none. */
static void test_report_github_summary__names_flaky_cases(void **state) {
    (void)state;
    sample_init(&sample);
    for (size_t i = 0; i < SAMPLE_CASES; i++) {
        sample.results[i].judged = 20;
        sample.results[i].deviating = 1;
    }
    struct buffer text = sample_render(report_github_summary, &sample.tally);
    assert_int_equal(count_text(buffer_view(&text), "flaky"), 0);
    buffer_clean_up(&text);
    sample.results[0].is_flaky = true;
    text = sample_render(report_github_summary, &sample.tally);
    assert_int_equal(count_text(buffer_view(&text), "` is flaky: 1 of 20 answers deviates\n\n"), 1);
    buffer_clean_up(&text);
    for (size_t i = 0; i < SAMPLE_CASES; i++) {
        sample.results[i].is_flaky = true;
    }
    text = sample_render(report_github_summary, &sample.tally);
    assert_int_equal(count_text(buffer_view(&text), "` is flaky: "), 5);
    assert_int_equal(count_text(buffer_view(&text), "- and 4 more\n\n"), 1);
    buffer_clean_up(&text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            test_report_sarif__has_a_rule_for_each_requirement_and_a_result_for_each_finding),
        cmocka_unit_test(test_report_sarif__suppresses_what_is_waived_and_nothing_else),
        cmocka_unit_test(test_report_ctrf__counts_what_it_lists),
        cmocka_unit_test(test_report_badge__is_an_svg_that_says_the_verdict),
        cmocka_unit_test(
            test_report_github_annotations__are_one_line_for_each_broken_or_warned_requirement),
        cmocka_unit_test(test_report_github_annotations__say_why_there_is_no_verdict),
        cmocka_unit_test(test_reports_for_ci__take_hostile_text_for_text),
        cmocka_unit_test(test_report_github_summary__lists_what_is_not_proven),
        cmocka_unit_test(test_report_github_summary__names_flaky_cases),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
