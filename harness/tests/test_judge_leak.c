/* Traces of the inside: which texts hold one, to the byte. */
#include "judge/leak.h"
#include "tests/check.h"

#include <stdlib.h>

/* Bytes behind which there is nothing, so that a sanitizer sees whoever reads on. */
static struct bytes exact_copy(const char *literal, size_t size) {
    unsigned char *copy = malloc(size == 0 ? 1 : size);
    assert_non_null(copy);
    memcpy(copy, literal, size);
    return bytes_of(copy, size);
}

struct escape_row {
    const char *name;
    const char *body;
    size_t body_size;
    const char *text;
    size_t text_size;
};

#define RESOLVED(its_name, its_body, its_text)                                                     \
    { its_name, its_body, sizeof(its_body) - 1, its_text, sizeof(its_text) - 1 }
#define LEFT_ALONE(its_name, its_body) RESOLVED(its_name, its_body, its_body)

static const struct escape_row escapes[] = {
    RESOLVED("nothing", "", ""),
    LEFT_ALONE("no escape", "no escape"),
    RESOLVED("each letter", "\\n\\r\\t\\\"\\\\\\/", "\n\r\t\"\\/"),
    RESOLVED("letters with text between", "a\\nb\\tc", "a\nb\tc"),
    RESOLVED("at the end", "x\\n", "x\n"),
    RESOLVED("every digit's bounds", "\\u0030\\u0039\\u006a\\u006f\\u004A\\u004F", "09joJO"),
    RESOLVED("the first and the last of ASCII", "\\u0000\\u007f", "\0\x7f"),
    RESOLVED("U+002F with something behind it", "\\u002fx", "/x"),
    LEFT_ALONE("past ASCII", "\\u0080"),
    LEFT_ALONE("far past ASCII", "\\u00af"),
    LEFT_ALONE("the third digit", "\\u012f"),
    LEFT_ALONE("the fourth digit", "\\u102f"),
    LEFT_ALONE("behind the hexadecimal letters", "\\u000g"),
    LEFT_ALONE("before the small letters", "\\u000`"),
    LEFT_ALONE("behind the digits", "\\u000:"),
    LEFT_ALONE("before the digits", "\\u000/"),
    LEFT_ALONE("no digit where the first stands", "\\u00g0"),
    LEFT_ALONE("cut before its last digit", "\\u002"),
    LEFT_ALONE("cut before its digits", "\\u"),
    LEFT_ALONE("cut behind the backslash", "\\"),
    LEFT_ALONE("a letter that is none of them", "\\x41"),
    LEFT_ALONE("a NUL", "\\\0n"),
};

static void test_leak_unescape__resolves_what_json_escapes(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof escapes / sizeof escapes[0]; i++) {
        const struct escape_row *row = &escapes[i];
        struct bytes body = exact_copy(row->body, row->body_size);
        struct buffer text;
        buffer_init(&text, 256);
        check_row(row->name, leak_unescape(body, &text) == STATUS_OK);
        check_row(row->name, bytes_equal(buffer_view(&text), bytes_of(row->text, row->text_size)));
        buffer_clean_up(&text);
        free((void *)(uintptr_t)body.data);
    }
    check_finish();
}

static void test_leak_unescape__says_where_the_text_has_no_room(void **state) {
    (void)state;
    struct buffer text;
    buffer_init(&text, 2);
    assert_int_equal(leak_unescape(bytes_of_text("abc"), &text), STATUS_LIMIT);
    buffer_clean_up(&text);
}

/* Looks for a leak in front, sign and behind, joined. */
static const char *find_in(const char *front, size_t front_size, const char *sign, size_t gap,
                           const char *behind) {
    static char joined[1024];
    size_t size = front_size;
    memcpy(joined, front, front_size);
    memcpy(joined + size, sign, strlen(sign));
    size += strlen(sign);
    memset(joined + size, 'x', gap);
    size += gap;
    memcpy(joined + size, behind, strlen(behind));
    size += strlen(behind);
    struct bytes text = exact_copy(joined, size);
    const char *words = leak_find(text).words;
    free((void *)(uintptr_t)text.data);
    return words;
}

/* A path is one where it begins, and not where it is a part of something longer. */
static void test_leak_find__takes_a_path_for_one_behind_a_break_alone(void **state) {
    (void)state;
    static const unsigned char parts[] = {'a', 'z', 'A', 'Z', '0', '9',  '.',
                                          '/', '-', '_', 'm', '5', 0x80, 0xff};
    static const unsigned char breaks[] = {' ', '"', '`', '{', '@', '[', ':', ',', 0x7f, '\0'};
    char name[32];
    assert_non_null(find_in("", 0, "/usr/", 0, ""));
    for (size_t i = 0; i < sizeof parts; i++) {
        char front[] = {' ', (char)parts[i]};
        snprintf(name, sizeof name, "part 0x%02x", parts[i]);
        check_row(name, find_in(front, 2, "/usr/", 0, "") == NULL);
        check_row(name, find_in(front + 1, 1, "/usr/", 0, "") == NULL);
    }
    for (size_t i = 0; i < sizeof breaks; i++) {
        char front[] = {'x', (char)breaks[i]};
        snprintf(name, sizeof name, "break 0x%02x", breaks[i]);
        check_row(name, find_in(front, 2, "/usr/", 0, "") != NULL);
    }
    check_finish();
}

static void test_leak_find__reads_on_for_512_bytes(void **state) {
    (void)state;
    enum { GAP = 512 - (sizeof "SELECT " - 1) - (sizeof " FROM " - 1) };
    assert_string_equal(find_in("", 0, "SELECT ", GAP, " FROM "), "SQL text");
    assert_null(find_in("", 0, "SELECT ", GAP + 1, " FROM "));
    assert_string_equal(find_in("x ", 2, "SELECT ", GAP, " FROM "), "SQL text");
}

static void test_leak_find__cuts_out_what_it_found(void **state) {
    (void)state;
    struct leak leak = leak_find(bytes_of_text("see SQLSTATE 42P01"));
    assert_string_equal(leak.words, "SQL text");
    assert_true(bytes_equal_text(leak.excerpt, "SQLSTATE 42P01"));
    leak = leak_find(bytes_of_text("0123456789 SQLSTATE 0123456789012345678901234567890123456789012"
                                   "34567890 here it is cut"));
    assert_int_equal(leak.excerpt.size, 60);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_leak_unescape__resolves_what_json_escapes),
        cmocka_unit_test(test_leak_unescape__says_where_the_text_has_no_room),
        cmocka_unit_test(test_leak_find__takes_a_path_for_one_behind_a_break_alone),
        cmocka_unit_test(test_leak_find__reads_on_for_512_bytes),
        cmocka_unit_test(test_leak_find__cuts_out_what_it_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
