#include "json/sheet.h"

#include "base/character.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* The file's own words may be quoted; a terminal must not act on them. */
static void make_readable(char *text) {
    struct bytes bytes = bytes_of_text(text);
    for (size_t at = 0; at < bytes.size;) {
        struct character character = character_at(bytes, at);
        if (!character_is_shown(character.code)) {
            memset(text + at, '?', character.size);
        }
        at += character.size;
    }
}

PRINTF_LIKE(3, 0)
static enum status tell(const struct json_sheet *sheet, size_t offset, const char *format,
                        va_list arguments) {
    struct diagnostic rest;
    (void)vsnprintf(rest.text, sizeof rest.text, format, arguments);
    make_readable(rest.text);
    struct json_position position = json_position_of(sheet->document.text, offset);
    diagnostic_set(sheet->diagnostic, "%s:%zu:%zu: %s", sheet->file_name, position.line,
                   position.column, rest.text);
    return STATUS_INVALID;
}

enum status json_sheet_open(const char *file_name, struct bytes text, struct json_limits limits,
                            struct diagnostic *out_diagnostic, struct json_sheet *out_sheet) {
    struct json_sheet sheet = {file_name, {NULL, text}, out_diagnostic};
    struct json_error error = json_document_parse(text, limits, JSON_UNIQUE_NAMES, &sheet.document);
    if (error.fault == JSON_NO_MEMORY) {
        return STATUS_NO_MEMORY;
    }
    if (error.fault != JSON_OK) {
        return json_sheet_complain_at(&sheet, error.offset, "%s", json_fault_words[error.fault]);
    }
    *out_sheet = sheet;
    return STATUS_OK;
}

void json_sheet_close(struct json_sheet *sheet) {
    json_document_clean_up(&sheet->document);
}

enum status json_sheet_complain(const struct json_sheet *sheet, const struct json_node *node,
                                const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    size_t offset = json_span_of(&sheet->document, node).value_offset;
    enum status status = tell(sheet, offset, format, arguments);
    va_end(arguments);
    return status;
}

enum status json_sheet_complain_at(const struct json_sheet *sheet, size_t offset,
                                   const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    enum status status = tell(sheet, offset, format, arguments);
    va_end(arguments);
    return status;
}

size_t json_sheet_line(const struct json_sheet *sheet, const struct json_node *node) {
    struct json_span span = json_span_of(&sheet->document, node);
    return json_position_of(sheet->document.text, span.value_offset).line;
}
