/* What is read from a message, whole or broken. */
#include "http/message.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define STATUS "HTTP/1.1 200 OK\r\n"
#define CHUNKED STATUS "Transfer-Encoding: chunked\r\n\r\n"
#define TEXT(literal)                                                                              \
    { (const unsigned char *)(literal), sizeof(literal) - 1 }

struct row {
    const char *name;
    struct bytes head;
    struct bytes framed;
    bool is_head_request;
    int status;
    int minor_version;
    enum http_framing framing;
    struct bytes body;
};

static const struct row conforming[] = {
    {"content length", TEXT(STATUS "Content-Length: 3\r\n\r\n"), TEXT("a\0b"), false, 200, 1,
     HTTP_FRAMING_LENGTH, TEXT("a\0b")},
    {"field order and case", TEXT(STATUS "dAtE: x\r\nCONTENT-LENGTH:1\r\nserver:\r\n\r\n"),
     TEXT("x"), false, 200, 1, HTTP_FRAMING_LENGTH, TEXT("x")},
    {"empty reason", TEXT("HTTP/1.1 404 \r\nContent-Length: 0\r\n\r\n"), TEXT(""), false, 404, 1,
     HTTP_FRAMING_LENGTH, TEXT("")},
    {"tabs and obs-text in values", TEXT(STATUS "A:\t\tb\tc \xff\x80\t\r\n\r\n"), TEXT(""), false,
     200, 1, HTTP_FRAMING_CLOSE, TEXT("")},
    {"repeated length", TEXT(STATUS "Content-Length: 2, 2\r\nContent-Length: 02\r\n\r\n"),
     TEXT("ab"), false, 200, 1, HTTP_FRAMING_LENGTH, TEXT("ab")},
    {"chunks", TEXT(CHUNKED), TEXT("3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n"), false, 200, 1,
     HTTP_FRAMING_CHUNKED, TEXT("abc0123456789")},
    {"hex in either case, leading zeros", TEXT(CHUNKED),
     TEXT("00000000000000000000b\r\n0123456789a\r\n0B\r\n0123456789a\r\n000\r\n\r\n"), false, 200,
     1, HTTP_FRAMING_CHUNKED, TEXT("0123456789a0123456789a")},
    {"chunk extensions", TEXT(CHUNKED),
     TEXT("1;a;b=c;d=\"e;\\\"\t\xff\"\r\nx\r\n1 ; a = b ;c\r\ny\r\n0;last\r\n\r\n"), false, 200, 1,
     HTTP_FRAMING_CHUNKED, TEXT("xy")},
    {"line ends inside chunks", TEXT(CHUNKED), TEXT("4\r\n\r\n\r\n\r\n0\r\n\r\n"), false, 200, 1,
     HTTP_FRAMING_CHUNKED, TEXT("\r\n\r\n")},
    {"trailers", TEXT(CHUNKED), TEXT("1\r\nx\r\n0\r\nDigest: a\r\nx-b:\r\n\r\n"), false, 200, 1,
     HTTP_FRAMING_CHUNKED, TEXT("x")},
    {"interim answers",
     TEXT("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\n"
          "HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\n"),
     TEXT("{}"), false, 403, 1, HTTP_FRAMING_LENGTH, TEXT("{}")},
    {"interim answers as libcurl 7.88 records them, without empty lines",
     TEXT("HTTP/1.1 102 Processing\r\nHTTP/1.1 103 Early Hints\r\nLink: <a>\r\n"
          "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n"),
     TEXT("{}"), false, 200, 1, HTTP_FRAMING_LENGTH, TEXT("{}")},
    {"HTTP/1.0 until close", TEXT("HTTP/1.0 200 OK\r\n\r\n"), TEXT("abc\r\n"), false, 200, 0,
     HTTP_FRAMING_CLOSE, TEXT("abc\r\n")},
    {"HTTP/1.1 until close", TEXT(STATUS "Connection: close\r\n\r\n"), TEXT("abc"), false, 200, 1,
     HTTP_FRAMING_CLOSE, TEXT("abc")},
    {"no content", TEXT("HTTP/1.1 204 No Content\r\nDate: x\r\n\r\n"), TEXT(""), false, 204, 1,
     HTTP_FRAMING_NONE, TEXT("")},
    {"not modified, chunked had it been sent",
     TEXT("HTTP/1.1 304 Not Modified\r\nTransfer-Encoding: chunked\r\n\r\n"), TEXT(""), false, 304,
     1, HTTP_FRAMING_NONE, TEXT("")},
    {"HEAD with a length", TEXT(STATUS "Content-Length: 77\r\n\r\n"), TEXT(""), true, 200, 1,
     HTTP_FRAMING_NONE, TEXT("")},
    {"HEAD with chunked", TEXT(CHUNKED), TEXT(""), true, 200, 1, HTTP_FRAMING_NONE, TEXT("")},
};

