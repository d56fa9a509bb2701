/* What must hold of URLs whose parts go in as they are: those of the hardening cases. */
#ifndef FUZZ_ORACLES_RAW_URL_H
#define FUZZ_ORACLES_RAW_URL_H

#include "api/url.h"

/* Both break "contained" where the URL does not begin with `origin`, "untouched" where a refusal
   leaves something behind, and what url_read_with_curl breaks. */

/* "raw": the parts are the end of the URL, byte for byte; "refusals": a refusal has words. A query
   without data is none. */
void raw_url_check_parts(const struct endpoint *endpoint, struct bytes origin, struct bytes segment,
                         struct bytes query);

/* A path of its own below the endpoint. */
void raw_url_check_path(const struct endpoint *endpoint, struct bytes origin, struct bytes path);

#endif
