/* report.json in more or less detail: the page carries the same record, but has less room. */
#ifndef REPORT_REPORT_JSON_H
#define REPORT_REPORT_JSON_H

#include "model/tally.h"
#include "json/writer.h"

struct report_detail {
    unsigned indent;             /* spaces per level; 0 writes it all on one line */
    size_t findings_max;         /* per case; the rest is counted */
    size_t exchanges_max;        /* listed; the rest is counted */
    size_t content_budget_bytes; /* for what was sent and received, as it stands in a page */
};

/* As report_json. */
enum status report_json_write(const struct tally *tally, const struct report_detail *detail,
                              struct buffer *out) MUST_USE;

/* The members "exchanges" and "exchanges_left_out". Content goes first to exchanges with a finding,
   then to the first of each case, then to the others in their order; those it does not reach are
   listed without. STATUS_NO_MEMORY; an error of the writer stays with the writer. */
enum status report_exchanges_write(struct json_writer *writer, const struct tally *tally,
                                   const struct report_detail *detail) MUST_USE;

#endif
