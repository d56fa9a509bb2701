#include "judge_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define PAGE_404 ANSWER("404 Not Found", "text/html", "<html>404 Not Found</html>")
#define PAGE_503 ANSWER("503 Busy", "text/plain", "busy")
#define SHAPED(status, code, text)                                                                 \
    JSON(status, "{\"resultcode\":\"" code "\",\"resultmsg\":\"" text "\"}")

static const struct case_row row_near_miss = {
    .id = "request.device-id.online.cut-by-one",
    .twin = "activation.online",
    .request = {.device = DEVICE_ONLINE, .device_alteration = CUT_BY_ONE},
    .expect = {.answer = EXPECT_ERROR, .error = ERROR_ROW_404_100403},
    PROVES(REQUEST_DEVICE_ID),
};
static const struct case_row row_unknown_app = {
    .id = "error.app.unknown",
    .twin = "request.app-id.own",
    .request = {.application = APPLICATION_UNKNOWN},
    .expect = {.answer = EXPECT_ERROR, .error = ERROR_ROW_403_100203},
    PROVES(ERROR_403_100203),
};
static const struct case_row row_trigger_500 = {
    .id = "error.app.not-existed-500",
    .twin = "request.prototype",
    .request = {.device = DEVICE_TRIGGER_APP_NOT_EXISTED_500},
    .expect = {.answer = EXPECT_ERROR, .error = ERROR_ROW_500_100203},
    PROVES(ERROR_500_100203),
};
static const struct case_row row_no_token = {
    .id = "request.authorization.absent",
    .twin = "request.prototype",
    .request = {.token = ABSENT},
    .expect = {.answer = EXPECT_REFUSED_CREDENTIAL},
    PROVES(REQUEST_AUTHORIZATION),
};
static const struct case_row row_lower_case_scheme = {
    .id = "request.authorization.scheme-lower-case",
    .twin = "request.prototype",
    .request = {.scheme = "bearer"},
    PROVES(REQUEST_AUTHORIZATION),
};

static void test_error__each_wrong_answer_breaks_its_own_requirement(void **state) {
    (void)state;
    static const struct verdict_row rows[] = {
        ROW("right", &row_unknown_device, REFUSED_100403, ""),
        ROW("right, in the other shape", &row_unknown_device,
            SHAPED("404 N", "100403", TEXT_100403), ""),
        ROW("data", &row_unknown_device, OK_200, "error.404.100403"),
        ROW("another documented pair", &row_unknown_device, REFUSED_1010005, "error.404.100403"),
        ROW("right code, wrong status", &row_unknown_device,
            CODED("403 Forbidden", "100403", TEXT_100403), "error.404.100403 error.undocumented"),
        ROW("wrong code, right status", &row_unknown_device,
            CODED("404 Not Found", "100404", TEXT_100403), "error.404.100403 error.undocumented"),
        ROW("right code under 200", &row_unknown_device, CODED("200 OK", "100403", TEXT_100403),
            "error.404.100403 error.undocumented"),
        ROW("an undocumented status", &row_unknown_device, CODED("410 Gone", "100403", TEXT_100403),
            "error.404.100403 error.undocumented"),
        ROW("400 without a code", &row_unknown_device,
            ANSWER("400 Bad Request", "text/plain", "no"), "error.404.100403 error.undocumented"),
        ROW("a gateway's page", &row_unknown_device, PAGE_503,
            "error.404.100403 error.undocumented"),
        ROW("the last status that is no error, without a code", &row_unknown_device,
            ANSWER("399 X", "text/plain", "no"), "error.404.100403"),
        ROW("a redirect", &row_unknown_device,
            "HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n", "error.404.100403"),
        ROW("no body", &row_unknown_device, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
            "error.body"),
        ROW("not JSON", &row_unknown_device, JSON("404 N", "{\"error_code\":\"100403\""),
            "response.json"),
        ROW("a page", &row_unknown_device, PAGE_404,
            "response.content-type response.json error.body ~hardening.error-leak"),
        ROW("an array", &row_unknown_device, JSON("404 N", "[]"), "error.body"),
        ROW("no description", &row_unknown_device, JSON("404 N", "{\"error_code\":\"100403\"}"),
            "error.body"),
        ROW("an empty description", &row_unknown_device, CODED("404 N", "100403", ""),
            "~error.description"),
        ROW("an empty code", &row_unknown_device, CODED("404 N", "", TEXT_100403), "error.body"),
        ROW("code a number", &row_unknown_device,
            JSON("404 N", "{\"error_code\":100403,\"error_desc\":\"" TEXT_100403 "\"}"),
            "error.body"),
        ROW("code a number under a wrong status", &row_unknown_device,
            JSON("403 F", "{\"error_code\":100403,\"error_desc\":\"" TEXT_100403 "\"}"),
            "error.404.100403 error.body"),
        ROW("another description", &row_unknown_device, CODED("404 N", "100403", "No device."),
            "~error.description"),
        ROW("another case of the description", &row_unknown_device,
            CODED("404 N", "100403", "the device is not existed."), "~error.description"),
        ROW("an escaped description", &row_unknown_device,
            CODED("404 N", "100403", "The\\u0020device is not existed."), ""),
        ROW("a near miss gives data", &row_near_miss, OK_200, "request.device-id"),
        ROW("a near miss is refused otherwise", &row_near_miss, REFUSED_1010005,
            "error.404.100403"),
        ROW("a near miss is refused", &row_near_miss, REFUSED_100403, ""),
        ROW("a wrong token gives data", &row_wrong_token, OK_200, "error.403.1010005"),
        ROW("a wrong token gives 401", &row_wrong_token, CODED("401 U", "1010005", TEXT_1010005),
            "error.403.1010005 error.undocumented"),
    };
    CHECK_ROWS(rows);
}

