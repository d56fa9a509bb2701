/* Whatever a platform does with the secrets it was sent, none of them stands in anything that a run
   leaves behind: reports, evidence, stdout, stderr. */
#include "tests/check.h"
#include "tests/secret_search.h"
#include "tests/stage.h"

#include <stdlib.h>

/* Everything that a profile keeps: a secret to log in with, the passphrase of a client key. */
#define KNOWS_ALL .logs_in = true, .has_client_key = true
#define ECHO_IN_BODY(letters) KNOWS_ALL, WITH_MEMBERS("\"echo\":\"" letters "\"")
#define ECHO_IN_HEADER(letters) KNOWS_ALL, WITH_HEADER("X-Echo: " letters "\r\n")
#define LOGIN(literal) KNOWS_ALL, .rendering = {.login = TEXT(literal)}
#define SESSION "\"accessToken\":\"$T\",\"refreshToken\":\"$R\",\"expiresIn\":3600"
/* The login is refused with this body. */
#define NO_LOGIN(literal)                                                                          \
    LOGIN(literal), .manners = {.instead = {[LITTLE_LOGGED_IN] = {403, "1010005", "no"}}}

static const struct performance rows[] = {
    {.name = "it keeps them to itself", KNOWS_ALL},
    {.name = "in the body", ECHO_IN_BODY("$W")},
    {.name = "in a header", ECHO_IN_HEADER("$W")},
    {.name = "between other letters", ECHO_IN_BODY("aaaa$Tbbbb$Kcccc$Sdddd")},
    {.name = "split over two headers", KNOWS_ALL, WITH_HEADER("X-A: $1\r\nX-B: $2\r\n")},
    {.name = "split over a folded header", KNOWS_ALL, WITH_HEADER("X-A: $1\r\n $2\r\n")},
    {.name = "split over two members", KNOWS_ALL, WITH_MEMBERS("\"a\":\"$1\",\"b\":\"$2\"")},
    {.name = "as a header's name", KNOWS_ALL, WITH_HEADER("X-$O: a\r\nX-$K: b\r\n")},
    {.name = "as a member's name", KNOWS_ALL, WITH_MEMBERS("\"$T\":1,\"$K\":\"$S\",\"$W\":2")},
    {.name = "in the reason phrase",
     KNOWS_ALL,
     MESSAGE("HTTP/1.1 $s $W\r\n" PLAIN_TYPE PLAIN_LENGTH "\r\n$b")},
    {.name = "in the media type",
     KNOWS_ALL,
     MESSAGE("HTTP/1.1 $s $r\r\nContent-Type: text/$X; q=\"$W\"\r\n" PLAIN_LENGTH "\r\n$b")},
    {.name = "in place of a length",
     KNOWS_ALL,
     CLOSING("HTTP/1.1 $s $r\r\n" PLAIN_TYPE "Content-Length: $T$K\r\n\r\n$b")},
    {.name = "in place of a status", KNOWS_ALL, CLOSING("HTTP/1.1 $T $K\r\n\r\n$b")},
    {.name = "as a content coding", KNOWS_ALL, WITH_HEADER("Content-Encoding: $T\r\n")},
    {.name = "in a redirect's Location",
     KNOWS_ALL,
     MESSAGE("HTTP/1.1 302 Found\r\nLocation: https://127.0.0.1/?t=$U&k=$P&p=$T#$W\r\n"
             "Content-Length: 0\r\n\r\n")},
    {.name = "in every error", KNOWS_ALL, ERRORS("{\"error_code\":\"$T\",\"error_desc\":\"$W\"}")},
    {.name = "as every error's code",
     KNOWS_ALL,
     ERRORS("{\"error_code\":\"$W\",\"error_desc\":\"$K\"}")},
    {.name = "in every name", KNOWS_ALL, WITH_NAME("$T$K$S$W")},
    {.name = "in place of the device id",
     KNOWS_ALL,
     BODY("{\"deviceId\":\"$T\",\"activated\":$a,\"name\":\"$K\"}")},
    {.name = "in chunks of one byte",
     .rendering = {.message = TEXT(CHUNKED "\r\n$o0\r\n\r\n"),
                   .activation = TEXT("{\"deviceId\":$i,\"activated\":$a,\"name\":\"$T $K\"}")},
     KNOWS_ALL},
    {.name = "in a chunk's extension and a trailer",
     KNOWS_ALL,
     MESSAGE(CHUNKED "\r\n$k0;t=\"$W\"\r\nX-Key: $W\r\n\r\n")},
    {.name = "in place of a chunk's size", KNOWS_ALL, CLOSING(CHUNKED "\r\n$T\r\n$K")},
    {.name = "in what is no JSON", KNOWS_ALL, BODY("<p>$T $K $S $W</p>")},
    {.name = "in what is no UTF-8", KNOWS_ALL, BODY("\xff\xfe$T\xff$K\xff$S\xff$W")},
    {.name = "in what is no HTTP", KNOWS_ALL, CLOSING("$T $K $S $W\r\n\r\n")},
    {.name = "in UTF-16",
     .rendering = {.respell = respell_utf16_with_mark,
                   .activation = TEXT("{\"deviceId\":$i,\"activated\":$a,\"name\":\"$T $K\"}"),
                   .error = TEXT("{\"error_code\":$c,\"error_desc\":\"$T $K\"}")},
     KNOWS_ALL},
    {.name = "behind the end of the body",
     KNOWS_ALL,
     CLOSING("HTTP/1.1 $s $r\r\n" PLAIN_TYPE PLAIN_LENGTH "\r\n$b$T$K$W")},
    {.name = "in an interim answer",
     KNOWS_ALL,
     MESSAGE("HTTP/1.1 103 $K\r\nX-Token: $W\r\n\r\nHTTP/1.1 $s $r\r\n" PLAIN_TYPE PLAIN_LENGTH
             "\r\n$b")},
    {.name = "in a head cut off",
     KNOWS_ALL,
     CLOSING("HTTP/1.1 200 OK\r\nX-Token: $T\r\nX-Key: $K")},
    {.name = "every character escaped",
     .rendering = {.respell = respell_every_character,
                   .activation = TEXT("{\"deviceId\":$i,\"activated\":$a,\"name\":\"$T $K\"}")},
     KNOWS_ALL},

    {.name = "with its session", LOGIN("{" SESSION ",\"echo\":\"$W\"}")},
    {.name = "in a login's refusal", NO_LOGIN("{\"error_code\":\"$K\",\"error_desc\":\"$S\"}")},
    {.name = "in a login's refusal, disguised",
     NO_LOGIN("{" SESSION ",\"error_code\":\"$T\",\"error_desc\":\"$W\"}")},
    {.name = "a session with a login's refusal", NO_LOGIN("{" SESSION "}")},
    {.name = "a session that lasts for ever",
     LOGIN("{\"accessToken\":\"$T\",\"refreshToken\":\"$R\",\"expiresIn\":\"ever\"}")},
    {.name = "a session with a member twice",
     LOGIN("{" SESSION ",\"expiresIn\":3600,\"accessToken\":\"$T\"}")},
    {.name = "a session that is no JSON", LOGIN("accessToken=$T&refreshToken=$R&x")},
    {.name = "a session that is cut off",
     LOGIN("{\"refreshToken\" : \"$R\", \"accessToken\":\"$T")},
    {.name = "a session in a header",
     KNOWS_ALL,
     .rendering = {.scope = FOR_ALL,
                   .login = TEXT("{}"),
                   .message = TEXT("HTTP/1.1 201 Created\r\nX-Subject-Token: $T\r\n"
                                   "X-Refresh-Token:$R\r\nContent-Length: 2\r\n\r\n{}")}},
    {.name = "a login that nobody can read",
     KNOWS_ALL,
     .rendering = {.scope = FOR_ALL, .message = TEXT("$K $S\r\n\r\n"), .end = WIRE_CLOSE}},
};

