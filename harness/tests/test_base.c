#include "base/base64.h"
#include "base/clock.h"
#include "base/fnv1a.h"
#include "base/nearness.h"
#include "base/random.h"
#include "base/utf8.h"
#include "tests/check.h"

/* buffer */

static void test_buffer__stops_at_its_limit_and_keeps_what_it_had(void **state) {
    (void)state;
    struct buffer buffer;
    buffer_init(&buffer, 4);
    assert_int_equal(buffer_append_text(&buffer, "abc"), STATUS_OK);
    assert_int_equal(buffer_append_text(&buffer, "de"), STATUS_LIMIT);
    assert_string_equal(buffer_text(&buffer), "abc");
    assert_int_equal(buffer_append_format(&buffer, "%d", 42), STATUS_LIMIT);
    assert_int_equal(buffer_append_byte(&buffer, 'd'), STATUS_OK);
    assert_string_equal(buffer_text(&buffer), "abcd");
    buffer_clean_up(&buffer);
    assert_string_equal(buffer_text(&buffer), "");
}

static void test_buffer__hands_its_memory_over_once(void **state) {
    (void)state;
    struct buffer buffer;
    buffer_init(&buffer, 100);
    assert_int_equal(buffer_append_format(&buffer, "%s-%d", "x", 7), STATUS_OK);
    char *text = buffer_take_text(&buffer);
    assert_string_equal(text, "x-7");
    free(text);
    text = buffer_take_text(&buffer);
    assert_string_equal(text, "");
    free(text);
    buffer_clean_up(&buffer);
}

/* bytes */

static void test_bytes__are_searched_and_cut_within_their_bounds(void **state) {
    (void)state;
    struct bytes whole = bytes_of("ab\0ab", 5);
    assert_int_equal(bytes_find(whole, bytes_of_text("ab"), 0), 0);
    assert_int_equal(bytes_find(whole, bytes_of_text("ab"), 1), 3);
    assert_true(bytes_find(whole, bytes_of_text("ab"), 4) == SIZE_MAX);
    assert_true(bytes_find(whole, bytes_of_text(""), 0) == SIZE_MAX);
    assert_true(bytes_find(bytes_of(NULL, 0), bytes_of_text("a"), 0) == SIZE_MAX);
    assert_int_equal(bytes_slice(whole, 3, 99).size, 2);
    assert_int_equal(bytes_slice(whole, 99, 1).size, 0);
    assert_true(bytes_equal_ignoring_case(bytes_of_text("aBc"), bytes_of_text("AbC")));
    assert_false(bytes_equal_ignoring_case(bytes_of_text("[x"), bytes_of_text("{x")));
    assert_true(bytes_equal_text(bytes_trim(bytes_of_text(" \tx y\t ")), "x y"));
    assert_int_equal(bytes_trim(bytes_of_text("  ")).size, 0);
}

/* utf8: the rows of RFC 3629 section 4, at both ends of each range */

struct utf8_row {
    const char *text;
    size_t first_fault; /* SIZE_MAX: valid */
};

