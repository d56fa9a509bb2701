#include "judge_fixture.h"

#include "http/message.h"
#include "judge/finding.h"
#include "tests/check.h"

#define HEAD_200 "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
#define PATH_ROW &row_path

static const struct case_row row_path = {
    .id = "hardening.path.nul",
    .kind = KIND_PATH,
    .twin = "request.prototype",
    .expect = {.answer = EXPECT_PATH_REFUSED},
    PROVES(HARDENING_PATH),
};
static void test_framing__blames_the_message_and_not_its_body(void **state) {
    (void)state;
    static const struct verdict_row rows[] = {
        ROW("conforming", &row_prototype, OK_200, ""),
        ROW("length", &row_prototype, HEAD_200 "Content-Length: 48\r\n\r\n" FIXTURE_BODY, ""),
        ROW("chunked", &row_prototype,
            HEAD_200 "Transfer-Encoding: chunked\r\n\r\n30\r\n" FIXTURE_BODY "\r\n0\r\n\r\n", ""),
        ROW("an interim answer before it", &row_prototype, "HTTP/1.1 100 Continue\r\n\r\n" OK_200,
            ""),
        ROW("excess bytes", &row_prototype, HEAD_200 "Content-Length: 48\r\n\r\n" FIXTURE_BODY "x",
            "response.framing"),
        ROW("a length that cuts the body", &row_prototype,
            HEAD_200 "Content-Length: 20\r\n\r\n" FIXTURE_BODY, "response.framing"),
        ROW("a length past the body", &row_prototype,
            HEAD_200 "Content-Length: 60\r\n\r\n" FIXTURE_BODY, "response.json"),
        ROW("two lengths", &row_prototype,
            HEAD_200 "Content-Length: 48\r\nContent-Length: 47\r\n\r\n" FIXTURE_BODY,
            "response.framing"),
        ROW("length beside chunks", &row_prototype,
            HEAD_200 "Content-Length: 48\r\nTransfer-Encoding: chunked\r\n\r\n30\r\n" FIXTURE_BODY
                     "\r\n0\r\n\r\n",
            "response.framing"),
        ROW("a broken chunk", &row_prototype,
            HEAD_200 "Transfer-Encoding: chunked\r\n\r\nzz\r\n" FIXTURE_BODY "\r\n0\r\n\r\n",
            "response.framing"),
        ROW("a folded line", &row_prototype, HEAD_200 "X: a\r\n b\r\n\r\n" FIXTURE_BODY,
            "response.framing"),
        ROW("a space before a colon", &row_prototype, HEAD_200 "X : a\r\n\r\n" FIXTURE_BODY,
            "response.framing"),
        ROW("in a hardening row", PATH_ROW, "HTTP/1.1 400 Bad\r\nX : a\r\n\r\n",
            "response.framing"),
        ROW("two faults", &row_prototype,
            HEAD_200 "X : a\r\nContent-Length: 47\r\n\r\n" FIXTURE_BODY, "response.framing"),
        ROW("a length that is none, and a broken body", &row_prototype,
            HEAD_200 "Content-Length: 4x\r\n\r\n{", "response.framing"),
        ROW("two lengths, and a broken body", &row_prototype,
            HEAD_200 "Content-Length: 1\r\nContent-Length: 2\r\n\r\n{", "response.framing"),
        ROW("a length beside chunks, and a broken body", &row_prototype,
            HEAD_200 "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n0\r\n\r\n",
            "response.framing"),
        ROW("a transfer coding that is none, and a broken body", &row_prototype,
            HEAD_200 "Transfer-Encoding: chunked, x y\r\n\r\n{", "response.framing"),
        ROW("a broken end of a chunk, and a broken body", &row_prototype,
            HEAD_200 "Transfer-Encoding: chunked\r\n\r\n1\r\n{x\r\n0\r\n\r\n", "response.framing"),
        ROW("excess bytes, and a broken body", &row_prototype,
            HEAD_200 "Content-Length: 1\r\n\r\n{}", "response.framing"),
        ROW("a space before a colon, and a broken body", &row_prototype, HEAD_200 "X : a\r\n\r\n{",
            "response.json response.framing"),
        ROW("excess behind an error", &row_wrong_token,
            "HTTP/1.1 403 Forbidden\r\nContent-Type: application/json\r\nContent-Length: "
            "0\r\n\r\n{\"error_code\":\"1010005\"}",
            "response.framing"),
    };
    CHECK_ROWS(rows);
}

