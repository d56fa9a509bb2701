/* What is in the scope of a run: the rows whose fixtures the profile has, and that put something to
   the test. */
#ifndef PLAN_SCOPE_H
#define PLAN_SCOPE_H

#include "plan/plan.h"

/* Takes a row out of the plan; the reason is `why` followed by `what`. */
void scope_leave_out(struct step *step, enum step_state state, const char *why, const char *what);

/* Leaves `step` as it is, or takes it out and says why. `scratch` will have held secrets: wipe it.
   `credentials` may be NULL. STATUS_NO_MEMORY. */
enum status scope_check(struct step *step, const struct plan *plan, const struct target *target,
                        const struct credentials *credentials, struct buffer *scratch) MUST_USE;

#endif
