#include "fuzz/oracle.h"
#include "fuzz/oracles/json_oracles.h"

static bool was_open(struct json_error before) {
    return before.fault == JSON_OK || before.fault == JSON_EMPTY ||
           before.fault == JSON_UNEXPECTED_END;
}

void json_offset_is_first(struct bytes text, const struct json_reading *reading) {
    struct json_error error = reading->error;
    struct bytes before = bytes_slice(text, 0, error.offset);
    if (error.fault == JSON_OK) {
        return;
    }
    if (error.fault == JSON_EMPTY || error.fault == JSON_UNEXPECTED_END) {
        ORACLE("gate-offset", error.offset == text.size, "%s at %zu of %zu bytes",
               json_fault_words[error.fault], error.offset, text.size);
        return;
    }
    struct json_error there =
        json_gate(bytes_slice(text, 0, error.offset + 1), json_answer_limits, NULL);
    bool is_mark = error.fault == JSON_BYTE_ORDER_MARK; /* three bytes, and told at the first */
    ORACLE("gate-offset", was_open(json_gate(before, json_answer_limits, NULL)),
           "%s at %zu, though the text is at fault before", json_fault_words[error.fault],
           error.offset);
    ORACLE("gate-offset", there.offset == error.offset && (is_mark || there.fault == error.fault),
           "%s at %zu, though its byte alone does not show it", json_fault_words[error.fault],
           error.offset);
}

static enum json_kind kind_at(struct bytes value) {
    switch (value.data[0]) {
    case '{':
        return JSON_OBJECT;
    case '[':
        return JSON_ARRAY;
    case '"':
        return JSON_STRING;
    case 't':
        return JSON_TRUE;
    case 'f':
        return JSON_FALSE;
    case 'n':
        return JSON_NULL;
    default:
        return JSON_NUMBER;
    }
}

static void hold_place(const struct json_document *document, const struct json_node *node) {
    struct json_span span = json_span_of(document, node);
    struct bytes value = bytes_slice(document->text, span.value_offset, span.value_size);
    ORACLE("gate-places", value.size == span.value_size && value.size > 0,
           "a value at %zu, %zu bytes long, of %zu", span.value_offset, span.value_size,
           document->text.size);
    ORACLE("gate-places",
           kind_at(value) == json_kind_of(node) &&
               json_gate(value, json_answer_limits, NULL).fault == JSON_OK,
           "the bytes at %zu are not the value", span.value_offset);
    bool has_name = json_name(node).data != NULL;
    ORACLE("gate-places",
           has_name ? span.name_offset < span.value_offset &&
                          document->text.data[span.name_offset] == '"'
                    : span.name_offset == SIZE_MAX,
           "no name at %zu", span.name_offset);
}

/* Every place is found by walking the text, so not every node is asked for. */
enum { NODES_MAX = 64 };

void json_places_hold(struct bytes text, const struct json_reading *reading) {
    (void)text;
    if (reading->loose_error.fault != JSON_OK) {
        return;
    }
    const struct json_node *node = reading->loose.root;
    for (size_t left = NODES_MAX; node != NULL && left > 0; left--) {
        hold_place(&reading->loose, node);
        const struct json_node *child = json_first(node);
        node = child != NULL ? child : json_next(node);
    }
}
