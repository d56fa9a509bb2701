/* The URL builder: endpoint, device id and appId in, the URL of the prototype out.
   Document, section "API Prototype"; RFC 3986. Validation of our own stands in front of libcurl's
   URL API, whose setters are lenient, and every result is parsed again and compared. */
#ifndef API_URL_H
#define API_URL_H

#include "base/bytes.h"

enum url_fault {
    URL_OK,
    URL_NO_MEMORY,
    URL_EMPTY_ENDPOINT,
    URL_TOO_LONG_ENDPOINT,
    URL_BAD_SCHEME, /* not https (or http where cleartext is allowed) */
    URL_USER_INFO,
    URL_QUERY,
    URL_FRAGMENT,
    URL_BAD_HOST,
    URL_ZONE_ID,
    URL_BAD_PORT,          /* not 1 to 65535 in digits */
    URL_DOT_SEGMENT,       /* . or .. in the prefix, in any encoding */
    URL_BAD_PREFIX,        /* bytes that no path may hold, or a bad percent escape */
    URL_CONTROL_CHARACTER, /* in endpoint, id or appId */
    URL_EMPTY_ID,
    URL_DOT_ID,      /* the id is . or .. : normalisation would remove it */
    URL_TOO_LONG_ID, /* more than 256 characters, likewise the appId */
    URL_TOO_LONG_APP_ID,
    URL_BAD_UTF8,
    URL_UNSENDABLE_BYTE, /* in a raw segment or query */
    URL_NO_ROOM,         /* the result is longer than the buffer's limit */
    URL_NOT_ROUND_TRIP,  /* the result would parse to something else */
    URL_FAULT_COUNT,
};

/* One sentence for a person: what is wrong and what to do. */
extern const char *const url_fault_words[URL_FAULT_COUNT];

enum url_schemes { URL_HTTPS_ONLY, URL_CLEARTEXT_ALLOWED };

enum { URL_HOST_SIZE = 256, URL_PREFIX_SIZE = 1024 };

/* A checked endpoint: an origin and an optional path prefix. A value, owns nothing. */
struct endpoint {
    bool is_cleartext;
    char host[URL_HOST_SIZE];     /* as in a URL: IPv6 in brackets, lower case */
    unsigned port;                /* 1 to 65535; the scheme's default where none was given */
    bool has_port;                /* one was given */
    char prefix[URL_PREFIX_SIZE]; /* "" or "/a/b", without a slash at the end */
};

/* Checks an endpoint: RFC 3986 sections 3.1 to 3.3, narrowed to what has one meaning only. Hosts
   are names of letters, digits, hyphens and underscores (a name in another script goes in as its
   A-label), dotted quads, or IPv6 literals. `out_endpoint` is untouched on failure. */
enum url_fault url_endpoint_parse(struct bytes text, enum url_schemes schemes,
                                  struct endpoint *out_endpoint) MUST_USE;

/* Checks a device id: UTF-8 of 1 to 256 characters, no control characters, neither . nor .. alone.
   All else is legal, %2e%2e and slashes included. */
enum url_fault url_device_id_check(struct bytes device_id) MUST_USE;

/* Checks an appId: the same but the dot rule; empty and absent are legal. */
enum url_fault url_app_id_check(struct bytes app_id) MUST_USE;

/* The URL of the prototype. `app_id` absent (data == NULL): no query. Appends to `out`; on failure
   nothing is appended. */
enum url_fault url_build(const struct endpoint *endpoint, struct bytes device_id,
                         struct bytes app_id, struct buffer *out) MUST_USE;

/* The URL of any other path below the endpoint, e.g. "/iocm/app/sec/v1.1.0/login": segments in
   their encoded form, no query. Appends to `out`; on failure nothing is appended. */
enum url_fault url_build_path(const struct endpoint *endpoint, const char *path,
                              struct buffer *out) MUST_USE;

/* Hardening cases alone: `raw_segment` and `raw_query` (absent: none) go in as they are, dot
   segments, bad escapes and quotes included. Refused are bytes that cannot stand in a request line
   at all (controls, space, non-ASCII: URL_UNSENDABLE_BYTE) and what libcurl would not send as it
   is (# and what follows it, an empty query: URL_NOT_ROUND_TRIP). The origin never changes. Whoever
   sends it needs CURLOPT_PATH_AS_IS. Appends to `out`; on failure nothing is appended. */
enum url_fault url_build_deliberately_broken(const struct endpoint *endpoint,
                                             struct bytes raw_segment, struct bytes raw_query,
                                             struct buffer *out) MUST_USE;

/* Appends `text` with every byte but RFC 3986's unreserved ones percent-encoded. */
enum status url_encode(struct bytes text, struct buffer *out) MUST_USE;

#endif
