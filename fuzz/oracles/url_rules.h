/* The rules of harness/api/url.h a second time, written apart from it: which triples must be
   refused, and what an endpoint that holds means. Slow and plain, so that it can be read as the
   rules themselves. */
#ifndef FUZZ_ORACLES_URL_RULES_H
#define FUZZ_ORACLES_URL_RULES_H

#include "fuzz/triple.h"

#include <netinet/in.h>

enum { URL_RULES_HOST_SIZE = 256, URL_RULES_PREFIX_SIZE = 1024 };

/* What the endpoint says. */
struct url_meaning {
    struct subject_text scheme; /* in lower case */
    bool is_ipv6;
    struct in6_addr ipv6;
    char host[URL_RULES_HOST_SIZE]; /* of a name or a dotted quad: in lower case */
    unsigned port;
    char prefix[URL_RULES_PREFIX_SIZE]; /* without a slash at the end */
    size_t prefix_segments;
};

/* What is wrong with the triple, in words; NULL where it must be accepted, and `out_meaning` is
   filled. */
const char *url_rules_broken(const struct triple *triple, struct url_meaning *out_meaning);

/* Decodes every %XX once. Writes at most `text.size` bytes, and returns how many; SIZE_MAX where an
   escape is not whole. */
size_t url_rules_decode(struct subject_text text, char *out_text);

#endif
