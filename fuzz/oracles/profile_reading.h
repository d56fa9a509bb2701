/* One reading of a target profile, and what must hold of readings whatever they come to. */
#ifndef FUZZ_ORACLES_PROFILE_READING_H
#define FUZZ_ORACLES_PROFILE_READING_H

#include "fuzz/oracles/profile.h"

#define PROFILE_FILE_NAME "p.json"

struct profile_reading {
    enum status status;
    struct target target; /* owned where the status is STATUS_OK */
    struct diagnostic diagnostic;
};

/* Reads, and breaks "profile-untouched" where a failure leaves something behind. */
struct profile_reading profile_read(struct bytes text, enum url_schemes schemes);
void profile_reading_clean_up(struct profile_reading *reading);

/* profile_read for profile_check_secrets. */
void profile_refuse(struct bytes text, struct diagnostic *out_diagnostic);

/* "profile-same-twice", and "profile-schemes": what is good for https alone is good where http is
   allowed. */
void profile_check_again(const struct profile_reading *first, struct bytes text);

/* "profile-allocation-failure": see sweep_floor. */
void profile_sweep(struct bytes text, unsigned tries);

#endif
