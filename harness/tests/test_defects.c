/* Every defect shows, in the one visit that looks for it, and a conforming platform does not. */
#include "tests/mock_visitor.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>
/* cmocka.h needs the four before it. */
#include <cmocka.h>

/* A defect, and the last of `repeat` visits, which shows it. */
struct row {
    const char *defect;
    struct visit visit;
    long status;
    const char *fragment;
    unsigned repeat;   /* 0: one visit */
    unsigned pause_ms; /* before the last one */
};

enum { LIMIT = 8, LONG_WINDOW_US = 60000000 };

static const struct row rows[] = {
    {.defect = "get-refused", .status = 405},
    {.defect = "app-key-optional",
     .visit = {.app_key = ABSENT},
     .status = 200,
     .fragment = "\"deviceId\""},
    {.defect = "app-key-empty",
     .visit = {.app_key = ""},
     .status = 200,
     .fragment = "\"deviceId\""},
    {.defect = "authorization-optional",
     .visit = {.authorization = ABSENT},
     .status = 200,
     .fragment = "\"deviceId\""},
    {.defect = "authorization-empty",
     .visit = {.authorization = ""},
     .status = 200,
     .fragment = "\"deviceId\""},
    {.defect = "scheme-any",
     .visit = {.authorization = "Basic $t"},
     .status = 200,
     .fragment = "\"deviceId\""},
    {.defect = "scheme-case",
     .visit = {.authorization = "bearer $t"},
     .status = 403,
     .fragment = "1010005"},
    {.defect = "app-key-unchecked", .visit = {.app_key = "nonsense"}, .status = 200},
    {.defect = "app-key-ignores-case", .visit = {.app_key = "$K"}, .status = 200},
    {.defect = "app-key-extended", .visit = {.app_key = "$ka"}, .status = 200},
    {.defect = "token-unchecked", .visit = {.authorization = "Bearer nonsense"}, .status = 200},
    {.defect = "token-unchecked-later",
     .visit = {.authorization = "Bearer nonsense"},
     .status = 200,
     .repeat = 2},
    {.defect = "token-unchecked-without-app-id",
     .visit = {.authorization = "Bearer nonsense"},
     .status = 200},
    {.defect = "token-ignores-case", .visit = {.authorization = "Bearer $T"}, .status = 200},
    {.defect = "token-cut", .visit = {.authorization = "Bearer $H"}, .status = 200},
    {.defect = "token-extended", .visit = {.authorization = "Bearer $ta"}, .status = 200},
    {.defect = "token-but-last", .visit = {.authorization = "Bearer $L"}, .status = 200},
    {.defect = "token-refused-401",
     .visit = {.authorization = "Bearer nonsense"},
     .status = 401,
     .fragment = "1010005"},
    {.defect = "token-refused-as-login",
     .visit = {.authorization = "Bearer nonsense"},
     .status = 403,
     .fragment = "100208"},
    {.defect = "app-id-mandatory", .status = 403, .fragment = "100203"},
    {.defect = "app-id-own-refused",
     .visit = {.target = QUERY("$o?appId=$A")},
     .status = 403,
     .fragment = "100217"},
    {.defect = "app-unknown-accepted",
     .visit = {.target = QUERY("$o?appId=nobody")},
     .status = 200,
     .fragment = "\"deviceId\""},
    {.defect = "app-unknown-404",
     .visit = {.target = QUERY("$o?appId=nobody")},
     .status = 404,
     .fragment = "100203"},
    {.defect = "app-unknown-as-unauthorized",
     .visit = {.target = QUERY("$o?appId=nobody")},
     .status = 403,
     .fragment = "100217"},
    {.defect = "app-unauthorized-404",
     .visit = {.target = QUERY("$o?appId=$U")},
     .status = 404,
     .fragment = "100403"},
    {.defect = "app-unauthorized-as-unknown",
     .visit = {.target = QUERY("$o?appId=$U")},
     .status = 403,
     .fragment = "100203"},
    {.defect = "device-ignores-case",
     .visit = {.target = QUERY("$O")},
     .status = 200,
     .fragment = "\"deviceId\":\"$o\""},
    {.defect = "device-cut",
     .visit = {.target = QUERY("$h")},
     .status = 200,
     .fragment = "\"deviceId\":\"$o\""},
    {.defect = "device-extended",
     .visit = {.target = QUERY("$oa")},
     .status = 200,
     .fragment = "\"deviceId\":\"$o\""},
    {.defect = "device-unknown-accepted",
     .visit = {.target = QUERY("77c26a9d-0000-4000-8000-00000000ffff")},
     .status = 200,
     .fragment = "{\"deviceId\":\"77c26a9d-0000-4000-8000-00000000ffff\",\"activated\":false,"
                 "\"name\":\"\"}"},
    {.defect = "device-unknown-400",
     .visit = {.target = QUERY("77c26a9d-0000-4000-8000-00000000ffff")},
     .status = 400,
     .fragment = "100403"},
    {.defect = "device-unknown-200",
     .visit = {.target = QUERY("77c26a9d-0000-4000-8000-00000000ffff")},
     .status = 200,
     .fragment = "100403"},
    {.defect = "device-unknown-100404",
     .visit = {.target = QUERY("77c26a9d-0000-4000-8000-00000000ffff")},
     .status = 404,
     .fragment = "100404"},
    {.defect = "trigger-503", .visit = {.target = QUERY("$i")}, .status = 503, .fragment = "50252"},
    {.defect = "trigger-app-code",
     .visit = {.target = QUERY("$x")},
     .status = 500,
     .fragment = "50252"},
    {.defect = "never-connected-true",
     .visit = {.target = QUERY("$r")},
     .status = 200,
     .fragment = "\"activated\":true"},
    {.defect = "online-false",
     .visit = {.target = QUERY("$o")},
     .status = 200,
     .fragment = "\"activated\":false"},
    {.defect = "offline-false",
     .visit = {.target = QUERY("$f")},
     .status = 200,
     .fragment = "\"activated\":false"},
    {.defect = "abnormal-false",
     .visit = {.target = QUERY("$a")},
     .status = 200,
     .fragment = "\"activated\":false"},
    {.defect = "activated-means-online",
     .visit = {.target = QUERY("$f")},
     .status = 200,
     .fragment = "\"activated\":false"},
    {.defect = "activated-by-asking",
     .visit = {.target = QUERY("$r")},
     .status = 200,
     .fragment = "\"activated\":true",
     .repeat = 2},
    {.defect = "activated-forgotten",
     .visit = {.target = QUERY("$o")},
     .status = 200,
     .fragment = "\"activated\":false",
     .repeat = 4},
    {.defect = "status-201", .status = 201, .fragment = "\"deviceId\":\"$o\""},
    {.defect = "status-302", .status = 302, .fragment = "Location: /moved/iocm"},
    {.defect = "media-type-text", .status = 200, .fragment = "Content-Type: text/plain"},
    {.defect = "media-type-absent",
     .status = 200,
     .fragment = "Cache-Control: no-store\r\nContent-Length"},
    {.defect = "media-type-errors-html",
     .visit = {.target = QUERY("x")},
     .status = 404,
     .fragment = "Content-Type: text/html"},
    {.defect = "byte-order-mark",
     .status = 200,
     .fragment = "\xef\xbb\xbf"
                 "{\"deviceId"},
    {.defect = "trailing-bytes",
     .status = 200,
     .fragment = "{\"deviceId\":\"$o\",\"activated\":true,\"name\":\"Water meter 2\"}}"},
    {.defect = "trailing-comma",
     .status = 200,
     .fragment = "{\"deviceId\":\"$o\",\"activated\":true,\"name\":\"Water meter 2\",}"},
    {.defect = "single-quotes", .status = 200, .fragment = "{'deviceId'"},
    {.defect = "number-nan",
     .status = 200,
     .fragment =
         "{\"deviceId\":\"$o\",\"activated\":true,\"name\":\"Water meter 2\",\"signal\":NaN}"},
    {.defect = "number-leading-zero",
     .status = 200,
     .fragment =
         "{\"deviceId\":\"$o\",\"activated\":true,\"name\":\"Water meter 2\",\"signal\":-01}"},
    {.defect = "duplicate-member",
     .status = 200,
     .fragment =
         "{\"deviceId\":\"$o\",\"activated\":true,\"name\":\"Water meter 2\",\"activated\":false}"},
    {.defect = "duplicate-behind-escape",
     .status = 200,
     .fragment = "{\"deviceId\":\"$o\",\"activated\":true,\"name\":\"Water meter "
                 "2\",\"activate\\u0064\":true}"},
    {.defect = "overlong-utf8", .status = 200, .fragment = ",\"note\":\"\xc0\xaf\"}"},
    {.defect = "latin-1",
     .status = 200,
     .fragment = "\"name\":\"Z\xe4"
                 "hler\"}"},
    {.defect = "lone-surrogate", .status = 200, .fragment = "\"name\":\"\\ud83d\"}"},
    {.defect = "control-character", .status = 200, .fragment = "\"name\":\"a\nb\"}"},
    {.defect = "nul-byte", .status = 200, .fragment = "Content-Length: 92"},
    {.defect = "utf-16", .status = 200, .fragment = "Content-Length: 182"},
    {.defect = "gzip-claimed", .status = 200, .fragment = "Content-Encoding: gzip"},
    {.defect = "body-empty", .status = 200, .fragment = "Content-Length: 0\r\n"},
    {.defect = "device-id-absent", .status = 200, .fragment = "{\"activated\":true,\"name\":"},
    {.defect = "device-id-renamed", .status = 200, .fragment = "{\"deviceid\":\"$o\""},
    {.defect = "device-id-number", .status = 200, .fragment = "{\"deviceId\":17,"},
    {.defect = "device-id-other", .status = 200, .fragment = "{\"deviceId\":\"77c26a9d-"},
    {.defect = "device-id-upper-case", .status = 200, .fragment = "{\"deviceId\":\"$O\""},
    {.defect = "activated-string", .status = 200, .fragment = "\"activated\":\"true\""},
    {.defect = "activated-integer", .status = 200, .fragment = "\"activated\":1,"},
    {.defect = "activated-null", .status = 200, .fragment = "\"activated\":null"},
    {.defect = "activated-renamed", .status = 200, .fragment = "\"Activated\":true"},
    {.defect = "activated-absent", .status = 200, .fragment = "{\"deviceId\":\"$o\",\"name\":"},
    {.defect = "name-absent", .status = 200, .fragment = "\"activated\":true}"},
    {.defect = "name-number", .status = 200, .fragment = "\"name\":4}"},
    {.defect = "name-too-long", .status = 200, .fragment = "\"name\":\"aaaaaaaaaaaaaaaa"},
    {.defect = "error-code-number",
     .visit = {.target = QUERY("x")},
     .status = 404,
     .fragment = "\"error_code\":100403"},
    {.defect = "error-code-absent",
     .visit = {.target = QUERY("x")},
     .status = 404,
     .fragment = "{\"error_desc\":\"The device is not existed.\"}"},
    {.defect = "error-description-absent",
     .visit = {.target = QUERY("x")},
     .status = 404,
     .fragment = "{\"error_code\":\"100403\"}"},
    {.defect = "error-renamed",
     .visit = {.target = QUERY("x")},
     .status = 404,
     .fragment = "{\"code\":\"100403\",\"message\":\"The device is not existed.\"}"},
    {.defect = "error-array",
     .visit = {.target = QUERY("x")},
     .status = 404,
     .fragment = "[{\"error_code\":\"100403\""},
    {.defect = "error-empty",
     .visit = {.target = QUERY("x")},
     .status = 404,
     .fragment = "Content-Length: 0\r\n"},
    {.defect = "error-html",
     .visit = {.target = QUERY("x")},
     .status = 404,
     .fragment = "<html><body><h1>404</h1></body></html>"},
    {.defect = "error-text",
     .visit = {.target = QUERY("x")},
     .status = 404,
     .fragment = "\"error_desc\":\"Sorry!\""},
    {.defect = "throttle-429", .status = 429, .fragment = "1010009", .repeat = 9},
    {.defect = "throttle-code", .status = 403, .fragment = "1010005", .repeat = 9},
    {.defect = "throttle-early", .status = 403, .fragment = "1010009", .repeat = 7},
    {.defect = "throttle-late", .status = 200, .repeat = 9},
    {.defect = "throttle-never", .status = 200, .repeat = 25},
    {.defect = "throttle-for-good",
     .status = 403,
     .fragment = "1010009",
     .repeat = 10,
     .pause_ms = 250},
    {.defect = "path-slash",
     .visit = {.target = QUERY("x%2F$o")},
     .status = 200,
     .fragment = "\"deviceId\":\"$o\""},
    {.defect = "path-nul",
     .visit = {.target = QUERY("$o%00x")},
     .status = 200,
     .fragment = "\"deviceId\":\"$o\""},
    {.defect = "path-blanks",
     .visit = {.target = QUERY("$o%0d%0a")},
     .status = 200,
     .fragment = "\"deviceId\":\"$o\""},
    {.defect = "path-500", .visit = {.target = QUERY("%00")}, .status = 500, .fragment = "50252"},
    {.defect = "method-any",
     .visit = {.method = "POST", .target = QUERY("x")},
     .status = 404,
     .fragment = "100403"},
    {.defect = "echo-token", .status = 200, .fragment = "X-Debug-Token: $t"},
    {.defect = "echo-token-base64", .status = 200, .fragment = "X-Session: "},
    {.defect = "echo-app-key",
     .visit = {.target = QUERY("x")},
     .status = 404,
     .fragment = "\"app_key\":\"$k\""},
    {.defect = "cache-public", .status = 200, .fragment = "Cache-Control: public, max-age=3600"},
    {.defect = "leak-stack",
     .visit = {.target = QUERY("x")},
     .status = 404,
     .fragment = "java.lang.NullPointerException"},
    {.defect = "leak-sql",
     .visit = {.target = QUERY("x")},
     .status = 404,
     .fragment = "SELECT id, name FROM"},
    {.defect = "leak-path",
     .visit = {.target = QUERY("x")},
     .status = 404,
     .fragment = "/opt/iot/conf/"},
};

