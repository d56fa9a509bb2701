#include "execute/engine.h"

#include "responder.h"

#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define TEXT_AND_SIZE(text) .pieces = {text}, .first_size = sizeof(text) - 1

/* ---- what a test keeps of each exchange ---- */

enum { KEPT_MAX = 64, PART_MAX = 1 << 20 };

struct kept {
    enum exchange_outcome outcome;
    uint32_t number;
    struct buffer detail, method, sent, head, framed, body;
    struct exchange_timing timing;
    struct tls_facts tls;
    int64_t ended_us;
};

struct record {
    struct kept kept[KEPT_MAX];
    size_t count;
    size_t fail_at; /* the sink fails at this exchange; SIZE_MAX: never */
};

static void keep(struct buffer *out, struct bytes bytes) {
    buffer_init(out, PART_MAX);
    assert_int_equal(buffer_append(out, bytes), STATUS_OK);
}

static int64_t now_us(void) {
    struct clock clock = clock_system();
    return clock.monotonic_us(clock.context);
}

static enum status record_exchange(void *context, const struct exchange *exchange) {
    struct record *record = context;
    if (record->count == record->fail_at) {
        return STATUS_IO;
    }
    assert_true(record->count < KEPT_MAX);
    struct kept *kept = &record->kept[record->count++];
    kept->outcome = exchange->outcome;
    kept->number = exchange->number;
    kept->timing = exchange->timing;
    kept->tls = exchange->tls;
    kept->ended_us = now_us();
    keep(&kept->detail, exchange->outcome_detail);
    keep(&kept->method, exchange->method);
    keep(&kept->sent, exchange->sent);
    keep(&kept->head, exchange->head);
    keep(&kept->framed, exchange->framed);
    keep(&kept->body, exchange->body);
    return STATUS_OK;
}

static void forget(struct record *record) {
    for (size_t i = 0; i < record->count; i++) {
        struct kept *kept = &record->kept[i];
        struct buffer *parts[] = {&kept->detail, &kept->method, &kept->sent,
                                  &kept->head,   &kept->framed, &kept->body};
        for (size_t part = 0; part < sizeof parts / sizeof parts[0]; part++) {
            buffer_clean_up(parts[part]);
        }
    }
    *record = (struct record){.fail_at = SIZE_MAX};
}

/* ---- where a test's requests come from ---- */

struct line_up {
    const char *method;
    const char *scheme;
    const char *host; /* NULL: 127.0.0.1 */
    const char *body;
    enum transport transport;
    unsigned port;
    unsigned left;       /* requests still to be given */
    unsigned unpaced;    /* of those given first */
    unsigned idle_after; /* requests, then idle; 0: never */
    unsigned given;
    enum source_state end;
    volatile sig_atomic_t *stop;
    unsigned stop_at;
    int64_t given_us[KEPT_MAX];
};

static char *copy(const char *text) {
    char *same = strdup(text);
    assert_non_null(same);
    return same;
}

static struct request request_of(const struct line_up *line_up) {
    char url[128];
    snprintf(url, sizeof url, "%s://%s:%u/a/../%%2e%%2e/b?c", line_up->scheme,
             line_up->host == NULL ? "127.0.0.1" : line_up->host, line_up->port);
    return (struct request){
        .case_id = "test.case",
        .method = line_up->method,
        .url = copy(url),
        .headers = {copy("app_key: key"), copy("X-Empty;")},
        .header_count = 2,
        .body = line_up->body == NULL ? NULL : copy(line_up->body),
        .transport = line_up->transport,
        .is_unpaced = line_up->given < line_up->unpaced,
    };
}

static enum source_state next_request(void *context, struct request *out_request) {
    struct line_up *line_up = context;
    if (line_up->stop != NULL && line_up->given == line_up->stop_at) {
        *line_up->stop = 1;
    }
    if (line_up->left == 0) {
        return line_up->end;
    }
    if (line_up->idle_after != 0 && line_up->given == line_up->idle_after) {
        line_up->idle_after = 0;
        return SOURCE_IDLE;
    }
    *out_request = request_of(line_up);
    line_up->given_us[line_up->given++] = now_us();
    line_up->left--;
    return SOURCE_REQUEST;
}

static struct line_up line_up_of(const struct responder *responder, unsigned requests) {
    return (struct line_up){.method = "GET",
                            .scheme = "http",
                            .port = responder_port(responder),
                            .left = requests,
                            .end = SOURCE_DONE};
}

/* ---- running ---- */

static struct record record = {.fail_at = SIZE_MAX};
static struct diagnostic diagnostic;

static struct engine_options plain_options(void) {
    return (struct engine_options){
        .connect_timeout_us = 1000000,
        .total_timeout_us = 400000,
        .header_limit_bytes = 4096,
        .body_limit_bytes = 65536,
        .parallel = 1,
        .clock = clock_system(),
        .sink = {record_exchange, &record},
    };
}

static enum status run(const struct engine_options *options, struct line_up *line_up) {
    struct engine *engine = NULL;
    diagnostic.text[0] = '\0';
    assert_int_equal(engine_new(options, &engine, &diagnostic), STATUS_OK);
    struct request_source source = {next_request, line_up};
    enum status status = engine_run(engine, &source, &diagnostic);
    assert_true(engine_calls(engine) >= record.count);
    engine_destroy(engine);
    return status;
}

static struct responder *start(const struct script *script, enum responder_tls tls) {
    struct responder *responder = responder_start(script, tls);
    assert_non_null(responder);
    return responder;
}

static const struct script ordinary = {
    .pieces = {"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"}};

/* ---- rows: one answer, one outcome, byte for byte ---- */

struct row {
    const char *name;
    struct script script;
    enum exchange_outcome outcome;
    const char *head, *framed, *body; /* NULL: not looked at */
    const char *method;               /* NULL: GET */
    const char *detail;               /* part of it; NULL: not looked at */
};

#define OK_5 "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"
#define OK_CHUNKED "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
#define OK_CLOSING "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\n"
#define OK_NOTHING "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
#define INTERIM "HTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\n"

