/* What the gate does beside the grammar: limits, facts, places. */
#include "json/gate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* `open` and `close` repeated, one behind the other. */
static struct bytes nested(struct buffer *text, size_t depth, const char *open, const char *close) {
    buffer_clear(text);
    for (size_t i = 0; i < depth; i++) {
        assert_int_equal(buffer_append_text(text, open), STATUS_OK);
    }
    for (size_t i = 0; i < depth; i++) {
        assert_int_equal(buffer_append_text(text, close), STATUS_OK);
    }
    return buffer_view(text);
}

struct depth_row {
    const char *name;
    const char *open, *close;
    size_t depth;
    unsigned limit;
    enum json_fault fault;
    size_t offset;
};

static const struct depth_row depth_rows[] = {
    {"at the limit", "[", "]", 512, 512, JSON_OK, 0},
    {"one past it", "[", "]", 513, 512, JSON_TOO_DEEP, 512},
    {"far past it", "[", "", 100000, 512, JSON_TOO_DEEP, 512},
    {"objects at the limit", "{\"\":[", "]}", 256, 512, JSON_OK, 0},
    {"objects past it", "{\"\":[", "]}", 257, 512, JSON_TOO_DEEP, 1280},
    {"a lower limit", "[", "]", 3, 3, JSON_OK, 0},
    {"past a lower limit", "[", "]", 4, 3, JSON_TOO_DEEP, 3},
    {"no container at all", "[", "]", 1, 0, JSON_TOO_DEEP, 0},
    {"a scalar alone", "1", "", 1, 0, JSON_OK, 0},
};

static void test_json_gate__caps_the_depth(void **state) {
    (void)state;
    struct buffer text;
    int failures = 0;
    buffer_init(&text, 1 << 20);
    for (size_t i = 0; i < COUNT(depth_rows); i++) {
        const struct depth_row *row = &depth_rows[i];
        struct json_limits limits = {.depth = row->limit, .values = 4096};
        struct bytes nest = nested(&text, row->depth, row->open, row->close);
        struct json_error error = json_gate(nest, limits, NULL);
        if (error.fault != row->fault || error.offset != row->offset) {
            print_error("row \"%s\": %s at %zu\n", row->name, json_fault_words[error.fault],
                        error.offset);
            failures++;
        }
    }
    buffer_clean_up(&text);
    assert_int_equal(failures, 0);
}

/* The kinds of containers alternate; closing the wrong one at any depth is seen, so that no bit of
   the stack is lost, those at the edges of its words included. */
static void test_json_gate__remembers_the_kind_of_every_container(void **state) {
    (void)state;
    struct buffer text;
    int failures = 0;
    buffer_init(&text, 1 << 20);
    for (size_t wrong = 0; wrong < 512; wrong++) {
        nested(&text, 256, "[{\"\":", "");
        assert_int_equal(buffer_append_text(&text, "1"), STATUS_OK);
        for (size_t i = 0; i < wrong; i++) {
            assert_int_equal(buffer_append_text(&text, i % 2 == 0 ? "}" : "]"), STATUS_OK);
        }
        size_t offset = text.size;
        assert_int_equal(buffer_append_text(&text, wrong % 2 == 0 ? "]" : "}"), STATUS_OK);
        struct json_error error = json_gate(buffer_view(&text), json_answer_limits, NULL);
        failures += error.fault != JSON_UNEXPECTED_BYTE || error.offset != offset;
    }
    buffer_clean_up(&text);
    assert_int_equal(failures, 0);
}

static void test_json_gate__caps_the_values(void **state) {
    (void)state;
    struct json_limits limits = {.depth = 4, .values = 4};
    assert_int_equal(json_gate(bytes_of_text("{\"a\":[1],\"b\":2}"), limits, NULL).fault, JSON_OK);
    struct json_error error = json_gate(bytes_of_text("{\"a\":[1],\"b\":[x"), limits, NULL);
    assert_int_equal(error.fault, JSON_BAD_LITERAL);
    error = json_gate(bytes_of_text("[1,2,3 , \"4"), limits, NULL);
    assert_int_equal(error.fault, JSON_TOO_MANY_VALUES);
    assert_int_equal(error.offset, 9);
    limits.values = 0;
    assert_int_equal(json_gate(bytes_of_text(" 1"), limits, NULL).fault, JSON_TOO_MANY_VALUES);
}

struct facts_row {
    const char *name;
    const char *text;
    struct json_facts facts;
};

#define DIGITS_63 "123456789012345678901234567890123456789012345678901234567890123"