/* Faults are expected here; what counts is how much is read all the same. */
static const struct row broken[] = {
    {"length and chunks: the chunks decide",
     TEXT(STATUS "Content-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n"),
     TEXT("1\r\nx\r\n0\r\n\r\n"), false, 200, 1, HTTP_FRAMING_CHUNKED, TEXT("x")},
    {"differing lengths: all that came", TEXT(STATUS "Content-Length: 1, 2\r\n\r\n"), TEXT("abc"),
     false, 200, 1, HTTP_FRAMING_CLOSE, TEXT("abc")},
    {"excess is no content", TEXT(STATUS "Content-Length: 1\r\n\r\n"), TEXT("abc"), false, 200, 1,
     HTTP_FRAMING_LENGTH, TEXT("a")},
    {"cut inside a chunk", TEXT(CHUNKED), TEXT("5\r\nab"), false, 200, 1, HTTP_FRAMING_CHUNKED,
     TEXT("ab")},
    {"bare line feeds throughout", TEXT("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n"),
     TEXT("2\nab\n1\nc\n0\n\n"), false, 200, 1, HTTP_FRAMING_CHUNKED, TEXT("abc")},
    {"no space behind the status", TEXT("HTTP/1.1 500\r\nContent-Length: 1\r\n\r\n"), TEXT("x"),
     false, 500, 1, HTTP_FRAMING_LENGTH, TEXT("x")},
    {"space before the colon of the length", TEXT(STATUS "Content-Length : 1\r\n\r\n"), TEXT("x"),
     false, 200, 1, HTTP_FRAMING_LENGTH, TEXT("x")},
};

static bool is_read_as(const struct row *row, const struct http_message *message) {
    return message->has_status && message->status == row->status &&
           message->minor_version == row->minor_version && message->framing == row->framing &&
           bytes_equal(buffer_view(&message->body), row->body);
}

static size_t count_failures(const struct row *rows, size_t count, bool is_conforming) {
    size_t failures = 0;
    for (size_t i = 0; i < count; i++) {
        struct http_message message;
        assert_int_equal(
            http_message_read(rows[i].head, rows[i].framed, rows[i].is_head_request, &message),
            STATUS_OK);
        if (!is_read_as(&rows[i], &message) || (message.fault_count == 0) != is_conforming) {
            print_error("%s: status %d, framing %d, %zu body bytes, %zu faults\n", rows[i].name,
                        message.status, (int)message.framing, message.body.size,
                        message.fault_count);
            failures++;
        }
        http_message_clean_up(&message);
    }
    return failures;
}

static void test_http_message_read__takes_unusual_conforming_messages(void **state) {
    (void)state;
    assert_int_equal(count_failures(conforming, sizeof conforming / sizeof conforming[0], true), 0);
}

static void test_http_message_read__reads_a_broken_message_as_far_as_it_goes(void **state) {
    (void)state;
    assert_int_equal(count_failures(broken, sizeof broken / sizeof broken[0], false), 0);
}

static struct http_message read_head(const char *head) {
    struct http_message message;
    assert_int_equal(http_message_read(bytes_of_text(head), bytes_of(NULL, 0), false, &message),
                     STATUS_OK);
    return message;
}

static void test_http_message_read__takes_absent_views(void **state) {
    (void)state;
    struct http_message message = read_head(NULL);
    assert_false(message.has_status);
    assert_int_equal(message.fault_count, 1);
    assert_int_equal(message.faults[0].fault, HTTP_TRUNCATED);
    http_message_clean_up(&message);
}

static void test_http_message_read__forgets_the_status_of_an_interim_answer(void **state) {
    (void)state;
    struct http_message message = read_head("HTTP/1.1 100 C\r\nA: b\r\n\r\nHTTP/1.1 2");
    assert_false(message.has_status);
    assert_int_equal(message.status, 0);
    assert_int_equal(message.field_count, 0);
    http_message_clean_up(&message);
}

static void test_http_message_read__lists_faults_in_order_of_their_place(void **state) {
    (void)state;
    struct http_message message = read_head("HTTP/1.1 200 OK\r\nContent-Length: x\r\n"
                                            "Transfer-Encoding: y\r\nA : b\n\n");
    static const enum http_fault wanted[] = {HTTP_BAD_CONTENT_LENGTH, HTTP_BAD_TRANSFER_ENCODING,
                                             HTTP_LENGTH_AND_ENCODING, HTTP_SPACE_BEFORE_COLON,
                                             HTTP_BARE_LF};
    assert_int_equal(message.fault_count, sizeof wanted / sizeof wanted[0]);
    for (size_t i = 0; i < message.fault_count; i++) {
        assert_int_equal(message.faults[i].fault, wanted[i]);
    }
    http_message_clean_up(&message);
}

