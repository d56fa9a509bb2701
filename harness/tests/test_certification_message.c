/* Messages that deviate in one thing each, in status, headers, framing or transport, are refused,
   with that requirement named and no other. */
#include "tests/check.h"
#include "tests/stage.h"

/* A 200 in the words of a template. */
#define ANSWER(literal) .rendering = {.message = TEXT(literal), .scope = FOR_ANSWERS}
#define ANSWER_CLOSING(literal)                                                                    \
    .rendering = {.message = TEXT(literal), .scope = FOR_ANSWERS, .end = WIRE_CLOSE}
#define ANSWER_LINE "HTTP/1.1 $s $r\r\n"
#define ANSWER_WITH(lines) ANSWER(ANSWER_LINE PLAIN_TYPE PLAIN_LENGTH lines "\r\n$b")
#define ERROR_WITH_TYPE(line)                                                                      \
    .rendering = {.message = TEXT(ANSWER_LINE line PLAIN_LENGTH "\r\n$b"), .scope = FOR_ERRORS}
#define FRAMING_BROKEN BREAKS("response.framing")
/* libcurl gives up on these, so where all answers are so, no exchange of the run is complete. */
#define UNREADABLE BREAKS("response.framing")
/* Not one status line: where every answer is so, nothing shows that this is the API at all, and
   there is no verdict (exit 4). */
#define NO_HTTP .blame = {.verdict = "none"}
#define TYPE_BROKEN BREAKS("response.content-type")
#define STATUS_BROKEN BREAKS("response.status")

static const struct performance status_rows[] = {
    {.name = "201",
     ANSWER("HTTP/1.1 201 Created\r\n" PLAIN_TYPE PLAIN_LENGTH "\r\n$b"),
     STATUS_BROKEN},
    {.name = "203",
     ANSWER("HTTP/1.1 203 Guess\r\n" PLAIN_TYPE PLAIN_LENGTH "\r\n$b"),
     STATUS_BROKEN},
    {.name = "204", ANSWER("HTTP/1.1 204 No Content\r\n\r\n"), STATUS_BROKEN},
    {.name = "206",
     ANSWER("HTTP/1.1 206 Part\r\nContent-Range: bytes 0-9/99\r\n" PLAIN_TYPE PLAIN_LENGTH
            "\r\n$b"),
     STATUS_BROKEN},
    {.name = "302 to itself",
     ANSWER("HTTP/1.1 302 Found\r\nLocation: ?\r\n" PLAIN_TYPE PLAIN_LENGTH "\r\n$b"),
     STATUS_BROKEN},
    {.name = "307 to another host",
     ANSWER("HTTP/1.1 307 Moved\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n"),
     STATUS_BROKEN},
    {.name = "304", ANSWER("HTTP/1.1 304 Not Modified\r\n\r\n"), STATUS_BROKEN},
    {.name = "500/50252",
     .manners = {.instead = {[LITTLE_ANSWERS] = {500, "50252", "Internal server error."}}},
     STATUS_BROKEN},
    {.name = "404/100403 for the device that is offline",
     .rendering = {.message = TEXT("HTTP/1.1 404 Not Found\r\n" PLAIN_TYPE PLAIN_LENGTH "\r\n$b"),
                   .activation = TEXT("{\"error_code\":\"100403\","
                                      "\"error_desc\":\"The device is not existed.\"}"),
                   .scope = FOR_OFFLINE},
     STATUS_BROKEN},
    {.name = "503 with a page",
     ANSWER("HTTP/1.1 503 Busy\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\nBusy"),
     BREAKS("response.status error.undocumented")},
    {.name = "200 for errors",
     .rendering = {.message = TEXT("HTTP/1.1 200 OK\r\n" PLAIN_TYPE PLAIN_LENGTH "\r\n$b"),
                   .scope = FOR_ERRORS},
     .blame = {.breaks = "request.app-key request.authorization error.403.100203 error.403.100217 "
                         "error.403.1010005 error.404.100403 error.500.100203 error.500.50252 "
                         "error.undocumented",
               .warns = "hardening.path hardening.method"}},
};