static const struct row captures[] = {
    {.name = "a plain answer",
     .script = {.pieces = {OK_5 "hello"}},
     .outcome = OUTCOME_COMPLETE,
     .head = OK_5,
     .framed = "hello",
     .body = "hello"},
    {.name = "in five pieces, the last line end of the head split",
     .script = {.pieces = {"HTTP/1.1 200 OK\r\nContent-Le", "ngth: 5\r\n\r", "\nhe", "l", "lo"},
                .pause_ms = 15},
     .outcome = OUTCOME_COMPLETE,
     .head = OK_5,
     .framed = "hello",
     .body = "hello"},
    {.name = "chunked, with an extension and a trailer",
     .script = {.pieces = {OK_CHUNKED "3;a=b\r\nhel\r\n2\r\nlo\r\n0\r\nX-T: v\r\n\r\n"}},
     .outcome = OUTCOME_COMPLETE,
     .head = OK_CHUNKED,
     .framed = "3;a=b\r\nhel\r\n2\r\nlo\r\n0\r\nX-T: v\r\n\r\n",
     .body = "hello"},
    {.name = "chunked, in pieces that split the framing",
     .script = {.pieces = {OK_CHUNKED, "3", "\r\nhel\r", "\n2\r\nlo\r\n0\r\n", "\r\n"},
                .pause_ms = 10},
     .outcome = OUTCOME_COMPLETE,
     .head = OK_CHUNKED,
     .framed = "3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n",
     .body = "hello"},
    {.name = "bytes after the last chunk",
     .script = {.pieces = {OK_CHUNKED "5\r\nhello\r\n0\r\n\r\nmore"}},
     .outcome = OUTCOME_COMPLETE,
     .framed = "5\r\nhello\r\n0\r\n\r\nmore",
     .body = "hello"},
    {.name = "excess in one write with the head",
     .script = {.pieces = {OK_5 "helloMORE"}},
     .outcome = OUTCOME_COMPLETE,
     .framed = "helloMORE",
     .body = "hello"},
    {.name = "excess in one write with the content, after the head",
     .script = {.pieces = {OK_5, "helloMORE"}, .pause_ms = 15},
     .outcome = OUTCOME_COMPLETE,
     .framed = "helloMORE",
     .body = "hello"},
    {.name = "excess, then closed as announced",
     .script = {.pieces = {OK_CLOSING, "helloMORE"}, .pause_ms = 15, .end = END_CLOSE},
     .outcome = OUTCOME_COMPLETE,
     .framed = "helloMORE",
     .body = "hello"},
    {.name = "excess after no content, which libcurl drops",
     .script = {.pieces = {OK_NOTHING "MORE"}},
     .outcome = OUTCOME_MALFORMED,
     .head = OK_NOTHING,
     .detail = "4 bytes follow"},
    {.name = "no content and nothing after it",
     .script = {.pieces = {OK_NOTHING}},
     .outcome = OUTCOME_COMPLETE,
     .head = OK_NOTHING,
     .framed = "",
     .body = ""},
    {.name = "a 204",
     .script = {.pieces = {"HTTP/1.1 204 No Content\r\n\r\n"}},
     .outcome = OUTCOME_COMPLETE,
     .framed = ""},
    {.name = "an interim answer before",
     .script = {.pieces = {INTERIM OK_5 "hello"}},
     .outcome = OUTCOME_COMPLETE,
     .head = INTERIM OK_5,
     .framed = "hello",
     .body = "hello"},
    {.name = "two interim answers before, in pieces",
     .script = {.pieces = {INTERIM, "HTTP/1.1 100 Continue\r\n", "\r\n" OK_5, "hello"},
                .pause_ms = 10},
     .outcome = OUTCOME_COMPLETE,
     .head = INTERIM "HTTP/1.1 100 Continue\r\n\r\n" OK_5,
     .body = "hello"},
    {.name = "bare LF",
     .script = {.pieces = {"HTTP/1.1 200 OK\nContent-Length: 5\n\nhello"}},
     .outcome = OUTCOME_COMPLETE,
     .head = "HTTP/1.1 200 OK\nContent-Length: 5\n\n",
     .framed = "hello",
     .body = "hello"},
    {.name = "a folded line and white space before a colon",
     .script = {.pieces = {"HTTP/1.1 200 OK\r\nX: a\r\n b\r\nContent-Length : 5\r\n"
                           "Content-Length: 5\r\n\r\nhello"}},
     .outcome = OUTCOME_COMPLETE,
     .head = "HTTP/1.1 200 OK\r\nX: a\r\n b\r\nContent-Length : 5\r\nContent-Length: 5\r\n\r\n",
     .body = "hello"},
    {.name = "two lengths, then closed",
     .script = {.pieces = {"HTTP/1.1 200 OK\r\nContent-Length: 7\r\nContent-Length: 5\r\n\r\n",
                           "helloMO"},
                .pause_ms = 15,
                .end = END_CLOSE},
     .outcome = OUTCOME_COMPLETE,
     .framed = "helloMO"},
    {.name = "both a length and chunks",
     .script = {.pieces = {"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: "
                           "chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"}},
     .outcome = OUTCOME_COMPLETE,
     .framed = "5\r\nhello\r\n0\r\n\r\n",
     .body = "hello"},
    {.name = "content that ends with the connection",
     .script = {.pieces = {"HTTP/1.0 200 OK\r\n\r\nhel", "lo"}, .pause_ms = 10, .end = END_CLOSE},
     .outcome = OUTCOME_COMPLETE,
     .framed = "hello",
     .body = "hello"},
    {.name = "a redirect, which is not followed",
     .script = {.pieces = {"HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Length: 2\r\n\r\nhi"}},
     .outcome = OUTCOME_COMPLETE,
     .body = "hi"},
    {.name = "a content coding nobody asked for, left as it is",
     .script = {.pieces = {"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: "
                           "5\r\n\r\nhello"}},
     .outcome = OUTCOME_COMPLETE,
     .body = "hello"},
    {.name = "HEAD with a length and no content",
     .script = {.pieces = {OK_5}},
     .outcome = OUTCOME_COMPLETE,
     .head = OK_5,
     .framed = "",
     .method = "HEAD"},
    {.name = "HEAD answered with content",
     .script = {.pieces = {OK_5 "hello"}},
     .outcome = OUTCOME_MALFORMED,
     .head = OK_5,
     .method = "HEAD"},
};

