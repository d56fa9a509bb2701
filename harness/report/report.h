/* Reports: one tally in, every format out. */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include "base/bytes.h"
#include "model/tally.h"

/* All append to `out`, the same bytes for the same tally; STATUS_NO_MEMORY or STATUS_LIMIT, and
   then `out` is as it was. Text that came from the platform or the profile stays text in each of
   them: what a format, a terminal or the direction of text could take for a command is spelled out.
 */

/* report.json, as reports/report.schema.json describes it; ends with a line end. */
enum status report_json(const struct tally *tally, struct buffer *out) MUST_USE;

/* report.html: one page for a browser that asks for nothing else, rendered from report.json's
   record by its own script. Where that would exceed 1 MiB, contents of exchanges and then findings
   are left out, and the page says how many. */
enum status report_html(const struct tally *tally, struct buffer *out) MUST_USE;

/* JUnit XML, as reports/junit.schema.xsd describes it: a suite for each chapter, a test case for
   each case. A warning passes, with its findings in system-out; what was not run is skipped. Where
   there is no verdict, one more test case named verdict is in error. */
enum status report_junit(const struct tally *tally, struct buffer *out) MUST_USE;

/* TAP 13: a line for each case, with a YAML block below it where there are findings. Bails out
   where there is no verdict. */
enum status report_tap(const struct tally *tally, struct buffer *out) MUST_USE;

/* SARIF 2.1.0 for code scanning: a rule for each requirement, a result for each finding, those of a
   waived requirement suppressed. */
enum status report_sarif(const struct tally *tally, struct buffer *out) MUST_USE;

/* The Common Test Report Format, specVersion 0.0.0: a test for each case. */
enum status report_ctrf(const struct tally *tally, struct buffer *out) MUST_USE;

/* An SVG of one line: the verdict, and how many requirements are proven. */
enum status report_badge(const struct tally *tally, struct buffer *out) MUST_USE;

/* GitHub's workflow commands, one line for each requirement that is broken or warned. */
enum status report_github_annotations(const struct tally *tally, struct buffer *out) MUST_USE;
/* Markdown for GITHUB_STEP_SUMMARY: the verdict, and each requirement that is not proven. */
enum status report_github_summary(const struct tally *tally, struct buffer *out) MUST_USE;

struct console_options {
    bool has_color;
    unsigned width;  /* columns; 0: do not fit */
    bool is_verbose; /* passing cases too */
    bool is_ascii;   /* nothing outside ASCII, for a locale that is not UTF-8 */
};

/* What a person reads at the end of a run; the verdict stands last, where the eye rests. */
enum status report_console(const struct tally *tally, struct console_options options,
                           struct buffer *out) MUST_USE;

#endif
