/* What the cases do to a credential or an id before it is sent. */
#ifndef PLAN_ALTER_H
#define PLAN_ALTER_H

#include "base/bytes.h"
#include "base/random.h"
#include "model/case.h"

/* Appends `original`, altered, to `out`: nothing for EMPTY and ABSENT, the original itself for
   AS_GIVEN and REPEATED. STATUS_NO_MEMORY. */
enum status alter(struct bytes original, enum alteration alteration, struct random *random,
                  struct buffer *out) MUST_USE;

#endif