static const struct row cut_offs[] = {
    {.name = "closed before the first byte",
     .script = {.end = END_CLOSE},
     .outcome = OUTCOME_CLOSED,
     .head = "",
     .framed = ""},
    {.name = "reset before the first byte",
     .script = {.end = END_RESET},
     .outcome = OUTCOME_CLOSED},
    {.name = "closed before the request was read",
     .script = {.is_without_reading = true, .end = END_CLOSE},
     .outcome = OUTCOME_CLOSED},
    {.name = "closed inside the head",
     .script = {.pieces = {"HTTP/1.1 200 OK\r\nContent-Ty"}, .end = END_CLOSE},
     .outcome = OUTCOME_TRUNCATED,
     .head = "HTTP/1.1 200 OK\r\n"},
    {.name = "closed after an interim answer",
     .script = {.pieces = {INTERIM}, .end = END_CLOSE},
     .outcome = OUTCOME_TRUNCATED,
     .head = INTERIM},
    {.name = "closed inside the content",
     .script = {.pieces = {OK_5 "hel"}, .end = END_CLOSE},
     .outcome = OUTCOME_TRUNCATED,
     .head = OK_5,
     .framed = "hel",
     .body = "hel"},
    {.name = "reset inside the content",
     .script = {.pieces = {OK_5 "hel"}, .pause_ms = 20, .end = END_RESET},
     .outcome = OUTCOME_TRUNCATED,
     .framed = "hel"},
    {.name = "closed inside a chunk",
     .script = {.pieces = {OK_CHUNKED "5\r\nhel"}, .end = END_CLOSE},
     .outcome = OUTCOME_TRUNCATED,
     .framed = "5\r\nhel",
     .body = "hel"},
    {.name = "closed before the last chunk",
     .script = {.pieces = {OK_CHUNKED "5\r\nhello\r\n"}, .end = END_CLOSE},
     .outcome = OUTCOME_TRUNCATED,
     .body = "hello"},
};

static const struct row malformed[] = {
    {.name = "no HTTP at all",
     .script = {.pieces = {"hello\r\nworld\r\n"}, .end = END_CLOSE},
     .outcome = OUTCOME_MALFORMED,
     .head = "",
     .framed = "hello\r\nworld\r\n"},
    {.name = "no HTTP at all, without a line end",
     .script = {.pieces = {"{\"deviceId\":1}"}, .end = END_CLOSE},
     .outcome = OUTCOME_MALFORMED,
     .framed = "{\"deviceId\":1}"},
    {.name = "another version",
     .script = {.pieces = {"HTTP/7.3 200 OK\r\n\r\n"}, .end = END_CLOSE},
     .outcome = OUTCOME_MALFORMED},
    {.name = "a line without a colon",
     .script = {.pieces = {"HTTP/1.1 200 OK\r\nA: b\r\nnonsense\r\n\r\n"}},
     .outcome = OUTCOME_MALFORMED,
     .head = "HTTP/1.1 200 OK\r\nA: b\r\n"},
    {.name = "a NUL in the head",
     .script = {TEXT_AND_SIZE("HTTP/1.1 200 OK\r\nA: \0b\r\n\r\n")},
     .outcome = OUTCOME_MALFORMED,
     .head = "HTTP/1.1 200 OK\r\n",
     .detail = "Nul byte"},
    {.name = "a chunk size that is none",
     .script = {.pieces = {OK_CHUNKED "zz\r\nhello\r\n0\r\n\r\n"}},
     .outcome = OUTCOME_MALFORMED,
     .head = OK_CHUNKED,
     .framed = "zz\r\nhello\r\n0\r\n\r\n",
     .detail = "chunked-encoding"},
    {.name = "a chunk without its line end",
     .script = {.pieces = {OK_CHUNKED "5\r\nhelloX\r\n0\r\n\r\n"}},
     .outcome = OUTCOME_MALFORMED,
     .framed = "5\r\nhelloX\r\n0\r\n\r\n",
     .body = "hello"},
    {.name = "a length that is none",
     .script = {.pieces = {"HTTP/1.1 200 OK\r\nContent-Length: five\r\n\r\nhello"}},
     .outcome = OUTCOME_MALFORMED,
     .detail = "Content-Length"},
};

#define K1(x) x x x x x x x x x x x x x x x x
#define K16(x) K1(x) K1(x) K1(x) K1(x) K1(x) K1(x) K1(x) K1(x)
#define LINE_OF_64 "X-Long: 89012345678901234567890123456789012345678901234567890\r\n"

static const struct row over_limits[] = {
    {.name = "a head that never ends",
     .script = {.pieces = {"HTTP/1.1 200 OK\r\n", LINE_OF_64}, .is_endless = true},
     .outcome = OUTCOME_HEADER_OVER_LIMIT},
    {.name = "interim answers that never end",
     .script = {.pieces = {INTERIM}, .is_endless = true},
     .outcome = OUTCOME_HEADER_OVER_LIMIT},
    {.name = "a header line that never ends",
     .script = {.pieces = {"HTTP/1.1 200 OK\r\nA: ", K16("0123456789abcdef")}, .is_endless = true},
     .outcome = OUTCOME_HEADER_OVER_LIMIT},
    {.name = "content that never ends",
     .script = {.pieces = {"HTTP/1.1 200 OK\r\n\r\n", K16("0123456789abcdef")}, .is_endless = true},
     .outcome = OUTCOME_BODY_OVER_LIMIT},
    {.name = "chunks that never end",
     .script = {.pieces = {OK_CHUNKED, "10\r\n0123456789abcdef\r\n"}, .is_endless = true},
     .outcome = OUTCOME_BODY_OVER_LIMIT},
    {.name = "a chunk extension that never ends",
     .script = {.pieces = {OK_CHUNKED "5;", K16("0123456789abcdef")}, .is_endless = true},
     .outcome = OUTCOME_BODY_OVER_LIMIT},
    {.name = "a length far over the limit",
     .script = {.pieces = {"HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n",
                           K16("0123456789abcdef")},
                .is_endless = true},
     .outcome = OUTCOME_BODY_OVER_LIMIT},
};

