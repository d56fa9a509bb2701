#include "certificate/place.h"

#include <stdarg.h>
#include <stdio.h>

enum status place_complain(struct diagnostic *out_diagnostic, const char *file_name,
                           struct bytes text, size_t offset, const char *format, ...) {
    char words[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(words, sizeof words, format, arguments);
    va_end(arguments);
    struct json_position position = json_position_of(text, offset);
    diagnostic_set(out_diagnostic, "%s:%zu:%zu: %s", file_name, position.line, position.column,
                   words);
    return STATUS_INVALID;
}

enum status place_parse(struct bytes text, const char *file_name, struct json_limits limits,
                        struct json_document *out_document, struct diagnostic *out_diagnostic) {
    struct json_document document;
    struct json_error error = json_document_parse(text, limits, JSON_UNIQUE_NAMES, &document);
    if (error.fault == JSON_NO_MEMORY) {
        return STATUS_NO_MEMORY;
    }
    if (error.fault != JSON_OK) {
        return place_complain(out_diagnostic, file_name, text, error.offset, "%s",
                              json_fault_words[error.fault]);
    }
    if (json_kind_of(document.root) != JSON_OBJECT) {
        json_document_clean_up(&document);
        return place_complain(out_diagnostic, file_name, text, 0, "an object is wanted");
    }
    *out_document = document;
    return STATUS_OK;
}

static void complain(struct member_reader *reader, const struct json_node *node, const char *name,
                     enum json_kind kind) {
    struct json_span span = json_span_of(reader->document, node);
    reader->status = place_complain(reader->diagnostic, reader->file_name, reader->document->text,
                                    span.value_offset, "member \"%s\" is not there, or is not %s",
                                    name, json_kind_words[kind]);
}

const struct json_node *member_of(struct member_reader *reader, const struct json_node *object,
                                  const char *name, enum json_kind kind) {
    if (reader->status != STATUS_OK || object == NULL) {
        return NULL;
    }
    const struct json_node *member = json_member(object, name);
    if (member == NULL || json_kind_of(member) != kind) {
        complain(reader, object, name, kind);
        return NULL;
    }
    return member;
}

struct bytes text_of(struct member_reader *reader, const struct json_node *object,
                     const char *name) {
    const struct json_node *member = member_of(reader, object, name, JSON_STRING);
    return member == NULL ? bytes_of_text("") : json_string_of(member);
}

bool member_flag(struct member_reader *reader, const struct json_node *object, const char *name) {
    const struct json_node *member = object == NULL ? NULL : json_member(object, name);
    if (member != NULL && json_kind_of(member) == JSON_TRUE) {
        return reader->status == STATUS_OK;
    }
    (void)member_of(reader, object, name, JSON_FALSE);
    return false;
}
