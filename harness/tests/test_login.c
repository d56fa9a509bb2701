#include "execute/login.h"

#include "responder.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define ANSWER(status, body) "HTTP/1.1 " status "\r\nConnection: close\r\n\r\n" body
#define OK(body) ANSWER("200 OK", body)

static const char secret[] = "se cr+et/&=value";

/* What the sink and on_token saw, and in which order. */
struct witness {
    unsigned exchanges;
    bool was_told_first;
    bool was_told;
    enum status answer; /* of on_token */
    char case_id[16];
    char sent[1024];
};

static enum status see_exchange(void *context, const struct exchange *exchange) {
    struct witness *witness = context;
    witness->exchanges++;
    witness->was_told_first = witness->was_told;
    snprintf(witness->case_id, sizeof witness->case_id, "%.*s", BYTES_PRINT(exchange->case_id));
    snprintf(witness->sent, sizeof witness->sent, "%.*s", BYTES_PRINT(exchange->sent));
    return STATUS_OK;
}

static enum status see_token(void *context, const struct session *session) {
    struct witness *witness = context;
    witness->was_told = session->access_token != NULL;
    return witness->answer;
}

static int64_t still_us(void *context) {
    return *(int64_t *)context;
}

static int64_t time_us = 5000000;

static struct endpoint endpoint_at(unsigned port) {
    char text[64];
    struct endpoint endpoint;
    snprintf(text, sizeof text, "http://127.0.0.1:%u/base", port);
    assert_int_equal(url_endpoint_parse(bytes_of_text(text), URL_CLEARTEXT_ALLOWED, &endpoint),
                     URL_OK);
    return endpoint;
}

static enum status log_in(const struct script *script, struct witness *witness,
                          struct session *out_session, struct diagnostic *out_diagnostic) {
    struct responder *responder = responder_start(script, RESPONDER_CLEARTEXT);
    assert_non_null(responder);
    struct endpoint endpoint = endpoint_at(responder_port(responder));
    struct engine_options options = {
        .connect_timeout_us = 1000000,
        .total_timeout_us = 300000,
        .header_limit_bytes = 4096,
        .body_limit_bytes = 65536,
        .parallel = 2,
        .clock = {still_us, still_us, NULL, &time_us},
        .sink = {see_exchange, witness},
    };
    struct engine *engine = NULL;
    assert_int_equal(engine_new(&options, &engine, out_diagnostic), STATUS_OK);
    enum status status = login(engine, &endpoint, "my app&", secret, see_token, witness,
                               out_session, out_diagnostic);
    engine_destroy(engine);
    responder_stop(responder);
    return status;
}

static void test_login__sends_both_fields_encoded_and_records_after_telling(void **state) {
    (void)state;
    static const struct script script = {
        .pieces = {OK("{\"scope\":\"default\",\"tokenType\":\"bearer \",\"expiresIn\":100,"
                      "\"accessToken\":\"abcdefgh\",\"refreshToken\":\"hgfedcba\"}")},
        .end = END_CLOSE};
    struct witness witness = {0};
    struct session session = {0};
    struct diagnostic diagnostic = {""};
    assert_int_equal(log_in(&script, &witness, &session, &diagnostic), STATUS_OK);
    assert_string_equal(session.access_token, "abcdefgh");
    assert_string_equal(session.refresh_token, "hgfedcba");
    assert_int_equal(session.renew_after_us, time_us + 80000000);
    assert_int_equal(witness.exchanges, 1);
    assert_true(witness.was_told_first);
    assert_string_equal(witness.case_id, "login");
    assert_memory_equal(witness.sent, "POST /base/iocm/app/sec/v1.1.0/login HTTP/1.1\r\n", 47);
    assert_non_null(
        strstr(witness.sent, "\r\nContent-Type: application/x-www-form-urlencoded\r\n"));
    assert_non_null(strstr(witness.sent, "\r\n\r\nappId=my%20app%26&secret=se%20cr%2Bet%2F%26%3D"
                                         "value"));
    session_clean_up(&session);
    assert_null(session.access_token);
}

struct accepted_row {
    const char *name;
    const char *answer;
    int64_t lasts_us; /* until renewal */
    const char *refresh_token;
};

static const struct accepted_row accepted[] = {
    {"no refreshToken", OK("{\"accessToken\":\"abcdefgh\",\"expiresIn\":3600}"), 2880000000, NULL},
    {"a refreshToken of null",
     OK("{\"accessToken\":\"abcdefgh\",\"expiresIn\":10,\"refreshToken\":null}"), 8000000, NULL},
    {"no expiresIn", OK("{\"accessToken\":\"abcdefgh\",\"refreshToken\":\"12345678\"}"), 2880000000,
     "12345678"},
    {"an expiresIn of centuries", OK("{\"accessToken\":\"abcdefgh\",\"expiresIn\":1e300}"),
     (int64_t)10 * 365 * 86400 * 800000, NULL},
    {"after an interim answer",
     "HTTP/1.1 100 Continue\r\n\r\n" OK("{\"accessToken\":\"abcdefgh\",\"expiresIn\":10}"), 8000000,
     NULL},
};