static void test_content_type__is_compared_without_parameters_and_case(void **state) {
    (void)state;
    static const struct verdict_row rows[] = {
        ROW("charset", &row_prototype,
            ANSWER("200 OK", "application/json; charset=UTF-8", FIXTURE_BODY), ""),
        ROW("case", &row_prototype, ANSWER("200 OK", "Application/JSON", FIXTURE_BODY), ""),
        ROW("text", &row_prototype, ANSWER("200 OK", "text/plain", FIXTURE_BODY),
            "response.content-type"),
        ROW("a longer subtype", &row_prototype, ANSWER("200 OK", "application/jsonx", FIXTURE_BODY),
            "response.content-type"),
        ROW("problem+json", &row_prototype,
            ANSWER("200 OK", "application/problem+json", FIXTURE_BODY), "response.content-type"),
        ROW("absent", &row_prototype, "HTTP/1.1 200 OK\r\n\r\n" FIXTURE_BODY,
            "response.content-type"),
        ROW("two that differ", &row_prototype,
            HEAD_200 "Content-Type: text/html\r\n\r\n" FIXTURE_BODY, "response.content-type"),
        ROW("of a documented error", &row_wrong_token,
            ANSWER("403 Forbidden", "text/plain",
                   "{\"error_code\":\"1010005\",\"error_desc\":\"" TEXT_1010005 "\"}"),
            "response.content-type"),
        ROW("of an answer that is not judged as JSON", PATH_ROW,
            ANSWER("400 Bad Request", "text/plain", "no"), ""),
    };
    CHECK_ROWS(rows);
}

