#include "rig.h"

/* ---- connections ---- */

static void test_engine__uses_a_connection_again(void **state) {
    (void)state;
    struct responder *responder = rig_start(&rig_ordinary, RESPONDER_CLEARTEXT);
    struct engine_options options = rig_options();
    struct line_up line_up = rig_line_up(responder, 20);
    assert_int_equal(rig_run(&options, &line_up), STATUS_OK);
    assert_int_equal(rig_recorded.count, 20);
    assert_int_equal(responder_connections(responder), 1);
    rig_forget();
    responder_stop(responder);
}

static void test_engine__makes_no_more_connections_than_allowed(void **state) {
    (void)state;
    static const struct script slow = {.pieces = {OK_5, "hello"}, .pause_ms = 15};
    struct responder *responder = rig_start(&slow, RESPONDER_CLEARTEXT);
    struct engine_options options = rig_options();
    options.parallel = 3;
    struct line_up line_up = rig_line_up(responder, 24);
    assert_int_equal(rig_run(&options, &line_up), STATUS_OK);
    assert_int_equal(rig_recorded.count, 24);
    assert_int_equal(responder_most_at_once(responder), 3);
    assert_int_equal(responder_connections(responder), 3);
    rig_forget();
    responder_stop(responder);
}

static void test_engine__blames_excess_on_the_exchange_that_brought_it(void **state) {
    (void)state;
    static const enum responder_tls kinds[] = {RESPONDER_CLEARTEXT, RESPONDER_TLS};
    static const struct script excess = {.pieces = {OK_5, "helloMORE"}, .pause_ms = 10};
    for (size_t i = 0; i < COUNT(kinds); i++) {
        struct responder *responder = rig_start(&excess, kinds[i]);
        char *ca_file = kinds[i] == RESPONDER_TLS ? responder_write_certificate(responder) : NULL;
        struct engine_options options = rig_options();
        options.ca_file = ca_file;
        struct line_up line_up = rig_line_up(responder, 4);
        line_up.scheme = kinds[i] == RESPONDER_TLS ? "https" : "http";
        assert_int_equal(rig_run(&options, &line_up), STATUS_OK);
        for (size_t k = 0; k < 4; k++) {
            assert_int_equal(rig_recorded.kept[k].outcome, OUTCOME_COMPLETE);
            assert_string_equal(buffer_text(&rig_recorded.kept[k].framed), "helloMORE");
        }
        rig_forget();
        responder_stop(responder);
        rig_remove(ca_file);
    }
}

/* The late bytes come when nobody is asking: the connection is given up, and nobody is blamed. */
static void test_engine__sends_nothing_over_a_connection_on_which_something_waits(void **state) {
    (void)state;
    static const enum responder_tls kinds[] = {RESPONDER_CLEARTEXT, RESPONDER_TLS};
    static const struct script late = {.pieces = {OK_5 "hello", "LATE"}, .pause_ms = 30};
    for (size_t i = 0; i < COUNT(kinds); i++) {
        struct responder *responder = rig_start(&late, kinds[i]);
        char *ca_file = kinds[i] == RESPONDER_TLS ? responder_write_certificate(responder) : NULL;
        struct engine_options options = rig_options();
        options.ca_file = ca_file;
        options.allowance = 1;
        options.window_us = 20000;
        struct line_up line_up = rig_line_up(responder, 3);
        line_up.scheme = kinds[i] == RESPONDER_TLS ? "https" : "http";
        assert_int_equal(rig_run(&options, &line_up), STATUS_OK);
        for (size_t k = 0; k < 3; k++) {
            assert_int_equal(rig_recorded.kept[k].outcome, OUTCOME_COMPLETE);
            assert_string_equal(buffer_text(&rig_recorded.kept[k].framed), "hello");
        }
        assert_int_equal(responder_connections(responder), 3);
        assert_int_equal(responder_requests(responder), 3);
        rig_forget();
        responder_stop(responder);
        rig_remove(ca_file);
    }
}

