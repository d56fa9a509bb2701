#include "mock/fields.h"

#include "base/utf8.h"

#include <string.h>

enum { TEXT_CHARACTERS_MAX = 256 };

static const struct json_limits request_limits = {.depth = 16, .values = 256};

static bool is_json(struct bytes content_type) {
    if (content_type.size == 0) {
        return false;
    }
    size_t end = bytes_find(content_type, bytes_of_text(";"), 0);
    struct bytes media_type =
        bytes_trim(bytes_slice(content_type, 0, end == SIZE_MAX ? content_type.size : end));
    return bytes_equal_ignoring_case(media_type, bytes_of_text("application/json"));
}

bool fields_read(const struct call *call, struct fields *out_fields) {
    if (!is_json(call->content_type.value)) {
        *out_fields = (struct fields){.form = bytes_of("", 0)};
        if (call->body.size > 0) {
            out_fields->form = call->body;
        }
        return true;
    }
    struct json_document document = {0};
    struct json_error error =
        json_document_parse(call->body, request_limits, JSON_UNIQUE_NAMES, &document);
    if (error.fault != JSON_OK) {
        return false;
    }
    if (json_kind_of(document.root) != JSON_OBJECT) {
        json_document_clean_up(&document);
        return false;
    }
    *out_fields = (struct fields){.document = document};
    return true;
}

void fields_clean_up(struct fields *fields) {
    if (fields->form.data == NULL) {
        json_document_clean_up(&fields->document);
    }
}

static bool has_control(struct bytes text) {
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] < 0x20 || text.data[i] == 0x7f) {
            return true;
        }
    }
    return false;
}

static enum parameter text_of(const struct json_node *node, struct locator_text *out_text) {
    if (node == NULL || json_kind_of(node) == JSON_NULL) {
        return PARAMETER_ABSENT;
    }
    if (json_kind_of(node) != JSON_STRING) {
        return PARAMETER_UNCLEAR;
    }
    struct bytes text = json_string_of(node);
    /* What json_string_of writes for U+0000 and lone surrogates is not UTF-8, and ends here. */
    if (!utf8_is_valid(text) || has_control(text) || utf8_characters(text) > TEXT_CHARACTERS_MAX) {
        return PARAMETER_UNCLEAR;
    }
    if (text.size == 0) {
        return PARAMETER_ABSENT;
    }
    memcpy(out_text->text, text.data, text.size);
    out_text->text[text.size] = '\0';
    out_text->size = text.size;
    return PARAMETER_GIVEN;
}

enum parameter fields_text(const struct fields *fields, const char *name,
                           struct locator_text *out_text) {
    if (fields->form.data != NULL) {
        return locator_parameter(fields->form, name, out_text);
    }
    return text_of(json_member(fields->document.root, name), out_text);
}

enum parameter fields_number(const struct fields *fields, const char *name, int64_t maximum,
                             int64_t *out_value) {
    const struct json_node *node = json_member(fields->document.root, name);
    if (node == NULL || json_kind_of(node) == JSON_NULL) {
        return PARAMETER_ABSENT;
    }
    double value = json_kind_of(node) == JSON_NUMBER ? json_number_of(node) : -1;
    if (!(value >= 0 && value <= (double)maximum) || value != (double)(int64_t)value) {
        return PARAMETER_UNCLEAR;
    }
    *out_value = (int64_t)value;
    return PARAMETER_GIVEN;
}

enum parameter fields_text_within(const struct fields *fields, const char *object, const char *name,
                                  struct locator_text *out_text) {
    const struct json_node *node = json_member(fields->document.root, object);
    if (node == NULL || json_kind_of(node) == JSON_NULL) {
        return PARAMETER_ABSENT;
    }
    bool is_object = json_kind_of(node) == JSON_OBJECT;
    return is_object ? text_of(json_member(node, name), out_text) : PARAMETER_UNCLEAR;
}
