/* The embedded platform answers as the document says, over real TLS connections. */
#include "tests/check.h"
#include "tests/mock_visitor.h"

#include <unistd.h>

#define UNKNOWN_ID "77c26a9d-0000-4000-8000-000000000000"
#define NO_APP "{\"error_code\":\"100203\",\"error_desc\":\"The application is not existed.\"}"
#define A_64 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define A_256 A_64 A_64 A_64 A_64
#define A_1024 A_256 A_256 A_256 A_256

#define CHECK(visitor, rows)                                                                       \
    assert_int_equal(visitor_check(visitor, rows, sizeof(rows) / sizeof((rows)[0])), 0)

static int open_platform(void **state) {
    static struct visitor visitor;
    *state = &visitor;
    return visitor_open(&visitor, &(struct platform_options){.seed = 7}) ? 0 : -1;
}

static int close_platform(void **state) {
    visitor_close(*state);
    return 0;
}

static void test_platform_query__answers_what_the_document_says(void **state) {
    static const struct visit_row rows[] = {
        {"registered",
         {.target = QUERY("$r")},
         200,
         "{\"deviceId\":\"$r\",\"activated\":false,\"name\":\"Water meter 1\"}"},
        {"online", {.target = QUERY("$o")}, 200, "{\"deviceId\":\"$o\",\"activated\":true,"},
        {"offline", {.target = QUERY("$f")}, 200, "{\"deviceId\":\"$f\",\"activated\":true,"},
        {"abnormal", {.target = QUERY("$a")}, 200, "{\"deviceId\":\"$a\",\"activated\":true,"},
        {"media type", {.target = QUERY("$o")}, 200, "Content-Type: application/json\r\n"},
        {"not to be stored", {.target = QUERY("$o")}, 200, "Cache-Control: no-store\r\n"},
        {"own appId", {.target = QUERY("$o?appId=$A")}, 200, "\"activated\":true"},
        {"empty appId", {.target = QUERY("$o?appId=")}, 200, "\"activated\":true"},
        {"appId twice alike", {.target = QUERY("$o?appId=$A&appId=$A")}, 200, NULL},
        {"another parameter", {.target = QUERY("$o?verbose=1")}, 200, NULL},
        {"absolute form", {.target = "https://localhost" QUERY("$o")}, 200, "\"deviceId\":\"$o\""},
        {"lower-case scheme", {.authorization = "bearer $t"}, 200, NULL},
        {"upper-case scheme", {.authorization = "BEARER $t"}, 200, NULL},
        {"two spaces before the token", {.authorization = "Bearer  $t"}, 200, NULL},
        {"HEAD", {.method = "HEAD"}, 200, "Content-Length: "},
        {"unknown device", {.target = QUERY(UNKNOWN_ID)}, 404, NO_DEVICE},
        {"unknown device, media type",
         {.target = QUERY(UNKNOWN_ID)},
         404,
         "Content-Type: application/json\r\n"},
        {"internal error",
         {.target = QUERY("$i")},
         500,
         "{\"error_code\":\"50252\",\"error_desc\":\"Internal server error.\"}"},
        {"application gone", {.target = QUERY("$x")}, 500, NO_APP},
        {"unknown appId", {.target = QUERY("$o?appId=nobody")}, 403, NO_APP},
        {"malformed appId", {.target = QUERY("$o?appId=%zz")}, 403, NO_APP},
        {"two appIds", {.target = QUERY("$o?appId=$A&appId=$U")}, 403, NO_APP},
        {"unauthorized appId",
         {.target = QUERY("$o?appId=$U")},
         403,
         "{\"error_code\":\"100217\",\"error_desc\":\"The application hasn't been authorized.\"}"},
    };
    CHECK(*state, rows);
}

