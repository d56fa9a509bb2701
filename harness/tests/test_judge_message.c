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
static const struct case_row row_overlong = {
    .id = "hardening.path.4096-characters",
    .kind = KIND_PATH,
    .twin = "request.prototype",
    .request = {.overlong_characters = 4096},
    .expect = {.answer = EXPECT_PATH_REFUSED},
    PROVES(HARDENING_PATH),
};

#define ROW_OF(name, its_id, its_answer, its_kind, its_requirement)                                \
    static const struct case_row name = {                                                          \
        .id = its_id,                                                                              \
        .kind = its_kind,                                                                          \
        .twin = "request.prototype",                                                               \
        .expect = {.answer = its_answer, .error = ERROR_ROW_404_100403},                           \
        PROVES(its_requirement),                                                                   \
    }
ROW_OF(row_no_token, "request.authorization.absent", EXPECT_REFUSED_CREDENTIAL, KIND_PROTOTYPE,
       REQUEST_AUTHORIZATION);
ROW_OF(row_repeated, "hardening.input.repeated", EXPECT_GENERAL, KIND_PROTOTYPE, HARDENING_INPUT);
ROW_OF(row_post, "hardening.method.post", EXPECT_METHOD_REFUSED, KIND_METHOD, HARDENING_METHOD);
ROW_OF(row_head, "hardening.method.head", EXPECT_HEAD_LIKE_GET, KIND_METHOD, HARDENING_METHOD);
ROW_OF(row_burst, "throttle.burst", EXPECT_THROTTLED, KIND_THROTTLE, ERROR_403_1010009);
ROW_OF(row_before_burst, "throttle.refused-calls", EXPECT_ERROR_OR_THROTTLED, KIND_THROTTLE,
       ERROR_404_100403);
ROW_OF(row_observed, "observed.elsewhere", EXPECT_OBSERVED, KIND_OBSERVED, RESPONSE_STATUS);

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

struct outcome_case {
    const char *name;
    const struct case_row *row;
    enum exchange_outcome outcome;
    const char *answer;
    const char *blamed;
    bool is_unproven;
};

