/* The matrix in each of its formats: one record in, every format out. */
#ifndef REPORT_MATRIX_REPORT_H
#define REPORT_MATRIX_REPORT_H

#include "model/matrix.h"
#include "report/report.h"

/* All append to `out`, the same bytes for the same matrix; STATUS_NO_MEMORY or STATUS_LIMIT, and
   then `out` is as it was. */

/* selftest.json, as reports/selftest.schema.json describes it; ends with a line end. */
enum status matrix_report_json(const struct matrix *matrix, struct buffer *out) MUST_USE;

/* selftest.html: the page of reports/templates around that record. One file that opens from disk
   and asks for nothing. */
enum status matrix_report_html(const struct matrix *matrix, struct buffer *out) MUST_USE;

/* What a person reads at the end: totals by chapter, then whatever is not as it has to be. */
enum status matrix_report_console(const struct matrix *matrix, struct console_options options,
                                  struct buffer *out) MUST_USE;

#endif