static void test_platform_query__refuses_every_credential_but_the_right_one(void **state) {
    static const struct visit_row rows[] = {
        {"no app_key", {.app_key = ABSENT}, 401, "\"error_code\":\"100025\""},
        {"empty app_key", {.app_key = ""}, 401, "\"error_code\":\"100025\""},
        {"no Authorization", {.authorization = ABSENT}, 401, "\"error_code\":\"100002\""},
        {"empty Authorization", {.authorization = ""}, 401, "WWW-Authenticate: Bearer"},
        {"scheme alone", {.authorization = "Bearer"}, 403, BAD_TOKEN},
        {"token alone", {.authorization = "$t"}, 403, BAD_TOKEN},
        {"Basic", {.authorization = "Basic $t"}, 403, BAD_TOKEN},
        {"wrong token", {.authorization = "Bearer nonsense"}, 403, BAD_TOKEN},
        {"token in other case", {.authorization = "Bearer $T"}, 403, BAD_TOKEN},
        {"token cut", {.authorization = "Bearer $H"}, 403, BAD_TOKEN},
        {"token changed", {.authorization = "Bearer $L"}, 403, BAD_TOKEN},
        {"token extended", {.authorization = "Bearer $ta"}, 403, BAD_TOKEN},
        {"secret as token", {.authorization = "Bearer $s"}, 403, BAD_TOKEN},
        {"token and more", {.authorization = "Bearer $t, Bearer $t"}, 403, BAD_TOKEN},
        {"wrong app_key", {.app_key = "nonsense"}, 403, BAD_TOKEN},
        {"appId as app_key", {.app_key = "$A"}, 403, BAD_TOKEN},
        {"app_key in other case", {.app_key = "$K"}, 403, BAD_TOKEN},
        {"app_key extended", {.app_key = "$ka"}, 403, BAD_TOKEN},
        {"two app_keys", {.extra_header = "app_key: $k"}, 403, BAD_TOKEN},
        {"two Authorizations", {.extra_header = "Authorization: Bearer $t"}, 403, BAD_TOKEN},
        {"the right ones", {.method = "GET"}, 200, NULL},
    };
    CHECK(*state, rows);
}

static void test_platform_query__gives_no_device_away_through_its_path(void **state) {
    static const struct visit_row rows[] = {
        {"extended", {.target = QUERY("$oa")}, 404, NO_DEVICE},
        {"cut", {.target = QUERY("$h")}, 404, NO_DEVICE},
        {"other case", {.target = QUERY("$O")}, 404, NO_DEVICE},
        {"encoded slash before", {.target = QUERY("x%2F$o")}, 404, NO_DEVICE},
        {"encoded slash behind", {.target = QUERY("$o%2f")}, 404, NO_DEVICE},
        {"slash behind", {.target = QUERY("$o/")}, 404, NO_DEVICE},
        {"encoded backslash", {.target = QUERY("x%5C$o")}, 404, NO_DEVICE},
        {"dot segments", {.target = QUERY("../deviceCredentials/$o")}, 404, NO_DEVICE},
        {"encoded dot segments", {.target = QUERY("%2e%2e/deviceCredentials/$o")}, 404, NO_DEVICE},
        {"two dots", {.target = QUERY("..")}, 404, NO_DEVICE},
        {"two encoded dots", {.target = QUERY("%2E%2E")}, 404, NO_DEVICE},
        {"NUL", {.target = QUERY("$o%00")}, 404, NO_DEVICE},
        {"NUL and more", {.target = QUERY("$o%00.json")}, 404, NO_DEVICE},
        {"CR LF", {.target = QUERY("$o%0d%0aX-Header:%20a")}, 404, NO_DEVICE},
        {"space", {.target = QUERY("$o%20")}, 404, NO_DEVICE},
        {"quote", {.target = QUERY("$o%22")}, 404, NO_DEVICE},
        {"SQL", {.target = QUERY("$o%27%20OR%20%271%27=%271")}, 404, NO_DEVICE},
        {"bare percent", {.target = QUERY("$o%")}, 404, NO_DEVICE},
        {"half an escape", {.target = QUERY("$o%4")}, 404, NO_DEVICE},
        {"no hex", {.target = QUERY("$o%gg")}, 404, NO_DEVICE},
        {"escaped percent", {.target = QUERY("$o%2500")}, 404, NO_DEVICE},
        {"overlong UTF-8", {.target = QUERY("%c0%af$o")}, 404, NO_DEVICE},
        {"not ASCII", {.target = QUERY("%e6%b0%b4")}, 404, NO_DEVICE},
        {"empty", {.target = QUERY("")}, 404, NO_DEVICE},
        {"parameters in the path", {.target = QUERY("$o;v=1")}, 404, NO_DEVICE},
        {"257 characters", {.target = QUERY(A_256 "a")}, 404, NO_DEVICE},
        {"3840 characters",
         {.target = QUERY(A_1024 A_1024 A_1024 A_256 A_256 A_256)},
         404,
         NO_DEVICE},
        {"another case of the path",
         {.target = "/IOCM/app/reg/v1.1.0/deviceCredentials/$o"},
         404,
         "\"resultcode\":\"404\""},
        {"doubled slash", {.target = "/" QUERY("$o")}, 404, "\"resultcode\":\"404\""},
    };
    CHECK(*state, rows);
}