static void test_content_coding__that_was_not_asked_for_is_all_that_is_blamed(void **state) {
    (void)state;
    static const struct verdict_row rows[] = {
        ROW("gzip", &row_prototype, HEAD_200 "Content-Encoding: gzip\r\n\r\n\x1f\x8b\x08",
            "response.json"),
        ROW("gzip on an error", &row_wrong_token,
            "HTTP/1.1 403 Forbidden\r\nContent-Type: application/json\r\nContent-Encoding: "
            "gzip\r\n\r\n\x1f\x8b\x08",
            "response.json"),
        ROW("gzip, in the first header", &row_prototype,
            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n\x1f\x8b\x08", "response.json"),
        ROW("a coding of one letter", &row_prototype,
            HEAD_200 "Content-Encoding: x\r\n\r\n" FIXTURE_BODY, "response.json"),
        ROW("no coding at all", &row_prototype, HEAD_200 "Content-Encoding:\r\n\r\n" FIXTURE_BODY,
            ""),
        ROW("identity", &row_prototype, HEAD_200 "Content-Encoding: identity\r\n\r\n" FIXTURE_BODY,
            ""),
    };
    CHECK_ROWS(rows);
}

static void test_content_coding__that_was_asked_for_is_right(void **state) {
    (void)state;
    struct judge_rules rules = fixture_rules();
    struct findings findings = {0};
    struct observation seen;
    struct exchange exchange = fixture_exchange(HEAD_200 "Content-Encoding: gzip\r\n\r\n{}");
    exchange.sent = bytes_of_text("GET / HTTP/1.1\r\naccept-encoding: gzip\r\n\r\n");
    assert_int_equal(judge_exchange(&rules, NULL, &exchange, &findings, &seen), STATUS_OK);
    assert_string_equal(blamed_in(&findings).text, "");
    findings_clean_up(&findings);
}

static void test_framing__tells_each_fault(void **state) {
    (void)state;
    struct judge_rules rules = fixture_rules();
    struct findings findings = {0};
    struct observation seen;
    struct exchange exchange =
        fixture_exchange(HEAD_200 "X : a\r\nContent-Length: 47\r\n\r\n" FIXTURE_BODY);
    assert_int_equal(judge_exchange(&rules, &row_prototype, &exchange, &findings, &seen),
                     STATUS_OK);
    assert_int_equal(findings.count, 2);
    assert_string_equal(findings.items[0].where, "head, byte 50");
    assert_string_equal(findings.items[1].where, "behind the head, byte 47");
    findings_clean_up(&findings);
    exchange = fixture_exchange(HEAD_200 "Content-Length: 60\r\n\r\n" FIXTURE_BODY);
    assert_int_equal(judge_exchange(&rules, &row_prototype, &exchange, &findings, &seen),
                     STATUS_OK);
    assert_int_equal(findings.count, 1);
    assert_string_equal(findings.items[0].actual, http_fault_facts[HTTP_TRUNCATED].words);
    findings_clean_up(&findings);
    /* What is missing is told, and not that the rest is no JSON. */
    exchange = fixture_exchange(HEAD_200 "Content-Length: 60\r\n\r\n{");
    assert_int_equal(judge_exchange(&rules, &row_prototype, &exchange, &findings, &seen),
                     STATUS_OK);
    assert_int_equal(findings.count, 1);
    findings_clean_up(&findings);
}

static void test_login__is_judged_for_its_framing_alone(void **state) {
    (void)state;
    struct judge_rules rules = fixture_rules();
    struct findings findings = {0};
    struct observation seen;
    struct redaction redaction = {.part = PART_BODY, .size = 8};
    struct exchange exchange = fixture_exchange("HTTP/1.1 200 OK\r\nX : a\r\nCache-Control: "
                                                "public\r\n\r\n{\"accessToken\":\"tok-1f3a\"}");
    exchange.case_id = bytes_of_text("login");
    exchange.redactions = &redaction;
    exchange.redaction_count = 1;
    assert_int_equal(judge_exchange(&rules, NULL, &exchange, &findings, &seen), STATUS_OK);
    assert_string_equal(blamed_in(&findings).text, "response.framing");
    findings_clean_up(&findings);
}

static void test_print_safely__cuts_between_glyphs_and_ends_its_text(void **state) {
    (void)state;
    static const struct {
        const char *bytes, *text;
    } rows[] = {
        {"", ""},
        {"1234567", "1234567"},
        {"12345678", "123456\xe2\x80\xa6"},
        {"123\x01", "123\\u0001"},
        {"1234\x01", "1234\xe2\x80\xa6"},
        {"12345\xff", "12345\\xff"},
        {"123456\xff", "123456\xe2\x80\xa6"},
        {"123456\xc3\xa4", "123456\xc3\xa4"},
        {"1234567\xc3\xa4", "123456\xe2\x80\xa6"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[10];
        memset(text, 'x', sizeof text);
        print_safely(bytes_of_text(rows[i].bytes), text, sizeof text);
        text[sizeof text - 1] = '\0';
        check_row(text, strcmp(text, rows[i].text) == 0);
    }
    check_finish();
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_framing__blames_the_message_and_not_its_body),
        cmocka_unit_test(test_content_type__is_compared_without_parameters_and_case),
        cmocka_unit_test(test_content_coding__that_was_not_asked_for_is_all_that_is_blamed),
        cmocka_unit_test(test_content_coding__that_was_asked_for_is_right),
        cmocka_unit_test(test_print_safely__cuts_between_glyphs_and_ends_its_text),
        cmocka_unit_test(test_framing__tells_each_fault),
        cmocka_unit_test(test_login__is_judged_for_its_framing_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
