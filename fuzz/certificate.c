/* Targets certificates (harness/certificate): any bytes as a certificate, as the statement inside
   one, as the report that it is about, and as a key. */
#include "fuzz/oracle.h"
#include "fuzz/oracles/certificate_oracles.h"
#include "fuzz/oracles/sample.h"

#include <limits.h>

/* RFC 8032 section 7.1, test 2. It signs for whoever reads this. */
#define PRIVATE_PEM                                                                                \
    "-----BEGIN PRIVATE KEY-----\n"                                                                \
    "MC4CAQAwBQYDK2VwBCIEIEzNCJso/5banbbDRuwRTg9bijGfNaumJNqM9u1PuKb7\n"                           \
    "-----END PRIVATE KEY-----\n"

enum { SWEEP_ONE_IN = 512, SWEEP_TRIES = 24 };

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct key *key;

int LLVMFuzzerInitialize(int *argc, char ***argv) {
    (void)argc, (void)argv;
    const struct passphrase none = {NULL, ""};
    SETUP(key_read_private(bytes_of_text(PRIVATE_PEM), "lab.pem", none, &key, NULL) == STATUS_OK);
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct bytes input = bytes_of(data, size);
    oracle_count_input();
    (void)certificate_opens(input, key);
    certificate_of_payload(input, key);
    certificate_of_report(input, key);
    if (size <= KEY_PEM_LIMIT_BYTES) {
        certificate_keys_read(input);
    }
    if (sample_takes(input, "certificate-allocation-failure", SWEEP_ONE_IN)) {
        certificate_with_less_memory(input, key, oracle_is_replay() ? UINT_MAX : SWEEP_TRIES);
    }
    return 0;
}
