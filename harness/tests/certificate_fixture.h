/* A run's files in small, and the keys that sign them: those of RFC 8032 section 7.1, test 2. */
#ifndef TESTS_CERTIFICATE_FIXTURE_H
#define TESTS_CERTIFICATE_FIXTURE_H

#include "certificate/certificate.h"

#define PRIVATE_PEM                                                                                \
    "-----BEGIN PRIVATE KEY-----\n"                                                                \
    "MC4CAQAwBQYDK2VwBCIEIEzNCJso/5banbbDRuwRTg9bijGfNaumJNqM9u1PuKb7\n"                           \
    "-----END PRIVATE KEY-----\n"
#define PUBLIC_PEM                                                                                 \
    "-----BEGIN PUBLIC KEY-----\n"                                                                 \
    "MCowBQYDK2VwAyEAPUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw=\n"                               \
    "-----END PUBLIC KEY-----\n"
/* Of RFC 8410 section 10.1. */
#define OTHER_PUBLIC_PEM                                                                           \
    "-----BEGIN PUBLIC KEY-----\n"                                                                 \
    "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n"                               \
    "-----END PUBLIC KEY-----\n"
#define KEY_ID "deb2ded39dc26fce0e6085b6fc34bf6b5941913bbfe2ea614113cff9e004c170"
#define CASES_SHA256 "e1bcd673261e28fe8e1ea1d5f6ab3cddccceb5e19ed8e9925a55261f1372d1a4"

/* A report.json with all that a statement is made of; any part may be replaced in a test. */
#define REPORT_TEXT                                                                                \
    "{\"verdict\":\"conformant\",\"verdict_reason\":\"Every requirement was proven.\","            \
    "\"requirements\":["                                                                           \
    "{\"id\":\"response.json\",\"status\":\"proven\",\"reason\":\"\"},"                            \
    "{\"id\":\"hardening.cache\",\"status\":\"warned\",\"reason\":\"1 finding\"},"                 \
    "{\"id\":\"throttle.threshold\",\"status\":\"not-provoked\",\"reason\":\"no throttle\"}],"     \
    "\"cases\":["                                                                                  \
    "{\"id\":\"activation.online\",\"status\":\"pass\",\"out_of_scope\":false,"                    \
    "\"not_generated\":false},"                                                                    \
    "{\"id\":\"throttle.burst\",\"status\":\"not-run\",\"out_of_scope\":true,"                     \
    "\"not_generated\":false}],"                                                                   \
    "\"interpretations\":[{\"id\":\"name-null\",\"choice\":\"warn\",\"mattered\":false}],"         \
    "\"suite\":{\"version\":\"0.1.0\",\"document\":\"2022-02-24\","                                \
    "\"cases_sha256\":\"" CASES_SHA256 "\"},"                                                      \
    "\"target\":{\"name\":\"staging\",\"endpoint\":\"https://h\",\"certificate_sha256\":\"\"},"    \
    "\"run\":{\"id\":\"20220224T080000Z-5eed\",\"started\":\"2022-02-24T08:00:00.000Z\","          \
    "\"strict\":false,\"exit\":0,\"calls\":2}}\n"

static inline struct key *fixture_private_key(void) {
    struct key *key = NULL;
    const struct passphrase none = {NULL, "--sign-passphrase-env"};
    return key_read_private(bytes_of_text(PRIVATE_PEM), "lab.pem", none, &key, NULL) == STATUS_OK
               ? key
               : NULL;
}

static inline struct key *fixture_public_key(const char *pem) {
    struct key *key = NULL;
    return key_read_public(bytes_of_text(pem), "lab.pub", &key, NULL) == STATUS_OK ? key : NULL;
}

/* The files beside a certificate, by enum subject. */
static inline void fixture_files(const char *report, struct bytes out_files[SUBJECT_COUNT]) {
    out_files[SUBJECT_REPORT] = bytes_of_text(report);
    out_files[SUBJECT_EVIDENCE] = bytes_of_text("{\"log\":{\"entries\":[]}}\n");
    out_files[SUBJECT_TARGET] = bytes_of_text("{\"endpoint\":\"https://h\"}\n");
}

#endif
