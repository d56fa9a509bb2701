/* A platform that conforms in an unusual way is certified; where the catalogue warns, exactly that
   is warned of. */
#include "tests/check.h"
#include "tests/stage.h"

static const struct performance rows[] = {
    {.name = "the plainest answer"},
    /* Framing */
    {.name = "one chunk", MESSAGE(CHUNKED "\r\n$k0\r\n\r\n")},
    {.name = "chunked at every boundary", MESSAGE(CHUNKED "\r\n$o0\r\n\r\n")},
    {.name = "chunk extensions",
     MESSAGE(CHUNKED "\r\n$k"
                     "0;last;a=b;c=\"d; e\\\"\" ; f = g\r\n\r\n")},
    {.name = "a last chunk of many zeros", MESSAGE(CHUNKED "\r\n$k0000\r\n\r\n")},
    {.name = "trailers",
     MESSAGE(CHUNKED "Trailer: X-Checksum\r\n\r\n$k0\r\nX-Checksum: 17\r\nX-More: b\r\n\r\n")},
    {.name = "Transfer-Encoding in capitals",
     MESSAGE("HTTP/1.1 $s $r\r\n" PLAIN_TYPE "TRANSFER-ENCODING: Chunked\r\n\r\n$k0\r\n\r\n")},
    {.name = "Connection: close",
     CLOSING("HTTP/1.1 $s $r\r\n" PLAIN_TYPE PLAIN_LENGTH "Connection: close\r\n\r\n$b")},
    {.name = "delimited by the close, HTTP/1.1",
     CLOSING("HTTP/1.1 $s $r\r\n" PLAIN_TYPE "Connection: close\r\n\r\n$b")},
    {.name = "delimited by the close, HTTP/1.0", CLOSING("HTTP/1.0 $s $r\r\n" PLAIN_TYPE "\r\n$b")},
    {.name = "HTTP/1.0 with a length",
     CLOSING("HTTP/1.0 $s $r\r\n" PLAIN_TYPE PLAIN_LENGTH "\r\n$b")},
    {.name = "Content-Length twice, equal", WITH_HEADER(PLAIN_LENGTH)},
    {.name = "Content-Length as an equal list",
     MESSAGE("HTTP/1.1 $s $r\r\n" PLAIN_TYPE "Content-Length: $l, $l\r\n\r\n$b")},
    {.name = "Content-Length with leading zeros",
     MESSAGE("HTTP/1.1 $s $r\r\n" PLAIN_TYPE "Content-Length: 000$l\r\n\r\n$b")},
    {.name = "no reason phrase", MESSAGE("HTTP/1.1 $s \r\n" PLAIN_TYPE PLAIN_LENGTH "\r\n$b")},
    {.name = "another reason phrase",
     MESSAGE("HTTP/1.1 $s Gem\xc3\xa4\xc3\x9f Vertrag\r\n" PLAIN_TYPE PLAIN_LENGTH "\r\n$b")},
    {.name = "100 Continue first",
     MESSAGE("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 $s $r\r\n" PLAIN_TYPE PLAIN_LENGTH "\r\n$b")},
    {.name = "103 Early Hints and 102 first",
     MESSAGE("HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n"
             "HTTP/1.1 102 Processing\r\n\r\n"
             "HTTP/1.1 $s $r\r\n" PLAIN_TYPE PLAIN_LENGTH "\r\n$b")},
    /* Pace */
    {.name = "dribbled byte by byte", .rendering = {.piece_bytes = 1}},
    {.name = "dribbled in threes, chunked",
     .rendering = {.message = TEXT(CHUNKED "\r\n$o0\r\n\r\n"),
                   .piece_bytes = 3,
                   .scope = FOR_ANSWERS}},
    {.name = "50 ms late", .rendering = {.pause = {0, 50}}},
    {.name = "50 ms late inside the head", .rendering = {.pause = {30, 50}}},
    /* Headers */
    {.name = "charset=UTF-8",
     MESSAGE("HTTP/1.1 $s $r\r\nContent-Type: application/json; charset=UTF-8\r\n" PLAIN_LENGTH
             "\r\n$b")},
    {.name = "parameters without blanks, quoted",
     MESSAGE(
         "HTTP/1.1 $s $r\r\nContent-Type:application/json;charset=\"utf-8\";v=1\r\n" PLAIN_LENGTH
         "\r\n$b")},
    {.name = "the media type in odd case",
     MESSAGE("HTTP/1.1 $s $r\r\nContent-Type: Application/JSON\r\n" PLAIN_LENGTH "\r\n$b")},
    {.name = "header names in lower case",
     MESSAGE("HTTP/1.1 $s $r\r\ncontent-type: application/json\r\ncontent-length: $l\r\n\r\n$b")},
    {.name = "header names in upper case, blanks around values",
     MESSAGE("HTTP/1.1 $s $r\r\nCONTENT-TYPE: \t application/json \t\r\nCONTENT-LENGTH:   $l  \r\n"
             "\r\n$b")},
    {.name = "bytes past ASCII in a header", WITH_HEADER("X-Place: K\xf6ln \xe2\x82\xac\r\n")},
    {.name = "an empty header, and tabs", WITH_HEADER("X-Empty:\r\nX-Tab: a\tb\r\n")},
    {.name = "many headers", WITH_HEADER(MANY("X-Many: v\r\n"))},
    {.name = "a long header", WITH_HEADER("X-Long: " MANY("0123456789abc") "\r\n")},
    {.name = "Content-Encoding: identity", WITH_HEADER("Content-Encoding: identity\r\n")},
    {.name = "a private cache, for an hour",
     WITH_HEADER("Cache-Control: private, max-age=3600\r\n")},
    {.name = "the word public inside quotes, and no-store beside it",
     WITH_HEADER("Cache-Control: no-store, x=\"public\"\r\n")},
    {.name = "a cookie and a date",
     WITH_HEADER("Set-Cookie: a=b; HttpOnly\r\nDate: Tue, 01 Jan 2030 00:00:00 GMT\r\n")},
    /* JSON */
    {.name = "pretty-printed",
     .rendering = {.activation = TEXT("\r\n {\n\t\"deviceId\" : $i ,\n\t\"activated\"\t:\t$a,\r\n"
                                      "  \"name\" : $n\n}\n\n"),
                   .error = TEXT(" {\n  \"error_code\" : $c,\n  \"error_desc\" : $d\n}\n")}},
    {.name = "every character escaped", .rendering = {.respell = respell_every_character}},
    {.name = "members in another order", BODY("{\"name\":$n,\"activated\":$a,\"deviceId\":$i}")},
    {.name = "more members", WITH_MEMBERS("\"status\":\"ok\",\"a\":[],\"b\":{},\"c\":null")},
    {.name = "a deep member",
     WITH_MEMBERS("\"deep\":" SIXTEEN(SIXTEEN("[")) "1" SIXTEEN(SIXTEEN("]")))},
    {.name = "a long member", WITH_MEMBERS("\"long\":\"" MANY("0123456789abc") "\"")},
    {.name = "names that differ in case or normal form alone",
     WITH_MEMBERS(
         "\"deviceid\":1,\"DeviceId\":2,\"Name\":3,\"\xc3\xa9\":4,\"e\xcc\x81\":5,\"\":6")},
    {.name = "the same names in different objects",
     WITH_MEMBERS("\"a\":{\"name\":1},\"b\":{\"name\":2},\"c\":[{\"name\":3},{\"name\":4}]")},
    {.name = "numbers past every range",
     WITH_MEMBERS("\"a\":1e400,\"b\":-0,\"c\":-1E-999,\"d\":123456789012345678901234567890.5e+7")},
    {.name = "a lone surrogate and a NUL where the document says nothing",
     WITH_MEMBERS("\"note\":\"\\ud800 \\u0000\"")},
    {.name = "noncharacters and controls, escaped",
     WITH_MEMBERS("\"note\":\"\\uffff\\u0001\\u007f\xef\xbf\xbf\x7f\"")},
    {.name = "a name of 256 letters", WITH_NAME(MANY("n"))},
    {.name = "a name of 256 characters of two bytes", WITH_NAME(MANY("\xc3\xbc"))},
    {.name = "a name of 256 characters of three bytes", WITH_NAME(MANY("\xe8\xae\xbe"))},
    {.name = "a name of 256 characters of four bytes", WITH_NAME(MANY("\xf0\x9f\x98\x80"))},
    {.name = "a name of 256 surrogate pairs, escaped", WITH_NAME(MANY("\\ud83d\\ude00"))},
    {.name = "an empty name", WITH_NAME("")},
    {.name = "a name of escapes", WITH_NAME("\\\"\\\\\\/\\b\\f\\n\\r\\t")},
    {.name = "name null",
     BODY("{\"deviceId\":$i,\"activated\":$a,\"name\":null}"),
     .blame = {.warns = "response.name"}},
    /* Errors */
    {.name = "the gateway's shape of errors", ERRORS("{\"resultcode\":$c,\"resultmsg\":$d}")},
    {.name = "more members in errors",
     ERRORS("{\"error_code\":$c,\"error_desc\":$d,\"request_id\":\"17\",\"causes\":[{}]}")},
    {.name = "members of both shapes",
     ERRORS("{\"resultcode\":$c,\"resultmsg\":$d,\"error_code\":$c,\"error_desc\":$d}")},
    {.name = "other descriptions",
     ERRORS("{\"error_code\":$c,\"error_desc\":\"No.\"}"),
     .blame = {.warns = "error.description"}},
    {.name = "an empty description",
     ERRORS("{\"error_code\":$c,\"error_desc\":\"\"}"),
     .blame = {.warns = "error.description"}},
    {.name = "a description in Chinese",
     ERRORS("{\"error_code\":$c,\"error_desc\":\"\xe8\xae\xbe\xe5\xa4\x87\"}"),
     .blame = {.warns = "error.description"}},
    {.name = "missing credentials as deployed platforms refuse them",
     .manners = {.instead = {[LITTLE_NO_KEY] = {401, "100025", "AppKey or secret is not right."},
                             [LITTLE_NO_TOKEN] = {401, "100002", "The token is invalid."}}}},
    {.name = "missing credentials refused with 400",
     .manners = {.instead = {[LITTLE_NO_KEY] = {400, "17", "app_key is missing."},
                             [LITTLE_NO_TOKEN] = {400, "18", "Authorization is missing."}}}},
    {.name = "an unknown application under 500",
     .manners = {.instead = {[LITTLE_APP_UNKNOWN] = {500, "100203",
                                                     "The application is not existed."}}}},
    {.name = "other methods refused with 501",
     .manners = {.instead = {[LITTLE_WRONG_METHOD] = {501, "501", "Not implemented."}}}},
    {.name = "other methods refused before they are understood",
     .manners = {.instead = {[LITTLE_WRONG_METHOD] = {400, "400", "Bad request."}}}},
    {.name = "a login first", .logs_in = true},
};

static void test_certification__certifies_what_conforms_in_an_unusual_way(void **state) {
    (void)state;
    stage_check(rows, sizeof rows / sizeof rows[0]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_certification__certifies_what_conforms_in_an_unusual_way),
    };
    return cmocka_run_group_tests(tests, stage_set_up, stage_tear_down);
}