static void test_engine__uses_a_tls_connection_again(void **state) {
    (void)state;
    struct responder *responder = rig_start(&rig_ordinary, RESPONDER_TLS);
    char *ca_file = responder_write_certificate(responder);
    struct engine_options options = rig_options();
    options.ca_file = ca_file;
    struct line_up line_up = rig_line_up(responder, 20);
    line_up.scheme = "https";
    assert_int_equal(rig_run(&options, &line_up), STATUS_OK);
    assert_int_equal(rig_recorded.count, 20);
    assert_int_equal(responder_connections(responder), 1);
    for (size_t i = 0; i < 20; i++) {
        assert_string_equal(rig_recorded.kept[i].tls.version, "TLSv1.3");
        assert_string_equal(rig_recorded.kept[i].tls.certificate_sha256,
                            rig_recorded.kept[0].tls.certificate_sha256);
    }
    rig_forget();
    responder_stop(responder);
    rig_remove(ca_file);
}

static void test_engine__tries_again_where_a_kept_connection_was_closed(void **state) {
    (void)state;
    static const struct script closing = {.end = END_CLOSE};
    struct responder *responder = rig_start(&rig_ordinary, RESPONDER_CLEARTEXT);
    responder_then(responder, &closing);
    struct engine_options options = rig_options();
    struct line_up line_up = rig_line_up(responder, 3);
    assert_int_equal(rig_run(&options, &line_up), STATUS_OK);
    for (size_t i = 0; i < 3; i++) {
        const char *sent = buffer_text(&rig_recorded.kept[i].sent);
        assert_int_equal(rig_recorded.kept[i].outcome, OUTCOME_COMPLETE);
        assert_string_equal(buffer_text(&rig_recorded.kept[i].framed), "hello");
        assert_null(strstr(sent + 1, "GET "));
    }
    rig_forget();
    responder_stop(responder);
}

/* Two places, both used up once the first request was answered and the second lost. */
static void test_engine__counts_each_time_that_a_request_goes_out(void **state) {
    (void)state;
    static const int64_t window_us = INT64_C(4) * 3600 * 1000000;
    static const struct script closing = {.end = END_CLOSE};
    struct responder *responder = rig_start(&rig_ordinary, RESPONDER_CLEARTEXT);
    responder_then(responder, &closing);
    struct clock_lead lead = {0};
    struct engine_options options = rig_options();
    options.clock = clock_skipping(&lead);
    options.parallel = 1;
    options.allowance = 2;
    options.window_us = window_us;
    struct line_up line_up = rig_line_up(responder, 2);
    assert_int_equal(rig_run(&options, &line_up), STATUS_OK);
    assert_int_equal(rig_recorded.count, 2);
    assert_int_equal(rig_recorded.kept[1].outcome, OUTCOME_COMPLETE);
    assert_true(lead.lead_us > window_us);
    rig_forget();
    responder_stop(responder);
}

static void test_engine__shares_a_burst_among_connections(void **state) {
    (void)state;
    enum { BURST = 17 };
    struct responder *responder = rig_start(&rig_ordinary, RESPONDER_CLEARTEXT);
    struct engine_options options = rig_options();
    options.parallel = 1;
    options.allowance = 8;
    options.window_us = 60000000;
    struct line_up line_up = rig_line_up(responder, BURST);
    line_up.unpaced = BURST;
    assert_int_equal(rig_run(&options, &line_up), STATUS_OK);
    assert_int_equal(rig_recorded.count, BURST);
    assert_int_equal(responder_connections(responder), (BURST + 1) / 2);
    rig_forget();
    responder_stop(responder);
}

