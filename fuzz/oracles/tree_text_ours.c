#include "fuzz/oracles/tree_text.h"
#include "json/document.h"

static enum status put_children(const struct json_node *node, struct buffer *out) {
    enum status status = STATUS_OK;
    for (const struct json_node *child = json_first(node); status == STATUS_OK && child != NULL;
         child = json_next(child)) {
        struct bytes name = json_name(child);
        if (name.data != NULL) {
            status = tree_text_put(out, ':', name.data, name.size);
        }
        status = status == STATUS_OK ? tree_text_of_ours(child, out) : status;
    }
    return status;
}

/* In the document U+0000 is C0 80, which no other character is. */
static enum status put_string(struct bytes string, struct buffer *out) {
    struct buffer plain;
    buffer_init(&plain, string.size + 1);
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < string.size; i++) {
        bool is_nul = string.data[i] == 0xc0;
        status = buffer_append_byte(&plain, is_nul ? '\0' : string.data[i]);
        i += is_nul;
    }
    if (status == STATUS_OK) {
        status = tree_text_put(out, '"', plain.data, plain.size);
    }
    buffer_clean_up(&plain);
    return status;
}

enum status tree_text_of_ours(const struct json_node *node, struct buffer *out) {
    static const char letters[] = {
        [JSON_NULL] = 'n',   [JSON_FALSE] = 'f', [JSON_TRUE] = 't',   [JSON_NUMBER] = '#',
        [JSON_STRING] = '"', [JSON_ARRAY] = '[', [JSON_OBJECT] = '{',
    };
    enum json_kind kind = json_kind_of(node);
    if (kind == JSON_STRING) {
        return put_string(json_string_of(node), out);
    }
    if (kind == JSON_NUMBER) {
        double number = json_number_of(node);
        return tree_text_put(out, letters[kind], &number, sizeof number);
    }
    enum status status = tree_text_put(out, letters[kind], "", 0);
    if (status == STATUS_OK && (kind == JSON_ARRAY || kind == JSON_OBJECT)) {
        status = put_children(node, out);
    }
    return status == STATUS_OK ? tree_text_put(out, '.', "", 0) : status;
}
