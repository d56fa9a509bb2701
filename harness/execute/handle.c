#include "execute/handle.h"

#include "base/assure.h"

#include <string.h>
#include <strings.h>

/* What is the same for every request. HTTP/0.9 is let in so that its bytes are recorded; the
   capture then ends the transfer as not HTTP. Verbose is what makes libcurl call the debug
   callback, and progress is what lets the capture stop a transfer that never comes to the other
   callbacks. */
static const struct {
    CURLoption option;
    long value;
} numbers[] = {
    {CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1},
    {CURLOPT_HTTP09_ALLOWED, 1},
    {CURLOPT_FOLLOWLOCATION, 0},
    {CURLOPT_PATH_AS_IS, 1},
    {CURLOPT_NETRC, CURL_NETRC_IGNORED},
    {CURLOPT_HTTP_CONTENT_DECODING, 0},
    {CURLOPT_SSL_VERIFYPEER, 1},
    {CURLOPT_SSL_VERIFYHOST, 2},
    {CURLOPT_HEADEROPT, CURLHEADER_SEPARATE}, /* a proxy gets none of the endpoint's headers */
    {CURLOPT_SUPPRESS_CONNECT_HEADERS, 1},
    {CURLOPT_HTTPPROXYTUNNEL, 1},
    {CURLOPT_NOSIGNAL, 1},
    {CURLOPT_VERBOSE, 1},
    {CURLOPT_NOPROGRESS, 0},
};

enum { TEXTS = 7 };

static bool has_set_numbers(CURL *handle) {
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        if ((curl_easy_setopt)(handle, numbers[i].option, numbers[i].value) != CURLE_OK) {
            return false;
        }
    }
    return true;
}

/* NULL leaves libcurl's own choice, but for the proxy, where it would be the environment's. */
static bool has_set_texts(CURL *handle, const struct engine_options *options) {
    const struct {
        CURLoption option;
        const char *value;
    } texts[TEXTS] = {
        {CURLOPT_USERAGENT, "assay"},
        {CURLOPT_PROXY, options->proxy == NULL ? "" : options->proxy},
        {CURLOPT_NOPROXY, ""},
        {CURLOPT_CAINFO, options->ca_file},
        {CURLOPT_SSLCERT, options->client_cert_file},
        {CURLOPT_SSLKEY, options->client_key_file},
        {CURLOPT_KEYPASSWD, options->client_key_password},
    };
    for (size_t i = 0; i < TEXTS; i++) {
        if (texts[i].value != NULL &&
            (curl_easy_setopt)(handle, texts[i].option, texts[i].value) != CURLE_OK) {
            return false;
        }
    }
    /* A private CA stands alone: the system's must not vouch beside it. */
    return options->ca_file == NULL ||
           (curl_easy_setopt)(handle, CURLOPT_CAPATH, (const char *)NULL) == CURLE_OK;
}

static long milliseconds(int64_t time_us) {
    int64_t time_ms = (time_us + 999) / 1000;
    return time_ms < 1 ? 1 : time_ms > INT32_MAX ? INT32_MAX : (long)time_ms;
}

static bool is_alone(enum transport transport) {
    return transport != TRANSPORT_TLS;
}

static long tls_versions(enum transport transport) {
    switch (transport) {
    case TRANSPORT_TLS_1_0:
        return CURL_SSLVERSION_TLSv1_0 | CURL_SSLVERSION_MAX_TLSv1_0;
    case TRANSPORT_TLS_1_1:
        return CURL_SSLVERSION_TLSv1_1 | CURL_SSLVERSION_MAX_TLSv1_1;
    case TRANSPORT_TLS:
    case TRANSPORT_CLEARTEXT:
        break;
    }
    return CURL_SSLVERSION_TLSv1_2;
}

static bool is_old_tls(enum transport transport) {
    return transport == TRANSPORT_TLS_1_0 || transport == TRANSPORT_TLS_1_1;
}

/* OpenSSL's security levels above 0 refuse the old versions on our side, whatever the peer does. */
static bool has_set_transport(CURL *handle, enum transport transport) {
    const char *ciphers = is_old_tls(transport) ? "DEFAULT@SECLEVEL=0" : NULL;
    return curl_easy_setopt(handle, CURLOPT_SSLVERSION, tls_versions(transport)) == CURLE_OK &&
           curl_easy_setopt(handle, CURLOPT_SSL_CIPHER_LIST, ciphers) == CURLE_OK &&
           curl_easy_setopt(handle, CURLOPT_SSL_SESSIONID_CACHE, is_old_tls(transport) ? 0L : 1L) ==
               CURLE_OK;
}