static const struct performance header_rows[] = {
    {.name = "no Content-Type", ANSWER(ANSWER_LINE PLAIN_LENGTH "\r\n$b"), TYPE_BROKEN},
    {.name = "an empty Content-Type",
     ANSWER(ANSWER_LINE "Content-Type:\r\n" PLAIN_LENGTH "\r\n$b"),
     TYPE_BROKEN},
    {.name = "text/plain",
     ANSWER(ANSWER_LINE "Content-Type: text/plain\r\n" PLAIN_LENGTH "\r\n$b"),
     TYPE_BROKEN},
    {.name = "text/json",
     ANSWER(ANSWER_LINE "Content-Type: text/json\r\n" PLAIN_LENGTH "\r\n$b"),
     TYPE_BROKEN},
    {.name = "application/jsonx",
     ANSWER(ANSWER_LINE "Content-Type: application/jsonx\r\n" PLAIN_LENGTH "\r\n$b"),
     TYPE_BROKEN},
    {.name = "application/vnd.api+json",
     ANSWER(ANSWER_LINE "Content-Type: application/vnd.api+json\r\n" PLAIN_LENGTH "\r\n$b"),
     TYPE_BROKEN},
    {.name = "two types in one header",
     ANSWER(ANSWER_LINE "Content-Type: application/json, text/html\r\n" PLAIN_LENGTH "\r\n$b"),
     TYPE_BROKEN},
    {.name = "two types in two headers", ANSWER_WITH("Content-Type: text/html\r\n"), TYPE_BROKEN},
    {.name = "a parameter without a value",
     ANSWER(ANSWER_LINE "Content-Type: application/json; charset\r\n" PLAIN_LENGTH "\r\n$b"),
     TYPE_BROKEN},
    {.name = "errors without Content-Type", ERROR_WITH_TYPE(""), TYPE_BROKEN},
    {.name = "errors as text/html", ERROR_WITH_TYPE("Content-Type: text/html\r\n"), TYPE_BROKEN},
    {.name = "errors as application/problem+json",
     ERROR_WITH_TYPE("Content-Type: application/problem+json\r\n"),
     TYPE_BROKEN},
    {.name = "Content-Encoding: gzip, and plain",
     ANSWER_WITH("Content-Encoding: gzip\r\n"),
     BREAKS("response.json")},
    {.name = "Content-Encoding: br",
     ANSWER_WITH("Content-Encoding: br\r\n"),
     BREAKS("response.json")},
    {.name = "Cache-Control: public",
     ANSWER_WITH("Cache-Control: public\r\n"),
     WARNS("hardening.cache")},
    {.name = "s-maxage, behind another line",
     ANSWER_WITH("Cache-Control: max-age=60\r\nCACHE-CONTROL: foo=\"a,b\" , S-MaxAge=60\r\n"),
     WARNS("hardening.cache")},
    {.name = "Cache-Control: public on errors",
     .rendering = {.message = TEXT(ANSWER_LINE PLAIN_TYPE PLAIN_LENGTH
                                   "Cache-Control: public, max-age=60\r\n\r\n$b"),
                   .scope = FOR_UNKNOWN},
     WARNS("hardening.cache")},
};

