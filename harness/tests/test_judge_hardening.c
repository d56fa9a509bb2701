#include "judge_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct case_row row_path = {
    .id = "hardening.path.nul",
    .kind = KIND_PATH,
    .twin = "request.prototype",
    .expect = {.answer = EXPECT_PATH_REFUSED},
    PROVES(HARDENING_PATH),
};
static const struct case_row row_post = {
    .id = "hardening.method.post",
    .kind = KIND_METHOD,
    .twin = "request.prototype",
    .request = {.method = "POST", .device = DEVICE_FRESH},
    .expect = {.answer = EXPECT_METHOD_REFUSED},
    PROVES(HARDENING_METHOD),
};
static const struct case_row row_repeated = {
    .id = "request.app-id.repeated",
    .twin = "request.prototype",
    .request = {.application = APPLICATION_OWN_REPEATED},
    .expect = {.answer = EXPECT_GENERAL},
    PROVES(HARDENING_INPUT),
};
static const struct case_row row_head = {
    .id = "hardening.method.head",
    .kind = KIND_METHOD,
    .twin = "request.prototype",
    .request = {.method = "HEAD"},
    .expect = {.answer = EXPECT_HEAD_LIKE_GET},
    PROVES(HARDENING_METHOD),
};
static const struct case_row row_cleartext = {
    .id = "hardening.cleartext.prototype",
    .kind = KIND_TRANSPORT,
    .twin = "request.prototype",
    .request = {.transport = TRANSPORT_CLEARTEXT},
    .expect = {.answer = EXPECT_CLEARTEXT_REFUSED},
    PROVES(HARDENING_CLEARTEXT),
};
static const struct case_row row_tls = {
    .id = "hardening.tls-version.tls-1-0",
    .kind = KIND_TRANSPORT,
    .twin = "request.prototype",
    .request = {.transport = TRANSPORT_TLS_1_0},
    .expect = {.answer = EXPECT_TLS_REFUSED},
    PROVES(HARDENING_TLS_VERSION),
};

#define CACHED(value)                                                                              \
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nCache-Control: " value                   \
    "\r\n\r\n" FIXTURE_BODY
#define GZIPPED(status)                                                                            \
    "HTTP/1.1 " status                                                                             \
    "\r\nContent-Encoding: gzip\r\nContent-Type: application/json\r\n\r\n\x1f\x8b"
#define LEAKING(text) CODED("404 Not Found", "100403", text)
#define EMPTY_ANSWER(status) "HTTP/1.1 " status "\r\nContent-Length: 0\r\n\r\n"

static void test_cache__blames_what_shared_caches_may_store(void **state) {
    (void)state;
    static const struct verdict_row rows[] = {
        ROW("nothing said", &row_prototype, OK_200, ""),
        ROW("public", &row_prototype, CACHED("public"), "~hardening.cache"),
        ROW("Public, max-age", &row_prototype, CACHED("max-age=60, Public"), "~hardening.cache"),
        ROW("s-maxage", &row_prototype, CACHED("s-maxage=60"), "~hardening.cache"),
        ROW("no-store", &row_prototype, CACHED("no-store"), ""),
        ROW("private", &row_prototype, CACHED("private, max-age=60"), ""),
        ROW("public, but not stored", &row_prototype, CACHED("public, no-store"), ""),
        ROW("must-revalidate", &row_prototype, CACHED("must-revalidate"), ""),
        ROW("public inside quotes", &row_prototype, CACHED("ext=\"a, public, b\""), ""),
        ROW("public behind an even value", &row_prototype, CACHED("max-age=6, public"),
            "~hardening.cache"),
        ROW("public behind an escaped quote", &row_prototype, CACHED("ext=\"a\\\", b\", public"),
            "~hardening.cache"),
        ROW("public inside quotes, behind an escaped one", &row_prototype,
            CACHED("ext=\"a\\\", public, b\""), ""),
        ROW("public, in the first header", &row_prototype,
            "HTTP/1.1 200 OK\r\nCache-Control: public\r\nContent-Type: application/json\r\n"
            "Connection: close\r\n\r\n" FIXTURE_BODY,
            "~hardening.cache"),
        ROW("publicly", &row_prototype, CACHED("publicly"), ""),
        ROW("public behind nothing", &row_prototype, CACHED(",public"), "~hardening.cache"),
        ROW("public without a blank before it", &row_prototype, CACHED("max-age=60,public"),
            "~hardening.cache"),
        ROW("not stored, but public", &row_prototype, CACHED("no-store, public"), ""),
        ROW("quotes that a backslash leaves open", &row_prototype, CACHED("public, x=\"a\\"),
            "~hardening.cache"),
    };
    CHECK_ROWS(rows);
}

