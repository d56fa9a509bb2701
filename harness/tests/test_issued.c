/* Tokens that an answer gives away are learnt, in whatever shape it is; other words are not. */
#include "tests/redact_fixture.h"

#include "evidence/issued.h"

static const struct {
    const char *name, *head, *body;
    const char *framed; /* NULL: the body */
    const char *probe;  /* redacted after it */
    bool is_learnt;
} rows[] = {
    {"a member", "", "{\"accessToken\":\"abcdefgh-1\"}", NULL, "abcdefgh-1", true},
    {"a member of any token", "", "{\"id_token\" : \"abcdefgh-1\"}", NULL, "abcdefgh-1", true},
    {"in other case", "", "{\"ACCESSTOKEN\":\"abcdefgh-1\"}", NULL, "abcdefgh-1", true},
    {"the second of two", "", "{\"accessToken\":\"abcdefgh-1\",\"accessToken\":\"ijklmnop-2\"}",
     NULL, "ijklmnop-2", true},
    {"with escapes", "", "{\"accessToken\":\"abcd\\/\\u0065fgh\\\"-1\"}", NULL, "abcd/efgh\"-1",
     true},
    {"cut off", "", "{\"accessToken\":\"abcdefgh-1", NULL, "abcdefgh-1", true},
    {"without quotes", "", "{accessToken: abcdefgh-1, x: 1}", NULL, "abcdefgh-1", true},
    {"in single quotes", "", "{'accessToken': 'abcdefgh-1'}", NULL, "abcdefgh-1", true},
    {"a parameter", "", "a=1&refresh_token=abcdefgh-1&b=2", NULL, "abcdefgh-1", true},
    {"a header", "HTTP/1.1 201 Created\r\nX-Subject-Token: abcdefgh-1\r\n\r\n", "", NULL,
     "abcdefgh-1", true},
    {"inside a string", "", "{\"x\":\"{\\\"accessToken\\\":\\\"abcdefgh-1\\\"}\"}", NULL,
     "abcdefgh-1", true},
    {"between chunks", "", "", "10\r\n{\"accessToken\":\"\r\n4\r\nabcd\r\n6\r\nefgh-1\r\n",
     "abcdefgh-1", true},
    {"of seven bytes", "", "{\"accessToken\":\"abcdefg\"}", NULL, "abcdefg", false},
    {"its type", "", "{\"tokenType\":\"abcdefgh-1\"}", NULL, "abcdefgh-1", false},
    {"a sentence about tokens", "", "{\"a\":\"The token abcdefgh-1 is not known\"}", NULL,
     "abcdefgh-1", false},
    {"another member", "", "{\"accessToken\":null,\"scope\":\"abcdefgh-1\"}", NULL, "abcdefgh-1",
     false},
    {"a name at the end", "", "{\"accessToken\":", NULL, "accessToken", false},
    {"nothing", "", "", NULL, "abcdefgh-1", false},
};

static void test_issued_learn__finds_tokens_in_any_answer(void **state) {
    (void)state;
    unsigned failures = 0;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct redactor *redactor = redactor_with(SECRET_ACCESS_TOKEN, NULL);
        struct exchange exchange = {
            .head = bytes_of_text(rows[i].head),
            .body = bytes_of_text(rows[i].body),
            .framed = bytes_of_text(rows[i].framed == NULL ? rows[i].body : rows[i].framed),
        };
        assert_int_equal(issued_learn(redactor, &exchange, ISSUED_WITHOUT_MASKS), STATUS_OK);
        struct outcome outcome = redact(redactor, bytes_of_text(rows[i].probe));
        if ((outcome.count == 1) != rows[i].is_learnt) {
            print_error("failed: %s\n", rows[i].name);
            failures++;
        }
        redactor_destroy(redactor);
    }
    assert_int_equal(failures, 0);
}

