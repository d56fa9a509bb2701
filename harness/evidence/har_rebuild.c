#include "evidence/har_rebuild.h"

#include <stdio.h>

static void put_text(struct har_reader *reader, const char *text) {
    har_storage_append(reader, bytes_of_text(text));
}

/* A value with a line end in it would become two fields. */
static void put_one_line(struct har_reader *reader, struct bytes value) {
    size_t begin = reader->storage->size;
    har_storage_append(reader, value);
    for (size_t i = begin; i < reader->storage->size; i++) {
        unsigned char *byte = &reader->storage->data[i];
        *byte = *byte == '\r' || *byte == '\n' ? ' ' : *byte;
    }
}

/* HTTP/2 and its pseudo headers are told in words of HTTP/1.1. */
static bool is_left_out(struct bytes name) {
    return name.size == 0 || name.data[0] == ':' ||
           bytes_equal_ignoring_case(name, bytes_of_text("Content-Length")) ||
           bytes_equal_ignoring_case(name, bytes_of_text("Transfer-Encoding"));
}

static void put_headers(struct har_reader *reader, const struct json_node *message) {
    const struct json_node *list = har_optional(reader, message, "headers", JSON_ARRAY);
    for (const struct json_node *node = list == NULL ? NULL : json_first(list); node != NULL;
         node = json_next(node)) {
        struct bytes name = har_string(reader, node, "name", bytes_of_text(""));
        struct bytes value = har_string(reader, node, "value", bytes_of_text(""));
        if (!is_left_out(name)) {
            put_one_line(reader, name);
            put_text(reader, ": ");
            put_one_line(reader, value);
            put_text(reader, "\r\n");
        }
    }
    put_text(reader, "\r\n");
}

static const char *version_of(struct har_reader *reader, const struct json_node *message) {
    struct bytes version = har_string(reader, message, "httpVersion", bytes_of_text(""));
    return bytes_equal_ignoring_case(version, bytes_of_text("HTTP/1.0")) ? "HTTP/1.0" : "HTTP/1.1";
}

static struct bytes stored_from(const struct har_reader *reader, size_t begin) {
    return bytes_of(reader->storage->data + begin, reader->storage->size - begin);
}

/* Path and query of an absolute URL. */
static struct bytes target_of(struct bytes url) {
    size_t scheme_end = bytes_find(url, bytes_of_text("://"), 0);
    size_t path = scheme_end == SIZE_MAX ? 0 : bytes_find(url, bytes_of_text("/"), scheme_end + 3);
    struct bytes target = path == SIZE_MAX ? bytes_of_text("/") : bytes_slice(url, path, url.size);
    return bytes_slice(target, 0, bytes_find(target, bytes_of_text("#"), 0));
}

struct bytes har_rebuild_request(struct har_reader *reader, const struct json_node *request,
                                 struct bytes method, struct bytes url) {
    const struct json_node *data = har_optional(reader, request, "postData", JSON_OBJECT);
    struct bytes content = har_string(reader, data, "text", bytes_of_text(""));
    const char *version = version_of(reader, request);
    size_t begin = reader->storage->size;
    put_one_line(reader, method);
    put_text(reader, " ");
    put_one_line(reader, target_of(url));
    put_text(reader, " ");
    put_text(reader, version);
    put_text(reader, "\r\n");
    put_headers(reader, request);
    har_storage_append(reader, content);
    return stored_from(reader, begin);
}

struct bytes har_rebuild_head(struct har_reader *reader, const struct json_node *response) {
    int64_t status = har_integer(reader, response, "status", 0, 999, 0);
    struct bytes reason = har_string(reader, response, "statusText", bytes_of_text(""));
    const char *version = version_of(reader, response);
    char line[32];
    if (status == 0) {
        return bytes_of_text("");
    }
    size_t begin = reader->storage->size;
    (void)snprintf(line, sizeof line, "%s %03d ", version, (int)status);
    put_text(reader, line);
    put_one_line(reader, reason);
    put_text(reader, "\r\n");
    put_headers(reader, response);
    return stored_from(reader, begin);
}