static const struct row time_outs[] = {
    {.name = "no answer",
     .script = {.end = END_HOLD},
     .outcome = OUTCOME_TIMED_OUT,
     .head = "",
     .framed = ""},
    {.name = "half an answer",
     .script = {.pieces = {OK_5 "he"}, .end = END_HOLD},
     .outcome = OUTCOME_TIMED_OUT,
     .head = OK_5,
     .framed = "he",
     .body = "he"},
    {.name = "a drip of content",
     .script = {.pieces = {"HTTP/1.1 200 OK\r\n\r\n", "x"}, .pause_ms = 50, .is_endless = true},
     .outcome = OUTCOME_TIMED_OUT},
    {.name = "a drip of head",
     .script = {.pieces = {"HTTP/1.1 200 OK\r\nA: ", "x"}, .pause_ms = 50, .is_endless = true},
     .outcome = OUTCOME_TIMED_OUT,
     .head = "HTTP/1.1 200 OK\r\n"},
};

static bool is_as(const char *row, const char *part, const char *expected,
                  const struct buffer *actual) {
    if (expected == NULL || bytes_equal_text(buffer_view(actual), expected)) {
        return true;
    }
    print_error("%s: %s is \"%s\"\n", row, part, buffer_text(actual));
    return false;
}

static bool is_outcome(const char *row, enum exchange_outcome expected, const struct kept *kept) {
    if (kept->outcome == expected) {
        return true;
    }
    print_error("%s: %s (%s)\n", row, exchange_outcome_names[kept->outcome],
                buffer_text(&kept->detail));
    return false;
}

static bool is_row_met(const struct row *row, const struct kept *kept) {
    bool is_detail_met =
        row->detail == NULL || strstr(buffer_text(&kept->detail), row->detail) != NULL;
    if (!is_detail_met) {
        print_error("%s: the detail is \"%s\"\n", row->name, buffer_text(&kept->detail));
    }
    bool has_detail = kept->detail.size > 0;
    if (has_detail == (kept->outcome == OUTCOME_COMPLETE)) {
        print_error("%s: a detail stands with what is no failure, or lacks\n", row->name);
        is_detail_met = false;
    }
    bool is_met = is_outcome(row->name, row->outcome, kept);
    is_met = is_as(row->name, "head", row->head, &kept->head) && is_met;
    is_met = is_as(row->name, "framed", row->framed, &kept->framed) && is_met;
    is_met = is_as(row->name, "body", row->body, &kept->body) && is_met;
    return kept->head.size <= 4096 && kept->framed.size <= 65536 && is_met && is_detail_met;
}

static bool holds_row(const struct row *row, enum responder_tls tls) {
    struct responder *responder = start(&row->script, tls);
    char *ca_file = tls == RESPONDER_CLEARTEXT ? NULL : responder_write_certificate(responder);
    struct engine_options options = plain_options();
    options.ca_file = ca_file;
    struct line_up line_up = line_up_of(responder, 1);
    line_up.method = row->method == NULL ? "GET" : row->method;
    line_up.scheme = tls == RESPONDER_CLEARTEXT ? "http" : "https";
    enum status status = run(&options, &line_up);
    bool is_met = status == STATUS_OK && record.count == 1 && is_row_met(row, &record.kept[0]);
    if (status != STATUS_OK) {
        print_error("%s: %s\n", row->name, diagnostic.text);
    }
    forget(&record);
    responder_stop(responder);
    if (ca_file != NULL) {
        unlink(ca_file);
        free(ca_file);
    }
    return is_met;
}

static unsigned failures_of(const struct row *rows, size_t count, enum responder_tls tls) {
    unsigned failures = 0;
    for (size_t i = 0; i < count; i++) {
        if (!holds_row(&rows[i], tls)) {
            print_error("failed: %s\n", rows[i].name);
            failures++;
        }
    }
    return failures;
}

#define COUNT(rows) (sizeof(rows) / sizeof(rows)[0])

static void test_engine__captures_every_byte_in_cleartext(void **state) {
    (void)state;
    assert_int_equal(failures_of(captures, COUNT(captures), RESPONDER_CLEARTEXT), 0);
}

static void test_engine__captures_every_byte_under_tls(void **state) {
    (void)state;
    assert_int_equal(failures_of(captures, COUNT(captures), RESPONDER_TLS), 0);
}

static void test_engine__tells_closed_from_truncated(void **state) {
    (void)state;
    assert_int_equal(failures_of(cut_offs, COUNT(cut_offs), RESPONDER_CLEARTEXT), 0);
    assert_int_equal(failures_of(cut_offs, COUNT(cut_offs), RESPONDER_TLS), 0);
}

static void test_engine__keeps_what_came_of_an_answer_that_is_not_http(void **state) {
    (void)state;
    assert_int_equal(failures_of(malformed, COUNT(malformed), RESPONDER_CLEARTEXT), 0);
}

static void test_engine__stops_reading_at_its_caps(void **state) {
    (void)state;
    assert_int_equal(failures_of(over_limits, COUNT(over_limits), RESPONDER_CLEARTEXT), 0);
}

static void test_engine__ends_a_wait_and_a_drip_at_the_time_allowed(void **state) {
    (void)state;
    assert_int_equal(failures_of(time_outs, COUNT(time_outs), RESPONDER_CLEARTEXT), 0);
}

/* ---- what goes out ---- */

