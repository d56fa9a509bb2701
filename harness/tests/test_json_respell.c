/* The copy that cJSON reads in the text's place: what changes in it, and what does not. */
#include "json/respell.h"

#include <cjson/cJSON.h>
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define ZEROS_60 "000000000000000000000000000000000000000000000000000000000000"

struct row {
    const char *name;
    const char *text;
    const char *copy; /* NULL where no copy is made */
};

static const struct row rows[] = {
    {"ordinary", "{\"a\":[1,-2.5e3,\"\\u0001\\n\",true]}", NULL},
    {"pair", "\"\\ud83d\\ude00\"", NULL},
    {"backslash before u0000", "\"\\\\u0000\"", NULL},
    {"63 bytes", "[100" ZEROS_60 "]", NULL},
    {"64 digits in a string", "\"1000" ZEROS_60 "\"", NULL},
    {"NUL", "\"a\\u0000b\"",
     "\"a\xc0\x80"
     "b\""},
    {"NUL in a name", "{\"\\u0000\" : 1}", "{\"\xc0\x80\" : 1}"},
    {"first high", "\"\\uD800\"", "\"\xed\xa0\x80\""},
    {"last low", "\"\\udfff\"", "\"\xed\xbf\xbf\""},
    {"high, then a pair", "\"\\ud83d\\ud83d\\ude00\"", "\"\xed\xa0\xbd\\ud83d\\ude00\""},
    {"other escapes stay", "\"\\\"\\\\\\u0000\\\\\\u00e4\\/\"",
     "\"\\\"\\\\\xc0\x80\\\\\\u00e4\\/\""},
    {"64 bytes", "[1000" ZEROS_60 "]", "[1.0000000000000001e+63]"},
    {"64 bytes with the sign", "[-100" ZEROS_60 ", 1]", "[-1e+62, 1]"},
    {"64 bytes at the top", "0.25" ZEROS_60, "0.25"},
    {"past the range", "1" ZEROS_60 "e999", "1.7976931348623157e+308"},
    {"past the range, below", "-1" ZEROS_60 "e999", "-1.7976931348623157e+308"},
    {"a shorter one behind a longer one", "[1000" ZEROS_60 ZEROS_60 ",2000" ZEROS_60 "]",
     "[9.9999999999999998e+122,2.0000000000000001e+63]"},
    {"numbers in strings stay beside", "[\"1000" ZEROS_60 "\\u0000\",-1.50]",
     "[\"1000" ZEROS_60 "\xc0\x80\",-1.50]"},
};

static const struct json_limits no_limits = {JSON_DEPTH_MAX, SIZE_MAX};

static bool is_row_right(const struct row *row) {
    struct json_facts facts;
    struct bytes text = bytes_of_text(row->text);
    assert_int_equal(json_gate(text, no_limits, &facts).fault, JSON_OK);
    if (!respell_is_needed(&facts)) {
        return row->copy == NULL;
    }
    size_t size = 0;
    unsigned char *copy = respell(text, &size);
    assert_non_null(copy);
    bool is_right = row->copy != NULL && bytes_equal_text(bytes_of(copy, size), row->copy);
    if (!is_right) {
        print_error("\"%.*s\"\n", BYTES_PRINT(bytes_of(copy, size)));
    }
    cJSON_free(copy);
    return is_right;
}

static void test_respell__changes_what_cjson_would_cut_and_nothing_else(void **state) {
    (void)state;
    int failures = 0;
    for (size_t i = 0; i < COUNT(rows); i++) {
        if (!is_row_right(&rows[i])) {
            print_error("row \"%s\" is wrong\n", rows[i].name);
            failures++;
        }
    }
    assert_int_equal(failures, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_respell__changes_what_cjson_would_cut_and_nothing_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