/* libcurl puts no NUL into a request line, so this one is written by hand; "~" stands for it. */
static void test_platform_query__refuses_a_target_with_a_hidden_end(void **state) {
    static const struct {
        const char *request, *answer;
    } rows[] = {
        {"GET " QUERY("$o") " HTTP/1.1\r\nHost: a\r\napp_key: $k\r\n"
                            "Authorization: Bearer $t\r\nConnection: close\r\n\r\n",
         "HTTP/1.1 200 OK"},
        {"GET " QUERY("$o") "~.json HTTP/1.1\r\nHost: a\r\napp_key: $k\r\n"
                            "Authorization: Bearer $t\r\nConnection: close\r\n\r\n",
         "HTTP/1.1 404 Not Found"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char answer[64] = {0};
        visitor_send_raw(*state, rows[i].request, answer, sizeof answer);
        answer[strcspn(answer, "\r")] = '\0';
        assert_string_equal(answer, rows[i].answer);
    }
}

static void test_platform_methods__are_refused_where_they_mean_nothing(void **state) {
    static const struct visit_row rows[] = {
        {"POST", {.method = "POST", .body = "{}", .content_type = JSON}, 405, "Allow: GET, HEAD"},
        {"PUT",
         {.method = "PUT", .body = "{}", .content_type = JSON},
         405,
         "\"error_code\":\"405\""},
        {"PATCH", {.method = "PATCH"}, 405, "\"error_desc\":"},
        {"DELETE", {.method = "DELETE"}, 405, "Content-Type: application/json"},
        {"OPTIONS", {.method = "OPTIONS"}, 405, NULL},
        {"made up", {.method = "GE"}, 405, NULL},
        {"unknown device", {.method = "DELETE", .target = QUERY(UNKNOWN_ID)}, 405, NULL},
        {"GET of a login", {.target = LOGIN_PATH}, 405, "Allow: POST"},
        {"GET of the collection", {.target = QUERY_PATH}, 405, "Allow: POST"},
        {"still there", {.method = "GET"}, 200, "\"activated\":true"},
    };
    CHECK(*state, rows);
}

static void test_platform_token__expires(void **state) {
    (void)state;
    struct visitor visitor;
    assert_true(visitor_open(&visitor, &(struct platform_options){.token_lifetime_us = 300000}));
    assert_true(visitor_sees(&visitor, &(struct visit){0}, 200, NULL));
    usleep(350 * 1000);
    assert_true(visitor_sees(&visitor, &(struct visit){0}, 403, BAD_TOKEN));
    assert_int_equal(visitor_login(&visitor), 200);
    assert_true(visitor_sees(&visitor, &(struct visit){0}, 200, NULL));
    visitor_close(&visitor);
}

static void test_platform_throttle__refuses_past_the_limit_and_recovers(void **state) {
    (void)state;
    struct visitor visitor;
    struct platform_options options = {.throttle_limit = 5, .throttle_window_us = 600000};
    assert_true(visitor_open(&visitor, &options));
    for (int i = 0; i < 5; i++) {
        assert_true(visitor_sees(&visitor, &(struct visit){0}, 200, NULL));
    }
    assert_true(
        visitor_sees(&visitor, &(struct visit){0}, 403,
                     "{\"resultcode\":\"1010009\",\"resultmsg\":\"app throttle exceed.\"}"));
    usleep(650 * 1000);
    assert_true(visitor_sees(&visitor, &(struct visit){0}, 200, NULL));
    visitor_close(&visitor);
}

static void test_platform_variants__are_correct_http_in_another_way(void **state) {
    (void)state;
    struct visitor visitor;
    struct platform_options options = {.variant = "charset"};
    static const struct visit_row rows[] = {
        {"charset", {.target = QUERY("$o")}, 200, "Content-Type: application/json;charset=UTF-8"},
        {"charset on errors", {.target = QUERY("x")}, 404, "application/json;charset=UTF-8"},
    };
    assert_true(visitor_open(&visitor, &options));
    CHECK(&visitor, rows);
    visitor_close(&visitor);
}

/* RFC 9110 section 15.5.6 wants Allow in every 405, however headers are spelled. */
static bool refuses_methods_properly(const char *variant) {
    struct visitor visitor;
    struct visited visited;
    struct platform_options options = {.variant = variant};
    bool is_proper = false;
    if (visitor_open(&visitor, &options)) {
        visitor_visit(&visitor, &(struct visit){.method = "DELETE"}, &visited);
        is_proper =
            visited.status != 405 || strcasestr(buffer_text(&visited.head), "\r\nallow:") != NULL;
        visited_clean_up(&visited);
    }
    visitor_close(&visitor);
    return is_proper;
}

static void test_platform_variants__list_the_methods_in_a_405(void **state) {
    (void)state;
    for (size_t i = 0; i < platform_variant_count; i++) {
        check_row(platform_variants[i].name, refuses_methods_properly(platform_variants[i].name));
    }
    check_finish();
}

static void test_platform_tls__takes_1_2_and_newer_alone(void **state) {
    assert_int_equal(visitor_knocks(*state, "https", CURL_SSLVERSION_TLSv1_3), CURLE_OK);
    assert_int_equal(visitor_knocks(*state, "https", CURL_SSLVERSION_TLSv1_2), CURLE_OK);
    assert_int_equal(visitor_knocks(*state, "https", CURL_SSLVERSION_TLSv1_1),
                     CURLE_SSL_CONNECT_ERROR);
    assert_int_equal(visitor_knocks(*state, "https", CURL_SSLVERSION_TLSv1_0),
                     CURLE_SSL_CONNECT_ERROR);
}

static void test_platform_tls__hangs_up_on_cleartext(void **state) {
    CURLcode code = visitor_knocks(*state, "http", CURL_SSLVERSION_DEFAULT);
    assert_true(code == CURLE_RECV_ERROR || code == CURLE_GOT_NOTHING);
}

static void test_platform_cleartext__is_served_where_it_is_asked_for(void **state) {
    (void)state;
    struct visitor visitor = {.curl = NULL};
    struct diagnostic diagnostic;
    struct platform_options options = {.is_cleartext = true};
    assert_int_equal(platform_start(&options, &visitor.platform, &diagnostic), STATUS_OK);
    assert_int_equal(visitor_knocks(&visitor, "http", CURL_SSLVERSION_DEFAULT), CURLE_OK);
    platform_stop(visitor.platform);
}

static void test_platform_start__names_what_is_wrong_with_an_option(void **state) {
    (void)state;
    struct visitor visitor;
    struct platform *other = NULL;
    struct diagnostic diagnostic;
    assert_true(visitor_open(&visitor, &(struct platform_options){0}));
    unsigned port = platform_port(visitor.platform);
    char port_text[16];
    snprintf(port_text, sizeof port_text, "%u", port);
    assert_int_equal(platform_start(&(struct platform_options){.port = port}, &other, &diagnostic),
                     STATUS_NETWORK);
    assert_non_null(strstr(diagnostic.text, port_text));
    assert_int_equal(platform_start(&(struct platform_options){.port = 70000}, &other, &diagnostic),
                     STATUS_INVALID);
    assert_int_equal(platform_start(&(struct platform_options){.throttle_limit = UINT32_MAX},
                                    &other, &diagnostic),
                     STATUS_INVALID);
    assert_int_equal(
        platform_start(&(struct platform_options){.defect = "token-cuts"}, &other, &diagnostic),
        STATUS_NOT_FOUND);
    assert_non_null(strstr(diagnostic.text, "token-cut"));
    assert_null(other);
    visitor_close(&visitor);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_platform_query__answers_what_the_document_says),
        cmocka_unit_test(test_platform_query__refuses_every_credential_but_the_right_one),
        cmocka_unit_test(test_platform_query__gives_no_device_away_through_its_path),
        cmocka_unit_test(test_platform_query__refuses_a_target_with_a_hidden_end),
        cmocka_unit_test(test_platform_methods__are_refused_where_they_mean_nothing),
        cmocka_unit_test(test_platform_token__expires),
        cmocka_unit_test(test_platform_throttle__refuses_past_the_limit_and_recovers),
        cmocka_unit_test(test_platform_variants__are_correct_http_in_another_way),
        cmocka_unit_test(test_platform_variants__list_the_methods_in_a_405),
        cmocka_unit_test(test_platform_tls__takes_1_2_and_newer_alone),
        cmocka_unit_test(test_platform_tls__hangs_up_on_cleartext),
        cmocka_unit_test(test_platform_cleartext__is_served_where_it_is_asked_for),
        cmocka_unit_test(test_platform_start__names_what_is_wrong_with_an_option),
    };
    curl_global_init(CURL_GLOBAL_DEFAULT);
    int failed = cmocka_run_group_tests(tests, open_platform, close_platform);
    curl_global_cleanup();
    return failed;
}
