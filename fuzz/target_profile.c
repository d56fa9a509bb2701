/* Targets the reader of target profiles (harness/target): any bytes in. */
#include "fuzz/oracle.h"
#include "fuzz/oracles/profile_reading.h"
#include "fuzz/oracles/sample.h"
#include "fuzz/oracles/sweep.h"

#include <limits.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { SWEEP_ONE_IN = 512, SWEEP_TRIES = 24 };

int LLVMFuzzerInitialize(int *argc, char ***argv) {
    (void)argc, (void)argv;
    sweep_see_libcurl();
    return 0;
}

static void check(const struct profile_reading *reading, struct bytes text) {
    if (reading->status == STATUS_OK) {
        oracle_count_deep();
        profile_check(&reading->target);
        return;
    }
    ORACLE("profile-status", reading->status == STATUS_INVALID, "%s",
           status_words(reading->status));
    profile_check_diagnostic(&reading->diagnostic, PROFILE_FILE_NAME, text);
    profile_check_secrets(&reading->diagnostic, text, profile_refuse);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct bytes text = bytes_of(data, size);
    oracle_count_input();
    struct profile_reading reading = profile_read(text, URL_HTTPS_ONLY);
    check(&reading, text);
    profile_check_again(&reading, text);
    if (sample_takes(text, "profile-allocation-failure", SWEEP_ONE_IN)) {
        profile_sweep(text, oracle_is_replay() ? UINT_MAX : SWEEP_TRIES);
    }
    profile_reading_clean_up(&reading);
    return 0;
}
