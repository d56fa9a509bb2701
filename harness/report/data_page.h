/* A page around a JSON record: what its script shows comes from there alone. */
#ifndef REPORT_DATA_PAGE_H
#define REPORT_DATA_PAGE_H

#include "base/bytes.h"

/* Appends `page` with `json` in place of its first @DATA@, which stands in a <script
   type="application/json">. What could end that element or a line of it is spelled \u003c, \u003e,
   \u0026, \u2028 and \u2029, which JSON reads alike; `json` must be well-formed. STATUS_NO_MEMORY,
   STATUS_LIMIT: `out` is as it was. */
enum status data_page_write(struct bytes page, struct bytes json, struct buffer *out) MUST_USE;

#endif
