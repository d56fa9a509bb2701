/* The document: what comes out of the tree is what the text says. */
#include "json/document.h"

#include <float.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static struct json_document parse(const char *text) {
    struct json_document document;
    struct json_error error = json_document_parse(bytes_of_text(text), json_answer_limits,
                                                  JSON_DUPLICATES_ALLOWED, &document);
    assert_int_equal(error.fault, JSON_OK);
    return document;
}

struct kind_row {
    const char *name;
    const char *text;
    enum json_kind kind;
    const char *words;
};

static const struct kind_row kind_rows[] = {
    {"null", "null", JSON_NULL, "null"},
    {"false", "false", JSON_FALSE, "false"},
    {"true", "true", JSON_TRUE, "true"},
    {"number", " -1", JSON_NUMBER, "a number"},
    {"string", "\"true\"", JSON_STRING, "a string"},
    {"array", "[{}]", JSON_ARRAY, "an array"},
    {"object", "{\"a\":[]}", JSON_OBJECT, "an object"},
};

static void test_json_kind_of__tells_every_kind(void **state) {
    (void)state;
    int failures = 0;
    for (size_t i = 0; i < COUNT(kind_rows); i++) {
        const struct kind_row *row = &kind_rows[i];
        struct json_document document = parse(row->text);
        enum json_kind kind = json_kind_of(document.root);
        if (kind != row->kind || strcmp(json_kind_words[kind], row->words) != 0) {
            print_error("row \"%s\": %s\n", row->name, json_kind_words[kind]);
            failures++;
        }
        json_document_clean_up(&document);
    }
    assert_int_equal(failures, 0);
}

struct string_row {
    const char *name;
    const char *text;
    const char *string;
    struct json_text_facts facts; /* bytes, characters, UTF-16 units, NUL, lone surrogate */
};

