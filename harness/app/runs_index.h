/* index.html of a reports folder: which runs are there and how they ended, made from the newest
   runs' own report.json. */
#ifndef APP_RUNS_INDEX_H
#define APP_RUNS_INDEX_H

#include "base/bytes.h"

/* Runs older than the newest so many are left out, so that the work of a run stays bounded. */
enum { RUNS_INDEX_MAX = 500 };

/* Writes `reports_folder`/index.html. A run whose report cannot be read is listed without it.
   STATUS_IO, STATUS_NO_MEMORY, STATUS_LIMIT. */
enum status runs_index_write(const char *reports_folder,
                             struct diagnostic *out_diagnostic) MUST_USE;

#endif
