/* What a reading of an accepted URL must come to. */
#include "fuzz/oracle.h"
#include "fuzz/oracles/url_reparse.h"

#include <stdlib.h>
#include <string.h>

#define RESOURCE "/iocm/app/reg/v1.1.0/deviceCredentials/"
#define QUERY "appId="

enum { RESOURCE_SEGMENTS = 6, DECODED_SIZE_MAX = 4096 };

static bool is_same(struct subject_text a, struct subject_text b) {
    return a.size == b.size && (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

static struct subject_text text_of(const char *text) {
    return (struct subject_text){text, strlen(text)};
}

/* Takes `start` off the front of `inout_rest`. */
static bool skip(struct subject_text *inout_rest, struct subject_text start) {
    if (inout_rest->size < start.size || memcmp(inout_rest->data, start.data, start.size) != 0) {
        return false;
    }
    *inout_rest =
        (struct subject_text){inout_rest->data + start.size, inout_rest->size - start.size};
    return true;
}

static bool is_origin(const struct url_reading *reading, const struct url_meaning *meaning) {
    bool is_host = meaning->is_ipv6 ? reading->is_ipv6 && memcmp(&reading->ipv6, &meaning->ipv6,
                                                                 sizeof meaning->ipv6) == 0
                                    : is_same(reading->host, text_of(meaning->host));
    return is_host && is_same(reading->scheme, meaning->scheme) && reading->port == meaning->port;
}

static void check_value(const char *what, struct subject_text encoded, struct subject_text wanted) {
    char decoded[DECODED_SIZE_MAX];
    size_t size = encoded.size > sizeof decoded ? SIZE_MAX : url_rules_decode(encoded, decoded);
    ORACLE("decode", is_same((struct subject_text){decoded, size}, wanted),
           "the %s \"%.*s\" is something else when it is decoded", what, (int)encoded.size,
           encoded.data);
    /* Some receivers read a plus as a space, and a semicolon as the end of a pair. */
    for (size_t i = 0; i < encoded.size; i++) {
        ORACLE("contained", strchr("/?#&=;+", encoded.data[i]) == NULL,
               "the %s \"%.*s\" goes on behind byte %zu", what, (int)encoded.size, encoded.data, i);
    }
}

void url_reading_check(const struct url_reading *reading, const struct triple *triple,
                       const struct url_meaning *meaning) {
    if (reading->reader == NULL || oracle_is_waived(reading->reader)) {
        return;
    }
    struct subject_text id = reading->path, app_id = reading->query;
    ORACLE(reading->reader, is_origin(reading, meaning), "another origin: %.*s://%.*s:%u",
           (int)reading->scheme.size, reading->scheme.data, (int)reading->host.size,
           reading->host.data, reading->port);
    ORACLE("contained", reading->segments == meaning->prefix_segments + RESOURCE_SEGMENTS,
           "%s finds %zu segments", reading->reader, reading->segments);
    bool is_path = skip(&id, text_of(meaning->prefix)) && skip(&id, text_of(RESOURCE));
    ORACLE(reading->reader, is_path, "another path: %.*s", (int)reading->path.size,
           reading->path.data);
    check_value("device id", id, triple->device_id);
    ORACLE(reading->reader, reading->has_query == (triple->app_id.data != NULL), "a query: %s",
           reading->has_query ? "yes" : "no");
    if (reading->has_query) {
        ORACLE("contained", skip(&app_id, text_of(QUERY)), "another pair: %.*s", (int)app_id.size,
               app_id.data);
        check_value("appId", app_id, triple->app_id);
    }
}

void url_reparse_check(struct subject_text url, const struct triple *triple,
                       const struct url_meaning *meaning) {
    struct url_reading reading = url_read_with_curl(url);
    url_reading_check(&reading, triple, meaning);
    reading = url_read_with_uriparser(url);
    url_reading_check(&reading, triple, meaning);
}
