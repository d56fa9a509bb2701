#include "api/url.h"

#include "api/url_curl.h"
#include "api/url_text.h"
#include "base/utf8.h"

#define RESOURCE "/iocm/app/reg/v1.1.0/deviceCredentials/"
#define APP_ID_QUERY "?appId="

enum { ID_CHARACTERS_MAX = 256 }; /* String(256) */
enum {
    TARGET_SIZE_MAX = 1 << 16
}; /* 4,096 characters of four bytes, each byte escaped, and more */

const char *const url_fault_words[URL_FAULT_COUNT] = {
    [URL_OK] = "The URL is sound.",
    [URL_NO_MEMORY] = "There is no memory for the URL; free some and try again.",
    [URL_EMPTY_ENDPOINT] = "The endpoint is empty; give one such as https://server:8743.",
    [URL_TOO_LONG_ENDPOINT] = "The endpoint is too long; its path prefix may hold 1,023 bytes.",
    [URL_BAD_SCHEME] = "The endpoint must begin with https:// (http:// takes --allow-cleartext).",
    [URL_USER_INFO] = "The endpoint holds user information before an @; remove it, credentials "
                      "have their own place.",
    [URL_QUERY] = "The endpoint holds a query; remove the ? and what follows it.",
    [URL_FRAGMENT] = "The endpoint holds a fragment; remove the # and what follows it.",
    [URL_BAD_HOST] = "The endpoint's host is no host name of letters, digits and hyphens (in other "
                     "scripts: its xn-- form), no IPv4 address of four decimal numbers and no IPv6 "
                     "address in brackets; correct it.",
    [URL_ZONE_ID] = "The endpoint's IPv6 address holds a zone id; remove the % and what follows "
                    "it, or use a name.",
    [URL_BAD_PORT] = "The endpoint's port is not a number from 1 to 65535; correct it, or remove "
                     "it together with its colon.",
    [URL_DOT_SEGMENT] = "The path holds a segment . or .., plain or percent-encoded; write the "
                        "path without it.",
    [URL_BAD_PREFIX] = "The path holds an empty segment, an incomplete percent escape or a byte "
                       "that no path may hold; correct it, with %XX for other bytes.",
    [URL_CONTROL_CHARACTER] = "The text holds a control character; remove it.",
    [URL_EMPTY_ID] = "The device id is empty; give one.",
    [URL_DOT_ID] = "The device id is . or .., which every URL parser would remove from the path; "
                   "give another.",
    [URL_TOO_LONG_ID] = "The device id is longer than 256 characters; give a shorter one.",
    [URL_TOO_LONG_APP_ID] = "The appId is longer than 256 characters; give a shorter one.",
    [URL_BAD_UTF8] = "The text is not valid UTF-8; encode it anew.",
    [URL_UNSENDABLE_BYTE] =
        "The text holds a control, a space or a byte beyond ASCII, which cannot "
        "stand in a request line; percent-encode it.",
    [URL_NO_ROOM] = "The URL is longer than there is room for; shorten its parts.",
    [URL_NOT_ROUND_TRIP] = "The URL would be read as something else than was meant, so it is not "
                           "used; simplify its parts.",
};

static enum url_fault check_id(struct bytes id, enum url_fault too_long) {
    enum url_fault fault = url_text_check(id);
    return fault == URL_OK && utf8_characters(id) > ID_CHARACTERS_MAX ? too_long : fault;
}

enum url_fault url_device_id_check(struct bytes device_id) {
    if (device_id.size == 0) {
        return URL_EMPTY_ID;
    }
    if (bytes_equal_text(device_id, ".") || bytes_equal_text(device_id, "..")) {
        return URL_DOT_ID;
    }
    return check_id(device_id, URL_TOO_LONG_ID);
}

enum url_fault url_app_id_check(struct bytes app_id) {
    return check_id(app_id, URL_TOO_LONG_APP_ID);
}

static enum status append_target(const struct endpoint *endpoint, struct bytes device_id,
                                 struct bytes app_id, struct buffer *out) {
    enum status status = buffer_append_format(out, "%s" RESOURCE, endpoint->prefix);
    if (status == STATUS_OK) {
        status = url_encode(device_id, out);
    }
    if (status == STATUS_OK && app_id.data != NULL) {
        status = buffer_append_text(out, APP_ID_QUERY);
    }
    return status == STATUS_OK ? url_encode(app_id, out) : status;
}