static void test_login__takes_a_token_from_every_documented_answer(void **state) {
    (void)state;
    unsigned failures = 0;
    for (size_t i = 0; i < sizeof accepted / sizeof accepted[0]; i++) {
        const struct accepted_row *row = &accepted[i];
        struct script script = {.pieces = {row->answer}, .end = END_CLOSE};
        struct witness witness = {0};
        struct session session = {0};
        struct diagnostic diagnostic = {""};
        enum status status = log_in(&script, &witness, &session, &diagnostic);
        bool is_refresh_met = row->refresh_token == NULL
                                  ? session.refresh_token == NULL
                                  : session.refresh_token != NULL &&
                                        strcmp(session.refresh_token, row->refresh_token) == 0;
        if (status != STATUS_OK || session.renew_after_us - time_us != row->lasts_us ||
            !is_refresh_met) {
            print_error("failed: %s: %s\n", row->name, diagnostic.text);
            failures++;
        }
        session_clean_up(&session);
    }
    assert_int_equal(failures, 0);
}

struct refused_row {
    const char *name;
    const char *answer;
    const char *words; /* in the diagnostic */
};

static const struct refused_row refused[] = {
    {"a documented refusal",
     ANSWER("401 Unauthorized",
            "{\"error_code\":\"100208\",\"error_desc\":\"AppId or secret is not right.\"}"),
     "refused with status 401, 100208: AppId or secret is not right."},
    {"a refusal in the other shape",
     ANSWER("400 Bad Request", "{\"resultcode\":\"102202\",\"resultmsg\":\"lost\"}"),
     "refused with status 400, 102202: lost"},
    {"a refusal that says nothing", ANSWER("500 Oops", ""), "refused with status 500"},
    {"a refusal that repeats the secret",
     ANSWER("401 No", "{\"error_code\":\"1\",\"error_desc\":\"not se cr+et/&=value\"}"),
     "left out: it repeats the secret"},
    {"a refusal that repeats part of the secret",
     ANSWER("401 No", "{\"error_code\":\"1\",\"error_desc\":\"cr+et/&= is bad\"}"),
     "left out: it repeats the secret"},
    {"a refusal with terminal controls",
     ANSWER("401 No", "{\"error_code\":\"1\",\"error_desc\":\"\\u001b[2J\"}"), "1: ?[2J"},
    {"no JSON", OK("<html>"), "gives no token that can be used"},
    {"no object", OK("[1]"), "no JSON object"},
    {"no token", OK("{\"expiresIn\":3600}"), "accessToken"},
    {"a token of 7 bytes", OK("{\"accessToken\":\"abcdefg\"}"), "accessToken"},
    {"a token with a line end", OK("{\"accessToken\":\"abcdefgh\\r\\nX: y\"}"), "accessToken"},
    {"a token with a NUL", OK("{\"accessToken\":\"abcdefgh\\u0000\"}"), "accessToken"},
    {"a token that is a number", OK("{\"accessToken\":12345678}"), "accessToken"},
    {"a refreshToken that is a number",
     OK("{\"accessToken\":\"abcdefgh\",\"refreshToken\":12345678}"), "refreshToken"},
    {"a refreshToken of 7 bytes", OK("{\"accessToken\":\"abcdefgh\",\"refreshToken\":\"abcdefg\"}"),
     "refreshToken"},
    {"an expiresIn of 0", OK("{\"accessToken\":\"abcdefgh\",\"expiresIn\":0}"), "expiresIn"},
    {"an expiresIn below 0", OK("{\"accessToken\":\"abcdefgh\",\"expiresIn\":-1}"), "expiresIn"},
    {"an expiresIn that is a string", OK("{\"accessToken\":\"abcdefgh\",\"expiresIn\":\"3600\"}"),
     "expiresIn"},
    {"an expiresIn with a fraction", OK("{\"accessToken\":\"abcdefgh\",\"expiresIn\":1.5}"),
     "expiresIn"},
    {"an accessToken twice", OK("{\"accessToken\":\"abcdefgh\",\"accessToken\":\"hgfedcba\"}"),
     "login at http://127.0.0.1"},
    {"closed", NULL, "closed"},
};

