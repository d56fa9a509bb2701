/* Recognition: which rows an exchange of another tool's HAR belongs to, by what it shows. Each
   row's request is made as a run would, and compared where a HAR can be believed: method, path and
   query, and of the credentials whether they are there, empty, and behind which scheme. */
#ifndef APP_RECOGNITION_H
#define APP_RECOGNITION_H

#include "model/exchange.h"
#include "plan/plan.h"

struct recognition; /* opaque */

/* Takes the rows of the plan whose request shows what it is about; those with an altered credential
   do not. Both arguments must outlive it. STATUS_NO_MEMORY; STATUS_INVALID is a bug of the table.
 */
enum status recognition_new(const struct plan *plan, const struct target *target,
                            struct recognition **out_recognition,
                            struct diagnostic *out_diagnostic) MUST_USE;
void recognition_destroy(struct recognition *recognition); /* NULL is allowed */

/* The next row at or after `*inout_next` that the exchange may belong to, and the device it asks
   for (valid as long as the recognition); NULL where there is none. Begin with 0. A row
   with both credentials is not taken for an exchange that was answered 401 or 403, since nobody can
   see whether they were right; nor one that lacks any for an exchange that was not refused, since
   tools leave credentials out of what they export. */
const struct case_row *recognition_next(const struct recognition *recognition,
                                        const struct exchange *exchange, size_t *inout_next,
                                        struct bytes *out_asked_device);

/* Path and query of a URL; the authority may be a recording proxy's. Borrowed from `url`. */
struct bytes recognition_target_of(struct bytes url);

#endif
