#include "api/url_curl.h"

#include "api/url_text.h"
#include "base/assure.h"

#include <curl/curl.h>
#include <limits.h>

enum { PORT_TEXT_SIZE = 12, ORIGIN_SIZE_MAX = URL_HOST_SIZE + 32 };

/* No guessing, no default scheme, no tidying of paths. */
static const unsigned strict_flags = CURLU_PATH_AS_IS | CURLU_DISALLOW_USER;

enum url_fault url_fault_of(enum status status) {
    return status == STATUS_OK ? URL_OK : status == STATUS_LIMIT ? URL_NO_ROOM : URL_NO_MEMORY;
}

static enum url_fault fault_of_curl(CURLUcode code) {
    return code == CURLUE_OK              ? URL_OK
           : code == CURLUE_OUT_OF_MEMORY ? URL_NO_MEMORY
                                          : URL_NOT_ROUND_TRIP;
}

static const char *scheme_of(const struct endpoint *endpoint) {
    return endpoint->is_cleartext ? "http" : "https";
}

static void write_port(const struct endpoint *endpoint, char out_text[PORT_TEXT_SIZE]) {
    (void)snprintf(out_text, PORT_TEXT_SIZE, "%u", endpoint->port);
}

struct part {
    CURLUPart part;
    const char *text;
};

static enum url_fault set_part(CURLU *handle, struct part part) {
    return fault_of_curl(curl_url_set(handle, part.part, part.text, 0));
}

static enum url_fault append_origin(CURLU *handle, struct buffer *out) {
    char *text = NULL;
    enum url_fault fault = fault_of_curl(curl_url_get(handle, CURLUPART_URL, &text, 0));
    if (fault == URL_OK) {
        struct bytes origin = bytes_of_text(text);
        ASSURE(origin.size > 0 && origin.data[origin.size - 1] == '/');
        fault = url_fault_of(buffer_append(out, bytes_slice(origin, 0, origin.size - 1)));
    }
    curl_free(text);
    return fault;
}

/* "https://host:port", rendered from parts that url_endpoint_parse has checked. */
static enum url_fault render_origin(const struct endpoint *endpoint, struct buffer *out) {
    char port[PORT_TEXT_SIZE];
    write_port(endpoint, port);
    const struct part parts[] = {
        {CURLUPART_SCHEME, scheme_of(endpoint)},
        {CURLUPART_HOST, endpoint->host},
        {CURLUPART_PORT, endpoint->has_port ? port : NULL},
    };
    CURLU *handle = curl_url();
    enum url_fault fault = handle == NULL ? URL_NO_MEMORY : URL_OK;
    for (size_t i = 0; fault == URL_OK && i < sizeof parts / sizeof parts[0]; i++) {
        fault = set_part(handle, parts[i]);
    }
    if (fault == URL_OK) {
        fault = append_origin(handle, out);
    }
    curl_url_cleanup(handle);
    return fault;
}

static enum url_fault expect_part(CURLU *handle, struct part wanted) {
    char *text = NULL;
    unsigned flags = wanted.part == CURLUPART_PORT ? CURLU_DEFAULT_PORT : 0;
    enum url_fault fault = fault_of_curl(curl_url_get(handle, wanted.part, &text, flags));
    if (fault == URL_OK && strcmp(text, wanted.text) != 0) {
        fault = URL_NOT_ROUND_TRIP;
    }
    curl_free(text);
    return fault;
}

static enum url_fault expect_origin(CURLU *handle, const struct endpoint *endpoint) {
    char port[PORT_TEXT_SIZE];
    write_port(endpoint, port);
    const struct part wanted[] = {
        {CURLUPART_SCHEME, scheme_of(endpoint)},
        {CURLUPART_HOST, endpoint->host},
        {CURLUPART_PORT, port},
    };
    enum url_fault fault = URL_OK;
    for (size_t i = 0; fault == URL_OK && i < sizeof wanted / sizeof wanted[0]; i++) {
        fault = expect_part(handle, wanted[i]);
    }
    return fault;
}