static const struct case_row row_without_app_id = {
    .id = "request.app-id.absent",
    .twin = "request.app-id.own",
    PROVES(REQUEST_APP_ID_OPTIONAL),
};
static const struct case_row row_about_app_key = {
    .id = "request.app-key.given",
    .twin = "request.prototype",
    PROVES(REQUEST_APP_KEY),
};

static void test_refused_though_accepted__is_blamed_where_its_row_says(void **state) {
    (void)state;
    static const struct verdict_row rows[] = {
        ROW("plain", &row_prototype, REFUSED_100403, "response.status"),
        ROW("plain, 500", &row_prototype, CODED("500 E", "50252", TEXT_50252), "response.status"),
        ROW("plain, undocumented", &row_prototype, CODED("400 B", "100022", "x"),
            "response.status error.undocumented"),
        ROW("plain, a gateway's page", &row_prototype, PAGE_503,
            "response.status error.undocumented"),
        ROW("plain, 201", &row_prototype, JSON("201 Created", FIXTURE_BODY), "response.status"),
        ROW("plain, 204", &row_prototype, "HTTP/1.1 204 No Content\r\n\r\n", "response.status"),
        ROW("plain, redirect", &row_prototype,
            "HTTP/1.1 307 T\r\nLocation: https://x/\r\nContent-Length: 0\r\n\r\n",
            "response.status"),
        ROW("own appId", &row_app_id_own, REFUSED_1010005, "request.app-id.accepted"),
        ROW("own appId, 400", &row_app_id_own, CODED("400 B", "100022", "x"),
            "request.app-id.accepted error.undocumented"),
        ROW("own appId, the last status that is no error", &row_app_id_own,
            CODED("399 X", "100022", "x"), "response.status error.undocumented"),
        ROW("own appId, the last refusal of a client", &row_app_id_own,
            CODED("499 X", "100022", "x"), "request.app-id.accepted error.undocumented"),
        ROW("own appId, 500", &row_app_id_own, CODED("500 E", "50252", TEXT_50252),
            "response.status"),
        ROW("own appId, redirect", &row_app_id_own,
            "HTTP/1.1 307 T\r\nLocation: https://x/\r\nContent-Length: 0\r\n\r\n",
            "response.status"),
        ROW("bearer", &row_lower_case_scheme, REFUSED_1010005, "request.authorization"),
        ROW("without appId, where the answers beside it are not seen", &row_without_app_id,
            REFUSED_1010005, "response.status"),
        ROW("about app_key", &row_about_app_key, REFUSED_1010005, "response.status"),
        ROW("bearer, accepted", &row_lower_case_scheme, OK_200, ""),
    };
    CHECK_ROWS(rows);
}