static void test_cache__asks_for_authorized_requests_alone(void **state) {
    (void)state;
    struct judge_rules rules = fixture_rules();
    struct findings findings = {0};
    struct observation seen;
    struct exchange exchange = fixture_exchange(CACHED("public"));
    exchange.sent = bytes_of_text("GET / HTTP/1.1\r\napp_key: k\r\n\r\n");
    assert_int_equal(judge_exchange(&rules, NULL, &exchange, &findings, &seen), STATUS_OK);
    assert_string_equal(blamed_in(&findings).text, "");
    findings_clean_up(&findings);
}

static void test_error_leak__tells_traces_from_ordinary_words(void **state) {
    (void)state;
    static const struct verdict_row rows[] = {
        ROW("a trace in a string", &row_path,
            LEAKING("NullPointerException\\n\\tat com.x.Y.z(Y.java:3)"), "~hardening.error-leak"),
        ROW("a bare trace", &row_path, ANSWER("404 N", "text/plain", "E\n\tat com.x.Y.z(Y.java)"),
            "~hardening.error-leak"),
        ROW("Python", &row_path, LEAKING("Traceback (most recent call last):"),
            "~hardening.error-leak"),
        ROW("Go", &row_path, LEAKING("panic: runtime error"), "~hardening.error-leak"),
        ROW("java.lang", &row_path, LEAKING("java.lang.IllegalStateException"),
            "~hardening.error-leak"),
        ROW("the word Exception", &row_path, LEAKING("An Exception occurred."), ""),
        ROW("the word panic", &row_path, LEAKING("Do not panic at all."), ""),
        ROW("SQL", &row_path, LEAKING("SELECT id FROM devices"), "~hardening.error-leak"),
        ROW("SQL with a star", &row_path, LEAKING("select * from devices"),
            "~hardening.error-leak"),
        ROW("the word select", &row_path, LEAKING("Please select a device from the list."), ""),
        ROW("Oracle", &row_path, LEAKING("ORA-00942: table"), "~hardening.error-leak"),
        ROW("AURORA-01", &row_path, LEAKING("AURORA-01"), ""),
        ROW("a path", &row_path, LEAKING("no such file: /usr/share/x"), "~hardening.error-leak"),
        ROW("an escaped path", &row_path, LEAKING("at \\/home\\/iot\\/x"), "~hardening.error-leak"),
        ROW("a path in unicode escapes", &row_path, LEAKING("at \\u002fhome\\u002Fiot"),
            "~hardening.error-leak"),
        ROW("a trace whose lines end in unicode escapes", &row_path,
            LEAKING("E\\u000a\\u0009at com.x.Y.z(Y.java)"), "~hardening.error-leak"),
        ROW("a path with an escaped letter", &row_path, LEAKING("at /o\\u0070t/iot"),
            "~hardening.error-leak"),
        ROW("an escape past ASCII", &row_path, LEAKING("at \\u012fhome\\u102fiot\\u00afusr"), ""),
        ROW("a cut escape", &row_path, LEAKING("at \\u002"), ""),
        ROW("an escape with a letter past f", &row_path, LEAKING("at \\u001vhome/iot"), ""),
        ROW("a path in escapes alone", &row_path, ANSWER("404 N", "text/plain", "/usr\\/"),
            "~hardening.error-leak"),
        ROW("a path behind an escaped letter of another script", &row_path,
            LEAKING("\\u4e2d/usr/x"), ""),
        ROW("a URL without its scheme", &row_path, LEAKING("see a/usr/share"), ""),
        ROW("a URL", &row_path, LEAKING("see https://docs.example/home/errors"), ""),
        ROW("a Windows path", &row_path, LEAKING("C:\\\\iot\\\\x"), "~hardening.error-leak"),
        ROW("a page", &row_path, ANSWER("400 B", "text/html", "<!DOCTYPE HTML><p>x"),
            "~hardening.error-leak"),
        ROW("a page where data should be", &row_path, ANSWER("200 OK", "text/html", "<html>/usr/"),
            "~hardening.path"),
        ROW("on another row as well", &row_unknown_device, LEAKING("SQLSTATE 42P01"),
            "~error.description ~hardening.error-leak"),
        ROW("a 400 in cleartext", &row_cleartext, ANSWER("400 B", "text/html", "<html>"), ""),
    };
    CHECK_ROWS(rows);
}