static bool shows(const struct row *row, const char *defect, bool is_told) {
    struct visitor visitor;
    struct platform_options options = {
        .seed = 3,
        .defect = defect,
        .throttle_limit = LIMIT,
        .throttle_window_us = row->pause_ms > 0 ? row->pause_ms * INT64_C(800) : LONG_WINDOW_US};
    if (!visitor_open(&visitor, &options)) {
        return false;
    }
    struct visited visited;
    for (unsigned i = 1; i < row->repeat; i++) {
        visitor_visit(&visitor, &row->visit, &visited);
        visited_clean_up(&visited);
    }
    usleep(row->pause_ms * 1000);
    visitor_visit(&visitor, &row->visit, &visited);
    bool is_shown = visited_shows(&visitor, &visited, row->status, row->fragment);
    if (is_shown != is_told) {
        print_error("%s %s: %ld %s%s\n", row->defect, defect == NULL ? "(without it)" : "",
                    visited.status, buffer_text(&visited.head), buffer_text(&visited.body));
    }
    visited_clean_up(&visited);
    visitor_close(&visitor);
    return is_shown;
}

static void test_defects__show_and_a_conforming_platform_does_not(void **state) {
    (void)state;
    size_t failed = 0;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        failed += !shows(&rows[i], rows[i].defect, true);
        failed += shows(&rows[i], NULL, false);
    }
    assert_int_equal(failed, 0);
}