static void test_engine__gives_cleartext_and_bodies_a_connection_of_their_own(void **state) {
    (void)state;
    static const struct {
        const char *name, *body;
        enum transport transport;
    } rows[] = {{"cleartext", NULL, TRANSPORT_CLEARTEXT}, {"a body", "a=b", TRANSPORT_TLS}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct responder *responder = rig_start(&rig_ordinary, RESPONDER_CLEARTEXT);
        struct engine_options options = rig_options();
        struct line_up line_up = rig_line_up(responder, 3);
        line_up.transport = rows[i].transport;
        line_up.body = rows[i].body;
        line_up.method = rows[i].body == NULL ? "GET" : "POST";
        assert_int_equal(rig_run(&options, &line_up), STATUS_OK);
        assert_int_equal(responder_connections(responder), 3);
        rig_forget();
        responder_stop(responder);
    }
}

static void test_engine__tells_a_port_where_nobody_listens_unreachable(void **state) {
    (void)state;
    struct responder *responder = rig_start(&rig_ordinary, RESPONDER_CLEARTEXT);
    struct line_up line_up = rig_line_up(responder, 1);
    responder_stop(responder);
    struct engine_options options = rig_options();
    assert_int_equal(rig_run(&options, &line_up), STATUS_OK);
    assert_int_equal(rig_recorded.kept[0].outcome, OUTCOME_UNREACHABLE);
    assert_int_equal(rig_recorded.kept[0].timing.connected_us, -1);
    rig_forget();
}

static void test_engine__measures_each_step(void **state) {
    (void)state;
    static const struct script slow = {.pieces = {OK_5, "hello"}, .pause_ms = 30};
    struct responder *responder = rig_start(&slow, RESPONDER_CLEARTEXT);
    struct engine_options options = rig_options();
    struct line_up line_up = rig_line_up(responder, 1);
    assert_int_equal(rig_run(&options, &line_up), STATUS_OK);
    const struct exchange_timing *timing = &rig_recorded.kept[0].timing;
    assert_true(timing->connected_us >= 0);
    assert_int_equal(timing->secured_us, -1);
    assert_true(timing->first_byte_us >= timing->connected_us);
    assert_true(timing->total_us >= timing->first_byte_us + 20000);
    rig_forget();
    responder_stop(responder);
}

/* ---- pace ---- */

static void count_wait(void *context, int64_t left_us) {
    assert_true(left_us > 0);
    ++*(unsigned *)context;
}

static void test_engine__waits_for_the_allowance(void **state) {
    (void)state;
    enum { LIMIT = 5, CALLS = 16, WINDOW_US = 200000 };
    struct responder *responder = rig_start(&rig_ordinary, RESPONDER_CLEARTEXT);
    struct engine_options options = rig_options();
    unsigned waits = 0;
    options.parallel = 3;
    options.allowance = LIMIT;
    options.window_us = WINDOW_US;
    options.on_wait = count_wait;
    options.on_wait_context = &waits;
    struct line_up line_up = rig_line_up(responder, CALLS);
    assert_int_equal(rig_run(&options, &line_up), STATUS_OK);
    assert_int_equal(rig_recorded.count, CALLS);
    for (unsigned i = 0; i + LIMIT < CALLS; i++) {
        assert_true(line_up.given_us[i + LIMIT] - line_up.given_us[i] > WINDOW_US);
    }
    assert_in_range(waits, 3, 12);
    rig_forget();
    responder_stop(responder);
}

static void test_engine__lets_a_burst_pass_and_then_idles(void **state) {
    (void)state;
    enum { BURST = 9, WINDOW_US = 200000 };
    struct responder *responder = rig_start(&rig_ordinary, RESPONDER_CLEARTEXT);
    struct engine_options options = rig_options();
    options.parallel = 2;
    options.allowance = 4;
    options.window_us = WINDOW_US;
    struct line_up line_up = rig_line_up(responder, BURST + 1);
    line_up.unpaced = BURST;
    line_up.idle_after = BURST;
    assert_int_equal(rig_run(&options, &line_up), STATUS_OK);
    assert_int_equal(rig_recorded.count, BURST + 1);
    assert_true(line_up.given_us[BURST - 1] - line_up.given_us[0] < WINDOW_US / 2);
    assert_true(line_up.given_us[BURST] - rig_recorded.kept[BURST - 1].ended_us > WINDOW_US);
    rig_forget();
    responder_stop(responder);
}