static void test_engine__sends_no_more_than_it_was_given(void **state) {
    (void)state;
    static const struct {
        const char *name, *method, *body, *sent;
    } rows[] = {
        {"GET", "GET", NULL,
         "GET /a/../%2e%2e/b?c HTTP/1.1\r\nHost: 127.0.0.1:*\r\nUser-Agent: assay\r\nAccept: "
         "*/*\r\napp_key: key\r\nX-Empty:\r\n\r\n"},
        {"HEAD", "HEAD", NULL,
         "HEAD /a/../%2e%2e/b?c HTTP/1.1\r\nHost: 127.0.0.1:*\r\nUser-Agent: assay\r\nAccept: "
         "*/*\r\napp_key: key\r\nX-Empty:\r\n\r\n"},
        {"DELETE", "DELETE", NULL,
         "DELETE /a/../%2e%2e/b?c HTTP/1.1\r\nHost: 127.0.0.1:*\r\nUser-Agent: assay\r\nAccept: "
         "*/*\r\napp_key: key\r\nX-Empty:\r\n\r\n"},
        {"PATCH", "PATCH", NULL,
         "PATCH /a/../%2e%2e/b?c HTTP/1.1\r\nHost: 127.0.0.1:*\r\nUser-Agent: assay\r\nAccept: "
         "*/*\r\napp_key: key\r\nX-Empty:\r\n\r\n"},
        {"POST without a body", "POST", NULL,
         "POST /a/../%2e%2e/b?c HTTP/1.1\r\nHost: 127.0.0.1:*\r\nUser-Agent: assay\r\nAccept: "
         "*/*\r\napp_key: key\r\nX-Empty:\r\nContent-Length: 0\r\n\r\n"},
        {"POST with a body", "POST", "a=b",
         "POST /a/../%2e%2e/b?c HTTP/1.1\r\nHost: 127.0.0.1:*\r\nUser-Agent: assay\r\nAccept: "
         "*/*\r\napp_key: key\r\nX-Empty:\r\nContent-Length: 3\r\n\r\na=b"},
    };
    static const struct script no_content = {.pieces = {OK_NOTHING}};
    unsigned failures = 0;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct responder *responder = start(&no_content, RESPONDER_CLEARTEXT);
        struct engine_options options = plain_options();
        struct line_up line_up = line_up_of(responder, 1);
        line_up.method = rows[i].method;
        line_up.body = rows[i].body;
        assert_int_equal(run(&options, &line_up), STATUS_OK);
        char port[8];
        snprintf(port, sizeof port, "%u", responder_port(responder));
        const char *star = strchr(rows[i].sent, ':');
        star = strchr(star, '*');
        struct buffer expected;
        buffer_init(&expected, PART_MAX);
        assert_int_equal(
            buffer_append(&expected, bytes_of(rows[i].sent, (size_t)(star - rows[i].sent))), 0);
        assert_int_equal(buffer_append_text(&expected, port), 0);
        assert_int_equal(buffer_append_text(&expected, star + 1), 0);
        failures += !is_as(rows[i].name, "sent", buffer_text(&expected), &record.kept[0].sent);
        buffer_clean_up(&expected);
        forget(&record);
        responder_stop(responder);
    }
    assert_int_equal(failures, 0);
}

static void test_engine__takes_no_proxy_from_the_environment(void **state) {
    (void)state;
    static const char *const names[] = {"http_proxy", "https_proxy", "HTTPS_PROXY", "ALL_PROXY"};
    for (size_t i = 0; i < COUNT(names); i++) {
        setenv(names[i], "http://127.0.0.1:1", 1);
    }
    struct responder *responder = start(&ordinary, RESPONDER_CLEARTEXT);
    struct engine_options options = plain_options();
    struct line_up line_up = line_up_of(responder, 1);
    assert_int_equal(run(&options, &line_up), STATUS_OK);
    assert_int_equal(record.kept[0].outcome, OUTCOME_COMPLETE);
    forget(&record);
    responder_stop(responder);
    for (size_t i = 0; i < COUNT(names); i++) {
        unsetenv(names[i]);
    }
}

/* The proxy's script answers the CONNECT, and then plays the endpoint behind it. */
static void test_engine__gives_the_proxy_no_header_and_records_nothing_of_it(void **state) {
    (void)state;
    static const struct script connect = {.pieces = {"HTTP/1.1 200 Sure\r\nVia: me\r\n\r\n"}};
    struct responder *proxy = start(&connect, RESPONDER_CLEARTEXT);
    responder_then(proxy, &ordinary);
    char url[64];
    snprintf(url, sizeof url, "http://127.0.0.1:%u", responder_port(proxy));
    struct engine_options options = plain_options();
    options.proxy = url;
    struct line_up line_up = line_up_of(proxy, 1);
    line_up.port = 9;
    assert_int_equal(run(&options, &line_up), STATUS_OK);
    const struct kept *kept = &record.kept[0];
    assert_int_equal(kept->outcome, OUTCOME_COMPLETE);
    assert_string_equal(buffer_text(&kept->head), OK_5);
    assert_memory_equal(buffer_text(&kept->sent), "GET /a/../", 10);
    assert_null(strstr(responder_first_request(proxy), "app_key"));
    assert_non_null(strstr(responder_first_request(proxy), "CONNECT 127.0.0.1:9"));
    forget(&record);
    responder_stop(proxy);
}

static void test_engine__tells_an_endpoint_behind_a_refusing_proxy_unreachable(void **state) {
    (void)state;
    static const struct script refusal = {
        .pieces = {"HTTP/1.1 403 No\r\nContent-Length: 2\r\n\r\nno"}};
    struct responder *proxy = start(&refusal, RESPONDER_CLEARTEXT);
    char url[64];
    snprintf(url, sizeof url, "http://127.0.0.1:%u", responder_port(proxy));
    struct engine_options options = plain_options();
    options.proxy = url;
    struct line_up line_up = line_up_of(proxy, 1);
    line_up.port = 9;
    assert_int_equal(run(&options, &line_up), STATUS_OK);
    assert_int_equal(record.kept[0].outcome, OUTCOME_UNREACHABLE);
    assert_int_equal(record.kept[0].head.size + record.kept[0].framed.size, 0);
    forget(&record);
    responder_stop(proxy);
}

/* ---- connections ---- */

static void test_engine__uses_a_connection_again(void **state) {
    (void)state;
    struct responder *responder = start(&ordinary, RESPONDER_CLEARTEXT);
    struct engine_options options = plain_options();
    struct line_up line_up = line_up_of(responder, 20);
    assert_int_equal(run(&options, &line_up), STATUS_OK);
    assert_int_equal(record.count, 20);
    assert_int_equal(responder_connections(responder), 1);
    forget(&record);
    responder_stop(responder);
}

static void test_engine__makes_no_more_connections_than_allowed(void **state) {
    (void)state;
    static const struct script slow = {.pieces = {OK_5, "hello"}, .pause_ms = 15};
    struct responder *responder = start(&slow, RESPONDER_CLEARTEXT);
    struct engine_options options = plain_options();
    options.parallel = 3;
    struct line_up line_up = line_up_of(responder, 24);
    assert_int_equal(run(&options, &line_up), STATUS_OK);
    assert_int_equal(record.count, 24);
    assert_int_equal(responder_most_at_once(responder), 3);
    assert_int_equal(responder_connections(responder), 3);
    forget(&record);
    responder_stop(responder);
}

