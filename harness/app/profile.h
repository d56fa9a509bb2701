/* A target profile from a file, with its secrets fetched: what the command line adds to the target
   floor, which touches neither files nor the environment. */
#ifndef APP_PROFILE_H
#define APP_PROFILE_H

#include "target/target.h"

struct profile {
    struct target target;
    struct credentials credentials;
};

enum profile_secrets { PROFILE_RESOLVE, PROFILE_WITHOUT_SECRETS };

/* Every failure but STATUS_NO_MEMORY is a profile error: exit 2. */
enum status profile_load(const char *file, enum url_schemes schemes, enum profile_secrets secrets,
                         struct profile *out_profile, struct diagnostic *out_diagnostic) MUST_USE;
/* The same from a text at hand; relative paths stay as they are. */
enum status profile_of_text(struct bytes text, struct profile *out_profile,
                            struct diagnostic *out_diagnostic) MUST_USE;
void profile_clean_up(struct profile *profile);

#endif
