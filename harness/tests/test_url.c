/* URLs of the prototype, of other paths, and of deliberately broken requests. */
#include "api/url.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define TEXT(literal)                                                                              \
    { (const unsigned char *)(literal), sizeof(literal) - 1 }
#define ABSENT                                                                                     \
    { NULL, 0 }
#define BASE "https://h:8743/p"
#define DEVICES BASE "/iocm/app/reg/v1.1.0/deviceCredentials/"

enum { OUT_LIMIT = 1 << 17, ID_CHARACTERS_MAX = 256 };

struct row {
    const char *name;
    struct bytes segment; /* the device id, or a raw segment */
    struct bytes query;   /* the appId, or a raw query */
    enum url_fault fault;
    const char *url; /* NULL where it is refused */
};

static const struct row prototypes[] = {
    {"plain id", TEXT("d-1"), ABSENT, URL_OK, DEVICES "d-1"},
    {"appId", TEXT("d"), TEXT("a-1"), URL_OK, DEVICES "d?appId=a-1"},
    {"empty appId", TEXT("d"), TEXT(""), URL_OK, DEVICES "d?appId="},
    {"unreserved bytes", TEXT("azAZ09-._~"), ABSENT, URL_OK, DEVICES "azAZ09-._~"},
    {"slash", TEXT("a/b"), ABSENT, URL_OK, DEVICES "a%2Fb"},
    {"slashes alone", TEXT("/../"), TEXT("/"), URL_OK, DEVICES "%2F..%2F?appId=%2F"},
    {"question mark and hash", TEXT("a?b#c"), TEXT("?#"), URL_OK, DEVICES "a%3Fb%23c?appId=%3F%23"},
    {"ends of a pair", TEXT("a&b=c"), TEXT("x&appId=y;z+1 2"), URL_OK,
     DEVICES "a%26b%3Dc?appId=x%26appId%3Dy%3Bz%2B1%202"},
    {"escaped dots are a literal", TEXT("%2e%2e"), TEXT("%00"), URL_OK,
     DEVICES "%252e%252e?appId=%2500"},
    {"half an escape", TEXT("%"), ABSENT, URL_OK, DEVICES "%25"},
    {"three dots", TEXT("..."), TEXT(".."), URL_OK, DEVICES "...?appId=.."},
    {"dots and a slash", TEXT("../"), ABSENT, URL_OK, DEVICES "..%2F"},
    {"an @ and a colon", TEXT("u:p@evil"), ABSENT, URL_OK, DEVICES "u%3Ap%40evil"},
    {"backslash", TEXT("..\\.."), ABSENT, URL_OK, DEVICES "..%5C.."},
    {"quotes and brackets", TEXT("\"'<[{|}]>`^"), ABSENT, URL_OK,
     DEVICES "%22%27%3C%5B%7B%7C%7D%5D%3E%60%5E"},
    {"other scripts", TEXT("\xc3\xa4\xe4\xb8\xad\xf0\x9f\x98\x80"), ABSENT, URL_OK,
     DEVICES "%C3%A4%E4%B8%AD%F0%9F%98%80"},
    {"first character past C1", TEXT("\xc2\xa0"), ABSENT, URL_OK, DEVICES "%C2%A0"},
    {"empty id", TEXT(""), ABSENT, URL_EMPTY_ID, NULL},
    {"absent id", ABSENT, ABSENT, URL_EMPTY_ID, NULL},
    {"dot", TEXT("."), ABSENT, URL_DOT_ID, NULL},
    {"two dots", TEXT(".."), ABSENT, URL_DOT_ID, NULL},
    {"NUL in the id", TEXT("a\0b"), ABSENT, URL_CONTROL_CHARACTER, NULL},
    {"line end in the id", TEXT("a\r\nHost: evil"), ABSENT, URL_CONTROL_CHARACTER, NULL},
    {"DEL in the id", TEXT("\x7f"), ABSENT, URL_CONTROL_CHARACTER, NULL},
    {"first C1 in the id", TEXT("\xc2\x80"), ABSENT, URL_CONTROL_CHARACTER, NULL},
    {"last C1 in the appId", TEXT("d"), TEXT("\xc2\x9f"), URL_CONTROL_CHARACTER, NULL},
    {"tab in the appId", TEXT("d"), TEXT("\t"), URL_CONTROL_CHARACTER, NULL},
    {"stray byte in the id", TEXT("\x80"), ABSENT, URL_BAD_UTF8, NULL},
    {"overlong slash in the id", TEXT("\xc0\xaf"), ABSENT, URL_BAD_UTF8, NULL},
    {"surrogate in the appId", TEXT("d"), TEXT("\xed\xa0\x80"), URL_BAD_UTF8, NULL},
};

