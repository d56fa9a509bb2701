/* What every text that goes into a URL is checked for, and the percent coding: RFC 3986 section 2.
 */
#ifndef API_URL_TEXT_H
#define API_URL_TEXT_H

#include "api/url.h"

/* URL_BAD_UTF8, or URL_CONTROL_CHARACTER for C0, DEL and C1 (U+0080 to U+009F). */
enum url_fault url_text_check(struct bytes text) MUST_USE;

/* A path in its encoded form, from its first slash: segments of pchar with whole escapes, none
   empty, none a dot segment in any encoding. URL_BAD_PREFIX, URL_DOT_SEGMENT. */
enum url_fault url_path_check(struct bytes path) MUST_USE;

#endif