static void test_unknown_application__is_403_or_500_as_chosen(void **state) {
    (void)state;
    static const struct verdict_row rows[] = {
        ROW_UNDER(INTERPRET_APP_NOT_EXISTED_STATUS, CHOICE_EITHER, "either, 403", &row_unknown_app,
                  CODED("403 F", "100203", TEXT_100203), ""),
        ROW_UNDER(INTERPRET_APP_NOT_EXISTED_STATUS, CHOICE_EITHER, "either, 500", &row_unknown_app,
                  CODED("500 E", "100203", TEXT_100203), ""),
        ROW_UNDER(INTERPRET_APP_NOT_EXISTED_STATUS, CHOICE_EITHER, "either, neither",
                  &row_unknown_app, CODED("404 N", "100203", TEXT_100203),
                  "error.403.100203 error.undocumented"),
        ROW_UNDER(INTERPRET_APP_NOT_EXISTED_STATUS, CHOICE_EITHER, "either, another error of 500",
                  &row_unknown_app, CODED("500 E", "50252", TEXT_50252), "error.403.100203"),
        ROW_UNDER(INTERPRET_APP_NOT_EXISTED_STATUS, CHOICE_EITHER, "either, 500 without a code",
                  &row_unknown_app, JSON("500 E", "{}"), "error.body"),
        ROW_UNDER(INTERPRET_APP_NOT_EXISTED_STATUS, CHOICE_EITHER, "either, 404 without a code",
                  &row_unknown_app, JSON("404 N", "{}"), "error.403.100203 error.body"),
        ROW_UNDER(INTERPRET_APP_NOT_EXISTED_STATUS, CHOICE_403, "403, 403", &row_unknown_app,
                  CODED("403 F", "100203", TEXT_100203), ""),
        ROW_UNDER(INTERPRET_APP_NOT_EXISTED_STATUS, CHOICE_403, "403, 500", &row_unknown_app,
                  CODED("500 E", "100203", TEXT_100203), "error.403.100203"),
        ROW_UNDER(INTERPRET_APP_NOT_EXISTED_STATUS, CHOICE_500, "500, 403", &row_unknown_app,
                  CODED("403 F", "100203", TEXT_100203), "error.500.100203"),
        ROW_UNDER(INTERPRET_APP_NOT_EXISTED_STATUS, CHOICE_500, "500, 500", &row_unknown_app,
                  CODED("500 E", "100203", TEXT_100203), ""),
        ROW_UNDER(INTERPRET_APP_NOT_EXISTED_STATUS, CHOICE_403, "a trigger, 500", &row_trigger_500,
                  CODED("500 E", "100203", TEXT_100203), ""),
        ROW_UNDER(INTERPRET_APP_NOT_EXISTED_STATUS, CHOICE_EITHER, "a trigger, 403",
                  &row_trigger_500, CODED("403 F", "100203", TEXT_100203), "error.500.100203"),
        ROW_UNDER(INTERPRET_APP_NOT_EXISTED_STATUS, CHOICE_EITHER, "data", &row_unknown_app, OK_200,
                  "error.403.100203"),
    };
    CHECK_ROWS(rows);
}

static void test_missing_credential__is_refused_with_any_4xx_and_an_error_body(void **state) {
    (void)state;
    static const struct verdict_row rows[] = {
        ROW("401/100025", &row_no_token, CODED("401 U", "100025", "x"), ""),
        ROW("403/1010005", &row_no_token, REFUSED_1010005, ""),
        ROW("403/1010005 with another text", &row_no_token, CODED("403 F", "1010005", "x"),
            "~error.description"),
        ROW("the other shape", &row_no_token, SHAPED("401 U", "100002", "x"), ""),
        ROW("data", &row_no_token, OK_200, "request.authorization"),
        ROW("a page under 200", &row_no_token, ANSWER("200 OK", "text/html", "<html>"),
            "request.authorization"),
        ROW("500", &row_no_token, CODED("500 E", "50252", TEXT_50252), "request.authorization"),
        ROW("a redirect", &row_no_token,
            "HTTP/1.1 302 F\r\nLocation: /\r\nContent-Length: 0\r\n\r\n", "request.authorization"),
        ROW("no body", &row_no_token, "HTTP/1.1 401 U\r\nContent-Length: 0\r\n\r\n", "error.body"),
        ROW("no code", &row_no_token, JSON("401 U", "{\"message\":\"no\"}"), "error.body"),
        ROW("an empty code", &row_no_token, CODED("401 U", "", "x"), "error.body"),
        ROW("an empty description", &row_no_token, CODED("401 U", "100025", ""),
            "~error.description"),
        ROW("not JSON", &row_no_token, JSON("401 U", "{\"error_code\":"), "response.json"),
        ROW_UNDER(INTERPRET_MISSING_CREDENTIAL, CHOICE_1010005, "1010005 alone, right",
                  &row_no_token, REFUSED_1010005, ""),
        ROW_UNDER(INTERPRET_MISSING_CREDENTIAL, CHOICE_1010005, "1010005 alone, 401", &row_no_token,
                  CODED("401 U", "100025", "x"), "request.authorization"),
        ROW_UNDER(INTERPRET_MISSING_CREDENTIAL, CHOICE_1010005, "1010005 alone, 403/100203",
                  &row_no_token, CODED("403 F", "100203", TEXT_100203), "request.authorization"),
        ROW_UNDER(INTERPRET_MISSING_CREDENTIAL, CHOICE_1010005, "1010005 alone, unreadable",
                  &row_no_token, JSON("403 F", "{}"), "error.body"),
    };
    CHECK_ROWS(rows);
}

