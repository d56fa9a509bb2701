#include "rig.h"

#define TEXT_AND_SIZE(text) .pieces = {text}, .first_size = sizeof(text) - 1

/* One answer, one outcome, byte for byte. */
struct row {
    const char *name;
    struct script script;
    enum exchange_outcome outcome;
    const char *head, *framed, *body; /* NULL: not looked at */
    const char *method;               /* NULL: GET */
    const char *detail;               /* part of it; NULL: not looked at */
};

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
    bool is_met = rig_is_outcome(row->name, row->outcome, kept);
    is_met = rig_is_text(row->name, "head", row->head, &kept->head) && is_met;
    is_met = rig_is_text(row->name, "framed", row->framed, &kept->framed) && is_met;
    is_met = rig_is_text(row->name, "body", row->body, &kept->body) && is_met;
    return kept->head.size <= 4096 && kept->framed.size <= 65536 && is_met && is_detail_met;
}

static bool holds_row(const struct row *row, enum responder_tls tls) {
    struct responder *responder = rig_start(&row->script, tls);
    char *ca_file = tls == RESPONDER_CLEARTEXT ? NULL : responder_write_certificate(responder);
    struct engine_options options = rig_options();
    options.ca_file = ca_file;
    struct line_up line_up = rig_line_up(responder, 1);
    line_up.method = row->method == NULL ? "GET" : row->method;
    line_up.scheme = tls == RESPONDER_CLEARTEXT ? "http" : "https";
    enum status status = rig_run(&options, &line_up);
    bool is_met =
        status == STATUS_OK && rig_recorded.count == 1 && is_row_met(row, &rig_recorded.kept[0]);
    if (status != STATUS_OK) {
        print_error("%s: %s\n", row->name, rig_diagnostic.text);
    }
    rig_forget();
    responder_stop(responder);
    rig_remove(ca_file);
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

static void test_capture__captures_every_byte_in_cleartext(void **state) {
    (void)state;
    assert_int_equal(failures_of(captures, COUNT(captures), RESPONDER_CLEARTEXT), 0);
}

static void test_capture__captures_every_byte_under_tls(void **state) {
    (void)state;
    assert_int_equal(failures_of(captures, COUNT(captures), RESPONDER_TLS), 0);
}

static void test_capture__tells_closed_from_truncated(void **state) {
    (void)state;
    assert_int_equal(failures_of(cut_offs, COUNT(cut_offs), RESPONDER_CLEARTEXT), 0);
    assert_int_equal(failures_of(cut_offs, COUNT(cut_offs), RESPONDER_TLS), 0);
}

static void test_capture__keeps_what_came_of_an_answer_that_is_not_http(void **state) {
    (void)state;
    assert_int_equal(failures_of(malformed, COUNT(malformed), RESPONDER_CLEARTEXT), 0);
}

static void test_capture__stops_reading_at_its_caps(void **state) {
    (void)state;
    assert_int_equal(failures_of(over_limits, COUNT(over_limits), RESPONDER_CLEARTEXT), 0);
}

static void test_capture__ends_a_wait_and_a_drip_at_the_time_allowed(void **state) {
    (void)state;
    assert_int_equal(failures_of(time_outs, COUNT(time_outs), RESPONDER_CLEARTEXT), 0);
}

int main(void) {
    signal(SIGPIPE, SIG_IGN);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_capture__captures_every_byte_in_cleartext),
        cmocka_unit_test(test_capture__captures_every_byte_under_tls),
        cmocka_unit_test(test_capture__tells_closed_from_truncated),
        cmocka_unit_test(test_capture__keeps_what_came_of_an_answer_that_is_not_http),
        cmocka_unit_test(test_capture__stops_reading_at_its_caps),
        cmocka_unit_test(test_capture__ends_a_wait_and_a_drip_at_the_time_allowed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
