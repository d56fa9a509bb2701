/* Our side: the workload as `assay run` does it, from the login to the last report. */
#ifndef BENCH_OURS_H
#define BENCH_OURS_H

#include "bench/lap.h"
#include "bench/workload.h"

/* Each from the first request on, so each holds the ones before it. */
struct ours_laps {
    struct lap recording; /* requests made and sent, answers redacted and put into the journal */
    struct lap judging;   /* and the journal read back and judged */
    struct lap writing;   /* and report.json, junit.xml and evidence.har written and synced */
};

enum { OURS_TOKEN_SIZE = 8193 };

/* Does it once; what it writes goes to `folder`, which exists and holds nothing of the kind. Gives
   the token of its login too, which the platform takes until the next login. STATUS_INVALID where
   not every request was answered; other errors as a run has them. */
enum status ours_run(const struct workload *workload, const char *folder,
                     struct ours_laps *out_laps, char out_token[OURS_TOKEN_SIZE],
                     struct diagnostic *out_diagnostic) MUST_USE;

/* Sends the same, and drops what comes back: the engine without what is done with an exchange. */
enum status ours_send(const struct workload *workload, struct lap *out_lap,
                      struct diagnostic *out_diagnostic) MUST_USE;

#endif