/* What an answer is blamed for whose body is `size` bytes long and ends in SQL. */
static struct blamed judge_leak_at_end(size_t size) {
    static const char sign[] = "SQLSTATE";
    static char body[65536 + 2];
    struct judge_rules rules = fixture_rules();
    struct findings findings = {0};
    struct observation seen;
    memset(body, ' ', sizeof body);
    memcpy(body + size - (sizeof sign - 1), sign, sizeof sign - 1);
    struct exchange exchange = fixture_exchange(ANSWER("404 N", "text/plain", ""));
    exchange.framed = bytes_of(body, size);
    assert_int_equal(judge_exchange(&rules, &row_path, &exchange, &findings, &seen), STATUS_OK);
    struct blamed blamed = blamed_in(&findings);
    findings_clean_up(&findings);
    return blamed;
}

static void test_error_leak__is_looked_for_in_64_kib(void **state) {
    (void)state;
    assert_string_equal(judge_leak_at_end(65536).text, "~hardening.error-leak");
    assert_string_equal(judge_leak_at_end(65536 + 1).text, "");
}

static void test_hardening__asks_for_little(void **state) {
    (void)state;
    static const struct verdict_row rows[] = {
        ROW("path, 400", &row_path, EMPTY_ANSWER("400 Bad"), ""),
        ROW("path, 404 with an undocumented code", &row_path, CODED("404 N", "1", "x"), ""),
        ROW("path, data", &row_path, OK_200, "~hardening.path"),
        ROW("path, 500", &row_path, CODED("500 E", "50252", TEXT_50252), "~hardening.path"),
        ROW("path, redirect", &row_path, EMPTY_ANSWER("301 Moved"), "~hardening.path"),
        ROW("post, 405", &row_post, EMPTY_ANSWER("405 Method Not Allowed"), ""),
        ROW("post, 501", &row_post, EMPTY_ANSWER("501 Not Implemented"), ""),
        ROW("post, 404", &row_post, EMPTY_ANSWER("404 Not Found"), ""),
        ROW("post, 500", &row_post, EMPTY_ANSWER("500 Error"), "~hardening.method"),
        ROW("post, 200", &row_post, OK_200, "~hardening.method"),
        ROW("post, redirect", &row_post, EMPTY_ANSWER("302 Found"), "~hardening.method"),
        ROW("repeated, data", &row_repeated, OK_200, ""),
        ROW("repeated, another's data", &row_repeated,
            JSON("200 OK", "{\"deviceId\":\"dev-2\",\"activated\":true,\"name\":\"n\"}"),
            "response.device-id"),
        ROW("repeated, nothing", &row_repeated, JSON("200 OK", "{}"), ""),
        ROW("repeated, a documented shape", &row_repeated, CODED("400 B", "7", "x"), ""),
        ROW("repeated, half a shape", &row_repeated, JSON("400 B", "{\"error_code\":\"7\"}"),
            "error.body"),
        ROW("repeated, a gateway's page", &row_repeated, ANSWER("400 B", "text/plain", "bad"),
            "~hardening.input"),
        ROW("repeated, broken JSON", &row_repeated, JSON("400 B", "{"), "response.json"),
        ROW("repeated, 400 in a coding", &row_repeated, GZIPPED("400 B"), "response.json"),
        ROW("repeated, 500 in a coding", &row_repeated, GZIPPED("500 E"),
            "response.json ~hardening.input"),
        ROW("repeated, 500", &row_repeated, CODED("500 E", "50252", TEXT_50252),
            "~hardening.input"),
        ROW("repeated, redirect", &row_repeated, EMPTY_ANSWER("302 Found"), "~hardening.input"),
        ROW("cleartext, 400", &row_cleartext, EMPTY_ANSWER("400 Bad"), ""),
        ROW("cleartext, redirect", &row_cleartext, EMPTY_ANSWER("301 Moved"), ""),
        ROW("cleartext, data", &row_cleartext, OK_200, "~hardening.cleartext"),
        ROW("cleartext, 200 in a coding", &row_cleartext, GZIPPED("200 OK"), "response.json"),
        ROW("cleartext, a documented error", &row_cleartext, REFUSED_1010005,
            "~hardening.cleartext"),
        ROW("cleartext, an undocumented error", &row_cleartext, CODED("400 B", "1", "x"), ""),
        ROW("cleartext, a page", &row_cleartext, ANSWER("200 OK", "text/html", "hello"), ""),
        ROW("old TLS, data", &row_tls, OK_200, "~hardening.tls-version"),
    };
    CHECK_ROWS(rows);
}

struct outcome_row {
    const char *name;
    const struct case_row *row;
    enum exchange_outcome outcome;
    const char *tls_version;
    const char *blamed;
    bool is_unproven;
};