static const struct row broken[] = {
    {"nothing wrong", TEXT("d"), TEXT("appId=a"), URL_OK, DEVICES "d?appId=a"},
    {"no segment", TEXT(""), ABSENT, URL_OK, DEVICES},
    {"absent segment", ABSENT, ABSENT, URL_OK, DEVICES},
    {"dot segments", TEXT("../../x/./"), ABSENT, URL_OK, DEVICES "../../x/./"},
    {"escaped dots", TEXT("%2e%2E"), ABSENT, URL_OK, DEVICES "%2e%2E"},
    {"escaped slash and NUL", TEXT("a%2Fb%00"), ABSENT, URL_OK, DEVICES "a%2Fb%00"},
    {"escaped line end", TEXT("%0d%0aX:%20y"), ABSENT, URL_OK, DEVICES "%0d%0aX:%20y"},
    {"broken escapes", TEXT("%%2%zz"), ABSENT, URL_OK, DEVICES "%%2%zz"},
    {"quotes, brackets, backslash", TEXT("\"'<>\\^`{|}[]"), TEXT("\"'<>\\^`{|}[]"), URL_OK,
     DEVICES "\"'<>\\^`{|}[]?\"'<>\\^`{|}[]"},
    {"empty segments", TEXT("//evil/"), ABSENT, URL_OK, DEVICES "//evil/"},
    {"an @ and a scheme", TEXT("@evil:1/http://evil"), ABSENT, URL_OK,
     DEVICES "@evil:1/http://evil"},
    {"repeated pair", TEXT("d"), TEXT("appId=a&appId=b&?&"), URL_OK,
     DEVICES "d?appId=a&appId=b&?&"},
    {"query in the segment", TEXT("d?appId=a"), ABSENT, URL_OK, DEVICES "d?appId=a"},
    {"query in both", TEXT("d?a"), TEXT("b"), URL_OK, DEVICES "d?a?b"},
    {"space", TEXT("a b"), ABSENT, URL_UNSENDABLE_BYTE, NULL},
    {"line end", TEXT("d"), TEXT("\r\n"), URL_UNSENDABLE_BYTE, NULL},
    {"NUL", TEXT("a\0"), ABSENT, URL_UNSENDABLE_BYTE, NULL},
    {"DEL", TEXT("\x7f"), ABSENT, URL_UNSENDABLE_BYTE, NULL},
    {"not ASCII", TEXT("\xc3\xa4"), ABSENT, URL_UNSENDABLE_BYTE, NULL},
    {"fragment in the segment", TEXT("a#b"), ABSENT, URL_NOT_ROUND_TRIP, NULL},
    {"empty fragment in the query", TEXT("a"), TEXT("b#"), URL_NOT_ROUND_TRIP, NULL},
    {"empty query", TEXT("a"), TEXT(""), URL_NOT_ROUND_TRIP, NULL},
};

static const struct row paths[] = {
    {"login", TEXT("/iocm/app/sec/v1.1.0/login"), ABSENT, URL_OK,
     BASE "/iocm/app/sec/v1.1.0/login"},
    {"escape", TEXT("/a%2Fb"), ABSENT, URL_OK, BASE "/a%2Fb"},
    {"no slash", TEXT("a"), ABSENT, URL_BAD_PREFIX, NULL},
    {"nothing", TEXT(""), ABSENT, URL_BAD_PREFIX, NULL},
    {"dot segment", TEXT("/a/../b"), ABSENT, URL_DOT_SEGMENT, NULL},
    {"query", TEXT("/a?b"), ABSENT, URL_BAD_PREFIX, NULL},
    {"line end", TEXT("/a\r\n"), ABSENT, URL_BAD_PREFIX, NULL},
};

static struct endpoint endpoint_of(const char *text) {
    struct endpoint endpoint;
    assert_int_equal(url_endpoint_parse(bytes_of_text(text), URL_CLEARTEXT_ALLOWED, &endpoint),
                     URL_OK);
    return endpoint;
}

