/* Foreign evidence: exchanges that another tool recorded, made fit to be judged. The credentials
   that they show are replaced by labels, as a run's recorder does; whose they are is told by what
   they show. */
#ifndef APP_FOREIGN_H
#define APP_FOREIGN_H

#include "app/evidence_source.h"
#include "evidence/redacted.h"
#include "plan/plan.h"

struct foreign; /* opaque */

/* Walks all of the evidence first, since an answer may repeat what a later request shows. Labels
   depend on the evidence alone, so that it always gives the same report. `plan` and `target` must
   outlive it. STATUS_NO_MEMORY; STATUS_INVALID: an entry cannot be read; STATUS_LIMIT: there are
   more credentials, or longer ones, than any tool records of one API. */
enum status foreign_new(const struct evidence_source *evidence, const struct plan *plan,
                        const struct target *target, struct foreign **out_foreign,
                        struct diagnostic *out_diagnostic) MUST_USE;
void foreign_destroy(struct foreign *foreign); /* NULL is allowed */

/* A copy without credentials; to be cleaned up by the caller. STATUS_NO_MEMORY. */
enum status foreign_redact(const struct foreign *foreign, const struct exchange *exchange,
                           struct redacted *out_redacted) MUST_USE;

/* The next row that the exchange belongs to, with `asked_device` set as that row has it; at last,
   where it belongs to none and yet asks the API, case_observed. NULL: no more. Begin with 0.
   STATUS_NO_MEMORY. */
enum status foreign_next_row(struct foreign *foreign, struct exchange *inout_exchange,
                             size_t *inout_next, const struct case_row **out_row) MUST_USE;

#endif
