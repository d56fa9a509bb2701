/* The request target, read raw: no spelling of an id passes for another one. */
#include "mock/locator.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
/* cmocka.h needs the four before it. */
#include <cmocka.h>

#define A_64 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define A_256 A_64 A_64 A_64 A_64

struct split_row {
    const char *name, *target, *path, *query; /* query NULL: none */
};

static const struct split_row split_rows[] = {
    {"plain", "/a/b", "/a/b", NULL},
    {"query", "/a?b=c", "/a", "b=c"},
    {"empty query", "/a?", "/a", ""},
    {"two marks", "/a?b?c", "/a", "b?c"},
    {"absolute", "https://host:1/a?b", "/a", "b"},
    {"absolute without path", "https://host", "", NULL},
    {"a URL in the path", "/a/http://b/c", "/a/http://b/c", NULL},
    {"a URL in the query", "/a?b=http://c/d", "/a", "b=http://c/d"},
    {"asterisk", "*", "*", NULL},
    {"nothing", "", "", NULL},
};

static void test_locator_split__parts_path_and_query(void **state) {
    (void)state;
    size_t failed = 0;
    for (size_t i = 0; i < sizeof split_rows / sizeof split_rows[0]; i++) {
        const struct split_row *row = &split_rows[i];
        struct locator locator = locator_split(bytes_of_text(row->target));
        bool is_right = bytes_equal_text(locator.path, row->path) &&
                        (locator.query.data == NULL) == (row->query == NULL) &&
                        bytes_equal(locator.query, bytes_of_text(row->query));
        if (!is_right) {
            print_error("row failed: %s\n", row->name);
            failed++;
        }
    }
    assert_int_equal(failed, 0);
}

struct id_row {
    const char *name, *segment, *id; /* id NULL: refused */
};

static const struct id_row id_rows[] = {
    {"plain", "a-1_~.b", "a-1_~.b"},
    {"escapes", "%61%2D", "a-"},
    {"lower-case escape", "%c3%a4", "\xc3\xa4"},
    {"plus stays", "a+b", "a+b"},
    {"literal escape", "%252e%252e", "%2e%2e"},
    {"three dots", "...", "..."},
    {"256 characters", A_256, A_256},
    {"empty", "", NULL},
    {"257 characters", A_256 "a", NULL},
    {"dot", ".", NULL},
    {"dots, escaped", "%2e.", NULL},
    {"slash", "a/b", NULL},
    {"slash, escaped", "a%2Fb", NULL},
    {"backslash, escaped", "a%5cb", NULL},
    {"NUL", "a%00", NULL},
    {"line end", "a%0a", NULL},
    {"DEL", "a%7f", NULL},
    {"percent at the end", "a%", NULL},
    {"one digit", "a%4", NULL},
    {"no digits", "%zz", NULL},
    {"sign for a digit", "%+4", NULL},
    {"overlong slash", "%c0%af", NULL},
    {"surrogate", "%ed%a0%80", NULL},
    {"half a sequence", "%c3", NULL},
};

static void test_locator_decode_id__takes_well_formed_ids_alone(void **state) {
    (void)state;
    size_t failed = 0;
    for (size_t i = 0; i < sizeof id_rows / sizeof id_rows[0]; i++) {
        struct locator_text id;
        bool is_taken = locator_decode_id(bytes_of_text(id_rows[i].segment), &id);
        bool is_right = is_taken == (id_rows[i].id != NULL) &&
                        (!is_taken || bytes_equal_text(bytes_of(id.text, id.size), id_rows[i].id));
        if (!is_right) {
            print_error("row failed: %s\n", id_rows[i].name);
            failed++;
        }
    }
    assert_int_equal(failed, 0);
}

struct parameter_row {
    const char *name, *query;
    enum parameter expected;
    const char *value;
};

static const struct parameter_row parameter_rows[] = {
    {"no query", NULL, PARAMETER_ABSENT, NULL},
    {"absent", "a=1&b=2", PARAMETER_ABSENT, NULL},
    {"another case", "APPID=1", PARAMETER_ABSENT, NULL},
    {"empty", "appId=", PARAMETER_ABSENT, NULL},
    {"no value", "appId", PARAMETER_ABSENT, NULL},
    {"given", "appId=x", PARAMETER_GIVEN, "x"},
    {"last", "a=1&appId=x", PARAMETER_GIVEN, "x"},
    {"name escaped", "app%49d=x", PARAMETER_GIVEN, "x"},
    {"value escaped", "appId=%78+%2b", PARAMETER_GIVEN, "x +"},
    {"equals in the value", "appId=a=b", PARAMETER_GIVEN, "a=b"},
    {"twice alike", "appId=x&appId=x", PARAMETER_GIVEN, "x"},
    {"twice", "appId=x&appId=y", PARAMETER_UNCLEAR, NULL},
    {"empty, then not", "appId=&appId=y", PARAMETER_UNCLEAR, NULL},
    {"bad escape", "appId=%x", PARAMETER_UNCLEAR, NULL},
    {"NUL", "appId=a%00", PARAMETER_UNCLEAR, NULL},
    {"many ampersands", "&&appId=x&&", PARAMETER_GIVEN, "x"},
};

static void test_locator_parameter__reads_one_value(void **state) {
    (void)state;
    size_t failed = 0;
    for (size_t i = 0; i < sizeof parameter_rows / sizeof parameter_rows[0]; i++) {
        const struct parameter_row *row = &parameter_rows[i];
        struct locator_text text = {.size = 0};
        enum parameter got = locator_parameter(bytes_of_text(row->query), "appId", &text);
        bool is_right =
            got == row->expected &&
            (row->value == NULL || bytes_equal_text(bytes_of(text.text, text.size), row->value));
        if (!is_right) {
            print_error("row failed: %s\n", row->name);
            failed++;
        }
    }
    assert_int_equal(failed, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_locator_split__parts_path_and_query),
        cmocka_unit_test(test_locator_decode_id__takes_well_formed_ids_alone),
        cmocka_unit_test(test_locator_parameter__reads_one_value),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
