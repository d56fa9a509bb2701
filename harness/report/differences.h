/* Renderings of what differs between two runs. */
#ifndef REPORT_DIFFERENCES_H
#define REPORT_DIFFERENCES_H

#include "base/bytes.h"
#include "model/difference.h"

/* All append to `out`; STATUS_NO_MEMORY or STATUS_LIMIT, and then `out` is as it was. */

/* A line for each difference, and their counts. */
enum status report_differences_text(const struct differences *differences,
                                    struct buffer *out) MUST_USE;
/* {"breaking": N, "harmless": N, "mended": N, "differences": [{"grade", "subject", "more",
   "what", "before", "after"}]} */
enum status report_differences_json(const struct differences *differences,
                                    struct buffer *out) MUST_USE;
/* A table for a pull request's comment. */
enum status report_differences_markdown(const struct differences *differences,
                                        struct buffer *out) MUST_USE;

#endif
