/* The scripted responder sends exactly what it is told, in the way it is told. */
#include "mock/wire.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <gnutls/gnutls.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>
/* cmocka.h needs the four before it. */
#include <cmocka.h>

enum { BODY_LIMIT = 1 << 20, ASK_MS = 5000 };

#define OK_HEAD "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n"

static double now_s(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* What a client gets to see. */
struct seen {
    CURLcode code;
    long status;
    struct buffer raw; /* head and body, as libcurl hands them over */
    long connections;  /* made for it */
    double seconds;
};

static size_t take(char *bytes, size_t size, size_t count, void *buffer) {
    return buffer_append(buffer, bytes_of(bytes, size * count)) == STATUS_OK ? size * count : 0;
}

static void ask(CURL *curl, const struct wire *wire, bool is_cleartext, struct seen *out_seen) {
    char url[64];
    const char *ca = wire_ca_pem(wire);
    struct curl_blob blob = {(void *)(uintptr_t)ca, ca == NULL ? 0 : strlen(ca), CURL_BLOB_COPY};
    snprintf(url, sizeof url, "%s://localhost:%u/", is_cleartext ? "http" : "https",
             wire_port(wire));
    buffer_init(&out_seen->raw, BODY_LIMIT);
    curl_easy_reset(curl);
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)ASK_MS);
    if (ca != NULL) {
        curl_easy_setopt(curl, CURLOPT_CAINFO_BLOB, &blob);
    }
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, &out_seen->raw);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &out_seen->raw);
    double begin = now_s();
    out_seen->code = curl_easy_perform(curl);
    out_seen->seconds = now_s() - begin;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &out_seen->status);
    curl_easy_getinfo(curl, CURLINFO_NUM_CONNECTS, &out_seen->connections);
}

struct row {
    const char *name;
    const char *text;
    enum wire_end end;
    size_t piece_bytes;
    unsigned piece_pause_ms;
    struct wire_pause pause;
    CURLcode tls, cleartext; /* what libcurl says to it */
    const char *raw;         /* what it received; NULL: not looked at */
    double seconds;          /* at least */
};

static const struct row rows[] = {
    {.name = "a plain answer", .text = OK_HEAD "\r\nhello", .raw = OK_HEAD "\r\nhello"},
    {.name = "goodbye", .text = OK_HEAD "\r\nhello", .end = WIRE_CLOSE, .raw = OK_HEAD "\r\nhello"},
    {.name = "dribbled byte by byte",
     .text = OK_HEAD "\r\nhello",
     .piece_bytes = 1,
     .piece_pause_ms = 2,
     .raw = OK_HEAD "\r\nhello",
     .seconds = 0.08},
    {.name = "a pause before the first byte",
     .text = OK_HEAD "\r\nhello",
     .pause = {0, 100},
     .raw = OK_HEAD "\r\nhello",
     .seconds = 0.1},
    {.name = "a pause inside the head",
     .text = OK_HEAD "\r\nhello",
     .pause = {10, 100},
     .raw = OK_HEAD "\r\nhello",
     .seconds = 0.1},
    {.name = "until the close",
     .text = "HTTP/1.1 200 OK\r\n\r\nhello",
     .end = WIRE_CLOSE,
     .raw = "HTTP/1.1 200 OK\r\n\r\nhello"},
    {.name = "bytes past the length",
     .text = OK_HEAD "\r\nhello, world",
     .end = WIRE_CLOSE,
     .raw = OK_HEAD "\r\nhello"},
    {.name = "a broken chunk",
     .text = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\nhello\r\n0\r\n\r\n",
     .end = WIRE_CLOSE,
     .tls = CURLE_RECV_ERROR,
     .cleartext = CURLE_RECV_ERROR},
    {.name = "a folded header",
     .text = "HTTP/1.1 200 OK\r\nX-A: a\r\n b\r\nContent-Length: 5\r\n\r\nhello",
     .raw = "HTTP/1.1 200 OK\r\nX-A: a\r\n b\r\nContent-Length: 5\r\n\r\nhello"},
    {.name = "short of its length",
     .text = OK_HEAD "\r\nhel",
     .end = WIRE_CLOSE,
     .tls = CURLE_PARTIAL_FILE,
     .cleartext = CURLE_PARTIAL_FILE,
     .raw = OK_HEAD "\r\nhel"},
    {.name = "cut inside the body",
     .text = OK_HEAD "\r\nhel",
     .end = WIRE_CUT,
     .tls = CURLE_PARTIAL_FILE,
     .cleartext = CURLE_PARTIAL_FILE},
    {.name = "cut before the first byte",
     .text = "",
     .end = WIRE_CUT,
     .tls = CURLE_GOT_NOTHING,
     .cleartext = CURLE_GOT_NOTHING},
    {.name = "reset inside the body",
     .text = OK_HEAD "\r\nhel",
     .end = WIRE_RESET,
     .tls = CURLE_RECV_ERROR,
     .cleartext = CURLE_RECV_ERROR},
};