/* Sixteen hours of waiting; each call still leaves the window before the one that takes its place.
 */
static void test_engine__skips_what_it_need_not_wait_for(void **state) {
    (void)state;
    enum { CALLS = 5 };
    static const int64_t window_us = INT64_C(4) * 3600 * 1000000;
    struct responder *responder = rig_start(&rig_ordinary, RESPONDER_CLEARTEXT);
    struct clock_lead lead = {0};
    struct engine_options options = rig_options();
    options.clock = clock_skipping(&lead);
    options.allowance = 1;
    options.window_us = window_us;
    struct line_up line_up = rig_line_up(responder, CALLS);
    assert_int_equal(rig_run(&options, &line_up), STATUS_OK);
    assert_int_equal(rig_recorded.count, CALLS);
    assert_true(lead.lead_us > (CALLS - 1) * window_us);
    assert_true(line_up.given_us[CALLS - 1] - line_up.given_us[0] < 5000000);
    rig_forget();
    responder_stop(responder);
}

/* ---- ends ---- */

static void test_engine__stops_at_once_when_told_to(void **state) {
    (void)state;
    static const struct script mute = {.end = END_HOLD};
    static volatile sig_atomic_t stop;
    stop = 0;
    struct responder *responder = rig_start(&mute, RESPONDER_CLEARTEXT);
    struct engine_options options = rig_options();
    options.parallel = 4;
    options.total_timeout_us = 10000000;
    options.stop = &stop;
    struct line_up line_up = rig_line_up(responder, 10);
    line_up.stop = &stop;
    line_up.stop_at = 2;
    int64_t before_us = rig_now_us();
    assert_int_equal(rig_run(&options, &line_up), STATUS_INTERRUPTED);
    assert_true(rig_now_us() - before_us < 1000000);
    assert_in_range(rig_recorded.count, 2, 3);
    for (size_t i = 0; i < rig_recorded.count; i++) {
        assert_int_equal(rig_recorded.kept[i].outcome, OUTCOME_INTERRUPTED);
    }
    rig_forget();
    responder_stop(responder);
}

static void test_engine__has_nothing_under_way_after_its_deadline(void **state) {
    (void)state;
    static const struct script mute = {.end = END_HOLD};
    struct responder *responder = rig_start(&mute, RESPONDER_CLEARTEXT);
    struct engine_options options = rig_options();
    options.parallel = 2;
    options.total_timeout_us = 10000000;
    options.deadline_us = rig_now_us() + 150000;
    struct line_up line_up = rig_line_up(responder, 10);
    assert_int_equal(rig_run(&options, &line_up), STATUS_INTERRUPTED);
    assert_true(rig_now_us() - options.deadline_us < 500000);
    assert_int_equal(rig_recorded.count, 2);
    assert_int_equal(rig_recorded.kept[0].outcome, OUTCOME_INTERRUPTED);
    assert_int_equal(rig_recorded.kept[1].outcome, OUTCOME_INTERRUPTED);
    rig_forget();
    responder_stop(responder);
}

/* A clock that jumps past the deadline at one of the looks at it, whichever that is. */
struct jump {
    unsigned looks_left;
    int64_t deadline_us;
};

static int64_t jumping_now_us(void *context) {
    struct jump *jump = context;
    jump->looks_left -= jump->looks_left > 0;
    return jump->looks_left > 0 ? jump->deadline_us - 10000 : jump->deadline_us + 2000000;
}

static void test_engine__ends_in_order_wherever_the_deadline_finds_it(void **state) {
    (void)state;
    static const struct script mute = {.end = END_HOLD};
    struct responder *responder = rig_start(&mute, RESPONDER_CLEARTEXT);
    for (unsigned looks = 1; looks <= 30; looks++) {
        struct jump jump = {looks, 100000000};
        struct engine_options options = rig_options();
        options.deadline_us = jump.deadline_us;
        options.clock.monotonic_us = jumping_now_us;
        options.clock.context = &jump;
        struct line_up line_up = rig_line_up(responder, 1);
        enum status status = rig_run(&options, &line_up);
        if (status != STATUS_INTERRUPTED && status != STATUS_OK) {
            print_error("after %u looks: %s\n", looks, rig_diagnostic.text);
        }
        assert_true(status == STATUS_INTERRUPTED || status == STATUS_OK);
        rig_forget();
    }
    responder_stop(responder);
}

