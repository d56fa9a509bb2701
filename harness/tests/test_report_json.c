/* report.json: read back, member by member. */
#include "report_sample.h"

#include "base/utf8.h"
#include "json/document.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct json_limits limits = {.depth = 16, .values = 100000};

static struct sample sample;

/* Steps from a node to one below it: a member by its name, an element by its index. */
static const struct json_node *step(const struct json_node *node, const char *name) {
    char *end;
    unsigned long index = strtoul(name, &end, 10);
    if (*end != '\0') {
        return json_member(node, name);
    }
    const struct json_node *element = json_first(node);
    while (element != NULL && index-- > 0) {
        element = json_next(element);
    }
    return element;
}

/* Follows a path such as "cases/3/status"; NULL where it leads nowhere. */
static const struct json_node *follow(const struct json_node *node, const char *path) {
    char name[64];
    while (node != NULL && *path != '\0') {
        size_t size = strcspn(path, "/");
        snprintf(name, sizeof name, "%.*s", (int)size, path);
        node = step(node, name);
        path += size + (path[size] == '/');
    }
    return node;
}

static struct json_document parse(const struct buffer *out) {
    struct json_document document;
    struct json_error error =
        json_document_parse(buffer_view(out), limits, JSON_UNIQUE_NAMES, &document);
    assert_int_equal(error.fault, JSON_OK);
    return document;
}

/* The bytes of a value as they were written. */
static struct bytes raw(const struct json_document *document, const char *path) {
    const struct json_node *node = follow(document->root, path);
    if (node == NULL) {
        return bytes_of_text("nothing");
    }
    struct json_span span = json_span_of(document, node);
    return bytes_slice(document->text, span.value_offset, span.value_size);
}

struct value_row {
    const char *path;
    const char *expected; /* as it is written */
};