static const char *const canaries[] = {LITTLE_TOKEN, LITTLE_APP_KEY, LITTLE_SECRET, LITTLE_REFRESH,
                                       LITTLE_PASSPHRASE};

static struct secret_search *search_for_canaries(void) {
    return secret_search_new(canaries, sizeof canaries / sizeof canaries[0]);
}

static bool is_about_login(const struct performance *row) {
    return row->rendering.login.data != NULL || row->rendering.scope == FOR_ALL;
}

/* All cases are played where every secret is echoed in every disguise; in other slots those that
   send what is nearly a token will do. */
static struct performance as_long_as_needed(const struct performance *row) {
    struct performance performance = *row;
    bool is_full = strcmp(row->name, "in the body") == 0 || strcmp(row->name, "in a header") == 0;
    performance.manner.only = is_full ? NULL : "error.token.*";
    return performance;
}

static void test_certification__leaves_no_secret_behind(void **state) {
    (void)state;
    struct secret_search *search = search_for_canaries();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct certification certified;
        struct performance performance = as_long_as_needed(&rows[i]);
        check_row(rows[i].name, stage_play(&performance, &certified));
        check_row(rows[i].name, stage_requests() > (is_about_login(&rows[i]) ? 0 : 1));
        check_row(rows[i].name, !secret_search_folder(search, "reports"));
        check_row(rows[i].name, !secret_search_file(search, "stdout"));
        check_row(rows[i].name, !secret_search_file(search, "stderr"));
    }
    secret_search_destroy(search);
    check_finish();
}