static enum url_fault build_path(const struct endpoint *endpoint, struct bytes path,
                                 struct bytes nothing, struct buffer *out) {
    (void)nothing;
    return url_build_path(endpoint, (const char *)path.data, out);
}

typedef enum url_fault builder(const struct endpoint *endpoint, struct bytes segment,
                               struct bytes query, struct buffer *out);

/* Appends to a text that is there: what is refused must leave it as it was. */
static size_t count_failures(builder *build, const struct row *rows, size_t count) {
    struct endpoint endpoint = endpoint_of(BASE);
    struct buffer out;
    buffer_init(&out, OUT_LIMIT);
    size_t failures = 0;
    for (size_t i = 0; i < count; i++) {
        buffer_clear(&out);
        assert_int_equal(buffer_append_text(&out, "GET "), STATUS_OK);
        enum url_fault fault = build(&endpoint, rows[i].segment, rows[i].query, &out);
        const char *wanted = rows[i].url == NULL ? "" : rows[i].url;
        if (fault != rows[i].fault || strcmp(buffer_text(&out) + strlen("GET "), wanted) != 0) {
            print_error("%s: %s %s\n", rows[i].name, url_fault_words[fault], buffer_text(&out));
            failures++;
        }
    }
    buffer_clean_up(&out);
    return failures;
}

#define COUNT_FAILURES(build, rows) count_failures(build, rows, sizeof rows / sizeof rows[0])

static void test_url_build__keeps_whatever_the_id_holds_in_its_segment(void **state) {
    (void)state;
    assert_int_equal(COUNT_FAILURES(url_build, prototypes), 0);
}

static void test_url_build_deliberately_broken__takes_all_that_can_be_sent(void **state) {
    (void)state;
    assert_int_equal(COUNT_FAILURES(url_build_deliberately_broken, broken), 0);
}

static void test_url_build_path__stays_below_the_endpoint(void **state) {
    (void)state;
    assert_int_equal(COUNT_FAILURES(build_path, paths), 0);
}

struct origin_row {
    const char *endpoint;
    const char *url;
};

static const struct origin_row origins[] = {
    {"https://h", "https://h/a"},
    {"HTTPS://H:443/", "https://h:443/a"},
    {"http://127.0.0.1:8080/p/q/", "http://127.0.0.1:8080/p/q/a"},
    {"https://[2001:db8:0:0::1]:8743", "https://[2001:db8::1]:8743/a"},
    {"https://h./%2f", "https://h./%2f/a"},
};

static void test_url_build_path__renders_each_kind_of_origin(void **state) {
    (void)state;
    size_t failures = 0;
    for (size_t i = 0; i < sizeof origins / sizeof origins[0]; i++) {
        struct endpoint endpoint = endpoint_of(origins[i].endpoint);
        struct buffer out;
        buffer_init(&out, OUT_LIMIT);
        enum url_fault fault = url_build_path(&endpoint, "/a", &out);
        if (fault != URL_OK || strcmp(buffer_text(&out), origins[i].url) != 0) {
            print_error("%s: %s %s\n", origins[i].endpoint, url_fault_words[fault],
                        buffer_text(&out));
            failures++;
        }
        buffer_clean_up(&out);
    }
    assert_int_equal(failures, 0);
}

/* 256 characters of four bytes each are as long as an id can be. */
static void fill(struct buffer *out, const char *character, size_t count) {
    buffer_clear(out);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(buffer_append_text(out, character), STATUS_OK);
    }
}

static void test_url_build__takes_256_characters_of_any_size_and_no_more(void **state) {
    (void)state;
    static const char *const characters[] = {"a", ".", "/", "\xc3\xa4", "\xf0\x9f\x98\x80"};
    struct endpoint endpoint = endpoint_of("https://h");
    struct bytes plain = bytes_of_text("d");
    struct buffer id, out;
    buffer_init(&id, OUT_LIMIT);
    buffer_init(&out, OUT_LIMIT);
    for (size_t i = 0; i < sizeof characters / sizeof characters[0]; i++) {
        fill(&id, characters[i], ID_CHARACTERS_MAX);
        struct bytes text = buffer_view(&id);
        assert_int_equal(url_build(&endpoint, text, text, &out), URL_OK);
        fill(&id, characters[i], ID_CHARACTERS_MAX + 1);
        text = buffer_view(&id);
        assert_int_equal(url_build(&endpoint, text, plain, &out), URL_TOO_LONG_ID);
        assert_int_equal(url_build(&endpoint, plain, text, &out), URL_TOO_LONG_APP_ID);
    }
    buffer_clean_up(&id);
    buffer_clean_up(&out);
}