static bool is_as_expected(const struct row *row, bool is_cleartext) {
    struct wire_reply reply = {.pauses = {row->pause},
                               .pause_count = row->pause.pause_ms > 0,
                               .piece_bytes = row->piece_bytes,
                               .piece_pause_ms = row->piece_pause_ms,
                               .end = row->end};
    struct wire_options options = {.is_cleartext = is_cleartext,
                                   .script = {wire_answer_same, &reply}};
    struct wire *wire = NULL;
    struct seen seen;
    CURL *curl = curl_easy_init();
    buffer_init(&reply.bytes, BODY_LIMIT);
    assert_int_equal(buffer_append_text(&reply.bytes, row->text), STATUS_OK);
    assert_int_equal(wire_start(&options, &wire, NULL), STATUS_OK);
    ask(curl, wire, is_cleartext, &seen);
    bool is_right = seen.code == (is_cleartext ? row->cleartext : row->tls) &&
                    (row->raw == NULL || bytes_equal_text(buffer_view(&seen.raw), row->raw)) &&
                    seen.seconds >= row->seconds;
    if (!is_right) {
        print_error("row failed: %s (%s): %s after %.3f s, got \"%s\"\n", row->name,
                    is_cleartext ? "cleartext" : "TLS", curl_easy_strerror(seen.code), seen.seconds,
                    buffer_text(&seen.raw));
    }
    buffer_clean_up(&seen.raw);
    curl_easy_cleanup(curl);
    wire_stop(wire);
    buffer_clean_up(&reply.bytes);
    return is_right;
}

static void test_wire__sends_exactly_what_it_is_told(void **state) {
    (void)state;
    size_t failed = 0;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        failed += !is_as_expected(&rows[i], false);
        failed += !is_as_expected(&rows[i], true);
    }
    assert_int_equal(failed, 0);
}

/* What ends a TLS stream: libcurl does not care, so GnuTLS is asked. */
static ssize_t last_of_stream(enum wire_end end) {
    struct wire_reply reply = {.end = end};
    struct wire_options options = {.script = {wire_answer_same, &reply}};
    struct wire *wire = NULL;
    gnutls_session_t session;
    gnutls_certificate_credentials_t trust_anybody;
    char bytes[64];
    buffer_init(&reply.bytes, 0);
    assert_int_equal(wire_start(&options, &wire, NULL), STATUS_OK);
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((in_port_t)wire_port(wire)),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(gnutls_init(&session, GNUTLS_CLIENT), 0);
    assert_int_equal(gnutls_certificate_allocate_credentials(&trust_anybody), 0);
    gnutls_credentials_set(session, GNUTLS_CRD_CERTIFICATE, trust_anybody);
    gnutls_set_default_priority(session);
    gnutls_transport_set_int(session, fd);
    assert_int_equal(gnutls_handshake(session), 0);
    gnutls_record_send(session, "GET / HTTP/1.1\r\n\r\n", strlen("GET / HTTP/1.1\r\n\r\n"));
    ssize_t last = gnutls_record_recv(session, bytes, sizeof bytes);
    while (last == GNUTLS_E_AGAIN) { /* session tickets */
        last = gnutls_record_recv(session, bytes, sizeof bytes);
    }
    gnutls_deinit(session);
    gnutls_certificate_free_credentials(trust_anybody);
    close(fd);
    wire_stop(wire);
    return last;
}

