#include "certificate/envelope.h"
#include "fuzz/oracle.h"
#include "fuzz/oracles/certificate_oracles.h"

/* A refusal has words, one line of them, and leaves nothing behind. */
void certificate_hold_words(enum status status, const struct diagnostic *diagnostic) {
    ORACLE("certificate-status",
           status == STATUS_OK || status == STATUS_INVALID || status == STATUS_NOT_FOUND, "%s",
           status_words(status));
    ORACLE("certificate-words", (status == STATUS_OK) == (diagnostic->text[0] == '\0'),
           "%s: \"%s\"", status_words(status), diagnostic->text);
}

/* Ed25519 is deterministic, so a payload has one certificate: what opens is that one. */
static void check_spelling(const struct certificate *certificate, struct bytes text,
                           const struct key *key) {
    struct buffer again;
    buffer_init(&again, 4 * text.size + 1024);
    SETUP(envelope_write(buffer_view(&certificate->payload), key, &again) == STATUS_OK);
    ORACLE("certificate-one-spelling", bytes_equal(buffer_view(&again), text),
           "another spelling opens");
    buffer_clean_up(&again);
}

bool certificate_opens(struct bytes text, const struct key *key) {
    struct certificate certificate;
    struct diagnostic diagnostic = {""};
    certificate.key_id[0] = '?';
    enum status status = certificate_open(text, "c.json", key, &certificate, &diagnostic);
    certificate_hold_words(status, &diagnostic);
    ORACLE("certificate-untouched", status == STATUS_OK || certificate.key_id[0] == '?',
           "a failure that touches the certificate");
    if (status == STATUS_OK) {
        oracle_count_deep();
        check_spelling(&certificate, text, key);
        certificate_close(&certificate);
    }
    return status == STATUS_OK;
}

void certificate_of_payload(struct bytes payload, const struct key *key) {
    struct buffer text;
    buffer_init(&text, 4 * payload.size + 1024);
    SETUP(envelope_write(payload, key, &text) == STATUS_OK);
    (void)certificate_opens(buffer_view(&text), key);
    buffer_clean_up(&text);
}
