/* Hostile endpoints: no run outlasts its bound or grows past its memory, whatever it is sent. */
#include "app/commands.h"
#include "tests/check.h"
#include "tests/child.h"
#include "tests/stage.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#define IS_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define IS_SANITIZED 1
#endif
#endif
#ifndef IS_SANITIZED
#define IS_SANITIZED 0
#endif

/* The stated bound is a minute; where five time-outs in a row end each kind of case, it takes far
   less. */
enum { BOUND_SECONDS = 60, SOON_SECONDS = 20, TOTAL_MS = 300, MEMORY_LIMIT_BYTES = 64 << 20 };

/* Far past the limits of the profile. */
enum { ENDLESS_BYTES = 2 << 20 };

struct row {
    struct performance performance;
    int exit_code; /* 0: either that of a nonconformant platform or that of none */
};

static const struct row rows[] = {
    {{.name = "never answers",
      .total_ms = TOTAL_MS,
      .rendering = {.message = TEXT(""), .end = WIRE_STALL}},
     EXIT_NO_VERDICT},
    {{.name = "drips for ever",
      .total_ms = TOTAL_MS,
      .rendering = {.piece_bytes = 1, .piece_pause_ms = 50}},
     EXIT_NO_VERDICT},
    {{.name = "answers, but drips some bodies for ever",
      .total_ms = 2 * TOTAL_MS,
      .rendering = {.piece_bytes = 1, .piece_pause_ms = 50, .scope = FOR_OFFLINE}},
     EXIT_NONCONFORMANT},
    {{.name = "interim answers for ever",
      .rendering = {.message = TEXT("HTTP/1.1 100 Continue\r\n\r\n"),
                    .padding = TEXT("HTTP/1.1 103 Early Hints\r\nX-A: b\r\n\r\n"),
                    .padding_bytes = ENDLESS_BYTES}},
     0},
    {{.name = "headers without an end",
      .rendering = {.message = TEXT("HTTP/1.1 200 OK\r\n"),
                    .padding = TEXT("X-A: 0123456789\r\n"),
                    .padding_bytes = ENDLESS_BYTES}},
     0},
    {{.name = "a header without an end",
      .rendering = {.message = TEXT("HTTP/1.1 200 OK\r\nX-A: "), .padding_bytes = ENDLESS_BYTES}},
     0},
    {{.name = "a status line without an end",
      .rendering = {.message = TEXT("HTTP/1.1 200 "), .padding_bytes = ENDLESS_BYTES}},
     0},
    {{.name = "trailers without an end",
      .rendering = {.message = TEXT(CHUNKED "\r\n$k0\r\n"),
                    .padding = TEXT("X-A: 0123456789\r\n"),
                    .padding_bytes = ENDLESS_BYTES}},
     0},
    {{.name = "chunks of one byte without an end",
      .rendering = {.message = TEXT(CHUNKED "\r\n"),
                    .padding = TEXT("1;a=b\r\n{\r\n"),
                    .padding_bytes = ENDLESS_BYTES}},
     0},
    {{.name = "bodies without an end",
      .rendering = {.message = TEXT("HTTP/1.1 200 OK\r\n" PLAIN_TYPE "\r\n"),
                    .padding_bytes = ENDLESS_BYTES}},
     0},
    {{.name = "chunks without an end",
      .rendering = {.message = TEXT(CHUNKED "\r\nfffffff\r\n"), .padding_bytes = ENDLESS_BYTES}},
     0},
    {{.name = "a length past all memory",
      .total_ms = TOTAL_MS,
      .rendering = {.message = TEXT("HTTP/1.1 200 OK\r\n" PLAIN_TYPE
                                    "Content-Length: 99999999999999999999\r\n\r\n"),
                    .end = WIRE_STALL}},
     0},
    {{.name = "errors without an end",
      .rendering = {.message = TEXT("HTTP/1.1 404 Not Found\r\n" PLAIN_TYPE "\r\n"),
                    .padding_bytes = ENDLESS_BYTES,
                    .scope = FOR_UNKNOWN}},
     EXIT_NONCONFORMANT},
};

static bool is_expected(const struct row *row, int exit_code) {
    return row->exit_code != 0 ? exit_code == row->exit_code
                               : exit_code == EXIT_NONCONFORMANT || exit_code == EXIT_NO_VERDICT;
}

