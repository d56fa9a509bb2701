/* The embedded platform answers as the document says, over real TLS connections. */
#include "tests/mock_visitor.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <unistd.h>
/* cmocka.h needs the four before it. */
#include <cmocka.h>

struct row {
    const char *name;
    struct visit visit;
    long status;
    const char *fragment; /* of head or body */
};

#define LENGTH(rows) (sizeof(rows) / sizeof((rows)[0]))
#define QUERY(id) QUERY_PATH "/" id
#define UNKNOWN_ID "77c26a9d-0000-4000-8000-000000000000"
#define NO_DEVICE "{\"error_code\":\"100403\",\"error_desc\":\"The device is not existed.\"}"
#define BAD_TOKEN                                                                                  \
    "{\"resultcode\":\"1010005\",\"resultmsg\":\"App_key or access_token is invalid.\"}"
#define NO_APP "{\"error_code\":\"100203\",\"error_desc\":\"The application is not existed.\"}"
#define JSON "application/json"
#define FORM "application/x-www-form-urlencoded"
#define A_64 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define A_256 A_64 A_64 A_64 A_64
#define A_1024 A_256 A_256 A_256 A_256

static void check(struct visitor *visitor, const struct row *rows, size_t count) {
    size_t failed = 0;
    for (size_t i = 0; i < count; i++) {
        if (!visitor_sees(visitor, &rows[i].visit, rows[i].status, rows[i].fragment)) {
            print_error("row failed: %s\n", rows[i].name);
            failed++;
        }
    }
    assert_int_equal(failed, 0);
}

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
    static const struct row rows[] = {
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
    check(*state, rows, LENGTH(rows));
}