static void test_transport__no_answer_is_a_finding_about_the_platform(void **state) {
    (void)state;
    static const struct outcome_case rows[] = {
        {"unreachable", &row_prototype, OUTCOME_UNREACHABLE, "", "response.status", true},
        {"timed out", &row_prototype, OUTCOME_TIMED_OUT, "", "response.status", true},
        {"closed", &row_wrong_token, OUTCOME_CLOSED, "", "response.status", true},
        {"truncated in the head", &row_prototype, OUTCOME_TRUNCATED, "HTTP/1.1 200 O",
         "response.status", true},
        {"truncated behind a head without a status", &row_prototype, OUTCOME_TRUNCATED,
         "HTTP/1.1 OK\r\n\r\n", "response.status response.framing", true},
        {"truncated in a head whose status is whole", &row_prototype, OUTCOME_TRUNCATED,
         HEAD_200 "X: y", "response.status", true},
        {"truncated behind the head", &row_prototype, OUTCOME_TRUNCATED,
         HEAD_200 "Content-Length: 60\r\n\r\n", "response.json", true},
        {"truncated behind an interim answer", &row_prototype, OUTCOME_TRUNCATED,
         "HTTP/1.1 100 Continue\r\n\r\n", "response.status", true},
        {"truncated in the body", &row_prototype, OUTCOME_TRUNCATED,
         HEAD_200 "Content-Length: 60\r\n\r\n" FIXTURE_BODY, "response.json", true},
        {"dribbled past the time allowed", &row_prototype, OUTCOME_TIMED_OUT,
         HEAD_200 "Content-Length: 60\r\n\r\n{\"dev", "response.json", true},
        {"timed out behind the shorter of two lengths", &row_prototype, OUTCOME_TIMED_OUT,
         HEAD_200 "Content-Length: 48\r\nContent-Length: 60\r\n\r\n" FIXTURE_BODY,
         "response.framing", true},
        {"truncated behind a length beside chunks", &row_prototype, OUTCOME_TRUNCATED,
         HEAD_200 "Content-Length: 48\r\nTransfer-Encoding: chunked\r\n\r\n30\r\n" FIXTURE_BODY,
         "response.framing", true},
        {"truncated behind two lengths, with another fault before them", &row_prototype,
         OUTCOME_TRUNCATED,
         HEAD_200 "X : y\r\nContent-Length: 48\r\nContent-Length: 60\r\n\r\n" FIXTURE_BODY,
         "response.framing", true},
        {"truncated behind a bare line feed", &row_prototype, OUTCOME_TRUNCATED,
         HEAD_200 "X: y\nContent-Length: 60\r\n\r\n" FIXTURE_BODY, "response.json response.framing",
         true},
        {"over the limit behind two lengths", &row_prototype, OUTCOME_BODY_OVER_LIMIT,
         HEAD_200 "Content-Length: 48\r\nContent-Length: 60\r\n\r\n[[[[",
         "response.json response.framing", true},
        {"timed out behind a length that is none", &row_prototype, OUTCOME_TIMED_OUT,
         HEAD_200 "Content-Length: 6x\r\n\r\n" FIXTURE_BODY, "response.framing", true},
        {"timed out behind a transfer coding that is none", &row_prototype, OUTCOME_TIMED_OUT,
         HEAD_200 "Transfer-Encoding: chunked, x y\r\n\r\n" FIXTURE_BODY, "response.framing", true},
        {"timed out behind a broken chunk", &row_prototype, OUTCOME_TIMED_OUT,
         HEAD_200 "Transfer-Encoding: chunked\r\n\r\nzz\r\n" FIXTURE_BODY,
         "response.json response.framing", true},
        {"truncated one byte behind a head without a status", &row_prototype, OUTCOME_TRUNCATED,
         "HTTP/1.1 OK\r\n\r\nx", "response.json response.framing", true},
        {"truncated behind the last interim answer", &row_prototype, OUTCOME_TRUNCATED,
         "HTTP/1.1 199 X\r\n\r\n", "response.status", true},
        {"whole, without a status", &row_prototype, OUTCOME_COMPLETE, "HTTP/1.1 OK\r\n\r\n",
         "response.framing", true},
        {"closed, a missing credential", &row_no_token, OUTCOME_CLOSED, "", "response.status",
         true},
        {"closed, an input beyond the document", &row_repeated, OUTCOME_CLOSED, "",
         "~hardening.input", true},
        {"closed, another method", &row_post, OUTCOME_CLOSED, "", "~hardening.method", true},
        {"closed, HEAD", &row_head, OUTCOME_CLOSED, "", "~hardening.method", true},
        {"closed, in a burst", &row_burst, OUTCOME_CLOSED, "", "response.status", true},
        {"closed, before a burst", &row_before_burst, OUTCOME_CLOSED, "", "response.status", true},
        {"closed, another tool's", &row_observed, OUTCOME_CLOSED, "", "", false},
        {"truncated on an over-long id", &row_overlong, OUTCOME_TRUNCATED, "HTTP/1.1 4", "", false},
        {"a header over limit on an over-long id", &row_overlong, OUTCOME_HEADER_OVER_LIMIT,
         HEAD_200 "X: aaaa", "~hardening.path", true},
        {"malformed, on another path", PATH_ROW, OUTCOME_MALFORMED, "", "response.framing", true},
        {"interrupted in the body", &row_prototype, OUTCOME_INTERRUPTED,
         HEAD_200 "Content-Length: 60\r\n\r\n{", "", true},
        {"a trailer over limit", &row_prototype, OUTCOME_HEADER_OVER_LIMIT,
         HEAD_200 "Transfer-Encoding: chunked\r\n\r\n0\r\nX: aaaa", "response.status", true},
        /* Evidence that contradicts itself: the outcome decides. */
        {"unreachable, with a head", &row_prototype, OUTCOME_UNREACHABLE, HEAD_200 "\r\n",
         "response.status", true},
        {"untrusted, with a head", &row_prototype, OUTCOME_TLS_UNTRUSTED, HEAD_200 "\r\n", "",
         true},
        {"handshake refused, with a head", &row_prototype, OUTCOME_TLS_REFUSED, HEAD_200 "\r\n",
         "response.status", true},
        {"not offered, with a head", &row_prototype, OUTCOME_TLS_LOCAL, HEAD_200 "\r\n", "", true},
        {"not offered", &row_prototype, OUTCOME_TLS_LOCAL, "", "", true},
        {"closed before an answer, with a head", &row_prototype, OUTCOME_CLOSED, HEAD_200 "\r\n",
         "response.status", true},
        {"body over limit, without a head", &row_prototype, OUTCOME_BODY_OVER_LIMIT, "",
         "response.status", true},
        {"header over limit", &row_prototype, OUTCOME_HEADER_OVER_LIMIT, HEAD_200 "X: aaaa",
         "response.status", true},
        {"body over limit", &row_prototype, OUTCOME_BODY_OVER_LIMIT, HEAD_200 "\r\n[[[[[",
         "response.json", true},
        {"malformed", &row_prototype, OUTCOME_MALFORMED, "", "response.framing", true},
        {"malformed, with the fault in sight", &row_prototype, OUTCOME_MALFORMED,
         HEAD_200 "Transfer-Encoding: chunked\r\n\r\nzz\r\n", "response.framing", true},
        {"handshake refused", &row_prototype, OUTCOME_TLS_REFUSED, "", "response.status", true},
        {"untrusted", &row_prototype, OUTCOME_TLS_UNTRUSTED, "", "", true},
        {"interrupted", &row_prototype, OUTCOME_INTERRUPTED, "", "", true},
        {"closed on an over-long id", &row_overlong, OUTCOME_CLOSED, "", "", false},
        {"timed out on an over-long id", &row_overlong, OUTCOME_TIMED_OUT, "", "~hardening.path",
         true},
        {"closed on another path", PATH_ROW, OUTCOME_CLOSED, "", "~hardening.path", true},
        {"truncated JSON on another path", PATH_ROW, OUTCOME_TRUNCATED,
         "HTTP/1.1 404 N\r\nContent-Type: application/json\r\nContent-Length: 60\r\n\r\n{\"err",
         "response.json", true},
        {"truncated page on another path", PATH_ROW, OUTCOME_TRUNCATED,
         "HTTP/1.1 404 N\r\nContent-Type: text/plain\r\nContent-Length: 60\r\n\r\nNot",
         "~hardening.path", true},
    };
    int failures = 0;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct judge_rules rules = fixture_rules();
        struct findings findings = {0};
        struct observation seen;
        struct exchange exchange = fixture_exchange(rows[i].answer);
        exchange.outcome = rows[i].outcome;
        assert_int_equal(judge_exchange(&rules, rows[i].row, &exchange, &findings, &seen),
                         STATUS_OK);
        struct blamed blamed = blamed_in(&findings);
        if (strcmp(blamed.text, rows[i].blamed) != 0 ||
            (findings.count > 0) != (rows[i].blamed[0] != '\0')) {
            failures += fixture_complain(rows[i].name, rows[i].blamed, blamed.text);
        }
        if ((seen.unproven != NULL) != rows[i].is_unproven) {
            failures += fixture_complain(rows[i].name, "another reason why unproven",
                                         seen.unproven == NULL ? "none" : seen.unproven);
        }
        findings_clean_up(&findings);
    }
    assert_int_equal(failures, 0);
}