static void test_engine__blames_excess_on_the_exchange_that_brought_it(void **state) {
    (void)state;
    static const enum responder_tls kinds[] = {RESPONDER_CLEARTEXT, RESPONDER_TLS};
    static const struct script excess = {.pieces = {OK_5, "helloMORE"}, .pause_ms = 10};
    for (size_t i = 0; i < COUNT(kinds); i++) {
        struct responder *responder = start(&excess, kinds[i]);
        char *ca_file = kinds[i] == RESPONDER_TLS ? responder_write_certificate(responder) : NULL;
        struct engine_options options = plain_options();
        options.ca_file = ca_file;
        struct line_up line_up = line_up_of(responder, 4);
        line_up.scheme = kinds[i] == RESPONDER_TLS ? "https" : "http";
        assert_int_equal(run(&options, &line_up), STATUS_OK);
        for (size_t k = 0; k < 4; k++) {
            assert_int_equal(record.kept[k].outcome, OUTCOME_COMPLETE);
            assert_string_equal(buffer_text(&record.kept[k].framed), "helloMORE");
        }
        forget(&record);
        responder_stop(responder);
        if (ca_file != NULL) {
            unlink(ca_file);
            free(ca_file);
        }
    }
}

/* The late bytes come when nobody is asking: the connection is given up, and nobody is blamed. */
static void test_engine__sends_nothing_over_a_connection_on_which_something_waits(void **state) {
    (void)state;
    static const struct script late = {.pieces = {OK_5 "hello", "LATE"}, .pause_ms = 30};
    struct responder *responder = start(&late, RESPONDER_CLEARTEXT);
    struct engine_options options = plain_options();
    options.allowance = 1;
    options.window_us = 20000;
    struct line_up line_up = line_up_of(responder, 3);
    assert_int_equal(run(&options, &line_up), STATUS_OK);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(record.kept[i].outcome, OUTCOME_COMPLETE);
        assert_string_equal(buffer_text(&record.kept[i].framed), "hello");
    }
    assert_int_equal(responder_connections(responder), 3);
    assert_int_equal(responder_requests(responder), 3);
    forget(&record);
    responder_stop(responder);
}

static void test_engine__tries_again_where_a_kept_connection_was_closed(void **state) {
    (void)state;
    static const struct script closing = {.end = END_CLOSE};
    struct responder *responder = start(&ordinary, RESPONDER_CLEARTEXT);
    responder_then(responder, &closing);
    struct engine_options options = plain_options();
    struct line_up line_up = line_up_of(responder, 3);
    assert_int_equal(run(&options, &line_up), STATUS_OK);
    for (size_t i = 0; i < 3; i++) {
        const char *sent = buffer_text(&record.kept[i].sent);
        assert_int_equal(record.kept[i].outcome, OUTCOME_COMPLETE);
        assert_string_equal(buffer_text(&record.kept[i].framed), "hello");
        assert_null(strstr(sent + 1, "GET "));
    }
    forget(&record);
    responder_stop(responder);
}

static void test_engine__gives_cleartext_and_bodies_a_connection_of_their_own(void **state) {
    (void)state;
    static const struct {
        const char *name, *body;
        enum transport transport;
    } rows[] = {{"cleartext", NULL, TRANSPORT_CLEARTEXT}, {"a body", "a=b", TRANSPORT_TLS}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct responder *responder = start(&ordinary, RESPONDER_CLEARTEXT);
        struct engine_options options = plain_options();
        struct line_up line_up = line_up_of(responder, 3);
        line_up.transport = rows[i].transport;
        line_up.body = rows[i].body;
        line_up.method = rows[i].body == NULL ? "GET" : "POST";
        assert_int_equal(run(&options, &line_up), STATUS_OK);
        assert_int_equal(responder_connections(responder), 3);
        forget(&record);
        responder_stop(responder);
    }
}

static void test_engine__tells_a_port_where_nobody_listens_unreachable(void **state) {
    (void)state;
    struct responder *responder = start(&ordinary, RESPONDER_CLEARTEXT);
    struct line_up line_up = line_up_of(responder, 1);
    responder_stop(responder);
    struct engine_options options = plain_options();
    assert_int_equal(run(&options, &line_up), STATUS_OK);
    assert_int_equal(record.kept[0].outcome, OUTCOME_UNREACHABLE);
    assert_int_equal(record.kept[0].timing.connected_us, -1);
    forget(&record);
}

static void test_engine__measures_each_step(void **state) {
    (void)state;
    static const struct script slow = {.pieces = {OK_5, "hello"}, .pause_ms = 30};
    struct responder *responder = start(&slow, RESPONDER_CLEARTEXT);
    struct engine_options options = plain_options();
    struct line_up line_up = line_up_of(responder, 1);
    assert_int_equal(run(&options, &line_up), STATUS_OK);
    const struct exchange_timing *timing = &record.kept[0].timing;
    assert_true(timing->connected_us >= 0);
    assert_int_equal(timing->secured_us, -1);
    assert_true(timing->first_byte_us >= timing->connected_us);
    assert_true(timing->total_us >= timing->first_byte_us + 20000);
    forget(&record);
    responder_stop(responder);
}

/* ---- TLS ---- */

struct tls_row {
    const char *name;
    enum responder_tls peer;
    enum transport transport;
    bool is_trusted;
    const char *host; /* NULL: 127.0.0.1 */
    enum exchange_outcome outcome;
    const char *version;
};

