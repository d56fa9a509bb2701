#include "api/url.h"
#include "api/url_curl.h"
#include "api/url_host.h"
#include "api/url_text.h"

/* Longer than any endpoint whose parts are within their limits. */
enum { ENDPOINT_SIZE_MAX = URL_HOST_SIZE + URL_PREFIX_SIZE + 32 };
enum { ROUND_TRIP_SIZE_MAX = ENDPOINT_SIZE_MAX + 32 };

enum { PORT_DIGITS_MAX = 5, PORT_MAX = 65535, PORT_HTTP = 80, PORT_HTTPS = 443 };

/* Takes the bytes before the first one of `ends`, or all of them, off `inout_rest`. */
static struct bytes take_until(struct bytes *inout_rest, const char *ends) {
    size_t size = 0;
    while (size < inout_rest->size && strchr(ends, inout_rest->data[size]) == NULL) {
        size++;
    }
    struct bytes taken = bytes_slice(*inout_rest, 0, size);
    *inout_rest = bytes_slice(*inout_rest, size, inout_rest->size);
    return taken;
}

static bool holds(struct bytes text, const char *needle) {
    return bytes_find(text, bytes_of_text(needle), 0) != SIZE_MAX;
}

static enum url_fault take_scheme(struct bytes *inout_rest, enum url_schemes schemes,
                                  struct endpoint *endpoint) {
    struct bytes scheme = take_until(inout_rest, ":");
    struct bytes mark = bytes_of_text("://");
    endpoint->is_cleartext = bytes_equal_ignoring_case(scheme, bytes_of_text("http"));
    bool is_secure = bytes_equal_ignoring_case(scheme, bytes_of_text("https"));
    bool is_allowed = is_secure || (endpoint->is_cleartext && schemes == URL_CLEARTEXT_ALLOWED);
    if (!is_allowed || !bytes_starts_with(*inout_rest, mark)) {
        return URL_BAD_SCHEME;
    }
    *inout_rest = bytes_slice(*inout_rest, mark.size, inout_rest->size);
    return URL_OK;
}

/* An empty query or fragment is one as well. */
static enum url_fault check_no_query(struct bytes rest) {
    take_until(&rest, "?#");
    return rest.size == 0 ? URL_OK : rest.data[0] == '?' ? URL_QUERY : URL_FRAGMENT;
}

/* `text` begins with the colon. */
static enum url_fault parse_port(struct bytes text, struct endpoint *endpoint) {
    struct bytes digits = bytes_slice(text, 1, text.size);
    unsigned port = 0;
    for (size_t i = 0; i < digits.size; i++) {
        if (digits.data[i] < '0' || digits.data[i] > '9' || digits.size > PORT_DIGITS_MAX) {
            return URL_BAD_PORT;
        }
        port = port * 10 + (digits.data[i] - '0');
    }
    if (port == 0 || port > PORT_MAX) {
        return URL_BAD_PORT;
    }
    endpoint->port = port;
    endpoint->has_port = true;
    return URL_OK;
}

static struct bytes take_host(struct bytes *inout_authority) {
    if (inout_authority->size == 0 || inout_authority->data[0] != '[') {
        return take_until(inout_authority, ":");
    }
    struct bytes whole = *inout_authority;
    struct bytes inside = take_until(inout_authority, "]");
    *inout_authority = bytes_slice(*inout_authority, 1, inout_authority->size);
    return bytes_slice(whole, 0, inside.size + 1);
}

static enum url_fault take_authority(struct bytes *inout_rest, struct endpoint *endpoint) {
    struct bytes rest = take_until(inout_rest, "/");
    if (holds(rest, "@")) {
        return URL_USER_INFO;
    }
    struct bytes host = take_host(&rest);
    bool has_port = rest.size > 0;
    /* More colons than a port's: an IPv6 address without its brackets. */
    if (has_port && (rest.data[0] != ':' || holds(bytes_slice(rest, 1, rest.size), ":"))) {
        return URL_BAD_HOST;
    }
    enum url_fault fault = url_host_parse(host, endpoint->host);
    endpoint->port = endpoint->is_cleartext ? PORT_HTTP : PORT_HTTPS;
    return fault == URL_OK && has_port ? parse_port(rest, endpoint) : fault;
}

/* A single slash at the end says nothing, and is dropped. */
static enum url_fault take_prefix(struct bytes prefix, struct endpoint *endpoint) {
    if (prefix.size > 0 && prefix.data[prefix.size - 1] == '/') {
        prefix.size--;
    }
    enum url_fault fault = url_path_check(prefix);
    if (fault == URL_OK && prefix.size >= URL_PREFIX_SIZE) {
        fault = URL_TOO_LONG_ENDPOINT;
    }
    if (fault == URL_OK && prefix.size > 0) {
        memcpy(endpoint->prefix, prefix.data, prefix.size); /* the rest is zero already */
    }
    return fault;
}

static enum url_fault parse_parts(struct bytes rest, enum url_schemes schemes,
                                  struct endpoint *endpoint) {
    enum url_fault fault = take_scheme(&rest, schemes, endpoint);
    if (fault == URL_OK) {
        fault = check_no_query(rest);
    }
    if (fault == URL_OK) {
        fault = take_authority(&rest, endpoint);
    }
    return fault == URL_OK ? take_prefix(rest, endpoint) : fault;
}

/* So that an endpoint that libcurl reads otherwise is found with the profile, not with the first
   request. */
static enum url_fault check_round_trip(const struct endpoint *endpoint) {
    struct buffer url;
    buffer_init(&url, ROUND_TRIP_SIZE_MAX);
    enum url_fault fault = url_build_path(endpoint, "/a", &url);
    buffer_clean_up(&url);
    return fault;
}

enum url_fault url_endpoint_parse(struct bytes text, enum url_schemes schemes,
                                  struct endpoint *out_endpoint) {
    if (text.size == 0) {
        return URL_EMPTY_ENDPOINT;
    }
    if (text.size > ENDPOINT_SIZE_MAX) {
        return URL_TOO_LONG_ENDPOINT;
    }
    struct endpoint endpoint = {0};
    enum url_fault fault = url_text_check(text);
    if (fault == URL_OK) {
        fault = parse_parts(text, schemes, &endpoint);
    }
    if (fault == URL_OK) {
        fault = check_round_trip(&endpoint);
    }
    if (fault == URL_OK) {
        *out_endpoint = endpoint;
    }
    return fault;
}