static void test_http_message_read__heeds_fields_past_those_it_keeps(void **state) {
    (void)state;
    struct buffer head;
    buffer_init(&head, 4096);
    assert_int_equal(buffer_append_text(&head, STATUS), STATUS_OK);
    for (int i = 0; i < HTTP_FIELDS_MAX; i++) {
        assert_int_equal(buffer_append_text(&head, "A: b\r\n"), STATUS_OK);
    }
    assert_int_equal(buffer_append_text(&head, "Content-Length: 1\r\n\r\n"), STATUS_OK);
    struct http_message message;
    assert_int_equal(http_message_read(buffer_view(&head), bytes_of("xy", 2), false, &message),
                     STATUS_OK);
    assert_int_equal(message.field_count, HTTP_FIELDS_MAX);
    assert_int_equal(message.fields_left_out, 1);
    assert_int_equal(message.fault_count, 1);
    assert_int_equal(message.faults[0].fault, HTTP_EXCESS_BYTES);
    http_message_clean_up(&message);
    buffer_clean_up(&head);
}

static void test_http_message_field__finds_each_of_a_name_in_any_case(void **state) {
    (void)state;
    struct http_message message =
        read_head(STATUS "Via: one\r\nX: y\r\nVIA:\ttwo \r\nfold: a\r\n\tb\r\n\r\n");
    const struct http_field *first = http_message_field(&message, "via", 0);
    assert_non_null(first);
    assert_true(bytes_equal_text(first->value, "one"));
    size_t next = (size_t)(first - message.fields) + 1;
    const struct http_field *second = http_message_field(&message, "via", next);
    assert_non_null(second);
    assert_true(bytes_equal_text(second->value, "two"));
    assert_null(http_message_field(&message, "via", (size_t)(second - message.fields) + 1));
    const struct http_field *folded = http_message_field(&message, "Fold", 0);
    assert_non_null(folded);
    assert_true(bytes_equal_text(folded->value, "a\r\n\tb"));
    http_message_clean_up(&message);
}

struct media_row {
    const char *value;
    bool is_json;
};

static const struct media_row media_rows[] = {
    {"application/json", true},
    {"Application/JSON", true},
    {" application/json ", true},
    {"application/json;charset=UTF-8", true},
    {"application/json ; charset=utf-8 ; a=\"b; c\\\"\"", true},
    {"application/json;", true},
    {"application/json;;a=b", true},
    {"", false},
    {"application", false},
    {"application/", false},
    {"application/json5", false},
    {"application/jso", false},
    {"application/problem+json", false},
    {"text/json", false},
    {"application /json", false},
    {"application/json charset=UTF-8", false},
    {"application/json, application/json", false},
    {"application/json; charset", false},
    {"application/json; charset=", false},
    {"application/json; charset =UTF-8", false},
    {"application/json; charset= UTF-8", false},
    {"application/json; charset=\"UTF-8", false},
    {"application/json; =UTF-8", false},
    {"application/json\r\n ;\r\n\ta=b", true}, /* folded, which is told elsewhere */
    {"application/json;a\r\n =b", false},
};

static void test_http_media_type_is__reads_the_value_to_its_end(void **state) {
    (void)state;
    size_t failures = 0;
    for (size_t i = 0; i < sizeof media_rows / sizeof media_rows[0]; i++) {
        const struct media_row *row = &media_rows[i];
        if (http_media_type_is(bytes_of_text(row->value), "application/json") != row->is_json) {
            print_error("%s\n", row->value);
            failures++;
        }
    }
    assert_int_equal(failures, 0);
}

static void test_http_fault_facts__has_words_and_a_source_for_each_fault(void **state) {
    (void)state;
    size_t failures = 0;
    for (size_t fault = 0; fault < HTTP_FAULT_COUNT; fault++) {
        const struct http_fault_facts *facts = &http_fault_facts[fault];
        if (facts->words == NULL || facts->source == NULL ||
            strncmp(facts->source, "RFC ", 4) != 0) {
            print_error("fault %zu lacks words or a source\n", fault);
            failures++;
        }
    }
    assert_int_equal(failures, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_http_message_read__takes_unusual_conforming_messages),
        cmocka_unit_test(test_http_message_read__reads_a_broken_message_as_far_as_it_goes),
        cmocka_unit_test(test_http_message_read__takes_absent_views),
        cmocka_unit_test(test_http_message_read__forgets_the_status_of_an_interim_answer),
        cmocka_unit_test(test_http_message_read__lists_faults_in_order_of_their_place),
        cmocka_unit_test(test_http_message_read__heeds_fields_past_those_it_keeps),
        cmocka_unit_test(test_http_message_field__finds_each_of_a_name_in_any_case),
        cmocka_unit_test(test_http_fault_facts__has_words_and_a_source_for_each_fault),
        cmocka_unit_test(test_http_media_type_is__reads_the_value_to_its_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