static void test_error_text_and_shape__are_interpretations(void **state) {
    (void)state;
    static const struct verdict_row rows[] = {
        ROW_UNDER(INTERPRET_ERROR_TEXT, CHOICE_FAIL, "a text fails", &row_wrong_token,
                  CODED("403 F", "1010005", "Invalid access token or appId."), "error.description"),
        ROW_UNDER(INTERPRET_ERROR_TEXT, CHOICE_ACCEPT, "a text is accepted", &row_wrong_token,
                  CODED("403 F", "1010005", "Invalid access token or appId."), ""),
        ROW_UNDER(INTERPRET_ERROR_TEXT, CHOICE_FAIL, "the text", &row_wrong_token, REFUSED_1010005,
                  ""),
        ROW_UNDER(INTERPRET_ERROR_SHAPE, CHOICE_ERROR_CODE, "resultcode", &row_wrong_token,
                  SHAPED("403 F", "1010005", TEXT_1010005), "error.body"),
        ROW_UNDER(INTERPRET_ERROR_SHAPE, CHOICE_ERROR_CODE, "error_code", &row_wrong_token,
                  REFUSED_1010005, ""),
    };
    CHECK_ROWS(rows);
}

static void test_observed__is_held_to_what_every_answer_is_held_to(void **state) {
    (void)state;
    static const struct case_row observed = {
        .id = "observed.elsewhere",
        .kind = KIND_OBSERVED,
        .expect = {.answer = EXPECT_OBSERVED},
    };
    static const struct verdict_row rows[] = {
        ROW("data", &observed, OK_200, ""),
        ROW("wrong data", &observed, JSON("200 OK", "{\"deviceId\":\"dev-1\",\"name\":\"n\"}"),
            "response.activated"),
        ROW("a documented error", &observed, REFUSED_100403, ""),
        ROW("an error without a description", &observed,
            JSON("404 N", "{\"error_code\":\"100403\"}"), "error.body"),
        ROW("a 400 without a description", &observed, JSON("400 B", "{\"error_code\":\"1\"}"),
            "error.body"),
        ROW("a redirect", &observed,
            "HTTP/1.1 302 F\r\nLocation: https://x/\r\nContent-Length: 0\r\n\r\n", ""),
        ROW("a redirect with half an error", &observed, JSON("302 F", "{\"error_code\":\"1\"}"),
            ""),
        ROW("half an error under the last status that is none", &observed,
            JSON("399 X", "{\"error_code\":\"1\"}"), ""),
        ROW("an undocumented pair, to a request that lacks a header", &observed,
            CODED("400 B", "1", "x"), ""),
    };
    CHECK_ROWS(rows);
}

static struct blamed judge_observed(const char *method, const char *sent, const char *answer) {
    static const struct case_row observed = {
        .id = "observed.elsewhere",
        .kind = KIND_OBSERVED,
        .expect = {.answer = EXPECT_OBSERVED},
    };
    struct judge_rules rules = fixture_rules();
    struct findings findings = {0};
    struct observation seen;
    struct exchange exchange = fixture_exchange(answer);
    exchange.method = bytes_of_text(method);
    exchange.sent = bytes_of_text(sent);
    assert_int_equal(judge_exchange(&rules, &observed, &exchange, &findings, &seen), STATUS_OK);
    struct blamed blamed = blamed_in(&findings);
    findings_clean_up(&findings);
    return blamed;
}

#define WITH_BOTH "GET / HTTP/1.1\r\napp_key: k\r\nAuthorization: Bearer t\r\n\r\n"

static void test_observed__is_documented_as_a_get_with_both_headers_alone(void **state) {
    (void)state;
    static const char undocumented[] = CODED("400 B", "1", "x");
    static const char empty_head[] = "HTTP/1.1 404 N\r\n\r\n";
    assert_string_equal(judge_observed("GET", WITH_BOTH, undocumented).text, "error.undocumented");
    assert_string_equal(judge_observed("POST", WITH_BOTH, undocumented).text, "");
    assert_string_equal(
        judge_observed("GET", "GET / HTTP/1.1\r\napp_key: k\r\n\r\n", undocumented).text, "");
    assert_string_equal(judge_observed("HEAD", WITH_BOTH, empty_head).text, "");
    assert_string_equal(judge_observed("POST", WITH_BOTH, JSON("200 OK", "{}")).text, "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_observed__is_documented_as_a_get_with_both_headers_alone),
        cmocka_unit_test(test_observed__is_held_to_what_every_answer_is_held_to),
        cmocka_unit_test(test_error__each_wrong_answer_breaks_its_own_requirement),
        cmocka_unit_test(test_refused_though_accepted__is_blamed_where_its_row_says),
        cmocka_unit_test(test_unknown_application__is_403_or_500_as_chosen),
        cmocka_unit_test(test_missing_credential__is_refused_with_any_4xx_and_an_error_body),
        cmocka_unit_test(test_error_text_and_shape__are_interpretations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
