/* What the page of runs shows of a run, out of its report.json: the one reader of ours that takes
   no more of a report than it needs, because it reads hundreds. */
#ifndef REPORT_RUNS_TOLD_H
#define REPORT_RUNS_TOLD_H

#include "json/document.h"

/* The texts point into the documents; each is empty where the report does not say. */
struct runs_told {
    struct bytes verdict, target_name, started;
    struct json_document verdict_part, target_part, run_part; /* owned: trees of these alone */
};

/* Gates the whole report, and makes trees of the members "verdict", "target" and "run" alone.
   STATUS_INVALID: no JSON object, or a member there twice: nobody can say which one counts.
   STATUS_NO_MEMORY. `out_told` is untouched on failure. */
enum status runs_told_read(struct bytes report, struct runs_told *out_told) MUST_USE;
void runs_told_clean_up(struct runs_told *told);

#endif