static void test_url_build_deliberately_broken__takes_4096_escaped_characters(void **state) {
    (void)state;
    struct endpoint endpoint = endpoint_of("https://h");
    struct buffer segment, out;
    buffer_init(&segment, OUT_LIMIT);
    buffer_init(&out, OUT_LIMIT);
    fill(&segment, "%F0%9F%98%80", 4096);
    struct bytes none = bytes_of(NULL, 0);
    assert_int_equal(url_build_deliberately_broken(&endpoint, buffer_view(&segment), none, &out),
                     URL_OK);
    buffer_clean_up(&segment);
    buffer_clean_up(&out);
}

static void test_url_build__says_when_the_buffer_has_no_room(void **state) {
    (void)state;
    struct endpoint endpoint = endpoint_of("https://h");
    struct buffer out;
    buffer_init(&out, 20);
    assert_int_equal(url_build(&endpoint, bytes_of_text("d"), bytes_of(NULL, 0), &out),
                     URL_NO_ROOM);
    assert_int_equal(out.size, 0);
    buffer_clean_up(&out);
}

/* A struct endpoint is a value, and need not come from url_endpoint_parse. */
static void test_url_build__does_not_trust_the_endpoint_it_is_given(void **state) {
    (void)state;
    static const struct endpoint crafted[] = {
        {.host = "h@evil", .port = 443},
        {.host = "h", .port = 443, .prefix = "@evil"},
        {.host = "h", .port = 70000, .has_port = true},
        {.host = "h", .port = 443, .prefix = "/a?b"},
        {.host = "h", .port = 443, .prefix = "/a#"},
        {.host = "127.1", .port = 443},
        {.host = "h", .port = 443, .prefix = "/a b"},
        {.host = "", .port = 443},
        {.host = "h", .port = 444},
    };
    size_t failures = 0;
    for (size_t i = 0; i < sizeof crafted / sizeof crafted[0]; i++) {
        struct buffer out;
        buffer_init(&out, OUT_LIMIT);
        enum url_fault fault = url_build(&crafted[i], bytes_of_text("d"), bytes_of_text("a"), &out);
        if (fault == URL_OK || out.size != 0) {
            print_error("%s%s: %s\n", crafted[i].host, crafted[i].prefix, buffer_text(&out));
            failures++;
        }
        buffer_clean_up(&out);
    }
    assert_int_equal(failures, 0);
}

static void test_url_encode__appends_all_or_nothing(void **state) {
    (void)state;
    struct buffer out;
    buffer_init(&out, 6);
    assert_int_equal(url_encode(bytes_of("\0 ", 2), &out), STATUS_OK);
    assert_string_equal(buffer_text(&out), "%00%20");
    buffer_clear(&out);
    assert_int_equal(url_encode(bytes_of_text("b"), &out), STATUS_OK);
    assert_int_equal(url_encode(bytes_of_text("cde/"), &out), STATUS_LIMIT);
    assert_true(bytes_equal_text(buffer_view(&out), "b"));
    assert_string_equal(buffer_text(&out), "b");
    buffer_clean_up(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_url_build__keeps_whatever_the_id_holds_in_its_segment),
        cmocka_unit_test(test_url_build_deliberately_broken__takes_all_that_can_be_sent),
        cmocka_unit_test(test_url_build_path__stays_below_the_endpoint),
        cmocka_unit_test(test_url_build_path__renders_each_kind_of_origin),
        cmocka_unit_test(test_url_build__takes_256_characters_of_any_size_and_no_more),
        cmocka_unit_test(test_url_build_deliberately_broken__takes_4096_escaped_characters),
        cmocka_unit_test(test_url_build__says_when_the_buffer_has_no_room),
        cmocka_unit_test(test_url_build__does_not_trust_the_endpoint_it_is_given),
        cmocka_unit_test(test_url_encode__appends_all_or_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