static enum url_fault expect_nothing_else(CURLU *handle) {
    static const struct {
        CURLUPart part;
        CURLUcode absence;
    } rows[] = {
        {CURLUPART_USER, CURLUE_NO_USER},         {CURLUPART_PASSWORD, CURLUE_NO_PASSWORD},
        {CURLUPART_OPTIONS, CURLUE_NO_OPTIONS},   {CURLUPART_ZONEID, CURLUE_NO_ZONEID},
        {CURLUPART_FRAGMENT, CURLUE_NO_FRAGMENT},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char *text = NULL;
        CURLUcode code = curl_url_get(handle, rows[i].part, &text, 0);
        curl_free(text);
        if (code != rows[i].absence) {
            return code == CURLUE_OUT_OF_MEMORY ? URL_NO_MEMORY : URL_NOT_ROUND_TRIP;
        }
    }
    return URL_OK;
}

static bool is_target(struct bytes target, const char *path, const char *query) {
    struct bytes start = bytes_of_text(path);
    struct bytes rest = bytes_slice(target, start.size, target.size);
    if (!bytes_starts_with(target, start)) {
        return false;
    }
    return query == NULL ? rest.size == 0
                         : rest.size > 0 && rest.data[0] == '?' &&
                               bytes_equal_text(bytes_slice(rest, 1, rest.size), query);
}

static enum url_fault expect_target(CURLU *handle, struct bytes target) {
    char *path = NULL;
    char *query = NULL;
    enum url_fault fault = fault_of_curl(curl_url_get(handle, CURLUPART_PATH, &path, 0));
    if (fault == URL_OK) {
        CURLUcode code = curl_url_get(handle, CURLUPART_QUERY, &query, 0);
        fault = code == CURLUE_NO_QUERY ? URL_OK : fault_of_curl(code);
    }
    if (fault == URL_OK && !is_target(target, path, query)) {
        fault = URL_NOT_ROUND_TRIP;
    }
    curl_free(path);
    curl_free(query);
    return fault;
}

/* The whole URL is compared as well: libcurl counts an empty query as one, and does not send it. */
static enum url_fault expect_meaning(CURLU *handle, const char *url, struct bytes target,
                                     const struct endpoint *endpoint) {
    enum url_fault fault = fault_of_curl(curl_url_set(handle, CURLUPART_URL, url, strict_flags));
    if (fault == URL_OK) {
        fault = expect_origin(handle, endpoint);
    }
    if (fault == URL_OK) {
        fault = expect_nothing_else(handle);
    }
    if (fault == URL_OK) {
        fault = expect_target(handle, target);
    }
    if (fault == URL_OK) {
        fault = expect_part(handle, (struct part){CURLUPART_URL, url});
    }
    return fault;
}

static enum url_fault check_round_trip(const char *url, struct bytes target,
                                       const struct endpoint *endpoint) {
    CURLU *fresh = curl_url();
    if (fresh == NULL) {
        return URL_NO_MEMORY;
    }
    enum url_fault fault = expect_meaning(fresh, url, target, endpoint);
    curl_url_cleanup(fresh);
    return fault;
}

enum url_fault url_publish(const struct endpoint *endpoint, struct bytes target,
                           struct buffer *out) {
    struct buffer url;
    buffer_init(&url, target.size + ORIGIN_SIZE_MAX);
    enum url_fault fault = url_path_check(bytes_of_text(endpoint->prefix));
    if (fault == URL_OK) {
        fault = render_origin(endpoint, &url);
    }
    if (fault == URL_OK) {
        fault = url_fault_of(buffer_append(&url, target));
    }
    if (fault == URL_OK) {
        fault = check_round_trip(buffer_text(&url), target, endpoint);
    }
    if (fault == URL_OK) {
        fault = url_fault_of(buffer_append(out, buffer_view(&url)));
    }
    buffer_clean_up(&url);
    return fault;
}

/* libcurl measures a size of 0 itself, by a NUL that a view need not have. */
enum url_fault url_decodes_to(struct bytes encoded, struct bytes wanted) {
    if (encoded.size == 0) {
        return wanted.size == 0 ? URL_OK : URL_NOT_ROUND_TRIP;
    }
    ASSURE(encoded.size <= INT_MAX);
    int size = 0;
    char *text = curl_easy_unescape(NULL, (const char *)encoded.data, (int)encoded.size, &size);
    if (text == NULL) {
        return URL_NO_MEMORY;
    }
    bool is_same = bytes_equal(bytes_of(text, (size_t)size), wanted);
    curl_free(text);
    return is_same ? URL_OK : URL_NOT_ROUND_TRIP;
}
