#include "fuzz/oracle.h"
#include "fuzz/oracles/certificate_oracles.h"
#include "fuzz/oracles/sample.h"
#include "fuzz/oracles/sweep.h"

#include <stdlib.h>

static void fill_files(struct bytes report, struct bytes out_files[SUBJECT_COUNT]) {
    out_files[SUBJECT_REPORT] = report;
    out_files[SUBJECT_EVIDENCE] = bytes_of_text("{\"log\":{\"entries\":[]}}\n");
    out_files[SUBJECT_TARGET] = bytes_of_text("{\"endpoint\":\"https://h\"}\n");
}

static void check_holds(struct bytes text, const struct bytes files[SUBJECT_COUNT],
                        const struct key *key) {
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
static void check_flip(struct bytes text, const struct key *key) {
    uint8_t *copy = oracle_exact_copy(text.data, text.size);
    SETUP(copy != NULL);
    uint64_t bit = sample_hash(text) % (8 * (uint64_t)text.size);
    copy[bit / 8] = (uint8_t)(copy[bit / 8] ^ (1U << bit % 8));
    ORACLE("certificate-flip", !certificate_opens(bytes_of(copy, text.size), key),
           "bit %llu can be flipped", (unsigned long long)bit);
    free(copy);
}

void certificate_of_report(struct bytes report, const struct key *key) {
    struct bytes files[SUBJECT_COUNT];
    struct buffer text;
    struct diagnostic diagnostic = {""};
    fill_files(report, files);
    buffer_init(&text, CERTIFICATE_LIMIT_BYTES);
    enum status status = certificate_sign(files, key, &text, &diagnostic);
    certificate_hold_words(status, &diagnostic);
    ORACLE("certificate-untouched", status == STATUS_OK || text.size == 0,
           "a failure that leaves text behind");
    if (status == STATUS_OK) {
        oracle_count_deep();
        check_holds(buffer_view(&text), files, key);
        check_flip(buffer_view(&text), key);
    }
    buffer_clean_up(&text);
}

struct signing {
    struct bytes report;
    const struct key *key;
};

static enum sweep_result sign_with_less_memory(void *context) {
    const struct signing *signing = context;
    struct bytes files[SUBJECT_COUNT];
    struct buffer text;
    struct diagnostic diagnostic;
    fill_files(signing->report, files);
    buffer_init(&text, CERTIFICATE_LIMIT_BYTES);
    enum status status = certificate_sign(files, signing->key, &text, &diagnostic);
    bool is_untouched = status == STATUS_OK || text.size == 0;
    buffer_clean_up(&text);
    return !is_untouched                ? SWEEP_OTHERWISE
           : status == STATUS_NO_MEMORY ? SWEEP_NO_MEMORY
                                        : SWEEP_DONE;
}

void certificate_with_less_memory(struct bytes report, const struct key *key, unsigned tries) {
    struct signing signing = {report, key};
    sweep_floor("certificate-allocation-failure", sign_with_less_memory, &signing, tries);
}
