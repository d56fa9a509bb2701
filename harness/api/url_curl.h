/* libcurl's URL API: renders the origin, and reads every result again as a stranger would. Its
   setters are lenient (a zone of "a]@evil", a user of "a@evil", CR LF in a path are taken as they
   come), so only parts that have been checked reach them. */
#ifndef API_URL_CURL_H
#define API_URL_CURL_H

#include "api/url.h"

/* The whole URL of `target` (path and query, as on the request line) at the endpoint. Appends to
   `out` what libcurl reads back as the same scheme, host, port, path and query, without user,
   zone or fragment. URL_NOT_ROUND_TRIP, URL_NO_MEMORY, URL_NO_ROOM: then nothing is appended. */
enum url_fault url_publish(const struct endpoint *endpoint, struct bytes target,
                           struct buffer *out) MUST_USE;

/* URL_OK where libcurl decodes `encoded` to `wanted`; URL_NOT_ROUND_TRIP, URL_NO_MEMORY. */
enum url_fault url_decodes_to(struct bytes encoded, struct bytes wanted) MUST_USE;

/* What a buffer that could not take a part of a URL means. */
enum url_fault url_fault_of(enum status status) MUST_USE;

#endif