static const struct tls_row tls_rows[] = {
    {"TLS 1.3", RESPONDER_TLS, TRANSPORT_TLS, true, NULL, OUTCOME_COMPLETE, "TLSv1.3"},
    {"TLS 1.2", RESPONDER_TLS_1_2_ONLY, TRANSPORT_TLS, true, NULL, OUTCOME_COMPLETE, "TLSv1.2"},
    {"a certificate nobody vouches for", RESPONDER_TLS, TRANSPORT_TLS, false, NULL,
     OUTCOME_TLS_UNTRUSTED, ""},
    {"a certificate for another host", RESPONDER_TLS, TRANSPORT_TLS, true, "localhost",
     OUTCOME_TLS_UNTRUSTED, ""},
    {"cleartext where TLS is spoken", RESPONDER_CLEARTEXT, TRANSPORT_TLS, true, NULL,
     OUTCOME_MALFORMED, ""},
    {"TLS 1.0 where it is accepted", RESPONDER_TLS_1_0, TRANSPORT_TLS_1_0, true, NULL,
     OUTCOME_COMPLETE, "TLSv1"},
    {"TLS 1.0 where it is refused", RESPONDER_TLS, TRANSPORT_TLS_1_0, true, NULL,
     OUTCOME_TLS_REFUSED, ""},
    {"TLS 1.1 where it is refused", RESPONDER_TLS, TRANSPORT_TLS_1_1, true, NULL,
     OUTCOME_TLS_REFUSED, ""},
    {"TLS 1.2 where only 1.0 is offered", RESPONDER_TLS_1_0, TRANSPORT_TLS, true, NULL,
     OUTCOME_TLS_REFUSED, ""},
};

static bool holds_tls_row(const struct tls_row *row, const char *ca_file) {
    static const struct script refusal = {
        .pieces = {"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"},
        .is_without_reading = true,
        .end = END_CLOSE};
    struct responder *responder =
        start(row->peer == RESPONDER_CLEARTEXT ? &refusal : &ordinary, row->peer);
    char *own = row->peer == RESPONDER_CLEARTEXT ? NULL : responder_write_certificate(responder);
    struct engine_options options = plain_options();
    options.ca_file = row->is_trusted && own != NULL ? own : ca_file;
    struct line_up line_up = line_up_of(responder, 2);
    line_up.scheme = "https";
    line_up.host = row->host;
    line_up.transport = row->transport;
    enum status status = run(&options, &line_up);
    bool is_met = status == STATUS_OK && record.count == 2;
    for (size_t i = 0; is_met && i < 2; i++) {
        const struct kept *kept = &record.kept[i];
        bool is_complete = kept->outcome == OUTCOME_COMPLETE;
        is_met = is_outcome(row->name, row->outcome, kept) &&
                 strcmp(kept->tls.version, row->version) == 0 &&
                 strlen(kept->tls.certificate_sha256) == (is_complete ? 64 : 0) &&
                 (kept->timing.secured_us >= 0) == is_complete;
    }
    if (!is_met) {
        print_error("failed: %s: %s %s\n", row->name, diagnostic.text,
                    record.count > 0 ? record.kept[0].tls.version : "");
    }
    forget(&record);
    responder_stop(responder);
    if (own != NULL) {
        unlink(own);
        free(own);
    }
    return is_met;
}

static void test_engine__tells_what_became_of_the_handshake(void **state) {
    (void)state;
    struct responder *stranger = start(&ordinary, RESPONDER_TLS);
    char *ca_file = responder_write_certificate(stranger);
    unsigned failures = 0;
    for (size_t i = 0; i < COUNT(tls_rows); i++) {
        failures += !holds_tls_row(&tls_rows[i], ca_file);
    }
    unlink(ca_file);
    free(ca_file);
    responder_stop(stranger);
    assert_int_equal(failures, 0);
}

static void test_engine_new__names_a_file_that_cannot_be_used(void **state) {
    (void)state;
    static const char not_pem[] = "/etc/passwd";
    static const char missing[] = "/nonexistent/me.pem";
    const struct {
        const char *name, *ca_file, *cert_file, *key_file, *named;
    } rows[] = {
        {"a CA that is not one", not_pem, NULL, NULL, not_pem},
        {"a CA that is missing", missing, NULL, NULL, missing},
        {"a certificate that is not one", NULL, not_pem, not_pem, not_pem},
        {"a certificate that is missing", NULL, missing, NULL, missing},
    };
    unsigned failures = 0;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct engine_options options = plain_options();
        options.ca_file = rows[i].ca_file;
        options.client_cert_file = rows[i].cert_file;
        options.client_key_file = rows[i].key_file;
        struct engine *engine = NULL;
        enum status status = engine_new(&options, &engine, &diagnostic);
        if (status != STATUS_INVALID || strstr(diagnostic.text, rows[i].named) == NULL) {
            print_error("failed: %s: %s\n", rows[i].name, diagnostic.text);
            failures++;
        }
    }
    assert_int_equal(failures, 0);
}

/* ---- pace ---- */

static void count_wait(void *context, int64_t left_us) {
    assert_true(left_us > 0);
    ++*(unsigned *)context;
}

static void test_engine__waits_for_the_allowance(void **state) {
    (void)state;
    enum { LIMIT = 5, CALLS = 16, WINDOW_US = 200000 };
    struct responder *responder = start(&ordinary, RESPONDER_CLEARTEXT);
    struct engine_options options = plain_options();
    unsigned waits = 0;
    options.parallel = 3;
    options.allowance = LIMIT;
    options.window_us = WINDOW_US;
    options.on_wait = count_wait;
    options.on_wait_context = &waits;
    struct line_up line_up = line_up_of(responder, CALLS);
    assert_int_equal(run(&options, &line_up), STATUS_OK);
    assert_int_equal(record.count, CALLS);
    for (unsigned i = 0; i + LIMIT < CALLS; i++) {
        assert_true(line_up.given_us[i + LIMIT] - line_up.given_us[i] > WINDOW_US);
    }
    assert_in_range(waits, 3, 12);
    forget(&record);
    responder_stop(responder);
}

static void test_engine__lets_a_burst_pass_and_then_idles(void **state) {
    (void)state;
    enum { BURST = 9, WINDOW_US = 200000 };
    struct responder *responder = start(&ordinary, RESPONDER_CLEARTEXT);
    struct engine_options options = plain_options();
    options.parallel = 2;
    options.allowance = 4;
    options.window_us = WINDOW_US;
    struct line_up line_up = line_up_of(responder, BURST + 1);
    line_up.unpaced = BURST;
    line_up.idle_after = BURST;
    assert_int_equal(run(&options, &line_up), STATUS_OK);
    assert_int_equal(record.count, BURST + 1);
    assert_true(line_up.given_us[BURST - 1] - line_up.given_us[0] < WINDOW_US / 2);
    assert_true(line_up.given_us[BURST] - record.kept[BURST - 1].ended_us > WINDOW_US);
    forget(&record);
    responder_stop(responder);
}

