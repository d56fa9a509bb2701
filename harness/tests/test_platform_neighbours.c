/* The neighbours of the query: login, registration, and the life of a device, over real TLS. */
#include "tests/mock_visitor.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <unistd.h>
/* cmocka.h needs the four before it. */
#include <cmocka.h>

#define A_64 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define A_256 A_64 A_64 A_64 A_64

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

static void test_platform_login__grants_a_token_for_the_right_secret_alone(void **state) {
#define LOGIN(type, text)                                                                          \
    {                                                                                              \
        .method = "POST", .target = LOGIN_PATH, .app_key = ABSENT, .authorization = ABSENT,        \
        .content_type = (type), .body = (text)                                                     \
    }
    static const struct visit_row rows[] = {
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
    CHECK(*state, rows);
    assert_int_equal(visitor_login(*state), 200);
}

static void test_platform_refresh__renews_once_with_each_refresh_token(void **state) {
#define REFRESH(type, text)                                                                        \
    { .method = "POST", .target = REFRESH_PATH, .content_type = (type), .body = (text) }
    static const struct visit_row rows[] = {
        {"no refresh token", REFRESH(FORM, "appId=$A&secret=$s"), 400, "102202"},
        {"wrong one", REFRESH(FORM, "appId=$A&secret=$s&refreshToken=$t"), 401, "100208"},
        {"wrong secret", REFRESH(FORM, "appId=$A&secret=$t&refreshToken=$R"), 401, "100208"},
        {"still good", {.target = QUERY("$o")}, 200, NULL},
        {"JSON", REFRESH(JSON, "{\"appId\":\"$A\",\"secret\":\"$s\",\"refreshToken\":\"$R\"}"), 200,
         "\"accessToken\":\""},
        {"old token void", {.target = QUERY("$o")}, 403, BAD_TOKEN},
        {"used up", REFRESH(FORM, "appId=$A&secret=$s&refreshToken=$R"), 401, "100208"},
    };
    CHECK(*state, rows);
    assert_int_equal(visitor_login(*state), 200);
}

static void test_platform_register__takes_what_is_well_formed_and_new(void **state) {
#define REGISTER(text)                                                                             \
    { .method = "POST", .target = QUERY_PATH, .content_type = JSON, .body = (text) }
    static const struct visit_row rows[] = {
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
    CHECK(*state, rows);
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
        visitor_set(visitor, 'R', json_string_of(id));
    }
    json_document_clean_up(&document);
    visited_clean_up(&visited);
    return id != NULL;
}

static void test_platform_device__lives_from_registration_to_deletion(void **state) {
#define HAPPEN(event)                                                                              \
    { .method = "POST", .target = "/mock/devices/$R/" event, .body = "" }
    static const struct visit_row rows[] = {
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
    CHECK(*state, rows);
    assert_int_equal(visitor_login(*state), 200);
}

static void test_platform_device__lapses_when_it_does_not_connect_in_time(void **state) {
    static const struct visit_row early[] = {{"in time", {.target = QUERY("$R")}, 200, "false"}};
    static const struct visit_row late[] = {
        {"too late", {.target = QUERY("$R")}, 404, NO_DEVICE},
        {"node id free again", REGISTER("{\"nodeId\":\"lapse\"}"), 200, NULL},
    };
    assert_true(register_device(*state, "{\"nodeId\":\"lapse\",\"timeout\":1}"));
    CHECK(*state, early);
    usleep(1100 * 1000);
    CHECK(*state, late);
    assert_int_equal(visitor_login(*state), 200);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_platform_login__grants_a_token_for_the_right_secret_alone),
        cmocka_unit_test(test_platform_refresh__renews_once_with_each_refresh_token),
        cmocka_unit_test(test_platform_register__takes_what_is_well_formed_and_new),
        cmocka_unit_test(test_platform_device__lives_from_registration_to_deletion),
        cmocka_unit_test(test_platform_device__lapses_when_it_does_not_connect_in_time),
    };
    curl_global_init(CURL_GLOBAL_DEFAULT);
    int failed = cmocka_run_group_tests(tests, open_platform, close_platform);
    curl_global_cleanup();
    return failed;
}