static void test_login__says_why_there_is_no_token(void **state) {
    (void)state;
    unsigned failures = 0;
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        const struct refused_row *row = &refused[i];
        struct script script = {.pieces = {row->answer}, .end = END_CLOSE};
        struct witness witness = {0};
        struct session session = {0};
        struct diagnostic diagnostic = {""};
        enum status status = log_in(&script, &witness, &session, &diagnostic);
        if (status != STATUS_NETWORK || strstr(diagnostic.text, row->words) == NULL ||
            strstr(diagnostic.text, "cr+et") != NULL || session.access_token != NULL ||
            witness.was_told || witness.exchanges != 1) {
            print_error("failed: %s: %s\n", row->name, diagnostic.text);
            failures++;
        }
        session_clean_up(&session);
    }
    assert_int_equal(failures, 0);
}

static void test_login__takes_a_token_of_8_kib_and_none_longer(void **state) {
    (void)state;
    for (int more = 0; more < 2; more++) {
        static char answer[9000];
        int length = 8192 + more;
        snprintf(answer, sizeof answer, OK("{\"accessToken\":\"%0*d\"}"), length, 0);
        struct script script = {.pieces = {answer}, .end = END_CLOSE};
        struct witness witness = {0};
        struct session session = {0};
        struct diagnostic diagnostic = {""};
        assert_int_equal(log_in(&script, &witness, &session, &diagnostic),
                         more == 0 ? STATUS_OK : STATUS_NETWORK);
        session_clean_up(&session);
    }
}

static void test_login__records_nothing_when_the_token_cannot_be_kept(void **state) {
    (void)state;
    static const struct script script = {.pieces = {OK("{\"accessToken\":\"abcdefgh\"}")},
                                         .end = END_CLOSE};
    struct witness witness = {.answer = STATUS_NO_MEMORY};
    struct session session = {0};
    struct diagnostic diagnostic = {""};
    assert_int_equal(log_in(&script, &witness, &session, &diagnostic), STATUS_NO_MEMORY);
    assert_int_equal(witness.exchanges, 0);
    assert_null(session.access_token);
}

/* A source that logs in before each of its requests, while others are under way. */
struct renewing {
    struct engine *engine;
    struct endpoint endpoint;
    struct witness *witness;
    unsigned port, left;
    struct diagnostic diagnostic;
};

static enum source_state renew_and_ask(void *context, struct request *out_request) {
    struct renewing *renewing = context;
    struct session session = {0};
    if (renewing->left == 0) {
        return SOURCE_DONE;
    }
    renewing->left--;
    if (login(renewing->engine, &renewing->endpoint, "app", secret, see_token, renewing->witness,
              &session, &renewing->diagnostic) != STATUS_OK) {
        return SOURCE_FAILED;
    }
    session_clean_up(&session);
    char url[64];
    snprintf(url, sizeof url, "http://127.0.0.1:%u/x", renewing->port);
    *out_request = (struct request){.case_id = "x", .method = "GET", .url = strdup(url)};
    return SOURCE_REQUEST;
}

static void test_login__may_be_called_while_others_are_under_way(void **state) {
    (void)state;
    static const struct script script = {
        .pieces = {OK("{\"accessToken\":\"abcdefgh\"}")}, .pause_ms = 10, .end = END_CLOSE};
    struct responder *responder = responder_start(&script, RESPONDER_CLEARTEXT);
    assert_non_null(responder);
    struct witness witness = {0};
    struct engine_options options = {
        .connect_timeout_us = 1000000,
        .total_timeout_us = 1000000,
        .header_limit_bytes = 4096,
        .body_limit_bytes = 65536,
        .parallel = 3,
        .clock = clock_system(),
        .sink = {see_exchange, &witness},
    };
    struct renewing renewing = {.endpoint = endpoint_at(responder_port(responder)),
                                .witness = &witness,
                                .port = responder_port(responder),
                                .left = 4};
    assert_int_equal(engine_new(&options, &renewing.engine, &renewing.diagnostic), STATUS_OK);
    struct request_source source = {renew_and_ask, &renewing};
    assert_int_equal(engine_run(renewing.engine, &source, &renewing.diagnostic), STATUS_OK);
    assert_int_equal(witness.exchanges, 8);
    assert_int_equal(engine_calls(renewing.engine), 8);
    engine_destroy(renewing.engine);
    responder_stop(responder);
}

int main(void) {
    signal(SIGPIPE, SIG_IGN);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_login__sends_both_fields_encoded_and_records_after_telling),
        cmocka_unit_test(test_login__takes_a_token_from_every_documented_answer),
        cmocka_unit_test(test_login__says_why_there_is_no_token),
        cmocka_unit_test(test_login__takes_a_token_of_8_kib_and_none_longer),
        cmocka_unit_test(test_login__records_nothing_when_the_token_cannot_be_kept),
        cmocka_unit_test(test_login__may_be_called_while_others_are_under_way),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
