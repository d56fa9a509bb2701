#include "rig.h"

static const struct script cleartext_refusal = {
    .pieces = {"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"},
    .is_without_reading = true,
    .end = END_CLOSE};
static const struct script closing = {
    .pieces = {""}, .pause_ms = 20, .is_without_reading = true, .end = END_CLOSE};
static const struct script resetting = {
    .pieces = {""}, .pause_ms = 20, .is_without_reading = true, .end = END_RESET};
static const struct script mute = {.end = END_HOLD};

struct tls_row {
    const char *name;
    const struct script *script; /* NULL: an ordinary answer */
    const char *host;            /* NULL: 127.0.0.1 */
    const char *version;         /* NULL: no handshake was finished */
    enum responder_tls peer;
    enum transport transport;
    enum exchange_outcome outcome;
    bool is_stranger; /* another CA vouches for it than the one we trust */
};

static const struct tls_row tls_rows[] = {
    {.name = "TLS 1.3", .peer = RESPONDER_TLS, .outcome = OUTCOME_COMPLETE, .version = "TLSv1.3"},
    {.name = "TLS 1.2",
     .peer = RESPONDER_TLS_1_2_ONLY,
     .outcome = OUTCOME_COMPLETE,
     .version = "TLSv1.2"},
    {.name = "a certificate nobody vouches for",
     .peer = RESPONDER_TLS,
     .is_stranger = true,
     .outcome = OUTCOME_TLS_UNTRUSTED},
    {.name = "a certificate for another host",
     .peer = RESPONDER_TLS,
     .host = "localhost",
     .outcome = OUTCOME_TLS_UNTRUSTED},
    {.name = "cleartext where TLS is spoken",
     .peer = RESPONDER_CLEARTEXT,
     .script = &cleartext_refusal,
     .outcome = OUTCOME_MALFORMED},
    {.name = "TLS 1.0 where it is accepted",
     .peer = RESPONDER_TLS_1_0,
     .transport = TRANSPORT_TLS_1_0,
     .outcome = OUTCOME_COMPLETE,
     .version = "TLSv1"},
    {.name = "TLS 1.0 where it is refused",
     .peer = RESPONDER_TLS,
     .transport = TRANSPORT_TLS_1_0,
     .outcome = OUTCOME_TLS_REFUSED},
    {.name = "TLS 1.1 where it is refused",
     .peer = RESPONDER_TLS,
     .transport = TRANSPORT_TLS_1_1,
     .outcome = OUTCOME_TLS_REFUSED},
    {.name = "a peer that closes",
     .peer = RESPONDER_CLEARTEXT,
     .script = &closing,
     .transport = TRANSPORT_TLS_1_1,
     .outcome = OUTCOME_TLS_REFUSED},
    {.name = "a peer that resets",
     .peer = RESPONDER_CLEARTEXT,
     .script = &resetting,
     .transport = TRANSPORT_TLS_1_0,
     .outcome = OUTCOME_TLS_REFUSED},
    {.name = "a peer that says nothing to our hello",
     .peer = RESPONDER_CLEARTEXT,
     .script = &mute,
     .transport = TRANSPORT_TLS_1_0,
     .outcome = OUTCOME_TIMED_OUT},
    {.name = "TLS 1.2 where only 1.0 is offered",
     .peer = RESPONDER_TLS_1_0,
     .outcome = OUTCOME_TLS_REFUSED},
};

static bool is_met(const struct tls_row *row, const struct kept *kept) {
    bool is_finished = row->version != NULL;
    return rig_is_outcome(row->name, row->outcome, kept) &&
           strcmp(kept->tls.version, is_finished ? row->version : "") == 0 &&
           strlen(kept->tls.certificate_sha256) == (is_finished ? 64 : 0) &&
           (kept->timing.secured_us >= 0) == is_finished;
}

static bool holds_tls_row(const struct tls_row *row, const char *strange_ca_file) {
    struct responder *responder =
        rig_start(row->script == NULL ? &rig_ordinary : row->script, row->peer);
    char *own = row->peer == RESPONDER_CLEARTEXT ? NULL : responder_write_certificate(responder);
    struct engine_options options = rig_options();
    options.ca_file = row->is_stranger || own == NULL ? strange_ca_file : own;
    struct line_up line_up = rig_line_up(responder, 2);
    line_up.scheme = "https";
    line_up.host = row->host;
    line_up.transport = row->transport;
    enum status status = rig_run(&options, &line_up);
    bool holds = status == STATUS_OK && rig_recorded.count == 2 &&
                 is_met(row, &rig_recorded.kept[0]) && is_met(row, &rig_recorded.kept[1]);
    if (!holds) {
        print_error("failed: %s: %s\n", row->name, rig_diagnostic.text);
    }
    rig_forget();
    responder_stop(responder);
    rig_remove(own);
    return holds;
}

