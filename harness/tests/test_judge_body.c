#include "judge_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define OK(body) JSON("200 OK", body)
#define WITH_NAME(name) OK("{\"deviceId\":\"dev-1\",\"activated\":true,\"name\":" name "}")
#define WITH_FLAG(flag) OK("{\"deviceId\":\"dev-1\",\"activated\":" flag ",\"name\":\"n\"}")
#define WITH_ID(id) OK("{\"deviceId\":" id ",\"activated\":true,\"name\":\"n\"}")

#define X16(text) text text text text text text text text text text text text text text text text
#define CHARACTERS_256 X16(X16("a"))
#define CHARACTERS_256_OF_3_BYTES X16(X16("\xe2\x82\xac"))
#define CHARACTERS_256_OF_2_UNITS X16(X16("\xf0\x9f\x98\x80"))

static void test_body__each_fault_breaks_the_requirement_of_its_member(void **state) {
    (void)state;
    static const struct verdict_row rows[] = {
        ROW("conforming", &row_online, OK_200, ""),
        ROW("pretty, with more members, escaped", &row_online,
            OK("{\n \"x\": [1], \"device\\u0049d\": \"dev\\u002d1\",\n \"activated\" : true,"
               "\"name\":\"\"}"),
            ""),
        ROW("deviceId absent", &row_online, OK("{\"activated\":true,\"name\":\"n\"}"),
            "response.device-id"),
        ROW("deviceId in another case", &row_online,
            OK("{\"deviceID\":\"dev-1\",\"activated\":true,\"name\":\"n\"}"), "response.device-id"),
        ROW("deviceId a number", &row_online, WITH_ID("1"), "response.device-id"),
        ROW("deviceId null", &row_online, WITH_ID("null"), "response.device-id"),
        ROW("deviceId of another device", &row_online, WITH_ID("\"dev-2\""), "response.device-id"),
        ROW("deviceId in upper case", &row_online, WITH_ID("\"DEV-1\""), "response.device-id"),
        ROW("deviceId cut", &row_online, WITH_ID("\"dev-\""), "response.device-id"),
        ROW("deviceId too long", &row_online, WITH_ID("\"" CHARACTERS_256 "a\""),
            "response.device-id"),
        ROW("deviceId with a NUL tail", &row_online, WITH_ID("\"dev-1\\u0000\""),
            "response.json response.device-id"),
        ROW("deviceId with half a pair", &row_online, WITH_ID("\"dev-1\\ud800\""),
            "response.json response.device-id"),
        ROW("an error code with a NUL", &row_wrong_token,
            CODED("403 F", "1010005\\u0000", TEXT_1010005),
            "response.json error.403.1010005 error.undocumented"),
        ROW("an error code with half a pair", &row_wrong_token,
            CODED("403 F", "1010005\\udc00", TEXT_1010005),
            "response.json error.403.1010005 error.undocumented"),
        ROW("an error description with a NUL", &row_wrong_token,
            CODED("403 F", "1010005", "a\\u0000b"), "response.json ~error.description"),
        ROW("an error description with half a pair", &row_wrong_token,
            CODED("403 F", "1010005", "a\\ud800b"), "response.json ~error.description"),
        ROW("activated a string", &row_online, WITH_FLAG("\"true\""), "response.activated"),
        ROW("activated a number", &row_online, WITH_FLAG("1"), "response.activated"),
        ROW("activated null", &row_online, WITH_FLAG("null"), "response.activated"),
        ROW("Activated", &row_online,
            OK("{\"deviceId\":\"dev-1\",\"Activated\":true,\"name\":\"n\"}"), "response.activated"),
        ROW("activated false", &row_online, WITH_FLAG("false"), "activation.online"),
        ROW("activated false where either is right", &row_prototype, WITH_FLAG("false"), ""),
        ROW("name absent", &row_online, OK("{\"deviceId\":\"dev-1\",\"activated\":true}"),
            "response.name"),
        ROW("name a number", &row_online, WITH_NAME("1"), "response.name"),
        ROW("name of 256", &row_online, WITH_NAME("\"" CHARACTERS_256 "\""), ""),
        ROW("name of 257", &row_online, WITH_NAME("\"" CHARACTERS_256 "a\""), "response.name"),
        ROW("name with NUL", &row_online, WITH_NAME("\"a\\u0000b\""), "response.json"),
        ROW("name with half a pair", &row_online, WITH_NAME("\"\\ud800\""), "response.json"),
        ROW("name with a pair", &row_online, WITH_NAME("\"\\ud83d\\ude00\""), ""),
        ROW("not JSON", &row_online, OK("{\"deviceId\":\"dev-1\",}"), "response.json"),
        ROW("a byte order mark", &row_online, OK("\xef\xbb\xbf" FIXTURE_BODY), "response.json"),
        ROW("trailing bytes", &row_online, OK(FIXTURE_BODY "x"), "response.json"),
        ROW("a line end behind it", &row_online, OK(FIXTURE_BODY "\r\n"), ""),
        ROW("bad UTF-8 in a member nobody asked for", &row_online,
            OK("{\"x\":\"\xff\",\"deviceId\":\"dev-1\",\"activated\":true,\"name\":\"n\"}"),
            "response.json"),
        ROW("a duplicate behind an escape", &row_online,
            OK("{\"deviceId\":\"dev-1\",\"activated\":true,\"name\":\"n\",\"n\\u0061me\":\"m\"}"),
            "response.json"),
        ROW("an empty body", &row_online, OK(""), "response.json"),
        ROW("an array", &row_online, OK("[]"),
            "response.device-id response.activated response.name"),
        ROW("an empty object", &row_online, OK("{}"),
            "response.device-id response.activated response.name"),
        ROW("two faults", &row_online, OK("{\"deviceId\":\"dev-1\",\"activated\":1,\"name\":2}"),
            "response.activated response.name"),
        ROW("an error under 200", &row_online, CODED("200 OK", "50252", TEXT_50252),
            "response.device-id response.activated response.name error.undocumented"),
        ROW("an HTML page", &row_online, ANSWER("200 OK", "text/html", "<html>hello</html>"),
            "response.content-type response.json"),
    };
    CHECK_ROWS(rows);
}

