/* Hosts of endpoints: RFC 3986 section 3.2.2, less the forms that two parsers read differently. */
#ifndef API_URL_HOST_H
#define API_URL_HOST_H

#include "api/url.h"

/* Writes the host as it stands in a URL: a name in lower case, a dotted quad, or an IPv6 address in
   brackets in its shortest form. URL_BAD_HOST, URL_ZONE_ID; then `out_host` is untouched. */
enum url_fault url_host_parse(struct bytes text, char out_host[URL_HOST_SIZE]) MUST_USE;

#endif
