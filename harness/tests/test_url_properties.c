/* What must hold for every id, appId and endpoint: libcurl reads back what went in, and the origin
   never changes. */
#include "api/url.h"
#include "base/random.h"

#include <curl/curl.h>
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define BASE "/iocm/app/reg/v1.1.0/deviceCredentials/"

enum { SEED = 20220224, ROUNDS = 20000, TEXT_LIMIT = 1 << 16 };

/* What URLs are made of, and what has broken parsers of URLs. */
static const char *const pieces[] = {
    "a",
    "Z",
    "0",
    "-",
    ".",
    "..",
    "_",
    "~",
    "/",
    "//",
    "\\",
    "?",
    "#",
    "&",
    "=",
    ";",
    "+",
    "%",
    "%2e",
    "%2F",
    "%0",
    "%00",
    "%25",
    "%0d%0a",
    "@",
    ":",
    ":80",
    "://",
    "[",
    "]",
    "[::1]",
    "\"",
    "'",
    "<",
    "{",
    "|",
    "^",
    "`",
    " ",
    "appId=",
    "&appId=x",
    "https://",
    "evil",
    "\xc3\xa4",
    "\xe2\x80\xae",
    "\xef\xbc\x8f",
    "\xf0\x9f\x98\x80",
    "\xc2\xa0",
};

static const char *const unwelcome[] = {"\r\n", "\t",       "\x7f",         "\xc2\x85",
                                        "\xff", "\xc0\xae", "\xed\xa0\x80", "\x01"};

enum {
    PIECE_COUNT = sizeof pieces / sizeof pieces[0],
    UNWELCOME_COUNT = sizeof unwelcome / sizeof unwelcome[0],
};

static struct bytes random_text(struct random *random, bool is_any, struct buffer *out) {
    buffer_clear(out);
    for (uint64_t left = 1 + random_below(random, 12); left > 0; left--) {
        bool is_piece = !is_any || random_below(random, 20) != 0;
        const char *piece = is_piece ? pieces[random_below(random, PIECE_COUNT)]
                                     : unwelcome[random_below(random, UNWELCOME_COUNT)];
        assert_int_equal(buffer_append_text(out, piece), STATUS_OK);
    }
    return buffer_view(out);
}

/* A part of `url` as libcurl reads it, to be freed; NULL where it has none. */
static char *part_of(const char *url, CURLUPart part) {
    char *text = NULL;
    CURLU *handle = curl_url();
    assert_non_null(handle);
    assert_int_equal(curl_url_set(handle, CURLUPART_URL, url, CURLU_PATH_AS_IS), CURLUE_OK);
    (void)curl_url_get(handle, part, &text, 0);
    curl_url_cleanup(handle);
    return text;
}

static bool has_part(const char *url, CURLUPart part, const char *wanted) {
    char *text = part_of(url, part);
    bool is_right = wanted == NULL ? text == NULL : text != NULL && strcmp(text, wanted) == 0;
    curl_free(text);
    return is_right;
}

static bool decodes_to(const char *encoded, struct bytes wanted) {
    int size = 0;
    char *text = curl_easy_unescape(NULL, encoded, 0, &size);
    assert_non_null(text);
    bool is_same = bytes_equal(bytes_of(text, (size_t)size), wanted);
    curl_free(text);
    return is_same;
}

static bool is_encoded_alphabet(const char *text) {
    return strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~%") ==
           strlen(text);
}

static bool says_part(const char *url, CURLUPart part, const char *start, struct bytes value) {
    char *text = part_of(url, part);
    bool is_right = text != NULL && strncmp(text, start, strlen(start)) == 0 &&
                    is_encoded_alphabet(text + strlen(start)) &&
                    decodes_to(text + strlen(start), value);
    curl_free(text);
    return is_right;
}

static void test_url_build__gives_back_any_id_and_app_id(void **state) {
    (void)state;
    static const struct endpoint endpoint = {
        .host = "[2001:db8::1]", .port = 8743, .has_port = true, .prefix = "/%2f"};
    struct random random = random_seeded(SEED);
    struct buffer id_text, app_text, url;
    buffer_init(&id_text, TEXT_LIMIT);
    buffer_init(&app_text, TEXT_LIMIT);
    buffer_init(&url, TEXT_LIMIT);
    for (int i = 0; i < ROUNDS; i++) {
        struct bytes id = random_text(&random, false, &id_text);
        struct bytes app_id = random_text(&random, false, &app_text);
        buffer_clear(&url);
        enum url_fault fault = url_build(&endpoint, id, app_id, &url);
        if (fault == URL_DOT_ID) {
            assert_true(id.size <= 2);
            continue;
        }
        assert_int_equal(fault, URL_OK);
        const char *text = buffer_text(&url);
        assert_true(has_part(text, CURLUPART_SCHEME, "https"));
        assert_true(has_part(text, CURLUPART_HOST, "[2001:db8::1]"));
        assert_true(has_part(text, CURLUPART_PORT, "8743"));
        assert_true(has_part(text, CURLUPART_USER, NULL));
        assert_true(has_part(text, CURLUPART_FRAGMENT, NULL));
        assert_true(says_part(text, CURLUPART_PATH, "/%2f" BASE, id));
        assert_true(says_part(text, CURLUPART_QUERY, "appId=", app_id));
    }
    buffer_clean_up(&id_text);
    buffer_clean_up(&app_text);
    buffer_clean_up(&url);
}

