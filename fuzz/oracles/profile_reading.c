#include "fuzz/oracles/profile_reading.h"

#include "fuzz/oracle.h"
#include "fuzz/oracles/sweep.h"

#include <string.h>

#define FOLDER "etc"

struct profile_reading profile_read(struct bytes text, enum url_schemes schemes) {
    struct profile_reading reading = {.target = {.connect_timeout_us = -7},
                                      .diagnostic = {"untouched"}};
    reading.status = target_parse(text, PROFILE_FILE_NAME, FOLDER, schemes, &reading.target,
                                  &reading.diagnostic);
    bool is_ok = reading.status == STATUS_OK;
    ORACLE("profile-untouched", is_ok || reading.target.connect_timeout_us == -7, "it is touched");
    ORACLE("profile-untouched",
           reading.status == STATUS_INVALID || strcmp(reading.diagnostic.text, "untouched") == 0,
           "the diagnostic is touched: %s", reading.diagnostic.text);
    return reading;
}

void profile_reading_clean_up(struct profile_reading *reading) {
    if (reading->status == STATUS_OK) {
        target_clean_up(&reading->target);
    }
}

void profile_refuse(struct bytes text, struct diagnostic *out_diagnostic) {
    struct profile_reading reading = profile_read(text, URL_HTTPS_ONLY);
    *out_diagnostic = reading.diagnostic;
    profile_reading_clean_up(&reading);
}

static bool is_same(const struct profile_reading *a, const struct profile_reading *b) {
    return a->status == b->status && strcmp(a->diagnostic.text, b->diagnostic.text) == 0 &&
           (a->status != STATUS_OK || profile_is_same(&a->target, &b->target));
}

void profile_check_again(const struct profile_reading *first, struct bytes text) {
    struct profile_reading second = profile_read(text, URL_HTTPS_ONLY);
    struct profile_reading lenient = profile_read(text, URL_CLEARTEXT_ALLOWED);
    ORACLE("profile-same-twice", is_same(first, &second), "%s", second.diagnostic.text);
    ORACLE("profile-schemes", first->status != STATUS_OK || is_same(first, &lenient),
           "refused where more is allowed: %s", lenient.diagnostic.text);
    profile_reading_clean_up(&second);
    profile_reading_clean_up(&lenient);
}

static enum sweep_result try_with_less_memory(void *context) {
    struct profile_reading reading = profile_read(*(struct bytes *)context, URL_HTTPS_ONLY);
    profile_reading_clean_up(&reading);
    return reading.status == STATUS_NO_MEMORY ? SWEEP_NO_MEMORY : SWEEP_DONE;
}

void profile_sweep(struct bytes text, unsigned tries) {
    sweep_floor("profile-allocation-failure", try_with_less_memory, &text, tries);
}