/* A hostile answer of names alone must not make a redactor of names. */
static void test_issued_learn__learns_so_many_and_no_more(void **state) {
    (void)state;
    struct redactor *redactor = redactor_with(SECRET_ACCESS_TOKEN, NULL);
    struct buffer body;
    buffer_init(&body, 1 << 16);
    for (unsigned i = 0; i < 2 * ISSUED_TOKENS_MAX; i++) {
        assert_int_equal(buffer_append_format(&body, "token=abcdefgh-%04u&", i), STATUS_OK);
    }
    struct exchange exchange = {.body = buffer_view(&body), .framed = buffer_view(&body)};
    assert_int_equal(issued_learn(redactor, &exchange, ISSUED_WITHOUT_MASKS), STATUS_OK);
    assert_int_equal(redact(redactor, bytes_of_text("fgh-0063")).count, 1);
    assert_int_equal(redact(redactor, bytes_of_text("fgh-0100")).count, 0);
    buffer_clean_up(&body);
    redactor_destroy(redactor);
}

/* What looks like a mask is one only where a tool may have put it there: a platform may issue it.
 */
static void test_issued_learn__passes_masks_over_in_what_another_tool_recorded(void **state) {
    (void)state;
    static const struct {
        const char *name, *value;
        bool is_mask;
    } masks[] = {
        {"stars", "abcdefgh-***", true},
        {"two stars", "abcdefgh-**", false},
        {"one letter", "xxxxxxxxxxxx", true},
        {"seven letters", "abcdefgabcdefg", true},
        {"eight letters", "abcdefghabcdefgh", false},
        {"words", "<Redacted by proxy>", true},
        {"other words", "<Reacted by proxy>", false},
    };
    unsigned failures = 0;
    for (size_t i = 0; i < 2 * COUNT(masks); i++) {
        enum issued_masks kind = i % 2 == 0 ? ISSUED_WITHOUT_MASKS : ISSUED_WITH_MASKS;
        struct redactor *redactor = redactor_with(SECRET_ACCESS_TOKEN, NULL);
        char body[64];
        snprintf(body, sizeof body, "{\"accessToken\":\"%s\"}", masks[i / 2].value);
        struct exchange exchange = {.body = bytes_of_text(body), .framed = bytes_of_text(body)};
        assert_int_equal(issued_learn(redactor, &exchange, kind), STATUS_OK);
        bool is_learnt = redact(redactor, bytes_of_text(masks[i / 2].value)).count == 1;
        if (is_learnt != (kind == ISSUED_WITHOUT_MASKS || !masks[i / 2].is_mask)) {
            print_error("failed: %s, %s\n", masks[i / 2].name, i % 2 == 0 ? "ours" : "recorded");
            failures++;
        }
        redactor_destroy(redactor);
    }
    assert_int_equal(failures, 0);
}

static void test_issued_learn_secret__finds_what_a_login_was_sent(void **state) {
    (void)state;
    static const struct {
        const char *name, *sent, *probe;
        bool is_learnt;
    } requests[] = {
        {"a form", "POST /login HTTP/1.1\r\n\r\nappId=a&secret=abc%2Fdefgh%2b1", "abc/defgh+1",
         true},
        {"a form, not at its end", "\r\n\r\nsecret=abcdefgh-1&appId=a", "abcdefgh-1", true},
        {"JSON", "\r\n\r\n{\"appId\":\"a\",\"secret\":\"abcdefgh%2D1\"}", "abcdefgh%2D1", true},
        {"a token", "\r\n\r\ntoken=abcdefgh-1", "abcdefgh-1", false},
    };
    unsigned failures = 0;
    for (size_t i = 0; i < COUNT(requests); i++) {
        struct redactor *redactor = redactor_with(SECRET_LOGIN_SECRET, NULL);
        assert_int_equal(issued_learn_secret(redactor, bytes_of_text(requests[i].sent)), STATUS_OK);
        struct outcome outcome = redact(redactor, bytes_of_text(requests[i].probe));
        if ((outcome.count == 1) != requests[i].is_learnt) {
            print_error("failed: %s\n", requests[i].name);
            failures++;
        }
        redactor_destroy(redactor);
    }
    assert_int_equal(failures, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_issued_learn__finds_tokens_in_any_answer),
        cmocka_unit_test(test_issued_learn__learns_so_many_and_no_more),
        cmocka_unit_test(test_issued_learn__passes_masks_over_in_what_another_tool_recorded),
        cmocka_unit_test(test_issued_learn_secret__finds_what_a_login_was_sent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
