/* Targets certificates (harness/certificate): any bytes as a certificate, as the statement inside
   one, as the report that it is about, and as a key. */
#include "certificate/certificate.h"
#include "certificate/envelope.h"
#include "fuzz/oracle.h"
#include "fuzz/oracles/sample.h"
#include "fuzz/oracles/sweep.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* RFC 8032 section 7.1, test 2. It signs for whoever reads this. */
#define PRIVATE_PEM                                                                                \
    "-----BEGIN PRIVATE KEY-----\n"                                                                \
    "MC4CAQAwBQYDK2VwBCIEIEzNCJso/5banbbDRuwRTg9bijGfNaumJNqM9u1PuKb7\n"                           \
    "-----END PRIVATE KEY-----\n"

enum { SWEEP_ONE_IN = 512, SWEEP_TRIES = 24, UNTOUCHED = 4711 };

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct key *key;

int LLVMFuzzerInitialize(int *argc, char ***argv) {
    (void)argc, (void)argv;
    const struct passphrase none = {NULL, ""};
    SETUP(key_read_private(bytes_of_text(PRIVATE_PEM), "lab.pem", none, &key, NULL) == STATUS_OK);
    return 0;
}

/* A refusal has words, one line of them, and leaves nothing behind. */
static void check_words(enum status status, const struct diagnostic *diagnostic) {
    ORACLE("certificate-status",
           status == STATUS_OK || status == STATUS_INVALID || status == STATUS_NOT_FOUND, "%s",
           status_words(status));
    ORACLE("certificate-words", (status == STATUS_OK) == (diagnostic->text[0] == '\0'),
           "%s: \"%s\"", status_words(status), diagnostic->text);
}

/* Ed25519 is deterministic, so a payload has one certificate: what opens is that one. */
static void check_spelling(const struct certificate *certificate, struct bytes text) {
    struct buffer again;
    buffer_init(&again, 4 * text.size + 1024);
    SETUP(envelope_write(buffer_view(&certificate->payload), key, &again) == STATUS_OK);
    ORACLE("certificate-one-spelling", bytes_equal(buffer_view(&again), text),
           "another spelling opens");
    buffer_clean_up(&again);
}

static bool opens(struct bytes text) {
    struct certificate certificate;
    struct diagnostic diagnostic = {""};
    certificate.key_id[0] = '?';
    enum status status = certificate_open(text, "c.json", key, &certificate, &diagnostic);
    check_words(status, &diagnostic);
    ORACLE("certificate-untouched", status == STATUS_OK || certificate.key_id[0] == '?',
           "a failure that touches the certificate");
    if (status == STATUS_OK) {
        oracle_count_deep();
        check_spelling(&certificate, text);
        certificate_close(&certificate);
    }
    return status == STATUS_OK;
}

/* The right key may have signed anything. */
static void check_statement(struct bytes payload) {
    struct buffer text;
    buffer_init(&text, 4 * payload.size + 1024);
    SETUP(envelope_write(payload, key, &text) == STATUS_OK);
    (void)opens(buffer_view(&text));
    buffer_clean_up(&text);
}

static void fill_files(struct bytes report, struct bytes out_files[SUBJECT_COUNT]) {
    out_files[SUBJECT_REPORT] = report;
    out_files[SUBJECT_EVIDENCE] = bytes_of_text("{\"log\":{\"entries\":[]}}\n");
    out_files[SUBJECT_TARGET] = bytes_of_text("{\"endpoint\":\"https://h\"}\n");
}

static void check_holds(struct bytes text, const struct bytes files[SUBJECT_COUNT]) {
    struct certificate certificate;
    struct diagnostic diagnostic = {""};
    ORACLE("certificate-holds",
           certificate_open(text, "c.json", key, &certificate, &diagnostic) == STATUS_OK, "%s",
           diagnostic.text);
    for (size_t i = 0; i < SUBJECT_COUNT; i++) {
        ORACLE("certificate-holds",
               certificate_check_file(&certificate, (enum subject)i, files[i], &diagnostic) ==
                   STATUS_OK,
               "%s", diagnostic.text);
    }
    ORACLE("certificate-holds",
           certificate_check_statement(&certificate, files[SUBJECT_REPORT], &diagnostic) ==
               STATUS_OK,
           "%s", diagnostic.text);
    certificate_close(&certificate);
}

/* One bit, drawn by lot. */
static void check_flip(struct bytes text) {
    uint8_t *copy = oracle_exact_copy(text.data, text.size);
    SETUP(copy != NULL);
    uint64_t bit = sample_hash(text) % (8 * (uint64_t)text.size);
    copy[bit / 8] = (uint8_t)(copy[bit / 8] ^ (1U << bit % 8));
    ORACLE("certificate-flip", !opens(bytes_of(copy, text.size)), "bit %llu can be flipped",
           (unsigned long long)bit);
    free(copy);
}

static void check_report(struct bytes report) {
    struct bytes files[SUBJECT_COUNT];
    struct buffer text;
    struct diagnostic diagnostic = {""};
    fill_files(report, files);
    buffer_init(&text, CERTIFICATE_LIMIT_BYTES);
    enum status status = certificate_sign(files, key, &text, &diagnostic);
    check_words(status, &diagnostic);
    ORACLE("certificate-untouched", status == STATUS_OK || text.size == 0,
           "a failure that leaves text behind");
    if (status == STATUS_OK) {
        oracle_count_deep();
        check_holds(buffer_view(&text), files);
        check_flip(buffer_view(&text));
    }
    buffer_clean_up(&text);
}

static void check_keys(struct bytes pem) {
    const struct passphrase passphrase = {"open-sesame", "PASSPHRASE"};
    struct diagnostic diagnostic = {""};
    struct key *read = NULL;
    struct buffer again;
    buffer_init(&again, KEY_PEM_LIMIT_BYTES);
    enum status status = key_read_private(pem, "lab.pem", passphrase, &read, &diagnostic);
    check_words(status, &diagnostic);
    key_destroy(read);
    diagnostic.text[0] = '\0';
    read = NULL;
    status = key_read_public(pem, "lab.pub", &read, &diagnostic);
    check_words(status, &diagnostic);
    if (status == STATUS_OK) {
        oracle_count_deep();
        SETUP(key_write_public(read, &again) == STATUS_OK);
        ORACLE("certificate-one-key", bytes_equal(buffer_view(&again), pem),
               "another spelling is taken");
    }
    key_destroy(read);
    buffer_clean_up(&again);
}

static enum sweep_result sign_with_less_memory(void *context) {
    struct bytes files[SUBJECT_COUNT];
    struct buffer text;
    struct diagnostic diagnostic;
    fill_files(*(struct bytes *)context, files);
    buffer_init(&text, CERTIFICATE_LIMIT_BYTES);
    enum status status = certificate_sign(files, key, &text, &diagnostic);
    bool is_untouched = status == STATUS_OK || text.size == 0;
    buffer_clean_up(&text);
    return !is_untouched                ? SWEEP_OTHERWISE
           : status == STATUS_NO_MEMORY ? SWEEP_NO_MEMORY
                                        : SWEEP_DONE;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct bytes input = bytes_of(data, size);
    oracle_count_input();
    (void)opens(input);
    check_statement(input);
    check_report(input);
    if (size <= KEY_PEM_LIMIT_BYTES) {
        check_keys(input);
    }
    if (sample_takes(input, "certificate-allocation-failure", SWEEP_ONE_IN)) {
        sweep_floor("certificate-allocation-failure", sign_with_less_memory, &input,
                    oracle_is_replay() ? UINT_MAX : SWEEP_TRIES);
    }
    return 0;
}
