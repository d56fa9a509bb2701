/* The pen and the characters: what may be shown as it is, and how the rest is spelled. */
#include "base/character.h"
#include "report/page.h"
#include "report/pen.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct safe_row {
    const char *name;
    const char *in;
    const char *expected;
    const char *expected_ascii;
};

static const struct safe_row safe_rows[] = {
    {"plain text", "a plain text, \"quoted\" <b>\\", "a plain text, \"quoted\" <b>\\",
     "a plain text, \"quoted\" <b>\\"},
    {"nothing", "", "", ""},
    {"line end", "a\nb", "a\\nb", "a\\nb"},
    {"carriage return", "a\rb", "a\\rb", "a\\rb"},
    {"tab", "a\tb", "a\\tb", "a\\tb"},
    {"escape", "\x1b[2J", "\\u001b[2J", "\\u001b[2J"},
    {"delete", "\x7f", "\\u007f", "\\u007f"},
    {"C1 control", "\xc2\x9b", "\\u009b", "\\u009b"},
    {"no-break space, just past the C1 controls", "\xc2\xa0", "\xc2\xa0", "\\u00a0"},
    {"letter beyond ASCII", "\xc3\xbc", "\xc3\xbc", "\\u00fc"},
    {"zero-width space", "\xe2\x80\x8b", "\\u200b", "\\u200b"},
    {"hair space, just before it", "\xe2\x80\x8a", "\xe2\x80\x8a", "\\u200a"},
    {"right-to-left override", "\xe2\x80\xae", "\\u202e", "\\u202e"},
    {"narrow space, just past it", "\xe2\x80\xaf", "\xe2\x80\xaf", "\\u202f"},
    {"isolate", "\xe2\x81\xa6", "\\u2066", "\\u2066"},
    {"byte order mark", "\xef\xbb\xbf", "\\ufeff", "\\ufeff"},
    {"U+FFFD, which is text", "\xef\xbf\xbd", "\xef\xbf\xbd", "\\ufffd"},
    {"U+FFFE, which is not", "\xef\xbf\xbe", "\\ufffe", "\\ufffe"},
    {"U+FFFF", "\xef\xbf\xbf", "\\uffff", "\\uffff"},
    {"emoji", "\xf0\x9f\x98\x80", "\xf0\x9f\x98\x80", "\\u{1f600}"},
    {"U+1FFFE", "\xf0\x9f\xbf\xbe", "\\u{1fffe}", "\\u{1fffe}"},
    {"tag", "\xf3\xa0\x81\x81", "\\u{e0041}", "\\u{e0041}"},
    {"stray byte", "a\xffz", "a\\xffz", "a\\xffz"},
    {"continuation alone", "\x80", "\\x80", "\\x80"},
    {"cut sequence", "\xe2\x82", "\\xe2\\x82", "\\xe2\\x82"},
    {"overlong NUL", "\xc0\x80", "\\xc0\\x80", "\\xc0\\x80"},
    {"surrogate", "\xed\xa0\x80", "\\xed\\xa0\\x80", "\\xed\\xa0\\x80"},
};

static bool writes(const char *in, bool is_ascii, const char *expected) {
    struct buffer out;
    struct pen pen;
    buffer_init(&out, 256);
    pen_init(&pen, &out);
    pen.is_ascii = is_ascii;
    pen_safe_text(&pen, in);
    bool is_as_expected =
        pen_finish(&pen) == STATUS_OK && bytes_equal_text(buffer_view(&out), expected);
    if (!is_as_expected) {
        print_error("got %s\n", buffer_text(&out));
    }
    buffer_clean_up(&out);
    return is_as_expected;
}

static void test_pen_safe__spells_what_must_not_be_shown(void **state) {
    (void)state;
    size_t failed = 0;
    for (size_t i = 0; i < sizeof safe_rows / sizeof safe_rows[0]; i++) {
        const struct safe_row *row = &safe_rows[i];
        if (!writes(row->in, false, row->expected) || !writes(row->in, true, row->expected_ascii)) {
            print_error("%s\n", row->name);
            failed++;
        }
    }
    assert_int_equal(failed, 0);
}

static bool is_carried_by_xml(int32_t code) {
    return code == 0x9 || code == 0xa || code == 0xd || (code >= 0x20 && code <= 0xd7ff) ||
           (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff);
}

static void test_character_is_shown__only_for_what_xml_carries(void **state) {
    (void)state;
    for (int32_t code = 0; code <= 0x10ffff; code++) {
        assert_true(!character_is_shown(code) || is_carried_by_xml(code));
    }
    assert_false(character_is_shown(CHARACTER_BROKEN));
}

struct column_row {
    const char *name;
    int32_t code;
    unsigned expected;
};

static const struct column_row column_rows[] = {
    {"a letter", 'a', 1},
    {"an accented letter", 0xfc, 1},
    {"a combining accent", 0x301, 0},
    {"a check mark", 0x2713, 1},
    {"a Chinese character", 0x5b57, 2},
    {"a Hangul syllable", 0xac00, 2},
    {"a full-width letter", 0xff21, 2},
    {"a half-width letter", 0xff71, 1},
    {"an emoji", 0x1f600, 2},
};

static void test_character_columns__knows_wide_and_combining_ones(void **state) {
    (void)state;
    size_t failed = 0;
    for (size_t i = 0; i < sizeof column_rows / sizeof column_rows[0]; i++) {
        unsigned columns = character_columns(column_rows[i].code);
        if (columns != column_rows[i].expected) {
            print_error("%s: %u columns\n", column_rows[i].name, columns);
            failed++;
        }
    }
    assert_int_equal(failed, 0);
}