static const struct string_row string_rows[] = {
    {"empty", "\"\"", "", {0, 0, 0, false, false}},
    {"plain", "\"abc\"", "abc", {3, 3, 3, false, false}},
    {"short escapes", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\b\f\n\r\t", {8, 8, 8, false, false}},
    {"escaped letter", "\"\\u0041\\u00e4\"", "A\xc3\xa4", {3, 2, 2, false, false}},
    {"raw UTF-8", "\"\xe2\x82\xac\"", "\xe2\x82\xac", {3, 1, 1, false, false}},
    {"pair", "\"\\uD83D\\uDE00\"", "\xf0\x9f\x98\x80", {4, 1, 2, false, false}},
    {"raw beyond the BMP", "\"\xf0\x9f\x98\x80\"", "\xf0\x9f\x98\x80", {4, 1, 2, false, false}},
    {"NUL",
     "\"a\\u0000b\"",
     "a\xc0\x80"
     "b",
     {3, 3, 3, true, false}},
    {"NULs at both ends",
     "\"\\u0000a\\u0000\"",
     "\xc0\x80"
     "a\xc0\x80",
     {3, 3, 3, true, false}},
    {"no NUL", "\"\\\\u0000\"", "\\u0000", {6, 6, 6, false, false}},
    {"high alone", "\"\\ud83d\"", "\xed\xa0\xbd", {3, 1, 1, false, true}},
    {"low alone", "\"x\\udfffx\"", "x\xed\xbf\xbfx", {5, 3, 3, false, true}},
    {"first surrogate", "\"\\uD800\"", "\xed\xa0\x80", {3, 1, 1, false, true}},
    {"last high", "\"\\uDBFF\"", "\xed\xaf\xbf", {3, 1, 1, false, true}},
    {"first low", "\"\\uDC00\"", "\xed\xb0\x80", {3, 1, 1, false, true}},
    {"high, then a pair",
     "\"\\ud83d\\ud83d\\ude00\"",
     "\xed\xa0\xbd\xf0\x9f\x98\x80",
     {7, 2, 3, false, true}},
    {"wrong order", "\"\\ude00\\ud83d\"", "\xed\xb8\x80\xed\xa0\xbd", {6, 2, 2, false, true}},
    {"high, then an escaped backslash",
     "\"\\ud83d\\\\ude00\"",
     "\xed\xa0\xbd\\ude00",
     {9, 7, 7, false, true}},
    {"NUL beside other escapes",
     "\"\\u0000\\\"\\n\\u00e4\\ud83d\\ude00\\\\\"",
     "\xc0\x80\"\n\xc3\xa4\xf0\x9f\x98\x80\\",
     {10, 6, 7, true, false}},
    {"no surrogate", "\"\xed\x9f\xbf\"", "\xed\x9f\xbf", {3, 1, 1, false, false}},
};

static bool are_facts_equal(struct json_text_facts a, struct json_text_facts b) {
    return a.bytes == b.bytes && a.characters == b.characters && a.utf16_units == b.utf16_units &&
           a.has_nul == b.has_nul && a.has_lone_surrogate == b.has_lone_surrogate;
}

static void test_json_string__is_neither_cut_nor_refused(void **state) {
    (void)state;
    int failures = 0;
    for (size_t i = 0; i < COUNT(string_rows); i++) {
        const struct string_row *row = &string_rows[i];
        struct json_document document = parse(row->text);
        struct bytes string = json_string_of(document.root);
        struct json_text_facts facts = json_text_facts(string);
        if (!bytes_equal_text(string, row->string) || !are_facts_equal(facts, row->facts)) {
            print_error("row \"%s\": \"%.*s\", %zu bytes, %zu characters, %zu units\n", row->name,
                        BYTES_PRINT(string), facts.bytes, facts.characters, facts.utf16_units);
            failures++;
        }
        json_document_clean_up(&document);
    }
    assert_int_equal(failures, 0);
}

struct number_row {
    const char *name;
    const char *text;
    double number;
};

#define ZEROS_60 "000000000000000000000000000000000000000000000000000000000000"

static const struct number_row number_rows[] = {
    {"zero", "0", 0},
    {"fraction", "-12.50", -12.5},
    {"exponent", "25E-1", 2.5},
    {"past the range", "1e999", DBL_MAX},
    {"past the range, below", "-1e999", -DBL_MAX},
    {"too small", "1e-999", 0},
    {"63 bytes", "1" ZEROS_60 "00", 1e62},
    {"64 bytes", "1" ZEROS_60 "000", 1e63},
    {"64 bytes, negative", "-1" ZEROS_60 "00", -1e62},
    {"long fraction", "0.5" ZEROS_60 ZEROS_60, 0.5},
    {"long, then an exponent", "0." ZEROS_60 "15e+61", 1.5},
    {"long exponent", "1e" ZEROS_60 "002", 100},
    {"long and past the range", "1" ZEROS_60 "e999", DBL_MAX},
    {"long and past the range, below", "-1" ZEROS_60 "e999", -DBL_MAX},
    {"long and too small", "1" ZEROS_60 "e-999", 0},
    {"the largest, long", "1.7976931348623157" ZEROS_60 "e308", DBL_MAX},
};

static void test_json_number__is_the_nearest_double_however_long(void **state) {
    (void)state;
    int failures = 0;
    for (size_t i = 0; i < COUNT(number_rows); i++) {
        const struct number_row *row = &number_rows[i];
        struct json_document document = parse(row->text);
        double number = json_number_of(document.root);
        if (number < row->number || number > row->number) {
            print_error("row \"%s\": %.17g, not %.17g\n", row->name, number, row->number);
            failures++;
        }
        json_document_clean_up(&document);
    }
    assert_int_equal(failures, 0);
}

static void test_json_document__keeps_what_stands_around_a_long_number(void **state) {
    (void)state;
    struct json_document document =
        parse("{\"a\" : [ -1" ZEROS_60 "0000e0 , \"1" ZEROS_60 "0000\\u0000\" ],\"b\":2}");
    const struct json_node *list = json_member(document.root, "a");
    assert_true(json_number_of(json_first(list)) <= -1e64);
    assert_true(
        bytes_equal_text(json_string_of(json_next(json_first(list))), "1" ZEROS_60 "0000\xc0\x80"));
    assert_true(json_number_of(json_member(document.root, "b")) >= 2);
    json_document_clean_up(&document);
}

static void test_json_member__matches_the_whole_name_by_case(void **state) {
    (void)state;
    struct json_document document =
        parse("{\"Name\":1,\"name\":2,\"name\\u0000\":3,\"n\\u0061me2\":"
              "4,\"\":5,\"dup\":6,\"dup\":7}");
    static const struct number_row rows[] = {
        {"capital", "Name", 1},    {"small", "name", 2}, {"with a NUL", "name\xc0\x80", 3},
        {"unescaped", "name2", 4}, {"empty", "", 5},     {"the first of two", "dup", 6},
    };
    int failures = 0;
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct json_node *member = json_member(document.root, rows[i].text);
        bool is_right = member != NULL && (int)json_number_of(member) == (int)rows[i].number &&
                        bytes_equal_text(json_name(member), rows[i].text);
        if (!is_right) {
            print_error("row \"%s\" is wrong\n", rows[i].name);
            failures++;
        }
    }
    assert_int_equal(failures, 0);
    assert_null(json_member(document.root, "NAME"));
    assert_null(json_member(document.root, "nam"));
    json_document_clean_up(&document);
}

