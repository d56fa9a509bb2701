/* The walk over a profile: every member of every object, in the order of the text. */
#ifndef TARGET_SECTION_H
#define TARGET_SECTION_H

#include "target/profile.h"

/* Reads the object `node` and what stands below it into the target. STATUS_INVALID with the
   diagnostic set, STATUS_NO_MEMORY. */
enum status section_read(struct profile *profile, enum section section,
                         const struct json_node *node) MUST_USE;

/* Checks what no member shows alone: what must be there together, and what contradicts. To be
   called after section_read; errors as there. */
enum status rules_check(struct profile *profile) MUST_USE;

#endif