static void test_certification__ends_in_time_whatever_it_is_sent(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *name = rows[i].performance.name;
        struct certification certified = {.exit_code = -1};
        check_row(name, stage_play(&rows[i].performance, &certified));
        check_row(name, is_expected(&rows[i], certified.exit_code));
        check_row(name, certified.seconds < SOON_SECONDS);
        if (!is_expected(&rows[i], certified.exit_code)) {
            printf("row %s: exit %d, breaks [%s]\n", name, certified.exit_code, certified.breaks);
        }
    }
    check_finish();
}

static void test_certification__keeps_its_memory_whatever_it_is_sent(void **state) {
    (void)state;
    if (IS_SANITIZED) {
        printf("memory is not measured: a sanitizer's own is in it\n");
    }
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *name = rows[i].performance.name;
        struct child child;
        bool is_started = stage_prepare(&rows[i].performance) && child_run("little.json", &child);
        check_row(name, is_started);
        if (!is_started) {
            continue;
        }
        struct child_end end = child_wait(&child, BOUND_SECONDS);
        check_row(name, is_expected(&rows[i], end.exit_code));
        check_row(name, end.seconds < SOON_SECONDS);
        check_row(name, IS_SANITIZED || end.memory_bytes < MEMORY_LIMIT_BYTES);
        if (!IS_SANITIZED && end.memory_bytes >= MEMORY_LIMIT_BYTES) {
            printf("row %s: %ld MiB\n", name, end.memory_bytes >> 20);
        }
    }
    check_finish();
}

/* A port that takes connections and says nothing, not even in TLS. */
static int open_silent_port(unsigned *out_port) {
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    assert_true(listener >= 0);
    assert_int_equal(bind(listener, (struct sockaddr *)&address, size), 0);
    assert_int_equal(getsockname(listener, (struct sockaddr *)&address, &size), 0);
    assert_int_equal(listen(listener, 64), 0);
    *out_port = ntohs(address.sin_port);
    return listener;
}

static bool write_silent_profile(unsigned port) {
    struct buffer profile;
    buffer_init(&profile, 4096);
    bool is_written =
        buffer_append_format(&profile,
                             "{\"endpoint\":\"https://127.0.0.1:%u\",\"credentials\":{\"app_key\":"
                             "\"key-12345\",\"access_token\":\"token-12345\"},\"devices\":"
                             "{\"online\":\"d1\"},\"timeouts\":{\"connect_ms\":%d,\"total_ms\":%d},"
                             "\"throttle\":{\"limit\":0}}",
                             port, TOTAL_MS, TOTAL_MS) == STATUS_OK &&
        certify_write("silent.json", buffer_view(&profile));
    buffer_clean_up(&profile);
    return is_written;
}

static void test_certification__gives_no_verdict_on_a_port_that_says_nothing(void **state) {
    (void)state;
    unsigned port = 0;
    struct certification certified;
    int listener = open_silent_port(&port);
    assert_true(write_silent_profile(port));
    assert_true(certify_profile("silent.json", &certified));
    close(listener);
    assert_int_equal(certified.exit_code, EXIT_NO_VERDICT);
    assert_string_equal(certified.verdict, "none");
    assert_string_equal(certified.breaks, "");
    assert_true(certified.seconds < SOON_SECONDS);
}

static void test_certification__gives_no_verdict_on_a_port_that_nobody_has(void **state) {
    (void)state;
    unsigned port = 0;
    struct certification certified;
    close(open_silent_port(&port));
    assert_true(write_silent_profile(port));
    assert_true(certify_profile("silent.json", &certified));
    assert_int_equal(certified.exit_code, EXIT_NO_VERDICT);
    assert_string_equal(certified.breaks, "");
    assert_true(certified.seconds < SOON_SECONDS);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_certification__ends_in_time_whatever_it_is_sent),
        cmocka_unit_test(test_certification__keeps_its_memory_whatever_it_is_sent),
        cmocka_unit_test(test_certification__gives_no_verdict_on_a_port_that_says_nothing),
        cmocka_unit_test(test_certification__gives_no_verdict_on_a_port_that_nobody_has),
    };
    return cmocka_run_group_tests(tests, stage_set_up, stage_tear_down);
}