static const struct performance framing_rows[] = {
    {.name = "no blank behind the status",
     ANSWER("HTTP/1.1 200\r\n" PLAIN_TYPE PLAIN_LENGTH "\r\n$b"),
     FRAMING_BROKEN},
    {.name = "line feeds alone",
     ANSWER("HTTP/1.1 200 OK\nContent-Type: application/json\nContent-Length: $l\n\n$b"),
     FRAMING_BROKEN},
    {.name = "one line feed alone", ANSWER_WITH("X-A: b\n"), FRAMING_BROKEN},
    {.name = "a carriage return alone", ANSWER_WITH("X-A: b\rX-C: d\r\n"), FRAMING_BROKEN},
    {.name = "a blank before a colon", ANSWER_WITH("X-A : b\r\n"), FRAMING_BROKEN},
    {.name = "a blank before the colon of Content-Type",
     ANSWER(ANSWER_LINE "Content-Type : application/json\r\n" PLAIN_LENGTH "\r\n$b"),
     FRAMING_BROKEN},
    {.name = "a name that is no token", ANSWER_WITH("X(A): b\r\n"), FRAMING_BROKEN},
    {.name = "an empty name", ANSWER_WITH(": b\r\n"), FRAMING_BROKEN},
    {.name = "a line without a colon", ANSWER_WITH("nonsense\r\n"), UNREADABLE},
    {.name = "a folded line", ANSWER_WITH("X-A: b\r\n c\r\n"), FRAMING_BROKEN},
    {.name = "a control byte", ANSWER_WITH("X-A: b\x01\r\n"), FRAMING_BROKEN},
    {.name = "a DEL", ANSWER_WITH("X-A: b\x7f\r\n"), FRAMING_BROKEN},
    {.name = "a NUL in a header", ANSWER_WITH("X-A: b\0c\r\n"), UNREADABLE},
    {.name = "a length that is no number",
     ANSWER_CLOSING(ANSWER_LINE PLAIN_TYPE "Content-Length: $lx\r\n\r\n$b"),
     FRAMING_BROKEN},
    {.name = "a negative length",
     ANSWER_CLOSING(ANSWER_LINE PLAIN_TYPE "Content-Length: -1\r\n\r\n$b"),
     UNREADABLE},
    {.name = "a length with a sign",
     ANSWER_CLOSING(ANSWER_LINE PLAIN_TYPE "Content-Length: +$l\r\n\r\n$b"),
     FRAMING_BROKEN},
    {.name = "an empty length",
     ANSWER_CLOSING(ANSWER_LINE PLAIN_TYPE "Content-Length:\r\n\r\n$b"),
     UNREADABLE},
    {.name = "two lengths",
     ANSWER_CLOSING(ANSWER_LINE PLAIN_TYPE "Content-Length: 9\r\n" PLAIN_LENGTH "\r\n$b"),
     FRAMING_BROKEN},
    {.name = "two lengths in one line",
     ANSWER_CLOSING(ANSWER_LINE PLAIN_TYPE "Content-Length: $l, 9\r\n\r\n$b"),
     FRAMING_BROKEN},
    {.name = "a length beside chunks",
     ANSWER(ANSWER_LINE PLAIN_TYPE PLAIN_LENGTH "Transfer-Encoding: chunked\r\n\r\n$k0\r\n\r\n"),
     FRAMING_BROKEN},
    {.name = "a transfer coding that is not the last",
     ANSWER_CLOSING(ANSWER_LINE PLAIN_TYPE "Transfer-Encoding: chunked, x-own\r\n\r\n$b"),
     UNREADABLE},
    {.name = "a transfer coding of its own",
     ANSWER_CLOSING(ANSWER_LINE PLAIN_TYPE "Transfer-Encoding: x-own\r\n\r\n$b"),
     FRAMING_BROKEN},
    {.name = "chunked twice",
     ANSWER(ANSWER_LINE PLAIN_TYPE "Transfer-Encoding: chunked, chunked\r\n\r\n$k0\r\n\r\n"),
     FRAMING_BROKEN},
    {.name = "chunked in HTTP/1.0",
     ANSWER_CLOSING("HTTP/1.0 200 OK\r\n" PLAIN_TYPE
                    "Transfer-Encoding: chunked\r\n\r\n$k0\r\n\r\n"),
     FRAMING_BROKEN},
    {.name = "a chunk size with a prefix", ANSWER_CLOSING(CHUNKED "\r\n0x$k0\r\n\r\n"), UNREADABLE},
    {.name = "a chunk size that is none",
     ANSWER_CLOSING(CHUNKED "\r\nzz\r\n$b\r\n0\r\n\r\n"),
     UNREADABLE},
    {.name = "no chunk size", ANSWER_CLOSING(CHUNKED "\r\n\r\n$b\r\n0\r\n\r\n"), UNREADABLE},
    {.name = "a chunk longer than its size",
     ANSWER_CLOSING(CHUNKED "\r\n9\r\n$b\r\n0\r\n\r\n"),
     UNREADABLE},
    {.name = "a chunk extension that is none",
     ANSWER(CHUNKED "\r\n$k"
                    "0;=\r\n\r\n"),
     FRAMING_BROKEN},
    {.name = "a chunk size ended by a line feed", ANSWER(CHUNKED "\r\n$k0\n\r\n"), FRAMING_BROKEN},
    {.name = "a trailer that says how to read the message",
     ANSWER(CHUNKED "\r\n$k0\r\nContent-Length: 9\r\n\r\n"),
     FRAMING_BROKEN},
    {.name = "a trailer without a colon",
     ANSWER(CHUNKED "\r\n$k0\r\nnonsense\r\n\r\n"),
     UNREADABLE},
    {.name = "bytes behind the last chunk",
     ANSWER_CLOSING(CHUNKED "\r\n$k0\r\n\r\nmore"),
     FRAMING_BROKEN},
    {.name = "bytes behind the length",
     ANSWER_CLOSING(ANSWER_LINE PLAIN_TYPE PLAIN_LENGTH "\r\n$b{}"),
     FRAMING_BROKEN},
    {.name = "a whole answer behind the length",
     ANSWER_CLOSING(ANSWER_LINE PLAIN_TYPE PLAIN_LENGTH "\r\n$b" ANSWER_LINE PLAIN_TYPE PLAIN_LENGTH
                                                        "\r\n$b"),
     FRAMING_BROKEN},
    {.name = "a length of its own in an interim answer",
     ANSWER("HTTP/1.1 103 Hints\r\nContent-Length: 9\r\n\r\n" ANSWER_LINE PLAIN_TYPE PLAIN_LENGTH
            "\r\n$b"),
     FRAMING_BROKEN},
    {.name = "a 204 with a body",
     ANSWER_CLOSING("HTTP/1.1 204 No Content\r\n" PLAIN_TYPE "\r\n$b"),
     UNREADABLE}, /* so its status is not read either */
    {.name = "no HTTP", ANSWER_CLOSING("$b"), NO_HTTP},
    {.name = "another protocol", ANSWER_CLOSING("SSH-2.0-OpenSSH_9.2\r\n"), NO_HTTP},
    {.name = "an error's bytes behind its length",
     .rendering = {.message = TEXT(ANSWER_LINE PLAIN_TYPE PLAIN_LENGTH "\r\n$b "),
                   .scope = FOR_UNKNOWN,
                   .end = WIRE_CLOSE},
     FRAMING_BROKEN},
};

