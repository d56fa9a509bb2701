/* Comparing two runs: what broke, what was mended, and what changed on the wire though the verdict
   did not. Order of members and headers, dates and ids that are fresh in every run are no
   difference. */
#ifndef COMPARE_COMPARE_H
#define COMPARE_COMPARE_H

#include "compare/snapshot.h"
#include "model/difference.h"

enum { DIFFERENCES_MAX = 4096 };

/* Fills `out_differences` (cleaned up with differences_clean_up), worst first, else in the order of
   the old report. STATUS_NO_MEMORY; STATUS_LIMIT: there are more than DIFFERENCES_MAX. */
enum status compare_snapshots(const struct snapshot *old, const struct snapshot *new,
                              struct differences *out_differences) MUST_USE;
/* True where there is something to compare: two verdicts, or a case or request that both have. */
bool snapshots_meet(const struct snapshot *old, const struct snapshot *new);
void differences_clean_up(struct differences *differences);

#endif