static void test_body__interpretations_decide_where_the_document_does_not(void **state) {
    (void)state;
    static const struct verdict_row rows[] = {
        ROW_UNDER(INTERPRET_NAME_NULL, CHOICE_WARN, "null warns", &row_online, WITH_NAME("null"),
                  "~response.name"),
        ROW_UNDER(INTERPRET_NAME_NULL, CHOICE_FAIL, "null fails", &row_online, WITH_NAME("null"),
                  "response.name"),
        ROW_UNDER(INTERPRET_NAME_NULL, CHOICE_ACCEPT, "null is accepted", &row_online,
                  WITH_NAME("null"), ""),
        ROW_UNDER(INTERPRET_NAME_NULL, CHOICE_ACCEPT, "\"null\" is a name", &row_online,
                  WITH_NAME("\"null\""), ""),
        ROW_UNDER(INTERPRET_STRING_LENGTH, CHOICE_CHARACTERS, "256 characters", &row_online,
                  WITH_NAME("\"" CHARACTERS_256_OF_3_BYTES "\""), ""),
        ROW_UNDER(INTERPRET_STRING_LENGTH, CHOICE_BYTES, "768 bytes", &row_online,
                  WITH_NAME("\"" CHARACTERS_256_OF_3_BYTES "\""), "response.name"),
        ROW_UNDER(INTERPRET_STRING_LENGTH, CHOICE_UTF16, "256 units", &row_online,
                  WITH_NAME("\"" CHARACTERS_256_OF_3_BYTES "\""), ""),
        ROW_UNDER(INTERPRET_STRING_LENGTH, CHOICE_UTF16, "512 units", &row_online,
                  WITH_NAME("\"" CHARACTERS_256_OF_2_UNITS "\""), "response.name"),
    };
    CHECK_ROWS(rows);
}

struct mattered_row {
    const char *name;
    const struct case_row *row;
    const char *answer;
    enum interpretation_id interpretation;
    bool has_mattered;
};