#define ENDS(manner) .scope = FOR_OFFLINE, .end = manner
#define SHORT_MS 700

static const struct performance transport_rows[] = {
    {.name = "a length that is never reached",
     ANSWER_CLOSING(ANSWER_LINE PLAIN_TYPE "Content-Length: 9999\r\n\r\n$b"),
     .blame = {.breaks = "response.json"}},
    {.name = "cut inside the body",
     .rendering = {.message = TEXT(ANSWER_LINE PLAIN_TYPE "Content-Length: 9999\r\n\r\n$b"),
                   ENDS(WIRE_CUT)},
     BREAKS("response.json")},
    {.name = "reset inside the body",
     .rendering = {.message = TEXT(ANSWER_LINE PLAIN_TYPE "Content-Length: 9999\r\n\r\n$b"),
                   ENDS(WIRE_RESET)},
     BREAKS("response.json")},
    {.name = "no last chunk",
     .rendering = {.message = TEXT(CHUNKED "\r\n$k"), ENDS(WIRE_CLOSE)},
     BREAKS("response.json")},
    {.name = "closed inside the head",
     .rendering = {.message = TEXT("HTTP/1.1 200 OK\r\nContent-Ty"), ENDS(WIRE_CLOSE)},
     STATUS_BROKEN},
    {.name = "closed without an answer",
     .rendering = {.message = TEXT(""), ENDS(WIRE_CLOSE)},
     STATUS_BROKEN},
    {.name = "cut without an answer",
     .rendering = {.message = TEXT(""), ENDS(WIRE_CUT)},
     STATUS_BROKEN},
    {.name = "reset without an answer",
     .rendering = {.message = TEXT(""), ENDS(WIRE_RESET)},
     STATUS_BROKEN},
    {.name = "closed behind an interim answer",
     .rendering = {.message = TEXT("HTTP/1.1 100 Continue\r\n\r\n"), ENDS(WIRE_CLOSE)},
     .blame = {.breaks = "response.status"}},
    {.name = "no answer",
     .total_ms = SHORT_MS,
     .rendering = {.message = TEXT(""), ENDS(WIRE_STALL)},
     STATUS_BROKEN},
    {.name = "a head without an end",
     .total_ms = SHORT_MS,
     .rendering = {.message = TEXT("HTTP/1.1 200 OK\r\nX-A: b\r\n"), ENDS(WIRE_STALL)},
     STATUS_BROKEN},
    {.name = "a body without an end",
     .total_ms = SHORT_MS,
     .rendering = {.message = TEXT(CHUNKED "\r\n$k"), ENDS(WIRE_STALL)},
     BREAKS("response.json")},
    {.name = "dripping",
     .total_ms = SHORT_MS,
     .rendering = {.piece_bytes = 1, .piece_pause_ms = 50, .scope = FOR_OFFLINE},
     STATUS_BROKEN},
    {.name = "a body past the limit",
     .rendering = {.message = TEXT(ANSWER_LINE PLAIN_TYPE "Content-Length: 1000000\r\n\r\n"),
                   .padding_bytes = 1000000,
                   .scope = FOR_OFFLINE},
     BREAKS("response.json")},
    {.name = "a chunk past the limit",
     .rendering = {.message = TEXT(CHUNKED "\r\nf4240\r\n"),
                   .padding_bytes = 1000000,
                   .scope = FOR_OFFLINE},
     BREAKS("response.json")},
    {.name = "a head past the limit",
     .rendering = {.message = TEXT("HTTP/1.1 200 OK\r\n" MANY("X-A: b\r\n") "X-More: "),
                   .padding_bytes = 200000,
                   .scope = FOR_OFFLINE},
     STATUS_BROKEN},
    {.name = "unknown devices closed upon",
     .rendering = {.message = TEXT(""), .scope = FOR_UNKNOWN, .end = WIRE_CLOSE},
     .blame = {.breaks = "response.status", .warns = "hardening.path"}},
};