static void test_utf8__takes_rfc_3629_to_the_letter(void **state) {
    (void)state;
    static const struct utf8_row rows[] = {
        {"", SIZE_MAX},
        {"\x7f", SIZE_MAX},
        {"\x80", 0},
        {"\xc1\xbf", 0},
        {"\xc2\x80", SIZE_MAX},
        {"\xdf\xbf", SIZE_MAX},
        {"\xe0\x9f\xbf", 0},
        {"\xe0\xa0\x80", SIZE_MAX},
        {"\xed\x9f\xbf", SIZE_MAX},
        {"\xed\xa0\x80", 0},
        {"\xee\x80\x80", SIZE_MAX},
        {"\xef\xbf\xbf", SIZE_MAX},
        {"\xf0\x8f\xbf\xbf", 0},
        {"\xf0\x90\x80\x80", SIZE_MAX},
        {"\xf4\x8f\xbf\xbf", SIZE_MAX},
        {"\xf4\x90\x80\x80", 0},
        {"\xf5\x80\x80\x80", 0},
        {"ab\xc3", 2},
        {"ab\xe2\x82", 2},
        {"ab\xf0\x9f\x98", 2},
        {"\xc3(", 0},
        {"\xe2\x82(", 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char name[8];
        snprintf(name, sizeof name, "%zu", i);
        check_row(name, utf8_first_fault(bytes_of_text(rows[i].text)) == rows[i].first_fault);
    }
    check_finish();
}

static void test_utf8__counts_characters_and_utf16_units(void **state) {
    (void)state;
    struct bytes text = bytes_of_text("a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80");
    assert_int_equal(text.size, 10);
    assert_int_equal(utf8_characters(text), 4);
    assert_int_equal(utf8_utf16_units(text), 5);
}

/* base64: the vectors of RFC 4648 section 10, and what it forbids */

struct base64_row {
    const char *text;
    const char *encoded;
};

static void test_base64__round_trips_the_vectors_of_rfc_4648(void **state) {
    (void)state;
    static const struct base64_row rows[] = {
        {"", ""},
        {"f", "Zg=="},
        {"fo", "Zm8="},
        {"foo", "Zm9v"},
        {"foob", "Zm9vYg=="},
        {"fooba", "Zm9vYmE="},
        {"foobar", "Zm9vYmFy"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct buffer out;
        buffer_init(&out, 100);
        check_row(rows[i].encoded, base64_encode(bytes_of_text(rows[i].text), &out) == STATUS_OK);
        check_row(rows[i].encoded, strcmp(buffer_text(&out), rows[i].encoded) == 0);
        buffer_clear(&out);
        check_row(rows[i].encoded,
                  base64_decode(bytes_of_text(rows[i].encoded), &out) == STATUS_OK);
        check_row(rows[i].encoded, strcmp(buffer_text(&out), rows[i].text) == 0);
        buffer_clean_up(&out);
    }
    check_finish();
}

static void test_base64__refuses_every_other_spelling(void **state) {
    (void)state;
    static const char *const rows[] = {"Z",        "Zg",   "Zg=",    "Zh==", "Zm9=", "=",   "====",
                                       "Zg==Zg==", "Zm 9", "Zm9v\n", "Zm-_", "Z===", "Zg=x"};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct buffer out;
        buffer_init(&out, 100);
        assert_int_equal(buffer_append_text(&out, "kept"), STATUS_OK);
        check_row(rows[i], base64_decode(bytes_of_text(rows[i]), &out) == STATUS_INVALID);
        check_row(rows[i], strcmp(buffer_text(&out), "kept") == 0);
        buffer_clean_up(&out);
    }
    check_finish();
}

/* clock and random */

static void test_clock__formats_rfc_3339_in_utc(void **state) {
    (void)state;
    char text[CLOCK_RFC3339_SIZE];
    clock_format_rfc3339(INT64_C(1645689600123456), text);
    assert_string_equal(text, "2022-02-24T08:00:00.123Z");
    clock_format_rfc3339(0, text);
    assert_string_equal(text, "1970-01-01T00:00:00.000Z");
}

static void test_random__repeats_with_its_seed_and_stays_in_bounds(void **state) {
    (void)state;
    struct random one = random_seeded(42), two = random_seeded(42), other = random_seeded(43);
    assert_true(random_next(&one) == random_next(&two));
    assert_false(random_next(&one) == random_next(&other));
    int numbers[16];
    for (int i = 0; i < 16; i++) {
        numbers[i] = i;
        assert_true(random_below(&one, 7) < 7);
    }
    random_shuffle(&one, numbers, 16, sizeof numbers[0]);
    unsigned seen = 0;
    for (int i = 0; i < 16; i++) {
        seen |= 1u << numbers[i];
    }
    assert_int_equal(seen, 0xffff);
}

static void test_nearness__counts_edits_without_regard_to_case(void **state) {
    (void)state;
    static const struct {
        const char *word, *name;
        size_t edits;
        bool is_close;
    } rows[] = {
        {"token-cut", "token-cut", 0, true},
        {"Token-Cut", "token-cut", 0, true},
        {"tokencut", "token-cut", 1, true},
        {"token-cutt", "token-cut", 1, true},
        {"tokne-cut", "token-cut", 2, true},
        {"abcdefghi", "abcdvwxyz", 5, false},
        {"abcdefghi", "abcdeuvwx", 4, true},
        {"", "x", 1, false},
        {"x", "", 1, false},
        {"", "", 0, false},
        {"xy", "z", 2, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct bytes word = bytes_of_text(rows[i].word), name = bytes_of_text(rows[i].name);
        size_t edits = SIZE_MAX;
        check_row(rows[i].word, nearness_edits(word, name) == rows[i].edits);
        check_row(rows[i].word, nearness_edits(name, word) == rows[i].edits);
        check_row(rows[i].word, nearness_is_close(word, name, &edits) == rows[i].is_close);
        check_row(rows[i].word, edits == (rows[i].is_close ? rows[i].edits : SIZE_MAX));
    }
    char longest[65];
    memset(longest, 'a', sizeof longest);
    struct bytes fits = bytes_of(longest, sizeof longest - 1);
    struct bytes too_long = bytes_of(longest, sizeof longest);
    assert_int_equal(nearness_edits(fits, fits), 0);
    assert_true(nearness_edits(too_long, fits) == SIZE_MAX);
    assert_true(nearness_edits(fits, too_long) == SIZE_MAX);
    check_finish();
}

/* Vectors of draft-eastlake-fnv. */
static void test_fnv1a__gives_the_published_digests(void **state) {
    (void)state;
    assert_true(fnv1a(FNV1A_START, bytes_of_text("")) == UINT64_C(0xcbf29ce484222325));
    assert_true(fnv1a(FNV1A_START, bytes_of_text("a")) == UINT64_C(0xaf63dc4c8601ec8c));
    assert_true(fnv1a(FNV1A_START, bytes_of_text("foobar")) == UINT64_C(0x85944171f73967e8));
    uint64_t foo = fnv1a(FNV1A_START, bytes_of_text("foo"));
    assert_true(fnv1a(foo, bytes_of_text("bar")) == UINT64_C(0x85944171f73967e8));
    uint64_t foo_bar =
        fnv1a_part(fnv1a_part(FNV1A_START, bytes_of_text("foo")), bytes_of_text("bar"));
    uint64_t fo_obar =
        fnv1a_part(fnv1a_part(FNV1A_START, bytes_of_text("fo")), bytes_of_text("obar"));
    assert_true(foo_bar != fo_obar);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_buffer__stops_at_its_limit_and_keeps_what_it_had),
        cmocka_unit_test(test_buffer__hands_its_memory_over_once),
        cmocka_unit_test(test_bytes__are_searched_and_cut_within_their_bounds),
        cmocka_unit_test(test_utf8__takes_rfc_3629_to_the_letter),
        cmocka_unit_test(test_utf8__counts_characters_and_utf16_units),
        cmocka_unit_test(test_base64__round_trips_the_vectors_of_rfc_4648),
        cmocka_unit_test(test_base64__refuses_every_other_spelling),
        cmocka_unit_test(test_clock__formats_rfc_3339_in_utc),
        cmocka_unit_test(test_nearness__counts_edits_without_regard_to_case),
        cmocka_unit_test(test_fnv1a__gives_the_published_digests),
        cmocka_unit_test(test_random__repeats_with_its_seed_and_stays_in_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