static const struct case_row row_unknown_app = {
    .id = "error.app.unknown",
    .twin = "request.app-id.own",
    .request = {.application = APPLICATION_UNKNOWN},
    .expect = {.answer = EXPECT_ERROR, .error = ERROR_ROW_403_100203},
    PROVES(ERROR_403_100203),
};
static const struct case_row row_no_key = {
    .id = "request.app-key.absent",
    .twin = "request.prototype",
    .request = {.app_key = ABSENT},
    .expect = {.answer = EXPECT_REFUSED_CREDENTIAL},
    PROVES(REQUEST_APP_KEY),
};

static void test_interpretations__matter_where_another_choice_would_judge_otherwise(void **state) {
    (void)state;
    static const struct mattered_row rows[] = {
        {"null name", &row_online, WITH_NAME("null"), INTERPRET_NAME_NULL, true},
        {"a name", &row_online, OK_200, INTERPRET_NAME_NULL, false},
        {"long in bytes alone", &row_online, WITH_NAME("\"" CHARACTERS_256_OF_3_BYTES "\""),
         INTERPRET_STRING_LENGTH, true},
        {"long in bytes alone, the device id", &row_online,
         WITH_ID("\"" CHARACTERS_256_OF_3_BYTES "\""), INTERPRET_STRING_LENGTH, true},
        {"long in every unit", &row_online, WITH_NAME("\"" CHARACTERS_256 "a\""),
         INTERPRET_STRING_LENGTH, false},
        {"unknown app", &row_unknown_app, CODED("500 Oops", "100203", TEXT_100203),
         INTERPRET_APP_NOT_EXISTED_STATUS, true},
        {"unknown app, answered as neither", &row_unknown_app, REFUSED_100403,
         INTERPRET_APP_NOT_EXISTED_STATUS, false},
        {"the gateway's shape", &row_wrong_token,
         JSON("403 F", "{\"resultcode\":\"1010005\",\"resultmsg\":\"" TEXT_1010005 "\"}"),
         INTERPRET_ERROR_SHAPE, true},
        {"the usual shape", &row_wrong_token, REFUSED_1010005, INTERPRET_ERROR_SHAPE, false},
        {"another text", &row_wrong_token, CODED("403 F", "1010005", "Invalid access token."),
         INTERPRET_ERROR_TEXT, true},
        {"the document's text", &row_wrong_token, REFUSED_1010005, INTERPRET_ERROR_TEXT, false},
        {"no app_key, 401", &row_no_key, CODED("401 U", "100025", "x"),
         INTERPRET_MISSING_CREDENTIAL, true},
        {"no app_key, 403/1010005", &row_no_key, REFUSED_1010005, INTERPRET_MISSING_CREDENTIAL,
         false},
    };
    int failures = 0;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct judge_rules rules = fixture_rules();
        struct findings findings = {0};
        struct observation seen;
        struct exchange exchange = fixture_exchange(rows[i].answer);
        assert_int_equal(judge_exchange(&rules, rows[i].row, &exchange, &findings, &seen),
                         STATUS_OK);
        findings_clean_up(&findings);
        if (seen.mattered[rows[i].interpretation] != rows[i].has_mattered) {
            failures += fixture_complain(rows[i].name, rows[i].has_mattered ? "matters" : "not",
                                         "the other");
        }
    }
    assert_int_equal(failures, 0);
}

static void test_finding__texts_are_safe_to_print_and_cut_to_size(void **state) {
    (void)state;
    struct judge_rules rules = fixture_rules();
    struct findings findings = {0};
    struct observation seen;
    struct exchange exchange =
        fixture_exchange(WITH_ID("\"\\u001b[31m\\u202e\\u0000" CHARACTERS_256_OF_3_BYTES "\""));
    rules.choices.by_id[INTERPRET_STRING_LENGTH] = CHOICE_CHARACTERS;
    exchange.asked_device = bytes_of("\xff<", 2);
    assert_int_equal(judge_exchange(&rules, &row_online, &exchange, &findings, &seen), STATUS_OK);
    exchange = fixture_exchange(WITH_ID("\"\\u001b[31m\\u202e\""));
    exchange.asked_device = bytes_of("\xff<", 2);
    assert_int_equal(judge_exchange(&rules, &row_online, &exchange, &findings, &seen), STATUS_OK);
    const struct finding *last = &findings.items[findings.count - 1];
    assert_string_equal(last->actual, "asked for \"\\xff<\", answered for \"\\u001b[31m\\u202e\"");
    findings_clean_up(&findings);
}