static void test_engine__ends_when_an_exchange_cannot_be_recorded(void **state) {
    (void)state;
    struct responder *responder = rig_start(&rig_ordinary, RESPONDER_CLEARTEXT);
    struct engine_options options = rig_options();
    options.parallel = 3;
    struct line_up line_up = rig_line_up(responder, 10);
    rig_recorded.fail_at = 2;
    assert_int_equal(rig_run(&options, &line_up), STATUS_IO);
    assert_int_equal(rig_recorded.count, 2);
    rig_forget();
    responder_stop(responder);
}

static void test_engine__ends_when_its_source_fails(void **state) {
    (void)state;
    struct responder *responder = rig_start(&rig_ordinary, RESPONDER_CLEARTEXT);
    struct engine_options options = rig_options();
    struct line_up line_up = rig_line_up(responder, 2);
    line_up.end = SOURCE_FAILED;
    assert_int_equal(rig_run(&options, &line_up), STATUS_INVALID);
    assert_int_equal(rig_recorded.count, 2);
    rig_forget();
    responder_stop(responder);
}

static void test_engine__numbers_exchanges_in_the_order_they_were_sent(void **state) {
    (void)state;
    struct responder *responder = rig_start(&rig_ordinary, RESPONDER_CLEARTEXT);
    struct engine_options options = rig_options();
    options.parallel = 4;
    struct line_up line_up = rig_line_up(responder, 30);
    assert_int_equal(rig_run(&options, &line_up), STATUS_OK);
    bool has_seen[30] = {false};
    for (size_t i = 0; i < 30; i++) {
        assert_in_range(rig_recorded.kept[i].number, 0, 29);
        has_seen[rig_recorded.kept[i].number] = true;
    }
    for (size_t i = 0; i < 30; i++) {
        assert_true(has_seen[i]);
    }
    rig_forget();
    responder_stop(responder);
}

int main(void) {
    signal(SIGPIPE, SIG_IGN);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_engine__uses_a_connection_again),
        cmocka_unit_test(test_engine__uses_a_tls_connection_again),
        cmocka_unit_test(test_engine__makes_no_more_connections_than_allowed),
        cmocka_unit_test(test_engine__blames_excess_on_the_exchange_that_brought_it),
        cmocka_unit_test(test_engine__sends_nothing_over_a_connection_on_which_something_waits),
        cmocka_unit_test(test_engine__tries_again_where_a_kept_connection_was_closed),
        cmocka_unit_test(test_engine__counts_each_time_that_a_request_goes_out),
        cmocka_unit_test(test_engine__shares_a_burst_among_connections),
        cmocka_unit_test(test_engine__gives_cleartext_and_bodies_a_connection_of_their_own),
        cmocka_unit_test(test_engine__tells_a_port_where_nobody_listens_unreachable),
        cmocka_unit_test(test_engine__measures_each_step),
        cmocka_unit_test(test_engine__waits_for_the_allowance),
        cmocka_unit_test(test_engine__lets_a_burst_pass_and_then_idles),
        cmocka_unit_test(test_engine__skips_what_it_need_not_wait_for),
        cmocka_unit_test(test_engine__stops_at_once_when_told_to),
        cmocka_unit_test(test_engine__has_nothing_under_way_after_its_deadline),
        cmocka_unit_test(test_engine__ends_in_order_wherever_the_deadline_finds_it),
        cmocka_unit_test(test_engine__ends_when_an_exchange_cannot_be_recorded),
        cmocka_unit_test(test_engine__ends_when_its_source_fails),
        cmocka_unit_test(test_engine__numbers_exchanges_in_the_order_they_were_sent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
