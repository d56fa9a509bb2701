#include "fuzz/oracle.h"
#include "fuzz/oracles/url_reparse.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

#define NAME "reparse-curl"

/* As most programs read it: without CURLU_PATH_AS_IS, so that a dot segment would go. */
static void read_url(CURLU *handle, struct subject_text url) {
    char *line = strndup(url.data, url.size);
    SETUP(line != NULL);
    CURLUcode code = curl_url_set(handle, CURLUPART_URL, line, 0);
    ORACLE(NAME, code == CURLUE_OK, "%s: %s", line, curl_url_strerror(code));
    free(line);
}

static void expect_none(CURLU *handle) {
    static const struct {
        CURLUPart part;
        CURLUcode absence;
    } rows[] = {{CURLUPART_USER, CURLUE_NO_USER},
                {CURLUPART_PASSWORD, CURLUE_NO_PASSWORD},
                {CURLUPART_ZONEID, CURLUE_NO_ZONEID},
                {CURLUPART_FRAGMENT, CURLUE_NO_FRAGMENT}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char *text = NULL;
        CURLUcode code = curl_url_get(handle, rows[i].part, &text, 0);
        ORACLE(NAME, code == rows[i].absence, "part %zu of those that must be absent is \"%s\"", i,
               text == NULL ? curl_url_strerror(code) : text);
        curl_free(text);
    }
}

/* The texts of the reading before are let go. */
static struct subject_text part_of(CURLU *handle, CURLUPart part) {
    static char *kept[CURLUPART_ZONEID + 1];
    curl_free(kept[part]);
    kept[part] = NULL;
    CURLUcode code = curl_url_get(handle, part, &kept[part], CURLU_DEFAULT_PORT);
    SETUP(code != CURLUE_OUT_OF_MEMORY);
    return (struct subject_text){kept[part], kept[part] == NULL ? 0 : strlen(kept[part])};
}

static void take_literal(struct url_reading *reading) {
    char literal[INET6_ADDRSTRLEN] = "";
    struct subject_text host = reading->host;
    if (host.size > 2 && host.data[0] == '[' && host.size - 2 < sizeof literal) {
        memcpy(literal, host.data + 1, host.size - 2);
        reading->is_ipv6 = inet_pton(AF_INET6, literal, &reading->ipv6) == 1;
    }
}

static size_t count(struct subject_text text, char byte) {
    size_t found = 0;
    for (size_t i = 0; i < text.size; i++) {
        found += text.data[i] == byte;
    }
    return found;
}

struct url_reading url_read_with_curl(struct subject_text url) {
    CURLU *handle = curl_url();
    SETUP(handle != NULL);
    read_url(handle, url);
    expect_none(handle);
    struct subject_text port = part_of(handle, CURLUPART_PORT);
    struct url_reading reading = {
        .reader = NAME,
        .scheme = part_of(handle, CURLUPART_SCHEME),
        .host = part_of(handle, CURLUPART_HOST),
        .path = part_of(handle, CURLUPART_PATH),
        .query = part_of(handle, CURLUPART_QUERY),
        .port = port.data == NULL ? 0 : (unsigned)strtoul(port.data, NULL, 10),
    };
    reading.has_query = reading.query.data != NULL;
    reading.segments = count(reading.path, '/');
    take_literal(&reading);
    curl_url_cleanup(handle);
    return reading;
}