static void test_platform_query__refuses_every_credential_but_the_right_one(void **state) {
    static const struct row rows[] = {
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
    check(*state, rows, LENGTH(rows));
}

static void test_platform_query__gives_no_device_away_through_its_path(void **state) {
    static const struct row rows[] = {
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
    check(*state, rows, LENGTH(rows));
}

static void test_platform_methods__are_refused_where_they_mean_nothing(void **state) {
    static const struct row rows[] = {
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
    check(*state, rows, LENGTH(rows));
}

static void test_platform_login__grants_a_token_for_the_right_secret_alone(void **state) {
#define LOGIN(type, text)                                                                          \
    {                                                                                              \
        .method = "POST", .target = LOGIN_PATH, .app_key = ABSENT, .authorization = ABSENT,        \
        .content_type = (type), .body = (text)                                                     \
    }
    static const struct row rows[] = {
        {"nothing", LOGIN(FORM, ""), 400, "\"error_code\":\"102202\""},
        {"no secret", LOGIN(FORM, "appId=$A"), 400, "\"error_code\":\"102202\""},
        {"empty secret", LOGIN(FORM, "appId=$A&secret="), 400, "\"error_code\":\"102202\""},
        {"wrong secret", LOGIN(FORM, "appId=$A&secret=$k"), 401, "\"error_code\":\"100208\""},
        {"wrong appId", LOGIN(FORM, "appId=x&secret=$s"), 401, "\"error_code\":\"100208\""},
        {"not JSON", LOGIN(JSON, "appId=$A"), 400, "\"error_code\":\"102202\""},
        {"JSON, number", LOGIN(JSON, "{\"appId\":\"$A\",\"secret\":1}"), 400, "102202"},
        {"old token still good", {.target = QUERY("$o")}, 200, NULL},
        {"JSON", LOGIN(JSON, "{\"appId\":\"$A\",\"secret\":\"$s\"}"), 200, "\"expiresIn\":3600"},
        {"old token void", {.target = QUERY("$o")}, 403, BAD_TOKEN},
        {"form", LOGIN(FORM, "secret=$s&appId=$A"), 200, "\"tokenType\":\"bearer\""},
    };
    check(*state, rows, LENGTH(rows));
    assert_int_equal(visitor_login(*state), 200);
}

static void test_platform_refresh__renews_once_with_each_refresh_token(void **state) {
#define REFRESH(type, text)                                                                        \
    { .method = "POST", .target = REFRESH_PATH, .content_type = (type), .body = (text) }
    static const struct row rows[] = {
        {"no refresh token", REFRESH(FORM, "appId=$A&secret=$s"), 400, "102202"},
        {"wrong one", REFRESH(FORM, "appId=$A&secret=$s&refreshToken=$t"), 401, "100208"},
        {"wrong secret", REFRESH(FORM, "appId=$A&secret=$t&refreshToken=$R"), 401, "100208"},
        {"still good", {.target = QUERY("$o")}, 200, NULL},
        {"JSON", REFRESH(JSON, "{\"appId\":\"$A\",\"secret\":\"$s\",\"refreshToken\":\"$R\"}"), 200,
         "\"accessToken\":\""},
        {"old token void", {.target = QUERY("$o")}, 403, BAD_TOKEN},
        {"used up", REFRESH(FORM, "appId=$A&secret=$s&refreshToken=$R"), 401, "100208"},
    };
    check(*state, rows, LENGTH(rows));
    assert_int_equal(visitor_login(*state), 200);
}

static void test_platform_register__takes_what_is_well_formed_and_new(void **state) {
#define REGISTER(text)                                                                             \
    { .method = "POST", .target = QUERY_PATH, .content_type = JSON, .body = (text) }
    static const struct row rows[] = {
        {"no body", REGISTER(""), 400, "\"error_code\":\"50400\""},
        {"an array", REGISTER("[]"), 400, "50400"},
        {"no nodeId", REGISTER("{\"timeout\":0}"), 400, "50400"},
        {"nodeId a number", REGISTER("{\"nodeId\":1}"), 400, "50400"},
        {"nodeId of 257", REGISTER("{\"nodeId\":\"" A_256 "a\"}"), 400, "50400"},
        {"nodeId with NUL", REGISTER("{\"nodeId\":\"a\\u0000\"}"), 400, "50400"},
        {"negative timeout", REGISTER("{\"nodeId\":\"n\",\"timeout\":-1}"), 400, "50400"},
        {"half a second", REGISTER("{\"nodeId\":\"n\",\"timeout\":0.5}"), 400, "50400"},
        {"huge timeout", REGISTER("{\"nodeId\":\"n\",\"timeout\":1e300}"), 400, "50400"},
        {"psk not hex", REGISTER("{\"nodeId\":\"n\",\"psk\":\"ghijklmn\"}"), 400, "50400"},
        {"psk too short", REGISTER("{\"nodeId\":\"n\",\"psk\":\"abcdef0\"}"), 400, "50400"},
        {"duplicate member", REGISTER("{\"nodeId\":\"n\",\"nodeId\":\"n\"}"), 400, "50400"},
        {"all members",
         REGISTER("{\"nodeId\":\"n\",\"timeout\":9,\"psk\":\"abcdef01\",\"verifyCode\":\"v1\"}"),
         200, "\"verifyCode\":\"v1\",\"timeout\":9,\"psk\":\"abcdef01\""},
        {"the same again", REGISTER("{\"nodeId\":\"n\"}"), 400, "\"error_code\":\"100426\""},
        {"256 characters", REGISTER("{\"nodeId\":\"" A_256 "\"}"), 200, "\"deviceId\":\""},
        {"no token",
         {.method = "POST",
          .target = QUERY_PATH,
          .authorization = ABSENT,
          .content_type = JSON,
          .body = "{\"nodeId\":\"m\"}"},
         401,
         "100002"},
        {"no app_key",
         {.method = "POST",
          .target = QUERY_PATH,
          .app_key = ABSENT,
          .content_type = JSON,
          .body = "{\"nodeId\":\"m\"}"},
         401,
         "100025"},
        {"for a stranger",
         {.method = "POST",
          .target = QUERY_PATH "?appId=$U",
          .content_type = JSON,
          .body = "{\"nodeId\":\"m\"}"},
         403,
         "100217"},
    };
    check(*state, rows, LENGTH(rows));
}

/* Registers a device; from then on its id is $R. */
static bool register_device(struct visitor *visitor, const char *body) {
    const struct visit visit = REGISTER(body);
    struct visited visited;
    struct json_document document = {0};
    visitor_visit(visitor, &visit, &visited);
    bool is_read = json_document_parse(buffer_view(&visited.body), json_answer_limits,
                                       JSON_UNIQUE_NAMES, &document)
                       .fault == JSON_OK;
    const struct json_node *id = is_read ? json_member(document.root, "deviceId") : NULL;
    if (id != NULL) {
        visitor_set(visitor, 'R', json_string(id));
    }
    json_document_clean_up(&document);
    visited_clean_up(&visited);
    return id != NULL;
}

static void test_platform_device__lives_from_registration_to_deletion(void **state) {
#define HAPPEN(event)                                                                              \
    { .method = "POST", .target = "/mock/devices/$R/" event, .body = "" }
    static const struct row rows[] = {
        {"never connected",
         {.target = QUERY("$R")},
         200,
         "\"activated\":false,\"name\":\"Z\xc3\xa4hler\""},
        {"cannot disconnect yet", HAPPEN("disconnect"), 409, "\"error_code\":\"409\""},
        {"cannot fail yet", HAPPEN("fail"), 409, NULL},
        {"still not", {.target = QUERY("$R")}, 200, "\"activated\":false"},
        {"connects", HAPPEN("connect"), 204, NULL},
        {"online", {.target = QUERY("$R")}, 200, "\"activated\":true"},
        {"disconnects", HAPPEN("disconnect"), 204, NULL},
        {"offline", {.target = QUERY("$R")}, 200, "\"activated\":true"},
        {"fails", HAPPEN("fail"), 204, NULL},
        {"abnormal", {.target = QUERY("$R")}, 200, "\"activated\":true"},
        {"a stranger to events",
         {.method = "POST", .target = "/mock/devices/x/fail"},
         404,
         NO_DEVICE},
        {"events need a token",
         {.method = "POST", .target = "/mock/devices/$R/fail", .authorization = ABSENT},
         401,
         NULL},
        {"deletion needs a token",
         {.method = "DELETE", .target = DELETE_PATH "/$R", .authorization = ABSENT},
         401,
         NULL},
        {"deleted", {.method = "DELETE", .target = DELETE_PATH "/$R?cascade=true"}, 204, NULL},
        {"gone", {.target = QUERY("$R")}, 404, NO_DEVICE},
        {"deleted twice", {.method = "DELETE", .target = DELETE_PATH "/$R"}, 404, NO_DEVICE},
    };
    assert_true(register_device(
        *state, "{\"nodeId\":\"life\",\"timeout\":0,\"deviceInfo\":{\"name\":\"Z\\u00e4hler\"}}"));
    check(*state, rows, LENGTH(rows));
    assert_int_equal(visitor_login(*state), 200);
}

static void test_platform_device__lapses_when_it_does_not_connect_in_time(void **state) {
    static const struct row early[] = {{"in time", {.target = QUERY("$R")}, 200, "false"}};
    static const struct row late[] = {
        {"too late", {.target = QUERY("$R")}, 404, NO_DEVICE},
        {"node id free again", REGISTER("{\"nodeId\":\"lapse\"}"), 200, NULL},
    };
    assert_true(register_device(*state, "{\"nodeId\":\"lapse\",\"timeout\":1}"));
    check(*state, early, LENGTH(early));
    usleep(1100 * 1000);
    check(*state, late, LENGTH(late));
    assert_int_equal(visitor_login(*state), 200);
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
    struct platform_options options = {.has_charset = true, .is_chunked = true};
    static const struct row rows[] = {
        {"charset", {.target = QUERY("$o")}, 200, "Content-Type: application/json;charset=UTF-8"},
        {"chunked", {.target = QUERY("$o")}, 200, "Transfer-Encoding: chunked"},
        {"whole",
         {.target = QUERY("$o")},
         200,
         "{\"deviceId\":\"$o\",\"activated\":true,\"name\":\"Water meter 2\"}"},
        {"charset on errors", {.target = QUERY("x")}, 404, "application/json;charset=UTF-8"},
    };
    assert_true(visitor_open(&visitor, &options));
    check(&visitor, rows, LENGTH(rows));
    visitor_close(&visitor);
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
        cmocka_unit_test(test_platform_methods__are_refused_where_they_mean_nothing),
        cmocka_unit_test(test_platform_login__grants_a_token_for_the_right_secret_alone),
        cmocka_unit_test(test_platform_refresh__renews_once_with_each_refresh_token),
        cmocka_unit_test(test_platform_register__takes_what_is_well_formed_and_new),
        cmocka_unit_test(test_platform_device__lives_from_registration_to_deletion),
        cmocka_unit_test(test_platform_device__lapses_when_it_does_not_connect_in_time),
        cmocka_unit_test(test_platform_token__expires),
        cmocka_unit_test(test_platform_throttle__refuses_past_the_limit_and_recovers),
        cmocka_unit_test(test_platform_variants__are_correct_http_in_another_way),
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
