/* An accepted URL, read again by strangers: libcurl and uriparser must find in it what went in. */
#ifndef FUZZ_ORACLES_URL_REPARSE_H
#define FUZZ_ORACLES_URL_REPARSE_H

#include "fuzz/oracles/url_rules.h"

/* What both readers come to, in memory of url_reparse.c that lasts until the next reading. */
struct url_reading {
    const char *reader; /* the oracle's name */
    struct subject_text scheme, host, path, query;
    bool has_query, is_ipv6;
    struct in6_addr ipv6;
    unsigned port;
    size_t segments;
};

/* Breaks "reparse-curl" or "reparse-uriparser" where the reader refuses the URL, or finds user
   info, a zone or a fragment. */
struct url_reading url_read_with_curl(struct subject_text url);
struct url_reading url_read_with_uriparser(struct subject_text url);

/* Holds a reading to what went in: origin, prefix and the document's path, and the two ids behind
   their encoding ("decode"). */
void url_reading_check(const struct url_reading *reading, const struct triple *triple,
                       const struct url_meaning *meaning);

/* Both readers, one after the other. */
void url_reparse_check(struct subject_text url, const struct triple *triple,
                       const struct url_meaning *meaning);

#endif
