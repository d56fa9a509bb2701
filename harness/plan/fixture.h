/* The fixtures a row speaks of: which device, which application. From the profile or the seed. */
#ifndef PLAN_FIXTURE_H
#define PLAN_FIXTURE_H

#include "plan/plan.h"

/* The id in a row's device slot before any alteration; NULL where the profile has none. */
const char *fixture_device(const struct plan *plan, const struct target *target,
                           enum device_slot slot);

/* The appId in a row's application slot; NULL where there is none, or none is sent. */
const char *fixture_application(const struct plan *plan, const struct target *target,
                                enum application_slot slot);

/* The random stream of one row, the same each time it is asked for. */
struct random fixture_random(const struct plan *plan, const struct case_row *row);

#endif
