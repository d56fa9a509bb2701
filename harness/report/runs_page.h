/* index.html of a reports folder: its runs, newest first, as a page that needs nothing else. */
#ifndef REPORT_RUNS_PAGE_H
#define REPORT_RUNS_PAGE_H

#include "base/bytes.h"

enum { RUNS_PAGE_FILES_MAX = 8 };

/* One run. Borrowed; the texts come from a file and are made fit to show. */
struct runs_row {
    const char *run_id;       /* the name of its folder: letters, digits and dashes */
    struct bytes verdict;     /* as reports spell it; anything else: no report is there */
    struct bytes target_name; /* absent where unknown */
    struct bytes started;     /* likewise */
    const char *files[RUNS_PAGE_FILES_MAX]; /* those that are there; ended by NULL */
};

/* Each appends its part: the beginning, a row, the end. STATUS_NO_MEMORY, STATUS_LIMIT: nothing was
   appended. */
enum status runs_page_begin(struct buffer *out) MUST_USE;
enum status runs_page_row(const struct runs_row *row, struct buffer *out) MUST_USE;
enum status runs_page_end(struct buffer *out) MUST_USE;

#endif
