/* Answers that did not come, or not whole, and what is held against whom for it. */
#include "judge_fixture.h"

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

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_transport__no_answer_is_a_finding_about_the_platform),
        cmocka_unit_test(test_transport__adds_what_the_transport_says),
        cmocka_unit_test(test_early_refusal__is_held_to_the_table_where_the_document_speaks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
