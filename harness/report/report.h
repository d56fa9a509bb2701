/* Reports: one tally in, every format out. */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include "base/bytes.h"
#include "model/tally.h"

/* All append to `out`; STATUS_NO_MEMORY or STATUS_LIMIT. */
enum status report_json(const struct tally *tally, struct buffer *out) MUST_USE;
enum status report_junit(const struct tally *tally, struct buffer *out) MUST_USE; /* libxml2 */
enum status report_tap(const struct tally *tally, struct buffer *out) MUST_USE;   /* TAP 13 */

struct console_options {
    bool has_color;
    unsigned width;  /* columns; 0: do not fit */
    bool is_verbose; /* passing cases too */
};
enum status report_console(const struct tally *tally, struct console_options options,
                           struct buffer *out) MUST_USE;

#endif