static void test_handshake__tells_what_became_of_the_handshake(void **state) {
    (void)state;
    struct responder *stranger = rig_start(&rig_ordinary, RESPONDER_TLS);
    char *ca_file = responder_write_certificate(stranger);
    unsigned failures = 0;
    for (size_t i = 0; i < COUNT(tls_rows); i++) {
        failures += !holds_tls_row(&tls_rows[i], ca_file);
    }
    rig_remove(ca_file);
    responder_stop(stranger);
    assert_int_equal(failures, 0);
}

static void test_handshake__shows_the_client_certificate(void **state) {
    (void)state;
    static const struct {
        const char *name, *password;
        enum status status; /* of engine_new */
        enum exchange_outcome outcome;
    } rows[] = {
        {"with certificate and password", "key password", STATUS_OK, OUTCOME_COMPLETE},
        {"with a wrong password", "wrong password", STATUS_INVALID, OUTCOME_COUNT},
        {"without the password", NULL, STATUS_INVALID, OUTCOME_COUNT},
    };
    struct responder *responder = rig_start(&rig_ordinary, RESPONDER_TLS_MUTUAL);
    char *certificate = responder_write_certificate(responder);
    char *key = responder_write_key(responder, "key password");
    unsigned failures = 0;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct engine_options options = rig_options();
        options.ca_file = certificate;
        options.client_cert_file = certificate;
        options.client_key_file = key;
        options.client_key_password = rows[i].password;
        struct line_up line_up = rig_line_up(responder, 1);
        line_up.scheme = "https";
        enum status status = rig_run(&options, &line_up);
        bool is_met = status == rows[i].status &&
                      (status == STATUS_OK
                           ? rig_is_outcome(rows[i].name, rows[i].outcome, &rig_recorded.kept[0])
                           : strstr(rig_diagnostic.text, key) != NULL);
        if (!is_met) {
            print_error("failed: %s: %s\n", rows[i].name, rig_diagnostic.text);
            failures++;
        }
        rig_forget();
    }
    responder_stop(responder);
    rig_remove(certificate);
    rig_remove(key);
    assert_int_equal(failures, 0);
}

/* TLS 1.3 tells the lack of a certificate only when our side of the handshake is over, and closes:
   the alert may be lost with the reset that our request draws. */
static void test_handshake__is_refused_without_the_client_certificate(void **state) {
    (void)state;
    struct responder *responder = rig_start(&rig_ordinary, RESPONDER_TLS_MUTUAL);
    char *certificate = responder_write_certificate(responder);
    struct engine_options options = rig_options();
    options.ca_file = certificate;
    struct line_up line_up = rig_line_up(responder, 1);
    line_up.scheme = "https";
    assert_int_equal(rig_run(&options, &line_up), STATUS_OK);
    enum exchange_outcome outcome = rig_recorded.kept[0].outcome;
    assert_true(outcome == OUTCOME_TLS_REFUSED || outcome == OUTCOME_CLOSED);
    assert_int_equal(responder_requests(responder), 0);
    rig_forget();
    responder_stop(responder);
    rig_remove(certificate);
}

static void test_engine_new__names_a_file_that_cannot_be_used(void **state) {
    (void)state;
    static const char not_pem[] = "/etc/passwd";
    static const char missing[] = "/nonexistent/me.pem";
    const struct {
        const char *name, *ca_file, *cert_file, *key_file, *named;
    } rows[] = {
        {"a CA that is not one", not_pem, NULL, NULL, not_pem},
        {"a CA that is missing", missing, NULL, NULL, missing},
        {"a certificate that is not one", NULL, not_pem, not_pem, not_pem},
        {"a certificate that is missing", NULL, missing, NULL, missing},
    };
    unsigned failures = 0;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct engine_options options = rig_options();
        options.ca_file = rows[i].ca_file;
        options.client_cert_file = rows[i].cert_file;
        options.client_key_file = rows[i].key_file;
        struct engine *engine = NULL;
        enum status status = engine_new(&options, &engine, &rig_diagnostic);
        if (status != STATUS_INVALID || strstr(rig_diagnostic.text, rows[i].named) == NULL) {
            print_error("failed: %s: %s\n", rows[i].name, rig_diagnostic.text);
            failures++;
        }
    }
    assert_int_equal(failures, 0);
}

int main(void) {
    signal(SIGPIPE, SIG_IGN);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_handshake__tells_what_became_of_the_handshake),
        cmocka_unit_test(test_handshake__shows_the_client_certificate),
        cmocka_unit_test(test_handshake__is_refused_without_the_client_certificate),
        cmocka_unit_test(test_engine_new__names_a_file_that_cannot_be_used),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
