/* What is done to a credential or an id before it is sent. */
#include "plan/alter.h"

#include "tests/check.h"

struct altered {
    const char *in;
    enum alteration alteration;
    const char *out;
};

static void test_alter__does_what_its_name_says(void **state) {
    (void)state;
    static const struct altered rows[] = {
        {"abc", AS_GIVEN, "abc"},
        {"abc", CUT_BY_ONE, "ab"},
        {"a\xc3\xa9", CUT_BY_ONE, "a"},
        {"\xc3\xa9z", CUT_AT_FRONT, "z"},
        {"a", CUT_BY_ONE, ""},
        {"", EXTENDED_BY_ONE, ""},
        {"ab9", EXTENDED_BY_ONE, "ab90"},
        {"aZ-1", OTHER_CASE, "Az-1"},
        {"zb", FIRST_CHARACTER_CHANGED, "ab"},
        {"bZ", LAST_CHARACTER_CHANGED, "bA"},
        {"b=", LAST_CHARACTER_CHANGED, "bx"},
        {"abcde", MIDDLE_CHARACTER_CHANGED, "abdde"},
        {"a\xc3\xa9z", MIDDLE_CHARACTER_CHANGED, "axz"},
        {"abc", EMPTY, ""},
    };
    struct random random = random_seeded(1);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct buffer out;
        buffer_init(&out, 64);
        check_row(rows[i].in,
                  alter(bytes_of_text(rows[i].in), rows[i].alteration, &random, &out) == STATUS_OK);
        check_row(rows[i].in, strcmp(buffer_text(&out), rows[i].out) == 0);
        buffer_clean_up(&out);
    }
    check_finish();
}

static void test_alter__replaces_by_the_same_length_and_classes(void **state) {
    (void)state;
    struct random random = random_seeded(1);
    struct buffer out;
    buffer_init(&out, 64);
    assert_int_equal(alter(bytes_of_text("aaaa-BBBB-1234"), REPLACED, &random, &out), STATUS_OK);
    assert_int_equal(out.size, 14);
    assert_string_not_equal(buffer_text(&out), "aaaa-BBBB-1234");
    assert_int_equal(strspn(buffer_text(&out), "abcdefghijklmnopqrstuvwxyz"), 4);
    assert_int_equal(strspn(buffer_text(&out) + 10, "0123456789"), 4);
    buffer_clean_up(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_alter__does_what_its_name_says),
        cmocka_unit_test(test_alter__replaces_by_the_same_length_and_classes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
