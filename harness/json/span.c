#include "json/document.h"

#include "base/assure.h"
#include "json/scan.h"
#include "json/tree.h"

/* The text has passed the gate: what is wrong here is our own doing. */
static void take_scalar(struct scan *scan) {
    unsigned char byte = *scan->at;
    bool is_number = byte == '-' || (byte >= '0' && byte <= '9');
    enum json_fault fault = byte == '"' ? scan_string(scan)
                            : is_number ? scan_number(scan)
                                        : scan_literal(scan);
    ASSURE(fault == JSON_OK);
}

static bool is_open(unsigned char byte) {
    return byte == '[' || byte == '{';
}

static bool is_close(unsigned char byte) {
    return byte == ']' || byte == '}';
}

static void take_value(struct scan *scan) {
    size_t depth = 0;
    do {
        unsigned char byte = *scan->at;
        if (is_open(byte) || is_close(byte)) {
            depth = is_open(byte) ? depth + 1 : depth - 1;
            scan->at++;
        } else if (is_json_space(byte) || byte == ',' || byte == ':') {
            scan->at++;
        } else {
            take_scalar(scan);
        }
    } while (depth > 0);
}

/* Where a string and a colon stand, takes both; otherwise nothing. */
static bool take_name(struct scan *scan) {
    struct scan ahead = *scan;
    if (*ahead.at != '"') {
        return false;
    }
    take_scalar(&ahead);
    scan_space(&ahead);
    if (ahead.at == ahead.end || *ahead.at != ':') {
        return false;
    }
    scan->at = ahead.at + 1;
    return true;
}

/* To the next value or name. */
static void skip_to_next(struct scan *scan) {
    while (is_json_space(*scan->at) || *scan->at == ',' || is_close(*scan->at)) {
        scan->at++;
    }
}

/* To the next value; the name before it, or NULL where it has none. */
static const unsigned char *go_to_value(struct scan *scan) {
    skip_to_next(scan);
    const unsigned char *name = scan->at;
    if (!take_name(scan)) {
        return NULL;
    }
    skip_to_next(scan);
    return name;
}

static struct json_span span_of_value(struct bytes text, size_t index) {
    struct scan scan = {.at = text.data, .end = text.data + text.size};
    const unsigned char *name = go_to_value(&scan);
    for (; index > 0; index--) {
        if (is_open(*scan.at)) {
            scan.at++;
        } else {
            take_scalar(&scan);
        }
        name = go_to_value(&scan);
    }
    size_t offset = (size_t)(scan.at - text.data);
    take_value(&scan);
    return (struct json_span){
        .name_offset = name == NULL ? SIZE_MAX : (size_t)(name - text.data),
        .value_offset = offset,
        .value_size = (size_t)(scan.at - text.data) - offset,
    };
}

/* Tree and text hold the same values in the same order: counting them in one finds the place in
   the other. */
struct json_span json_span_of(const struct json_document *document, const struct json_node *node) {
    struct tree_walk walk;
    walk.depth = 0;
    size_t index = 0;
    const cJSON *at = tree_of(document->root);
    for (; at != NULL && at != tree_of(node); at = tree_next(&walk, at)) {
        index++;
    }
    ASSURE(at != NULL);
    return span_of_value(document->text, index);
}