static void test_wire__says_goodbye_or_does_not(void **state) {
    (void)state;
    assert_int_equal(last_of_stream(WIRE_CLOSE), 0);
    assert_int_equal(last_of_stream(WIRE_CUT), GNUTLS_E_PREMATURE_TERMINATION);
    assert_true(last_of_stream(WIRE_RESET) < 0);
}

/* Answers with what it was asked. */
static enum status tell(void *context, const struct wire_request *request,
                        struct wire_reply *reply) {
    (void)context;
    char line[32] = {0};
    size_t size = bytes_find(request->head, bytes_of_text("\r\n"), 0);
    snprintf(line, sizeof line, "%.*s", (int)size, (const char *)request->head.data);
    return buffer_append_format(&reply->bytes,
                                "HTTP/1.1 200 OK\r\nContent-Length: %zu\r\n\r\n%s %u %u",
                                strlen(line) + 4, line, request->connection, request->ordinal);
}

static void test_wire__tells_connections_and_requests_apart(void **state) {
    (void)state;
    static const char *const expected[] = {"GET / HTTP/1.1 0 0", "GET / HTTP/1.1 0 1",
                                           "GET / HTTP/1.1 1 0"};
    struct wire_options options = {.script = {tell, NULL}};
    struct wire *wire = NULL;
    CURL *clients[] = {curl_easy_init(), curl_easy_init()};
    assert_int_equal(wire_start(&options, &wire, NULL), STATUS_OK);
    for (size_t i = 0; i < 3; i++) {
        struct seen seen;
        ask(clients[i / 2], wire, false, &seen);
        assert_int_equal(seen.code, CURLE_OK);
        assert_non_null(strstr(buffer_text(&seen.raw), expected[i]));
        assert_int_equal(seen.connections, i == 1 ? 0 : 1);
        buffer_clean_up(&seen.raw);
    }
    curl_easy_cleanup(clients[0]);
    curl_easy_cleanup(clients[1]);
    wire_stop(wire);
}

static void test_wire__shuts_the_door_when_told(void **state) {
    (void)state;
    struct wire_options options = {.is_shut = true};
    struct wire *wire = NULL;
    struct seen seen;
    CURL *curl = curl_easy_init();
    assert_int_equal(wire_start(&options, &wire, NULL), STATUS_OK);
    ask(curl, wire, false, &seen);
    assert_int_equal(seen.code, CURLE_SSL_CONNECT_ERROR);
    buffer_clean_up(&seen.raw);
    curl_easy_cleanup(curl);
    wire_stop(wire);
}

/* A client that waits for a stalled answer while the responder is stopped. */
static void test_wire__stops_at_once_whatever_it_is_doing(void **state) {
    (void)state;
    struct wire_reply stalled = {.end = WIRE_STALL};
    struct wire_options options = {.script = {wire_answer_same, &stalled}};
    struct wire *wire = NULL;
    buffer_init(&stalled.bytes, 0);
    assert_int_equal(wire_start(&options, &wire, NULL), STATUS_OK);
    CURLM *multi = curl_multi_init();
    CURL *curl = curl_easy_init();
    char url[64];
    int running = 1;
    snprintf(url, sizeof url, "https://localhost:%u/", wire_port(wire));
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 0L);
    curl_multi_add_handle(multi, curl);
    for (double begin = now_s(); now_s() - begin < 0.3;) {
        curl_multi_perform(multi, &running);
        curl_multi_poll(multi, NULL, 0, 50, NULL);
    }
    assert_int_equal(running, 1);
    double begin = now_s();
    wire_stop(wire);
    assert_true(now_s() - begin < 1.0);
    curl_multi_remove_handle(multi, curl);
    curl_easy_cleanup(curl);
    curl_multi_cleanup(multi);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_wire__sends_exactly_what_it_is_told),
        cmocka_unit_test(test_wire__says_goodbye_or_does_not),
        cmocka_unit_test(test_wire__tells_connections_and_requests_apart),
        cmocka_unit_test(test_wire__shuts_the_door_when_told),
        cmocka_unit_test(test_wire__stops_at_once_whatever_it_is_doing),
    };
    curl_global_init(CURL_GLOBAL_DEFAULT);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    curl_global_cleanup();
    return failed;
}
