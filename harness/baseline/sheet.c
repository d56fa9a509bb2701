#include "baseline/sheet.h"

#include <stdarg.h>
#include <stdio.h>

static const struct json_limits limits = {.depth = 16, .values = 1000000};

static enum status tell(const char *file_name, struct bytes text, size_t offset,
                        struct diagnostic *diagnostic, const char *rest) {
    struct json_position position = json_position_of(text, offset);
    diagnostic_set(diagnostic, "%s:%zu:%zu: %s", file_name, position.line, position.column, rest);
    return STATUS_INVALID;
}

enum status sheet_open(const char *file_name, struct bytes text, struct diagnostic *out_diagnostic,
                       struct sheet *out_sheet) {
    struct sheet sheet = {.file_name = file_name, .diagnostic = out_diagnostic};
    struct json_error error = json_document_parse(text, limits, JSON_UNIQUE_NAMES, &sheet.document);
    if (error.fault == JSON_NO_MEMORY) {
        return STATUS_NO_MEMORY;
    }
    if (error.fault != JSON_OK) {
        return tell(file_name, text, error.offset, out_diagnostic, json_fault_words[error.fault]);
    }
    *out_sheet = sheet;
    return STATUS_OK;
}

void sheet_close(struct sheet *sheet) {
    json_document_clean_up(&sheet->document);
}

enum status sheet_complain(const struct sheet *sheet, const struct json_node *node,
                           const char *format, ...) {
    struct diagnostic rest;
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(rest.text, sizeof rest.text, format, arguments);
    va_end(arguments);
    struct json_span span = json_span_of(&sheet->document, node);
    return tell(sheet->file_name, sheet->document.text, span.value_offset, sheet->diagnostic,
                rest.text);
}

size_t sheet_line(const struct sheet *sheet, const struct json_node *node) {
    struct json_span span = json_span_of(&sheet->document, node);
    return json_position_of(sheet->document.text, span.value_offset).line;
}