/* ---- ends ---- */

static void test_engine__stops_at_once_when_told_to(void **state) {
    (void)state;
    static const struct script mute = {.end = END_HOLD};
    static volatile sig_atomic_t stop;
    stop = 0;
    struct responder *responder = start(&mute, RESPONDER_CLEARTEXT);
    struct engine_options options = plain_options();
    options.parallel = 4;
    options.total_timeout_us = 10000000;
    options.stop = &stop;
    struct line_up line_up = line_up_of(responder, 10);
    line_up.stop = &stop;
    line_up.stop_at = 2;
    int64_t before_us = now_us();
    assert_int_equal(run(&options, &line_up), STATUS_INTERRUPTED);
    assert_true(now_us() - before_us < 1000000);
    assert_in_range(record.count, 2, 3);
    for (size_t i = 0; i < record.count; i++) {
        assert_int_equal(record.kept[i].outcome, OUTCOME_INTERRUPTED);
    }
    forget(&record);
    responder_stop(responder);
}

static void test_engine__has_nothing_under_way_after_its_deadline(void **state) {
    (void)state;
    static const struct script mute = {.end = END_HOLD};
    struct responder *responder = start(&mute, RESPONDER_CLEARTEXT);
    struct engine_options options = plain_options();
    options.parallel = 2;
    options.total_timeout_us = 10000000;
    options.deadline_us = now_us() + 150000;
    struct line_up line_up = line_up_of(responder, 10);
    assert_int_equal(run(&options, &line_up), STATUS_INTERRUPTED);
    assert_true(now_us() - options.deadline_us < 500000);
    assert_int_equal(record.count, 2);
    assert_int_equal(record.kept[0].outcome, OUTCOME_TIMED_OUT);
    assert_int_equal(record.kept[1].outcome, OUTCOME_TIMED_OUT);
    forget(&record);
    responder_stop(responder);
}

static void test_engine__ends_when_an_exchange_cannot_be_recorded(void **state) {
    (void)state;
    struct responder *responder = start(&ordinary, RESPONDER_CLEARTEXT);
    struct engine_options options = plain_options();
    options.parallel = 3;
    struct line_up line_up = line_up_of(responder, 10);
    record.fail_at = 2;
    assert_int_equal(run(&options, &line_up), STATUS_IO);
    assert_int_equal(record.count, 2);
    forget(&record);
    responder_stop(responder);
}

static void test_engine__ends_when_its_source_fails(void **state) {
    (void)state;
    struct responder *responder = start(&ordinary, RESPONDER_CLEARTEXT);
    struct engine_options options = plain_options();
    struct line_up line_up = line_up_of(responder, 2);
    line_up.end = SOURCE_FAILED;
    assert_int_equal(run(&options, &line_up), STATUS_INVALID);
    assert_int_equal(record.count, 2);
    forget(&record);
    responder_stop(responder);
}

static void test_engine__numbers_exchanges_in_the_order_they_were_sent(void **state) {
    (void)state;
    struct responder *responder = start(&ordinary, RESPONDER_CLEARTEXT);
    struct engine_options options = plain_options();
    options.parallel = 4;
    struct line_up line_up = line_up_of(responder, 30);
    assert_int_equal(run(&options, &line_up), STATUS_OK);
    bool has_seen[30] = {false};
    for (size_t i = 0; i < 30; i++) {
        assert_in_range(record.kept[i].number, 0, 29);
        has_seen[record.kept[i].number] = true;
    }
    for (size_t i = 0; i < 30; i++) {
        assert_true(has_seen[i]);
    }
    forget(&record);
    responder_stop(responder);
}

int main(void) {
    signal(SIGPIPE, SIG_IGN);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_engine__captures_every_byte_in_cleartext),
        cmocka_unit_test(test_engine__captures_every_byte_under_tls),
        cmocka_unit_test(test_engine__tells_closed_from_truncated),
        cmocka_unit_test(test_engine__keeps_what_came_of_an_answer_that_is_not_http),
        cmocka_unit_test(test_engine__stops_reading_at_its_caps),
        cmocka_unit_test(test_engine__ends_a_wait_and_a_drip_at_the_time_allowed),
        cmocka_unit_test(test_engine__sends_no_more_than_it_was_given),
        cmocka_unit_test(test_engine__takes_no_proxy_from_the_environment),
        cmocka_unit_test(test_engine__gives_the_proxy_no_header_and_records_nothing_of_it),
        cmocka_unit_test(test_engine__tells_an_endpoint_behind_a_refusing_proxy_unreachable),
        cmocka_unit_test(test_engine__uses_a_connection_again),
        cmocka_unit_test(test_engine__makes_no_more_connections_than_allowed),
        cmocka_unit_test(test_engine__blames_excess_on_the_exchange_that_brought_it),
        cmocka_unit_test(test_engine__sends_nothing_over_a_connection_on_which_something_waits),
        cmocka_unit_test(test_engine__tries_again_where_a_kept_connection_was_closed),
        cmocka_unit_test(test_engine__gives_cleartext_and_bodies_a_connection_of_their_own),
        cmocka_unit_test(test_engine__tells_a_port_where_nobody_listens_unreachable),
        cmocka_unit_test(test_engine__measures_each_step),
        cmocka_unit_test(test_engine__tells_what_became_of_the_handshake),
        cmocka_unit_test(test_engine_new__names_a_file_that_cannot_be_used),
        cmocka_unit_test(test_engine__waits_for_the_allowance),
        cmocka_unit_test(test_engine__lets_a_burst_pass_and_then_idles),
        cmocka_unit_test(test_engine__stops_at_once_when_told_to),
        cmocka_unit_test(test_engine__has_nothing_under_way_after_its_deadline),
        cmocka_unit_test(test_engine__ends_when_an_exchange_cannot_be_recorded),
        cmocka_unit_test(test_engine__ends_when_its_source_fails),
        cmocka_unit_test(test_engine__numbers_exchanges_in_the_order_they_were_sent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