/* The words of a transport finding: the outcome's, and what the transport adds, if it adds
 * anything. */
static void test_transport__adds_what_the_transport_says(void **state) {
    (void)state;
    static const struct {
        const char *detail, *actual;
    } rows[] = {
        {"", "the connection was closed before an answer"},
        {"x", "the connection was closed before an answer: \"x\""},
        {"reset by peer", "the connection was closed before an answer: \"reset by peer\""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct judge_rules rules = fixture_rules();
        struct findings findings = {0};
        struct observation seen;
        struct exchange exchange = fixture_exchange("");
        exchange.outcome = OUTCOME_CLOSED;
        exchange.outcome_detail = bytes_of_text(rows[i].detail);
        assert_int_equal(judge_exchange(&rules, &row_prototype, &exchange, &findings, &seen),
                         STATUS_OK);
        assert_int_equal(findings.count, 1);
        check_row(rows[i].detail, strcmp(findings.items[0].actual, rows[i].actual) == 0);
        findings_clean_up(&findings);
    }
    check_finish();
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

/* Which errors a 1010009 before its time may be: the document speaks of some situations alone. */
static void test_early_refusal__is_held_to_the_table_where_the_document_speaks(void **state) {
    (void)state;
    static const char odd_status[] = CODED("429 T", "1010009", TEXT_1010009);
    static const struct verdict_row rows[] = {
        ROW("an activation", &row_prototype, odd_status, "error.undocumented"),
        ROW("a wrong token", &row_wrong_token, odd_status, "error.undocumented"),
        ROW("a missing credential", &row_no_token, odd_status, ""),
        ROW("an input beyond the document", &row_repeated, odd_status, ""),
        ROW("a path", PATH_ROW, odd_status, ""),
        ROW("another method", &row_post, odd_status, ""),
        ROW("HEAD", &row_head, odd_status, ""),
    };
    CHECK_ROWS(rows);
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
        cmocka_unit_test(test_transport__no_answer_is_a_finding_about_the_platform),
        cmocka_unit_test(test_transport__adds_what_the_transport_says),
        cmocka_unit_test(test_framing__tells_each_fault),
        cmocka_unit_test(test_early_refusal__is_held_to_the_table_where_the_document_speaks),
        cmocka_unit_test(test_login__is_judged_for_its_framing_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