/* Takes `text` off the front of `inout_rest`. */
static bool skip(struct bytes *inout_rest, const char *text) {
    struct bytes start = bytes_of_text(text);
    if (!bytes_starts_with(*inout_rest, start)) {
        return false;
    }
    *inout_rest = bytes_slice(*inout_rest, start.size, inout_rest->size);
    return true;
}

/* Nothing of the coding's alphabet can end a segment or a value early. */
static bool stays_inside(struct bytes encoded) {
    for (size_t i = 0; i < encoded.size; i++) {
        if (strchr("/?#&=;+", encoded.data[i]) != NULL) {
            return false;
        }
    }
    return true;
}

static enum url_fault check_value(struct bytes encoded, struct bytes wanted) {
    return stays_inside(encoded) ? url_decodes_to(encoded, wanted) : URL_NOT_ROUND_TRIP;
}

/* Reads the target as its receiver does: the last segment is the id, the one pair the appId. */
static enum url_fault check_target(const struct endpoint *endpoint, struct bytes target,
                                   struct bytes device_id, struct bytes app_id) {
    struct bytes rest = target;
    if (!skip(&rest, endpoint->prefix) || !skip(&rest, RESOURCE)) {
        return URL_NOT_ROUND_TRIP;
    }
    struct bytes segment = bytes_slice(rest, 0, bytes_find(rest, bytes_of_text("?"), 0));
    rest = bytes_slice(rest, segment.size, rest.size);
    bool has_query = skip(&rest, APP_ID_QUERY);
    if (has_query != (app_id.data != NULL)) {
        return URL_NOT_ROUND_TRIP;
    }
    enum url_fault fault = check_value(segment, device_id);
    return fault == URL_OK ? check_value(rest, app_id) : fault;
}

enum url_fault url_build(const struct endpoint *endpoint, struct bytes device_id,
                         struct bytes app_id, struct buffer *out) {
    enum url_fault fault = url_device_id_check(device_id);
    if (fault == URL_OK) {
        fault = url_app_id_check(app_id);
    }
    if (fault != URL_OK) {
        return fault;
    }
    struct buffer target;
    buffer_init(&target, TARGET_SIZE_MAX);
    fault = url_fault_of(append_target(endpoint, device_id, app_id, &target));
    if (fault == URL_OK) {
        fault = check_target(endpoint, buffer_view(&target), device_id, app_id);
    }
    if (fault == URL_OK) {
        fault = url_publish(endpoint, buffer_view(&target), out);
    }
    buffer_clean_up(&target);
    return fault;
}

enum url_fault url_build_path(const struct endpoint *endpoint, const char *path,
                              struct buffer *out) {
    enum url_fault fault = path[0] == '/' ? url_path_check(bytes_of_text(path)) : URL_BAD_PREFIX;
    if (fault != URL_OK) {
        return fault;
    }
    struct buffer target;
    buffer_init(&target, TARGET_SIZE_MAX);
    fault = url_fault_of(buffer_append_format(&target, "%s%s", endpoint->prefix, path));
    if (fault == URL_OK) {
        fault = url_publish(endpoint, buffer_view(&target), out);
    }
    buffer_clean_up(&target);
    return fault;
}

/* VCHAR: what a request line is made of (RFC 9112 section 3). */
static bool is_sendable(struct bytes text) {
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] <= ' ' || text.data[i] >= 0x7f) {
            return false;
        }
    }
    return true;
}

static enum status append_raw_target(const struct endpoint *endpoint, struct bytes raw_segment,
                                     struct bytes raw_query, struct buffer *out) {
    enum status status = buffer_append_format(out, "%s" RESOURCE, endpoint->prefix);
    if (status == STATUS_OK) {
        status = buffer_append(out, raw_segment);
    }
    if (status == STATUS_OK && raw_query.data != NULL) {
        status = buffer_append_text(out, "?");
    }
    return status == STATUS_OK ? buffer_append(out, raw_query) : status;
}

enum url_fault url_build_deliberately_broken(const struct endpoint *endpoint,
                                             struct bytes raw_segment, struct bytes raw_query,
                                             struct buffer *out) {
    if (!is_sendable(raw_segment) || !is_sendable(raw_query)) {
        return URL_UNSENDABLE_BYTE;
    }
    struct buffer target;
    buffer_init(&target, TARGET_SIZE_MAX);
    enum url_fault fault =
        url_fault_of(append_raw_target(endpoint, raw_segment, raw_query, &target));
    if (fault == URL_OK) {
        fault = url_publish(endpoint, buffer_view(&target), out);
    }
    buffer_clean_up(&target);
    return fault;
}