struct seconds_row {
    const char *name;
    int64_t elapsed_us;
    const char *expected;
};

static const struct seconds_row seconds_rows[] = {
    {"nothing", 0, "0.000"},
    {"just too little to show", 499, "0.000"},
    {"rounded up", 500, "0.001"},
    {"rounded into the next second", 999500, "1.000"},
    {"a day", INT64_C(86400000000), "86400.000"},
    {"a clock that went back", -5, "0.000"},
    {"the most there is", INT64_MAX, "9223372036854.776"},
};

static void test_pen_seconds__has_three_digits(void **state) {
    (void)state;
    size_t failed = 0;
    for (size_t i = 0; i < sizeof seconds_rows / sizeof seconds_rows[0]; i++) {
        struct buffer out;
        struct pen pen;
        buffer_init(&out, 64);
        pen_init(&pen, &out);
        pen_seconds(&pen, seconds_rows[i].elapsed_us);
        assert_int_equal(pen_finish(&pen), STATUS_OK);
        if (!bytes_equal_text(buffer_view(&out), seconds_rows[i].expected)) {
            print_error("%s: %s\n", seconds_rows[i].name, buffer_text(&out));
            failed++;
        }
        buffer_clean_up(&out);
    }
    assert_int_equal(failed, 0);
}

static void test_pen_finish__takes_everything_back_after_an_error(void **state) {
    (void)state;
    struct buffer out;
    struct pen pen;
    buffer_init(&out, 12);
    assert_int_equal(buffer_append_text(&out, "kept"), STATUS_OK);
    pen_init(&pen, &out);
    pen_text(&pen, "12345678");
    pen_text(&pen, "9");
    pen_text(&pen, "");
    assert_int_equal(pen_finish(&pen), STATUS_LIMIT);
    assert_string_equal(buffer_text(&out), "kept");
    assert_int_equal(out.size, 4);
    buffer_clean_up(&out);
}

struct page_row {
    const char *name;
    void (*write)(struct page *page, const char *text);
    unsigned width;
    const char *in;
    const char *expected;
};

static const struct page_row page_rows[] = {
    {"words that fit", page_words, 40, "some words", "some words"},
    {"words that do not", page_words, 40, "the words of this line are wider than forty columns",
     "the words of this line are wider than\n  forty columns"},
    {"not fitted", page_words, 0, "the words of this line are wider than forty columns",
     "the words of this line are wider than forty columns"},
    {"a word wider than a line", page_words, 40, "0123456789012345678901234567890123456789x",
     "0123456789012345678901234567890123456789\n  x"},
    {"spaces inside a line stay", page_words, 40, "two  spaces", "two  spaces"},
    {"wide characters take two columns", page_words, 40,
     "\xe5\xad\x97\xe5\xad\x97\xe5\xad\x97\xe5\xad\x97\xe5\xad\x97\xe5\xad\x97\xe5\xad\x97"
     "\xe5\xad\x97\xe5\xad\x97\xe5\xad\x97 0123456789012345678x",
     "\xe5\xad\x97\xe5\xad\x97\xe5\xad\x97\xe5\xad\x97\xe5\xad\x97\xe5\xad\x97\xe5\xad\x97"
     "\xe5\xad\x97\xe5\xad\x97\xe5\xad\x97\n  0123456789012345678x"},
    {"a cut line", page_cut, 40, "01234567890123456789012345678901234567890",
     "012345678901234567890123456789012345678\xe2\x80\xa6"},
    {"a line just as wide as the page", page_cut, 40, "0123456789012345678901234567890123456789",
     "0123456789012345678901234567890123456789"},
    {"a command keeps an option beside its value", page_command, 40,
     "curl --silent -H 'a: one two three' https://h.example/p",
     "curl --silent -H 'a: one two three' \\\n  https://h.example/p"},
    {"a command is not broken inside quotes", page_command, 40,
     "curl -H 'a value of many words that is wider than a line' u",
     "curl \\\n  -H 'a value of many words that is wider than a line' \\\n  u"},
    {"a command goes on after a quoted quote", page_command, 40,
     "curl 'https://h.example/it'\\''s' --and more --of it",
     "curl 'https://h.example/it'\\''s' \\\n  --and more --of it"},
};

static void test_page__breaks_lines_where_a_reader_would(void **state) {
    (void)state;
    size_t failed = 0;
    for (size_t i = 0; i < sizeof page_rows / sizeof page_rows[0]; i++) {
        struct buffer out;
        struct page page;
        buffer_init(&out, 256);
        page_init(&page, (struct console_options){.width = page_rows[i].width}, &out);
        page.margin = 2;
        page_rows[i].write(&page, page_rows[i].in);
        assert_int_equal(page_finish(&page), STATUS_OK);
        if (!bytes_equal_text(buffer_view(&out), page_rows[i].expected)) {
            print_error("%s:\n%s\n", page_rows[i].name, buffer_text(&out));
            failed++;
        }
        buffer_clean_up(&out);
    }
    assert_int_equal(failed, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pen_safe__spells_what_must_not_be_shown),
        cmocka_unit_test(test_character_is_shown__only_for_what_xml_carries),
        cmocka_unit_test(test_character_columns__knows_wide_and_combining_ones),
        cmocka_unit_test(test_pen_seconds__has_three_digits),
        cmocka_unit_test(test_pen_finish__takes_everything_back_after_an_error),
        cmocka_unit_test(test_page__breaks_lines_where_a_reader_would),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