static void test_json_member__is_absent_where_there_is_no_object(void **state) {
    (void)state;
    struct json_document document = parse("[\"a\",{}]");
    assert_null(json_member(document.root, "a"));
    assert_null(json_member(document.root, ""));
    assert_null(json_member(json_first(document.root), "a"));
    assert_null(json_member(json_next(json_first(document.root)), "a"));
    assert_null(json_member(NULL, "a"));
    json_document_clean_up(&document);
}

static void test_json_next__goes_through_a_container_in_order(void **state) {
    (void)state;
    struct json_document document = parse("{\"a\":[1,2],\"b\":[],\"c\":\"x\"}");
    const struct json_node *a = json_first(document.root);
    const struct json_node *b = json_next(a);
    const struct json_node *c = json_next(b);
    assert_true(bytes_equal_text(json_name(a), "a"));
    assert_true(bytes_equal_text(json_name(b), "b"));
    assert_true(bytes_equal_text(json_name(c), "c"));
    assert_null(json_next(c));
    assert_true(json_number_of(json_next(json_first(a))) >= 2);
    assert_null(json_next(json_next(json_first(a))));
    assert_null(json_name(json_first(a)).data);
    assert_null(json_first(b));
    assert_null(json_first(c));
    assert_null(json_next(document.root));
    assert_null(json_name(document.root).data);
    json_document_clean_up(&document);
}

struct duplicate_row {
    const char *name;
    const char *text;
    enum json_fault fault;
    size_t offset;
};

