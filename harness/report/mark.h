/* Marks: how a status is shown to a person, always with a word beside the symbol. */
#ifndef REPORT_MARK_H
#define REPORT_MARK_H

#include "report/page.h"
#include "report/summary.h"

struct mark {
    const char *symbol;
    const char *ascii;
    const char *word;
    enum ink ink;
};

extern const struct mark requirement_marks[REQUIREMENT_STATUS_COUNT];
extern const struct mark case_marks[CASE_STATUS_COUNT];
extern const struct mark verdict_marks[]; /* by enum verdict; no symbols */

/* Symbol and word. */
void page_mark(struct page *page, const struct mark *mark);

#endif