/* Whatever a profile holds: refused, or an origin that its own URL leads back to. */
static void test_url_endpoint_parse__takes_nothing_that_its_own_url_denies(void **state) {
    (void)state;
    struct random random = random_seeded(SEED);
    struct buffer tail, text, url;
    buffer_init(&tail, TEXT_LIMIT);
    buffer_init(&text, TEXT_LIMIT);
    buffer_init(&url, TEXT_LIMIT);
    size_t accepted = 0;
    for (int i = 0; i < ROUNDS; i++) {
        struct endpoint first, second;
        buffer_clear(&text);
        buffer_clear(&url);
        assert_int_equal(buffer_append_text(&text, "https://"), STATUS_OK);
        assert_int_equal(buffer_append(&text, random_text(&random, true, &tail)), STATUS_OK);
        if (url_endpoint_parse(buffer_view(&text), URL_HTTPS_ONLY, &first) != URL_OK) {
            continue;
        }
        accepted++;
        assert_int_equal(url_build_path(&first, "/a", &url), URL_OK);
        struct bytes own = bytes_slice(buffer_view(&url), 0, url.size - strlen("/a"));
        assert_int_equal(url_endpoint_parse(own, URL_HTTPS_ONLY, &second), URL_OK);
        assert_string_equal(first.host, second.host);
        assert_string_equal(first.prefix, second.prefix);
        assert_int_equal(first.port, second.port);
        assert_true(has_part(buffer_text(&url), CURLUPART_HOST, first.host));
    }
    assert_true(accepted > 100);
    buffer_clean_up(&tail);
    buffer_clean_up(&text);
    buffer_clean_up(&url);
}

static void test_url_build_deliberately_broken__never_leaves_the_origin(void **state) {
    (void)state;
    static const struct endpoint endpoint = {.host = "h.example", .port = 443};
    struct random random = random_seeded(SEED);
    struct buffer segment_text, query_text, url;
    buffer_init(&segment_text, TEXT_LIMIT);
    buffer_init(&query_text, TEXT_LIMIT);
    buffer_init(&url, TEXT_LIMIT);
    size_t accepted = 0;
    for (int i = 0; i < ROUNDS; i++) {
        struct bytes segment = random_text(&random, true, &segment_text);
        struct bytes query = random_text(&random, true, &query_text);
        buffer_clear(&url);
        if (url_build_deliberately_broken(&endpoint, segment, query, &url) != URL_OK) {
            assert_int_equal(url.size, 0);
            continue;
        }
        accepted++;
        const char *text = buffer_text(&url);
        assert_true(has_part(text, CURLUPART_HOST, "h.example"));
        assert_true(has_part(text, CURLUPART_SCHEME, "https"));
        assert_true(has_part(text, CURLUPART_PORT, NULL));
        assert_true(has_part(text, CURLUPART_USER, NULL));
        size_t start = strlen("https://h.example" BASE);
        assert_true(bytes_equal(bytes_slice(buffer_view(&url), start, segment.size), segment));
        assert_true(
            bytes_equal(bytes_slice(buffer_view(&url), start + segment.size + 1, SIZE_MAX), query));
    }
    assert_true(accepted > 100);
    buffer_clean_up(&segment_text);
    buffer_clean_up(&query_text);
    buffer_clean_up(&url);
}

/* Every byte on its own: what the coding leaves alone, and what it does not. */
static void test_url_encode__leaves_unreserved_bytes_alone_and_escapes_all_others(void **state) {
    (void)state;
    size_t plain = 0;
    for (int byte = 0; byte <= 0xff; byte++) {
        unsigned char one = (unsigned char)byte;
        struct buffer out;
        buffer_init(&out, 3);
        assert_int_equal(url_encode(bytes_of(&one, 1), &out), STATUS_OK);
        assert_true(is_encoded_alphabet(buffer_text(&out)));
        assert_true(decodes_to(buffer_text(&out), bytes_of(&one, 1)));
        plain += out.size == 1;
        buffer_clean_up(&out);
    }
    assert_int_equal(plain, 26 + 26 + 10 + 4);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_url_build__gives_back_any_id_and_app_id),
        cmocka_unit_test(test_url_endpoint_parse__takes_nothing_that_its_own_url_denies),
        cmocka_unit_test(test_url_build_deliberately_broken__never_leaves_the_origin),
        cmocka_unit_test(test_url_encode__leaves_unreserved_bytes_alone_and_escapes_all_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
