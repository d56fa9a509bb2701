/* A case's findings as the lines of text that JUnit carries. */
#ifndef REPORT_FINDING_TEXT_H
#define REPORT_FINDING_TEXT_H

#include "report/summary.h"

/* Each finding with requirement, level, expected, actual, where, recommended handling and
   exchange; then how to reproduce the case, where that is known. Ends with a line end unless there
   is nothing to say. */
void findings_write_text(struct pen *pen, const struct tally *tally,
                         const struct case_result *result);

#endif
