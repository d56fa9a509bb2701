/* What a run writes of itself beside its exchanges: its plan's and its campaign's part of the
   record. */
#ifndef APP_RUN_NOTES_H
#define APP_RUN_NOTES_H

#include "app/campaign.h"
#include "evidence/record.h"

/* Rows that are not sent because their altered value equals its original: the evidence cannot show
   it, since it shows no secret. The strings are the plan's; free `items`. STATUS_NO_MEMORY. */
enum status run_notes_not_generated(const struct plan *plan,
                                    struct record_notes *out_notes) MUST_USE;
/* Rows that were not sent, or not to their end, and why; the strings are literals. Likewise. */
enum status run_notes_unsent(const struct campaign *campaign,
                             struct record_notes *out_notes) MUST_USE;

/* The other way round: marks those rows in a plan that was made without secrets. */
void run_notes_apply(const struct record_notes *not_generated, struct plan *plan);

#endif