static void test_transport_rows__take_a_closed_connection_for_a_refusal(void **state) {
    (void)state;
    static const struct outcome_row rows[] = {
        {"cleartext closed", &row_cleartext, OUTCOME_CLOSED, "", "", false},
        {"cleartext garbage", &row_cleartext, OUTCOME_MALFORMED, "", "", false},
        {"cleartext silence", &row_cleartext, OUTCOME_TIMED_OUT, "", "", false},
        {"cleartext unreachable", &row_cleartext, OUTCOME_UNREACHABLE, "", "", true},
        {"old TLS refused", &row_tls, OUTCOME_TLS_REFUSED, "", "", false},
        {"old TLS closed", &row_tls, OUTCOME_CLOSED, "", "", false},
        {"old TLS not offered", &row_tls, OUTCOME_TLS_LOCAL, "", "", true},
        {"old TLS timed out", &row_tls, OUTCOME_TIMED_OUT, "", "", true},
        {"old TLS, then closed", &row_tls, OUTCOME_CLOSED, "TLSv1", "~hardening.tls-version",
         false},
        {"old TLS, untrusted", &row_tls, OUTCOME_TLS_UNTRUSTED, "", "~hardening.tls-version",
         false},
    };
    int failures = 0;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct judge_rules rules = fixture_rules();
        struct findings findings = {0};
        struct observation seen;
        struct exchange exchange = fixture_exchange("");
        exchange.outcome = rows[i].outcome;
        snprintf(exchange.tls.version, sizeof exchange.tls.version, "%s", rows[i].tls_version);
        assert_int_equal(judge_exchange(&rules, rows[i].row, &exchange, &findings, &seen),
                         STATUS_OK);
        struct blamed blamed = blamed_in(&findings);
        if (strcmp(blamed.text, rows[i].blamed) != 0 ||
            (seen.unproven != NULL) != rows[i].is_unproven) {
            failures += fixture_complain(rows[i].name, rows[i].blamed, blamed.text);
        }
        findings_clean_up(&findings);
    }
    assert_int_equal(failures, 0);
}

static struct blamed judge_head(const char *answer) {
    struct judge_rules rules = fixture_rules();
    struct findings findings = {0};
    struct observation seen;
    struct exchange exchange = fixture_exchange(answer);
    exchange.method = bytes_of_text("HEAD");
    assert_int_equal(judge_exchange(&rules, &row_head, &exchange, &findings, &seen), STATUS_OK);
    struct blamed blamed = blamed_in(&findings);
    findings_clean_up(&findings);
    return blamed;
}

static void test_head__has_no_body(void **state) {
    (void)state;
    assert_string_equal(judge_head("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                                   "Content-Length: 48\r\n\r\n")
                            .text,
                        "");
    assert_string_equal(judge_head("HTTP/1.1 200 OK\r\nContent-Length: 48\r\n\r\n").text, "");
    assert_string_equal(judge_head("HTTP/1.1 405 No\r\nContent-Type: text/html\r\n\r\n").text, "");
    assert_string_equal(judge_head(OK_200).text, "response.framing");
}

struct echo_row {
    const char *name;
    enum exchange_part part;
    const char *blamed;
};

static void test_secret_echo__is_what_was_redacted_in_the_answer(void **state) {
    (void)state;
    static const struct echo_row rows[] = {
        {"url", PART_URL, ""},
        {"sent", PART_SENT, ""},
        {"head", PART_HEAD, "~hardening.secret-echo"},
        {"framed", PART_FRAMED, "~hardening.secret-echo"},
        {"body", PART_BODY, "~hardening.secret-echo"},
    };
    int failures = 0;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct judge_rules rules = fixture_rules();
        struct findings findings = {0};
        struct observation seen;
        struct redaction redaction = {rows[i].part, SECRET_APP_KEY, 3, 9};
        struct exchange exchange = fixture_exchange(OK_200);
        exchange.redactions = &redaction;
        exchange.redaction_count = 1;
        assert_int_equal(judge_exchange(&rules, &row_prototype, &exchange, &findings, &seen),
                         STATUS_OK);
        struct blamed blamed = blamed_in(&findings);
        if (strcmp(blamed.text, rows[i].blamed) != 0) {
            failures += fixture_complain(rows[i].name, rows[i].blamed, blamed.text);
        }
        findings_clean_up(&findings);
    }
    assert_int_equal(failures, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cache__blames_what_shared_caches_may_store),
        cmocka_unit_test(test_cache__asks_for_authorized_requests_alone),
        cmocka_unit_test(test_error_leak__tells_traces_from_ordinary_words),
        cmocka_unit_test(test_error_leak__is_looked_for_in_64_kib),
        cmocka_unit_test(test_hardening__asks_for_little),
        cmocka_unit_test(test_transport_rows__take_a_closed_connection_for_a_refusal),
        cmocka_unit_test(test_head__has_no_body),
        cmocka_unit_test(test_secret_echo__is_what_was_redacted_in_the_answer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