static void test_defect_tls__shakes_hands_in_old_versions(void **state) {
    (void)state;
    struct visitor visitor;
    assert_true(visitor_open(&visitor, &(struct platform_options){.defect = "tls-1.0"}));
    assert_int_equal(visitor_knocks(&visitor, "https", CURL_SSLVERSION_TLSv1_0), CURLE_OK);
    assert_int_equal(visitor_knocks(&visitor, "https", CURL_SSLVERSION_TLSv1_1), CURLE_OK);
    assert_int_equal(visitor_knocks(&visitor, "https", CURL_SSLVERSION_TLSv1_3), CURLE_OK);
    visitor_close(&visitor);
}

static void test_defect_cleartext__answers_both_on_one_port(void **state) {
    (void)state;
    struct visitor visitor;
    assert_true(visitor_open(&visitor, &(struct platform_options){.defect = "cleartext"}));
    assert_int_equal(visitor_knocks(&visitor, "http", CURL_SSLVERSION_DEFAULT), CURLE_OK);
    assert_true(visitor_sees(&visitor, &(struct visit){0}, 200, "\"activated\":true"));
    visitor_close(&visitor);
}

static bool has_row(const char *name) {
    if (strcmp(name, "tls-1.0") == 0 || strcmp(name, "cleartext") == 0) {
        return true; /* each has a test of its own */
    }
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (strcmp(rows[i].defect, name) == 0) {
            return true;
        }
    }
    return false;
}

static void test_defects__are_complete_unique_and_all_looked_for(void **state) {
    (void)state;
    size_t failed = 0;
    for (size_t i = 0; i < platform_defect_count; i++) {
        const struct defect *defect = &platform_defects[i];
        bool is_good = defect->hooks != NULL && defect->breaks[0] != '\0' &&
                       defect->sentence[0] != '\0' && has_row(defect->name);
        for (size_t j = 0; j < i; j++) {
            is_good = is_good && strcmp(defect->name, platform_defects[j].name) != 0;
        }
        if (!is_good) {
            print_error("row failed: %s\n", defect->name);
            failed++;
        }
    }
    assert_int_equal(failed, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_defects__are_complete_unique_and_all_looked_for),
        cmocka_unit_test(test_defects__show_and_a_conforming_platform_does_not),
        cmocka_unit_test(test_defect_tls__shakes_hands_in_old_versions),
        cmocka_unit_test(test_defect_cleartext__answers_both_on_one_port),
    };
    curl_global_init(CURL_GLOBAL_DEFAULT);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    curl_global_cleanup();
    return failed;
}
