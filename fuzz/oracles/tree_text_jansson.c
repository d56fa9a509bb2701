#include "fuzz/oracles/tree_text.h"

#include <jansson.h>

static enum status put_members(const json_t *object, struct buffer *out) {
    json_t *members = (json_t *)(uintptr_t)object;
    enum status status = STATUS_OK;
    for (void *at = json_object_iter(members); status == STATUS_OK && at != NULL;
         at = json_object_iter_next(members, at)) {
        const char *name = json_object_iter_key(at);
        status = tree_text_put(out, ':', name, json_object_iter_key_len(at));
        if (status == STATUS_OK) {
            status = tree_text_of_jansson(json_object_iter_value(at), out);
        }
    }
    return status;
}

static enum status put_elements(const json_t *array, struct buffer *out) {
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < json_array_size(array); i++) {
        status = tree_text_of_jansson(json_array_get(array, i), out);
    }
    return status;
}

static char letter_of(const json_t *value) {
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        return '{';
    case JSON_ARRAY:
        return '[';
    case JSON_STRING:
        return '"';
    case JSON_INTEGER:
    case JSON_REAL:
        return '#';
    case JSON_TRUE:
        return 't';
    case JSON_FALSE:
        return 'f';
    case JSON_NULL:
        return 'n';
    }
    return '?';
}

enum status tree_text_of_jansson(const struct json_t *value, struct buffer *out) {
    char letter = letter_of(value);
    if (json_is_string(value)) {
        return tree_text_put(out, letter, json_string_value(value), json_string_length(value));
    }
    if (json_is_number(value)) {
        double number = json_number_value(value);
        return tree_text_put(out, letter, &number, sizeof number);
    }
    enum status status = tree_text_put(out, letter, "", 0);
    if (status == STATUS_OK) {
        status = json_is_object(value) ? put_members(value, out) : put_elements(value, out);
    }
    return status == STATUS_OK ? tree_text_put(out, '.', "", 0) : status;
}