static const struct facts_row facts_rows[] = {
    {"nothing special", "{\"a\":[1,\"\\u0001\"]}", {4, 0, 0, 0}},
    {"NULs", "[\"\\u0000\\u0000\",\"\\u00000\"]", {3, 3, 0, 0}},
    {"NUL in a name", "{\"\\u0000\":1}", {2, 1, 0, 0}},
    {"backslash, then u0000", "\"\\\\u0000\"", {1, 0, 0, 0}},
    {"pair", "\"\\uD800\\uDC00\\udbff\\udfff\"", {1, 0, 0, 0}},
    {"high alone", "\"\\ud800\"", {1, 0, 1, 0}},
    {"low alone", "\"\\udfff\"", {1, 0, 1, 0}},
    {"high, then a letter", "\"\\ud800a\\udc00\"", {1, 0, 2, 0}},
    {"two highs and a low", "\"\\ud800\\ud800\\udc00\"", {1, 0, 1, 0}},
    {"wrong order", "\"\\udc00\\ud800\"", {1, 0, 2, 0}},
    {"high, then an escaped backslash", "\"\\ud800\\\\udc00\"", {1, 0, 1, 0}},
    {"high, then NUL", "\"\\ud800\\u0000\"", {1, 1, 1, 0}},
    {"half in each string", "[\"\\ud800\",\"\\udc00\"]", {3, 0, 2, 0}},
    {"around the surrogates", "\"\\ud7ff\\ue000\"", {1, 0, 0, 0}},
    {"63 digits", "[" DIGITS_63 "]", {2, 0, 0, 0}},
    {"64 digits", "[" DIGITS_63 "4]", {2, 0, 0, 1}},
    {"64 bytes", "[-" DIGITS_63 "," DIGITS_63 "e1]", {3, 0, 0, 2}},
    {"64 digits in a string", "\"" DIGITS_63 "4\"", {1, 0, 0, 0}},
};

static void test_json_gate__counts_what_its_readers_must_know(void **state) {
    (void)state;
    int failures = 0;
    for (size_t i = 0; i < COUNT(facts_rows); i++) {
        const struct facts_row *row = &facts_rows[i];
        struct json_facts facts = {0};
        struct json_error error = json_gate(bytes_of_text(row->text), json_answer_limits, &facts);
        if (error.fault != JSON_OK || memcmp(&facts, &row->facts, sizeof facts) != 0) {
            print_error("row \"%s\": %zu values, %zu NULs, %zu lone, %zu long\n", row->name,
                        facts.values, facts.nul_escapes, facts.lone_surrogates, facts.long_numbers);
            failures++;
        }
    }
    assert_int_equal(failures, 0);
}

static void test_json_gate__leaves_the_facts_untouched_on_a_fault(void **state) {
    (void)state;
    struct json_facts facts = {7, 7, 7, 7};
    assert_int_equal(json_gate(bytes_of_text("[1,2"), json_answer_limits, &facts).fault,
                     JSON_UNEXPECTED_END);
    assert_int_equal(facts.values, 7);
    assert_int_equal(json_gate(bytes_of(NULL, 0), json_answer_limits, &facts).fault, JSON_EMPTY);
    assert_int_equal(facts.values, 7);
}

static void test_json_fault_words__has_a_sentence_for_every_fault(void **state) {
    (void)state;
    for (size_t i = 0; i < JSON_FAULT_COUNT; i++) {
        assert_non_null(json_fault_words[i]);
    }
}

struct position_row {
    const char *name;
    const char *text;
    size_t offset;
    struct json_position position;
};

static const struct position_row position_rows[] = {
    {"start", "{}", 0, {1, 1}},
    {"first line", "{\"a\"}", 4, {1, 5}},
    {"line feed itself", "{\n}", 1, {1, 2}},
    {"second line", "{\n}", 2, {2, 1}},
    {"carriage return and line feed are one end", "{\r\n }", 4, {2, 2}},
    {"columns are characters", "\"\xc3\xa9\xe2\x82\xac\"x", 7, {1, 5}},
    {"the end", "12", 2, {1, 3}},
    {"past the end", "12", 9, {1, 3}},
    {"nothing", "", 0, {1, 1}},
};

static void test_json_position_of__counts_lines_and_characters(void **state) {
    (void)state;
    int failures = 0;
    for (size_t i = 0; i < COUNT(position_rows); i++) {
        const struct position_row *row = &position_rows[i];
        struct json_position position = json_position_of(bytes_of_text(row->text), row->offset);
        if (position.line != row->position.line || position.column != row->position.column) {
            print_error("row \"%s\": line %zu, column %zu\n", row->name, position.line,
                        position.column);
            failures++;
        }
    }
    assert_int_equal(failures, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_json_gate__caps_the_depth),
        cmocka_unit_test(test_json_gate__remembers_the_kind_of_every_container),
        cmocka_unit_test(test_json_gate__caps_the_values),
        cmocka_unit_test(test_json_gate__counts_what_its_readers_must_know),
        cmocka_unit_test(test_json_gate__leaves_the_facts_untouched_on_a_fault),
        cmocka_unit_test(test_json_fault_words__has_a_sentence_for_every_fault),
        cmocka_unit_test(test_json_position_of__counts_lines_and_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