static const struct duplicate_row duplicate_rows[] = {
    {"none", "{\"a\":1,\"b\":1}", JSON_OK, 0},
    {"another case", "{\"a\":1,\"A\":1}", JSON_OK, 0},
    {"a name and a value", "{\"a\":\"b\",\"b\":\"a\"}", JSON_OK, 0},
    {"in two objects", "[{\"a\":1},{\"a\":1}]", JSON_OK, 0},
    {"in an object and in its member", "{\"a\":{\"a\":{\"a\":1}}}", JSON_OK, 0},
    {"prefix", "{\"a\":1,\"aa\":1,\"\":1}", JSON_OK, 0},
    {"different behind a NUL", "{\"a\\u0000b\":1,\"a\\u0000c\":1,\"a\":1}", JSON_OK, 0},
    {"different lone surrogates", "{\"\\ud800\":1,\"\\ud801\":1,\"\\udc00\":1}", JSON_OK, 0},
    {"other normal form", "{\"\\u00e4\":1,\"a\\u0308\":1}", JSON_OK, 0},
    {"adjacent", "{\"a\":1,\"a\":1}", JSON_DUPLICATE_NAME, 7},
    {"apart, spaces", "{ \"a\" : 1 , \"b\" : 2 , \"a\" : 1 }", JSON_DUPLICATE_NAME, 22},
    {"empty name", "{\"\":1,\"\":1}", JSON_DUPLICATE_NAME, 6},
    {"escaped", "{\"a\":1,\"\\u0061\":1}", JSON_DUPLICATE_NAME, 7},
    {"escaped slash", "{\"/\":1,\"\\/\":1}", JSON_DUPLICATE_NAME, 7},
    {"escaped both ways", "{\"\xc3\xa4\":1,\"\\u00E4\":1}", JSON_DUPLICATE_NAME, 8},
    {"escaped pair", "{\"\xf0\x9f\x98\x80\":1,\"\\ud83d\\ude00\":1}", JSON_DUPLICATE_NAME, 10},
    {"with a NUL", "{\"a\\u0000\":1,\"\\u0061\\u0000\":1}", JSON_DUPLICATE_NAME, 13},
    {"lone surrogate", "{\"\\uD800\":1,\"\\ud800\":1}", JSON_DUPLICATE_NAME, 12},
    {"deep", "[0,{\"x\":[{\"a\":1,\"a\":1}]}]", JSON_DUPLICATE_NAME, 16},
    {"three times: the second", "{\"a\":1,\"a\":1,\"a\":1}", JSON_DUPLICATE_NAME, 7},
    {"two names: the first second", "{\"a\":1,\"b\":1,\"b\":1,\"a\":1}", JSON_DUPLICATE_NAME, 13},
    {"an inner one in front", "{\"a\":{\"b\":1,\"b\":1},\"a\":1}", JSON_DUPLICATE_NAME, 12},
    {"an inner one behind", "{\"a\":1,\"a\":{\"b\":1,\"b\":1}}", JSON_DUPLICATE_NAME, 7},
    {"one in the innermost in front", "{\"a\":[{\"b\":{\"c\":1,\"c\":1},\"b\":1}],\"a\":1}",
     JSON_DUPLICATE_NAME, 18},
    {"behind brackets in strings", "{\"a\":\"{[\\\"\",\"a\":\"]}\"}", JSON_DUPLICATE_NAME, 12},
};

static void test_json_document_parse__finds_the_first_duplicate_name(void **state) {
    (void)state;
    int failures = 0;
    for (size_t i = 0; i < COUNT(duplicate_rows); i++) {
        const struct duplicate_row *row = &duplicate_rows[i];
        struct json_document document = {.root = NULL};
        struct json_error error = json_document_parse(bytes_of_text(row->text), json_answer_limits,
                                                      JSON_UNIQUE_NAMES, &document);
        if (error.fault != row->fault || error.offset != row->offset ||
            (error.fault != JSON_OK && document.root != NULL)) {
            print_error("row \"%s\": %s at %zu\n", row->name, json_fault_words[error.fault],
                        error.offset);
            failures++;
        }
        json_document_clean_up(&document);
        struct json_document allowed = parse(row->text);
        json_document_clean_up(&allowed);
    }
    assert_int_equal(failures, 0);
}

/* An object of `count` members with names m0, m1, …; `last` is the name of one more. */
static struct bytes big_object(char *room, size_t size, size_t count, const char *last) {
    size_t used = (size_t)snprintf(room, size, "{");
    for (size_t i = 0; i < count; i++) {
        used += (size_t)snprintf(room + used, size - used, "\"m%zu\":0,", i);
    }
    used += (size_t)snprintf(room + used, size - used, "\"%s\":0}", last);
    return bytes_of(room, used);
}