static void test_certification__refuses_a_wrong_status(void **state) {
    (void)state;
    stage_check(status_rows, sizeof status_rows / sizeof status_rows[0]);
}

static void test_certification__refuses_wrong_headers(void **state) {
    (void)state;
    stage_check(header_rows, sizeof header_rows / sizeof header_rows[0]);
}

static void test_certification__refuses_framing_that_lies_in_every_answer(void **state) {
    (void)state;
    stage_check(framing_rows, sizeof framing_rows / sizeof framing_rows[0]);
}

/* The same, where the other answers are whole. */
static void test_certification__refuses_framing_that_lies_in_some_answers(void **state) {
    struct performance some[sizeof framing_rows / sizeof framing_rows[0]];
    (void)state;
    memcpy(some, framing_rows, sizeof some);
    for (size_t i = 0; i < sizeof some / sizeof some[0]; i++) {
        if (some[i].rendering.scope == FOR_ANSWERS) {
            some[i].rendering.scope = FOR_OFFLINE;
        }
        some[i].blame = (struct certify_blame){.breaks = "response.framing"};
    }
    stage_check(some, sizeof some / sizeof some[0]);
}

static void test_certification__refuses_answers_that_do_not_come_whole(void **state) {
    (void)state;
    stage_check(transport_rows, sizeof transport_rows / sizeof transport_rows[0]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_certification__refuses_a_wrong_status),
        cmocka_unit_test(test_certification__refuses_wrong_headers),
        cmocka_unit_test(test_certification__refuses_framing_that_lies_in_every_answer),
        cmocka_unit_test(test_certification__refuses_framing_that_lies_in_some_answers),
        cmocka_unit_test(test_certification__refuses_answers_that_do_not_come_whole),
    };
    return cmocka_run_group_tests(tests, stage_set_up, stage_tear_down);
}
