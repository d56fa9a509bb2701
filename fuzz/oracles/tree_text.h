/* A JSON tree written down in one way: two trees are equal where their texts are, whatever library
   they are of. Strings and names have their length in front, numbers are their double's bytes. */
#ifndef FUZZ_ORACLES_TREE_TEXT_H
#define FUZZ_ORACLES_TREE_TEXT_H

#include "base/bytes.h"

#include <string.h>

/* A piece of such a text: a letter for the kind, the size and the bytes. */
static inline enum status tree_text_put(struct buffer *out, char kind, const void *data,
                                        size_t size) {
    unsigned char head[1 + sizeof size] = {(unsigned char)kind};
    memcpy(head + 1, &size, sizeof size);
    enum status status = buffer_append(out, bytes_of(head, sizeof head));
    return status == STATUS_OK ? buffer_append(out, bytes_of(data, size)) : status;
}

struct json_node;
struct json_t;

/* Each appends; they stand in two files because the two libraries share names. */
enum status tree_text_of_ours(const struct json_node *node, struct buffer *out) MUST_USE;
enum status tree_text_of_jansson(const struct json_t *value, struct buffer *out) MUST_USE;

#endif