/* A mebibyte of members; the square of their number would outlast the test's time. */
static void test_json_document_parse__finds_a_duplicate_among_many(void **state) {
    (void)state;
    static char room[1 << 20];
    const struct json_limits limits = {.depth = 4, .values = SIZE_MAX};
    struct json_document document = {.root = NULL};
    struct bytes text = big_object(room, sizeof room, 90000, "m40000");
    struct json_error error = json_document_parse(text, limits, JSON_UNIQUE_NAMES, &document);
    assert_int_equal(error.fault, JSON_DUPLICATE_NAME);
    assert_int_equal(error.offset, text.size - strlen("\"m40000\":0}"));
    text = big_object(room, sizeof room, 90000, "M40000");
    error = json_document_parse(text, limits, JSON_UNIQUE_NAMES, &document);
    assert_int_equal(error.fault, JSON_OK);
    json_document_clean_up(&document);
}

/* Around the number of members where comparing each with each gives way to sorting. */
static void test_json_document_parse__finds_a_duplicate_among_any_number(void **state) {
    (void)state;
    char room[1024];
    for (size_t count = 1; count < 40; count++) {
        struct json_document document = {.root = NULL};
        struct bytes text = big_object(room, sizeof room, count, "m0");
        struct json_error error =
            json_document_parse(text, json_answer_limits, JSON_UNIQUE_NAMES, &document);
        assert_int_equal(error.fault, JSON_DUPLICATE_NAME);
        assert_int_equal(error.offset, text.size - strlen("\"m0\":0}"));
        text = big_object(room, sizeof room, count, "m");
        error = json_document_parse(text, json_answer_limits, JSON_UNIQUE_NAMES, &document);
        assert_int_equal(error.fault, JSON_OK);
        json_document_clean_up(&document);
    }
}

/* Sorting must not lose which of them comes first in the text. */
static void test_json_document_parse__finds_the_first_duplicate_among_many(void **state) {
    (void)state;
    char room[1024];
    struct json_document document = {.root = NULL};
    const char *last = "m7\":0,\"m3\":0,\"m7\":0,\"m0";
    struct bytes text = big_object(room, sizeof room, 30, last);
    struct json_error error =
        json_document_parse(text, json_answer_limits, JSON_UNIQUE_NAMES, &document);
    assert_int_equal(error.fault, JSON_DUPLICATE_NAME);
    assert_int_equal(error.offset, text.size - strlen(last) - strlen("\"\":0}"));
}

static void test_json_document_parse__leaves_the_output_untouched_on_a_fault(void **state) {
    (void)state;
    struct json_document document = {.root = NULL, .text = {NULL, 7}};
    struct json_error error =
        json_document_parse(bytes_of_text("[1,"), json_answer_limits, JSON_UNIQUE_NAMES, &document);
    assert_int_equal(error.fault, JSON_UNEXPECTED_END);
    assert_int_equal(error.offset, 3);
    assert_null(document.root);
    assert_int_equal(document.text.size, 7);
}

static void test_json_document_clean_up__may_be_called_again(void **state) {
    (void)state;
    struct json_document document = parse("[1]");
    json_document_clean_up(&document);
    assert_null(document.root);
    json_document_clean_up(&document);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_json_kind_of__tells_every_kind),
        cmocka_unit_test(test_json_string__is_neither_cut_nor_refused),
        cmocka_unit_test(test_json_number__is_the_nearest_double_however_long),
        cmocka_unit_test(test_json_document__keeps_what_stands_around_a_long_number),
        cmocka_unit_test(test_json_member__matches_the_whole_name_by_case),
        cmocka_unit_test(test_json_member__is_absent_where_there_is_no_object),
        cmocka_unit_test(test_json_next__goes_through_a_container_in_order),
        cmocka_unit_test(test_json_document_parse__finds_the_first_duplicate_name),
        cmocka_unit_test(test_json_document_parse__finds_a_duplicate_among_many),
        cmocka_unit_test(test_json_document_parse__finds_a_duplicate_among_any_number),
        cmocka_unit_test(test_json_document_parse__finds_the_first_duplicate_among_many),
        cmocka_unit_test(test_json_document_parse__leaves_the_output_untouched_on_a_fault),
        cmocka_unit_test(test_json_document_clean_up__may_be_called_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