static const struct value_row value_rows[] = {
    {"verdict", "\"nonconformant\""},
    {"verdict_reason", "\"1 requirement is broken.\""},
    {"requirements/0/id", "\"request.https\""},
    {"requirements/0/level", "\"documented\""},
    {"requirements/0/status", "\"proven\""},
    {"requirements/0/reason", "\"\""},
    {"requirements/1/cases/0", "\"request.prototype\""},
    {"requirements/1/cases/1", "nothing"},
    {"requirements/22/id", "\"error.403.1010005\""},
    {"requirements/22/status", "\"broken\""},
    {"requirements/22/cases/0", "\"error.token.last-character-changed\""},
    {"requirements/22/cases/1", "\"error.token.cut-by-one\""},
    {"requirements/22/found_in/1", "\"error.token.cut-by-one\""},
    {"requirements/22/found_in/2", "nothing"},
    {"requirements/17/status", "\"not-run\""},
    {"requirements/17/reason", "\"the profile has no member devices.abnormal\""},
    {"cases/0/id", "\"request.prototype\""},
    {"cases/0/title", "\"what a conforming platform does\""},
    {"cases/0/proves/0", "\"request.method\""},
    {"cases/0/twin", "null"},
    {"cases/0/status", "\"pass\""},
    {"cases/0/out_of_scope", "false"},
    {"cases/0/findings/0", "nothing"},
    {"cases/0/exchanges/0", "0"},
    {"cases/0/exchanges/1", "50"},
    {"cases/0/seconds", "0.011"},
    {"cases/2/status", "\"warn\""},
    {"cases/2/findings/0/severity", "\"warning\""},
    {"cases/2/findings/0/level", "\"documented\""},
    {"cases/2/findings/0/handling", "null"},
    {"cases/3/status", "\"fail\""},
    {"cases/3/twin", "\"request.prototype\""},
    {"cases/3/findings/0/requirement", "\"error.403.1010005\""},
    {"cases/3/findings/0/severity", "\"failure\""},
    {"cases/3/findings/0/expected", "\"403 with error code 1010005\""},
    {"cases/3/findings/0/actual", "\"200 with deviceId, activated and name\""},
    {"cases/3/findings/0/where", "\"status line\""},
    {"cases/3/findings/0/handling",
     "\"Check whether accessToken carried in the API request is correct.\""},
    {"cases/3/findings/0/exchange", "3"},
    {"cases/5/status", "\"not-run\""},
    {"cases/5/reason", "\"the profile has no member devices.abnormal\""},
    {"cases/5/reproduce", "null"},
    {"cases/5/out_of_scope", "false"},
    {"cases/6/out_of_scope", "true"},
    {"cases/6/not_generated", "false"},
    {"cases/7/not_generated", "true"},
    {"cases/8/status", "\"error\""},
    {"cases/9", "nothing"},
    {"interpretations/0/id", "\"name-null\""},
    {"interpretations/0/choice", "\"warn\""},
    {"interpretations/0/mattered", "true"},
    {"interpretations/1/mattered", "false"},
    {"interpretations/0/effect",
     "\"fail breaks response.name on null, accept passes it in silence.\""},
    {"cases/2/findings/0/mark/part", "\"body\""},
    {"cases/2/findings/0/mark/offset", "58"},
    {"cases/3/findings/0/mark", "null"},
    {"cases/3/findings_left_out", "0"},
    {"exchanges/0/number", "2"},
    {"exchanges/0/case", "\"activation.name-null\""},
    {"exchanges/0/outcome", "\"complete\""},
    {"exchanges/0/status", "200"},
    {"exchanges/0/at", "1.500"},
    {"exchanges/0/secured", "null"},
    {"exchanges/0/total", "10.500"},
    {"exchanges/0/sent/offset", "0"},
    {"exchanges/0/head/bytes", "51"},
    {"exchanges/0/framed", "null"},
    {"exchanges/0/body/encoding", "\"utf-8\""},
    {"exchanges/0/body/content", "\"{\\\"deviceId\\\":\\\"1a2b\\\",\\\"activated\\\":true,"
                                 "\\\"product\\\":\\\"a\\\",\\\"name\\\":"
                                 "null}\""},
    {"exchanges/2", "nothing"},
    {"exchanges_left_out", "0"},
    {"suite/version", "\"0.1.0\""},
    {"suite/document", "\"2022-02-24\""},
    {"target/name", "\"staging\""},
    {"target/endpoint", "\"https://platform.example:8743\""},
    {"run/id", "\"20220224-080000-5eed\""},
    {"run/started", "\"2022-02-24T08:00:00.000Z\""},
    {"run/seconds", "2.346"},
    {"run/seed", "42"},
    {"run/strict", "true"},
    {"run/exit", "1"},
    {"run/calls", "97"},
};

static void test_report_json__has_every_member(void **state) {
    (void)state;
    size_t failed = 0;
    sample_init(&sample);
    struct buffer out = sample_render(report_json, &sample.tally);
    struct json_document document = parse(&out);
    for (size_t i = 0; i < sizeof value_rows / sizeof value_rows[0]; i++) {
        struct bytes actual = raw(&document, value_rows[i].path);
        if (!bytes_equal_text(actual, value_rows[i].expected)) {
            print_error("%s: %.*s\n", value_rows[i].path, BYTES_PRINT(actual));
            failed++;
        }
    }
    json_document_clean_up(&document);
    buffer_clean_up(&out);
    assert_int_equal(failed, 0);
}

static void test_report_json__keeps_the_order_of_catalogue_and_table(void **state) {
    (void)state;
    sample_init(&sample);
    struct buffer out = sample_render(report_json, &sample.tally);
    struct json_document document = parse(&out);
    const struct json_node *at = json_first(json_member(document.root, "requirements"));
    for (size_t i = 0; i < REQUIREMENT_COUNT; i++, at = json_next(at)) {
        assert_true(
            bytes_equal_text(json_string_of(json_member(at, "id")), sample.catalogue[i].id));
    }
    assert_null(at);
    at = json_first(json_member(document.root, "cases"));
    for (size_t i = 0; i < SAMPLE_CASES; i++, at = json_next(at)) {
        assert_true(bytes_equal_text(json_string_of(json_member(at, "id")), sample.rows[i].id));
    }
    assert_null(at);
    json_document_clean_up(&document);
    buffer_clean_up(&out);
}

