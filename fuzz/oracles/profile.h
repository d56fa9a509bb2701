/* What must hold of a target profile that was read, and of what is said of one that was not. Our
   own floor is under test here, so no subject waives these. */
#ifndef FUZZ_ORACLES_PROFILE_H
#define FUZZ_ORACLES_PROFILE_H

#include "target/target.h"

/* "profile-holds": what a run relies on. */
void profile_check(const struct target *target);

/* Whether two readings came to the same. */
bool profile_is_same(const struct target *a, const struct target *b);

/* "profile-diagnostic": FILE:LINE:COLUMN, which are a place in `text`, and one line for a person.
 */
void profile_check_diagnostic(const struct diagnostic *diagnostic, const char *file_name,
                              struct bytes text);

/* "profile-secret": no secret that stands in `text` as it is, well-formed or not, is shown.
   `refuse` reads another text and fills the diagnostic. */
void profile_check_secrets(const struct diagnostic *diagnostic, struct bytes text,
                           void (*refuse)(struct bytes text, struct diagnostic *out_diagnostic));

#endif