static void test_finding__tells_where_in_the_body(void **state) {
    (void)state;
    struct judge_rules rules = fixture_rules();
    struct findings findings = {0};
    struct observation seen;
    struct exchange exchange =
        fixture_exchange(OK("{\"deviceId\":\"dev-1\",\n \"activated\":1,\"name\":\"n\"}"));
    exchange.number = 7;
    assert_int_equal(judge_exchange(&rules, &row_online, &exchange, &findings, &seen), STATUS_OK);
    assert_int_equal(findings.count, 1);
    assert_int_equal(findings.items[0].exchange, 7);
    assert_string_equal(findings.items[0].where, "body, byte 34 (line 2, column 14)");
    assert_string_equal(findings.items[0].expected, "a member activated, a boolean");
    findings_clean_up(&findings);
}

static void test_finding__says_the_same_thing_once(void **state) {
    (void)state;
    struct judge_rules rules = fixture_rules();
    struct findings findings = {0};
    struct observation seen;
    for (uint32_t i = 0; i < 300; i++) {
        struct exchange exchange = fixture_exchange(WITH_NAME("null"));
        exchange.number = i;
        assert_int_equal(judge_exchange(&rules, &row_online, &exchange, &findings, &seen),
                         STATUS_OK);
    }
    assert_int_equal(findings.count, 1);
    for (uint32_t i = 0; i < 300; i++) {
        char answer[256];
        snprintf(answer, sizeof answer,
                 JSON("200 OK", "{\"deviceId\":\"%u\",\"activated\":true,"
                                "\"name\":\"n\"}"),
                 i);
        struct exchange exchange = fixture_exchange(answer);
        assert_int_equal(judge_exchange(&rules, &row_online, &exchange, &findings, &seen),
                         STATUS_OK);
    }
    assert_int_equal(findings.count, 1 + FINDINGS_PER_REQUIREMENT_MAX);
    findings_clean_up(&findings);
}

/* What is wrong with an over-long id is its length: that it is not the one asked for goes with it.
 */
static void test_finding__tells_a_long_id_by_its_length(void **state) {
    (void)state;
    struct judge_rules rules = fixture_rules();
    struct findings findings = {0};
    struct observation seen;
    struct exchange exchange = fixture_exchange(WITH_ID("\"\\u0000" CHARACTERS_256 "\""));
    assert_int_equal(judge_exchange(&rules, &row_online, &exchange, &findings, &seen), STATUS_OK);
    assert_int_equal(findings.count, 2);
    assert_string_equal(blamed_in(&findings).text, "response.json response.device-id");
    findings_clean_up(&findings);
}

static void test_strict__makes_failures_of_warnings(void **state) {
    (void)state;
    struct judge_rules rules = fixture_rules();
    struct findings findings = {0};
    struct observation seen;
    struct exchange exchange = fixture_exchange(WITH_NAME("null"));
    rules.is_strict = true;
    assert_int_equal(judge_exchange(&rules, &row_online, &exchange, &findings, &seen), STATUS_OK);
    assert_string_equal(blamed_in(&findings).text, "response.name");
    findings_clean_up(&findings);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_body__each_fault_breaks_the_requirement_of_its_member),
        cmocka_unit_test(test_body__interpretations_decide_where_the_document_does_not),
        cmocka_unit_test(test_interpretations__matter_where_another_choice_would_judge_otherwise),
        cmocka_unit_test(test_finding__texts_are_safe_to_print_and_cut_to_size),
        cmocka_unit_test(test_finding__tells_where_in_the_body),
        cmocka_unit_test(test_finding__says_the_same_thing_once),
        cmocka_unit_test(test_finding__tells_a_long_id_by_its_length),
        cmocka_unit_test(test_strict__makes_failures_of_warnings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