static void test_report_json__is_the_same_twice(void **state) {
    (void)state;
    sample_init(&sample);
    struct buffer first = sample_render(report_json, &sample.tally);
    struct buffer second = sample_render(report_json, &sample.tally);
    assert_true(bytes_equal(buffer_view(&first), buffer_view(&second)));
    assert_int_equal(first.data[first.size - 1], '\n');
    buffer_clean_up(&second);
    buffer_clean_up(&first);
}

static void test_report_json__writes_every_seed_whole(void **state) {
    (void)state;
    sample_init(&sample);
    sample.tally.run.seed = UINT64_MAX;
    struct buffer out = sample_render(report_json, &sample.tally);
    struct json_document document = parse(&out);
    assert_true(bytes_equal_text(raw(&document, "run/seed"), "18446744073709551615"));
    json_document_clean_up(&document);
    buffer_clean_up(&out);
}

static void test_report_json__writes_unknown_facts_as_empty(void **state) {
    (void)state;
    sample_init(&sample);
    sample.tally.run = (struct run_facts){0};
    struct buffer out = sample_render(report_json, &sample.tally);
    struct json_document document = parse(&out);
    assert_true(bytes_equal_text(raw(&document, "target/certificate_sha256"), "\"\""));
    assert_true(bytes_equal_text(raw(&document, "suite/version"), "\"\""));
    json_document_clean_up(&document);
    buffer_clean_up(&out);
}

/* What is well-formed comes back as it went in; the rest becomes U+FFFD. */
static void test_report_json__keeps_hostile_text_text(void **state) {
    (void)state;
    size_t failed = 0;
    for (size_t i = 0; i < HOSTILE_ROWS; i++) {
        const char *text = hostile_rows[i].text;
        sample_init(&sample);
        sample_fill(&sample, text);
        struct buffer out = sample_render(report_json, &sample.tally);
        struct json_document document = parse(&out);
        struct bytes actual = json_string_of(follow(document.root, "cases/3/findings/0/actual"));
        bool is_whole = bytes_equal_text(actual, text);
        bool has_mark = bytes_find(actual, bytes_of_text("\xef\xbf\xbd"), 0) != SIZE_MAX;
        if (utf8_is_valid(bytes_of_text(text)) ? !is_whole : !has_mark) {
            print_error("%s\n", hostile_rows[i].name);
            failed++;
        }
        json_document_clean_up(&document);
        buffer_clean_up(&out);
    }
    assert_int_equal(failed, 0);
}

static void test_report_json__leaves_a_full_buffer_as_it_was(void **state) {
    (void)state;
    sample_init(&sample);
    struct buffer whole = sample_render(report_json, &sample.tally);
    for (size_t limit = 4; limit < whole.size + 4; limit += 97) {
        struct buffer out;
        buffer_init(&out, limit);
        assert_int_equal(buffer_append_text(&out, "kept"), STATUS_OK);
        assert_int_equal(report_json(&sample.tally, &out), STATUS_LIMIT);
        assert_string_equal(buffer_text(&out), "kept");
        buffer_clean_up(&out);
    }
    buffer_clean_up(&whole);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_report_json__has_every_member),
        cmocka_unit_test(test_report_json__keeps_the_order_of_catalogue_and_table),
        cmocka_unit_test(test_report_json__is_the_same_twice),
        cmocka_unit_test(test_report_json__writes_every_seed_whole),
        cmocka_unit_test(test_report_json__writes_unknown_facts_as_empty),
        cmocka_unit_test(test_report_json__keeps_hostile_text_text),
        cmocka_unit_test(test_report_json__leaves_a_full_buffer_as_it_was),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
