/* The target profile of the embedded platform: all that a run needs to prove every requirement. */
#ifndef MOCK_PROFILE_H
#define MOCK_PROFILE_H

#include "mock/world.h"

/* Appends the profile to `out`; see platform_write_profile. */
enum status profile_write(const struct world *world, const struct fixtures *fixtures, unsigned port,
                          const char *ca_file, struct buffer *out) MUST_USE;

#endif
