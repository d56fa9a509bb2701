/* The easy handle: libcurl's settings, those that hold for every request of a run and those that
   one request brings. */
#ifndef EXECUTE_HANDLE_H
#define EXECUTE_HANDLE_H

#include "execute/engine.h"

#include <curl/curl.h>

/* A handle for requests of one transport; to be freed with curl_easy_cleanup. NULL: no memory. A
   handle of another transport must not be used in its place: an old TLS version, once admitted,
   would stay so. `share`, which must outlive it, keeps its TLS sessions. */
CURL *handle_new(const struct engine_options *options, enum transport transport,
                 CURLSH *share) MUST_USE;

/* How one request is sent, in libcurl's terms. The list's nodes point into the request. */
struct handle_headers {
    struct curl_slist nodes[REQUEST_HEADERS_MAX + 2];
};

/* Borrows `request` and `headers` until the transfer has ended. */
CURLcode handle_load(CURL *handle, const struct request *request, struct handle_headers *headers,
                     int64_t timeout_us) MUST_USE;

/* True when the request must not go over a connection that carried another, or leave one behind. */
bool handle_needs_own_connection(const struct request *request);

#endif
