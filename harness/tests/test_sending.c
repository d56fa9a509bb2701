#include "rig.h"

static void test_sending__sends_no_more_than_it_was_given(void **state) {
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
    static const struct script no_content = {.pieces = {"HTTP/1.1 204 No Content\r\n\r\n"}};
    unsigned failures = 0;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct responder *responder = rig_start(&no_content, RESPONDER_CLEARTEXT);
        struct engine_options options = rig_options();
        struct line_up line_up = rig_line_up(responder, 1);
        line_up.method = rows[i].method;
        line_up.body = rows[i].body;
        assert_int_equal(rig_run(&options, &line_up), STATUS_OK);
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
        failures +=
            !rig_is_text(rows[i].name, "sent", buffer_text(&expected), &rig_recorded.kept[0].sent);
        buffer_clean_up(&expected);
        rig_forget();
        responder_stop(responder);
    }
    assert_int_equal(failures, 0);
}

static void test_sending__takes_no_proxy_from_the_environment(void **state) {
    (void)state;
    static const char *const names[] = {"http_proxy", "https_proxy", "HTTPS_PROXY", "ALL_PROXY"};
    for (size_t i = 0; i < COUNT(names); i++) {
        setenv(names[i], "http://127.0.0.1:1", 1);
    }
    struct responder *responder = rig_start(&rig_ordinary, RESPONDER_CLEARTEXT);
    struct engine_options options = rig_options();
    struct line_up line_up = rig_line_up(responder, 1);
    assert_int_equal(rig_run(&options, &line_up), STATUS_OK);
    assert_int_equal(rig_recorded.kept[0].outcome, OUTCOME_COMPLETE);
    rig_forget();
    responder_stop(responder);
    for (size_t i = 0; i < COUNT(names); i++) {
        unsetenv(names[i]);
    }
}

/* The proxy's script answers the CONNECT, and then plays the endpoint behind it. */
static void test_sending__gives_the_proxy_no_header_and_records_nothing_of_it(void **state) {
    (void)state;
    static const struct script connect = {.pieces = {"HTTP/1.1 200 Sure\r\nVia: me\r\n\r\n"}};
    struct responder *proxy = rig_start(&connect, RESPONDER_CLEARTEXT);
    responder_then(proxy, &rig_ordinary);
    char url[64];
    snprintf(url, sizeof url, "http://127.0.0.1:%u", responder_port(proxy));
    struct engine_options options = rig_options();
    options.proxy = url;
    struct line_up line_up = rig_line_up(proxy, 1);
    line_up.port = 9;
    assert_int_equal(rig_run(&options, &line_up), STATUS_OK);
    const struct kept *kept = &rig_recorded.kept[0];
    assert_int_equal(kept->outcome, OUTCOME_COMPLETE);
    assert_string_equal(buffer_text(&kept->head), OK_5);
    assert_memory_equal(buffer_text(&kept->sent), "GET /a/../", 10);
    assert_null(strstr(responder_first_request(proxy), "app_key"));
    assert_non_null(strstr(responder_first_request(proxy), "CONNECT 127.0.0.1:9"));
    rig_forget();
    responder_stop(proxy);
}

static void test_sending__tells_an_endpoint_behind_a_refusing_proxy_unreachable(void **state) {
    (void)state;
    static const struct script refusal = {
        .pieces = {"HTTP/1.1 403 No\r\nContent-Length: 2\r\n\r\nno"}};
    struct responder *proxy = rig_start(&refusal, RESPONDER_CLEARTEXT);
    char url[64];
    snprintf(url, sizeof url, "http://127.0.0.1:%u", responder_port(proxy));
    struct engine_options options = rig_options();
    options.proxy = url;
    struct line_up line_up = rig_line_up(proxy, 1);
    line_up.port = 9;
    assert_int_equal(rig_run(&options, &line_up), STATUS_OK);
    assert_int_equal(rig_recorded.kept[0].outcome, OUTCOME_UNREACHABLE);
    assert_int_equal(rig_recorded.kept[0].head.size + rig_recorded.kept[0].framed.size, 0);
    rig_forget();
    responder_stop(proxy);
}

int main(void) {
    signal(SIGPIPE, SIG_IGN);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sending__sends_no_more_than_it_was_given),
        cmocka_unit_test(test_sending__takes_no_proxy_from_the_environment),
        cmocka_unit_test(test_sending__gives_the_proxy_no_header_and_records_nothing_of_it),
        cmocka_unit_test(test_sending__tells_an_endpoint_behind_a_refusing_proxy_unreachable),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
