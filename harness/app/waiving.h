/* Known deviations of a run: the file that --baseline names, and the exit code in its light. */
#ifndef APP_WAIVING_H
#define APP_WAIVING_H

#include "baseline/baseline.h"

struct waiving {
    const char *file; /* borrowed; NULL: nothing is waived */
    struct baseline baseline;
};

/* Reads the file, before anything is sent. `file` NULL is fine. STATUS_INVALID or another error of
   reading, with the diagnostic; STATUS_NO_MEMORY. */
enum status waiving_load(const char *file, struct waiving *out_waiving,
                         struct diagnostic *out_diagnostic) MUST_USE;
void waiving_clean_up(struct waiving *waiving);

/* Marks what is waived in a settled tally and sets its exit code; what makes that 1 is told on
   stderr, each with the line of its entry. Without a file nothing changes. */
void waiving_apply(struct waiving *waiving, struct tally *tally);

#endif