CURL *handle_new(const struct engine_options *options, enum transport transport, CURLSH *share) {
    CURL *handle = curl_easy_init();
    if (handle == NULL) {
        return NULL;
    }
    long connect_ms = milliseconds(options->connect_timeout_us);
    if (!has_set_numbers(handle) || !has_set_texts(handle, options) ||
        !has_set_transport(handle, transport) ||
        curl_easy_setopt(handle, CURLOPT_SHARE, share) != CURLE_OK ||
        curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, connect_ms) != CURLE_OK) {
        curl_easy_cleanup(handle);
        return NULL;
    }
    return handle;
}

static bool has_header(const struct request *request, const char *name) {
    size_t size = strlen(name);
    for (size_t i = 0; i < request->header_count; i++) {
        const char *header = request->headers[i];
        if (strncasecmp(header, name, size) == 0 && (header[size] == ':' || header[size] == ';')) {
            return true;
        }
    }
    return false;
}

static void append(struct handle_headers *headers, size_t *inout_count, char *line) {
    ASSURE(*inout_count < sizeof headers->nodes / sizeof headers->nodes[0]);
    struct curl_slist *node = &headers->nodes[*inout_count];
    *node = (struct curl_slist){.data = line};
    if (*inout_count > 0) {
        node[-1].next = node;
    }
    (*inout_count)++;
}

/* "Name:" takes a header of libcurl's own away: it would announce a form where the request says
   nothing, and ask before a large body is sent. */
static struct curl_slist *list_headers(const struct request *request,
                                       struct handle_headers *headers) {
    static char no_expect[] = "Expect:";
    static char no_content_type[] = "Content-Type:";
    size_t count = 0;
    append(headers, &count, no_expect);
    for (size_t i = 0; i < request->header_count; i++) {
        append(headers, &count, request->headers[i]);
    }
    if (!has_header(request, "Content-Type")) {
        append(headers, &count, no_content_type);
    }
    return &headers->nodes[0];
}

static bool has_set_method(CURL *handle, const struct request *request) {
    bool is_head = strcmp(request->method, "HEAD") == 0;
    bool is_post = strcmp(request->method, "POST") == 0 || request->body != NULL;
    const char *body = request->body == NULL ? "" : request->body;
    if (curl_easy_setopt(handle, CURLOPT_NOBODY, is_head ? 1L : 0L) != CURLE_OK) {
        return false;
    }
    if (is_post) {
        return curl_easy_setopt(handle, CURLOPT_POST, 1L) == CURLE_OK &&
               curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE, (long)strlen(body)) == CURLE_OK &&
               curl_easy_setopt(handle, CURLOPT_POSTFIELDS, body) == CURLE_OK &&
               curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, request->method) == CURLE_OK;
    }
    bool is_plain = is_head || strcmp(request->method, "GET") == 0;
    return (is_head || curl_easy_setopt(handle, CURLOPT_HTTPGET, 1L) == CURLE_OK) &&
           curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, is_plain ? NULL : request->method) ==
               CURLE_OK;
}

/* A request with a body is sent once: libcurl sends a request again by itself when a connection
   that was kept turns out dead, and this one may have had its effect already. */
bool handle_needs_own_connection(const struct request *request) {
    return is_alone(request->transport) || request->body != NULL;
}

CURLcode handle_load(CURL *handle, const struct request *request, struct handle_headers *headers,
                     int64_t timeout_us) {
    bool is_cleartext = strncasecmp(request->url, "http:", 5) == 0;
    long is_own = handle_needs_own_connection(request) ? 1L : 0L;
    CURLcode code = curl_easy_setopt(handle, CURLOPT_URL, request->url);
    if (code == CURLE_OK) {
        code = curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, is_cleartext ? "http" : "https");
    }
    if (code == CURLE_OK) {
        code = curl_easy_setopt(handle, CURLOPT_HTTPHEADER, list_headers(request, headers));
    }
    if (code == CURLE_OK && !has_set_method(handle, request)) {
        code = CURLE_OUT_OF_MEMORY;
    }
    if (code == CURLE_OK) {
        code = curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, milliseconds(timeout_us));
    }
    if (code == CURLE_OK) {
        code = curl_easy_setopt(handle, CURLOPT_FRESH_CONNECT, is_own);
    }
    return code == CURLE_OK ? curl_easy_setopt(handle, CURLOPT_FORBID_REUSE, is_own) : code;
}