/* Both ways: what has a secret's shape and is none stays as it was sent, in whatever slot. */
#define STRANGER "TAKENrobin/8vOf+46Cw=Rx~29Au"
#define STRANGER_BASE64 "VEFLRU5yb2Jpbi84dk9mKzQ2Q3c9Unh+MjlBdQ=="
static const struct performance stranger = {
    .name = "a stranger's",
    .rendering = {.message =
                      TEXT("HTTP/1.1 $s " STRANGER "\r\nX-Echo: " STRANGER_BASE64 "\r\n"
                           "Location: /?t=TAKENrobin%2F8vOf%2B46Cw\r\n" PLAIN_TYPE PLAIN_LENGTH
                           "\r\n$b"),
                  .activation = TEXT("{\"deviceId\":$i,\"activated\":$a,\"name\":$n,"
                                     "\"a\":\"" STRANGER "\",\"b\":\"54414b454e726f62696e2f38\"}")},
    KNOWS_ALL};

static void test_certification__keeps_what_is_no_secret(void **state) {
    static const char *const kept[] = {
        " " STRANGER "\\r\\n",
        "X-Echo: " STRANGER_BASE64 "\\r\\n",
        "t=TAKENrobin%2F8vOf%2B46Cw\\r\\n",
        "\\\"a\\\":\\\"" STRANGER "\\\"",
        "\\\"b\\\":\\\"54414b454e726f62696e2f38\\\"",
    };
    struct certification certified;
    struct buffer text;
    (void)state;
    buffer_init(&text, 64 << 20);
    assert_true(stage_play(&stranger, &certified));
    assert_true(certify_read("reports/evidence.har", &text));
    for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++) {
        check_row(kept[i], bytes_find(buffer_view(&text), bytes_of_text(kept[i]), 0) != SIZE_MAX);
    }
    buffer_clean_up(&text);
    check_finish();
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_certification__leaves_no_secret_behind),
        cmocka_unit_test(test_certification__keeps_what_is_no_secret),
    };
    return cmocka_run_group_tests(tests, stage_set_up, stage_tear_down);
}
