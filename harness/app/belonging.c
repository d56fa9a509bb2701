#include "app/belonging.h"

#include "evidence/har.h"
#include "judge/finding.h"

#include <string.h>

enum { ORIGIN_SIZE = 320 };

struct belonging {
    const struct endpoint *endpoint;
    bool is_settled;
    char asked[ORIGIN_SIZE]; /* the first origin that was asked in its place; "" where none was */
};

/* Scheme, host and port: what stands before the path. */
static struct bytes origin_of(struct bytes url) {
    size_t scheme = bytes_find(url, bytes_of_text("://"), 0);
    size_t end = scheme >= url.size ? url.size : bytes_find(url, bytes_of_text("/"), scheme + 3);
    return bytes_slice(url, 0, end);
}

static bool is_same_origin(struct bytes origin, const struct endpoint *endpoint) {
    struct endpoint other;
    return url_endpoint_parse(origin, URL_CLEARTEXT_ALLOWED, &other) == URL_OK &&
           other.is_cleartext == endpoint->is_cleartext && other.port == endpoint->port &&
           strcmp(other.host, endpoint->host) == 0;
}

static enum status look_at(void *context, struct har_entry *entry,
                           struct diagnostic *out_diagnostic) {
    struct belonging *belonging = context;
    struct bytes origin = origin_of(entry->exchange.url);
    (void)out_diagnostic;
    belonging->is_settled = !entry->is_ours || is_same_origin(origin, belonging->endpoint);
    if (!belonging->is_settled && belonging->asked[0] == '\0') {
        print_safely(origin, belonging->asked, sizeof belonging->asked);
    }
    return STATUS_OK;
}

static enum status look_at_text(void *context, struct bytes text,
                                struct diagnostic *out_diagnostic) {
    const struct belonging *belonging = context;
    return belonging->is_settled ? STATUS_OK
                                 : evidence_show_entry(text, look_at, context, out_diagnostic);
}

enum status belonging_check(struct evidence_source evidence, const struct target *target,
                            struct diagnostic *out_diagnostic) {
    struct belonging belonging = {&target->endpoint, false, ""};
    enum status status = evidence.each(evidence.context, look_at_text, &belonging, out_diagnostic);
    if (status != STATUS_OK || belonging.is_settled || belonging.asked[0] == '\0') {
        return status;
    }
    diagnostic_set(out_diagnostic,
                   "it is evidence of %s, and the profile's endpoint is %s: judge it with the "
                   "profile of its run",
                   belonging.asked, target->endpoint_text);
    return STATUS_INVALID;
}
