/* Whose evidence it is: that of the deployment which a profile names, or another's. */
#ifndef APP_BELONGING_H
#define APP_BELONGING_H

#include "app/evidence_source.h"
#include "target/target.h"

/* Evidence of this suite belongs to a profile when one of its exchanges at least asked the
   profile's scheme, host and port. Evidence without an exchange, and what other tools recorded
   (whose URLs may be a proxy's), belongs to any. STATUS_INVALID: it is another deployment's, and
   the diagnostic names both, or an entry that cannot be read; STATUS_NO_MEMORY. */
enum status belonging_check(struct evidence_source evidence, const struct target *target,
                            struct diagnostic *out_diagnostic) MUST_USE;

#endif
