#include "evidence/head_lines.h"

/* Takes a line off the front of `*inout_rest`, without its line end. */
static struct bytes take_line(struct bytes *inout_rest) {
    size_t end = bytes_find(*inout_rest, bytes_of_text("\n"), 0);
    size_t size = end == SIZE_MAX ? inout_rest->size : end;
    struct bytes line = bytes_slice(*inout_rest, 0, size);
    *inout_rest = bytes_slice(*inout_rest, size + 1, inout_rest->size);
    if (line.size > 0 && line.data[line.size - 1] == '\r') {
        line.size--;
    }
    return line;
}

/* 100 to 199; 101 ends HTTP/1.1 on a connection and is as final as any. */
static bool is_interim(struct bytes status_line) {
    struct bytes status = head_word(status_line, 1, false);
    return bytes_starts_with(status_line, bytes_of_text("HTTP/")) && status.size == 3 &&
           status.data[0] == '1' && !bytes_equal_text(status, "101");
}

struct head_lines head_lines_of(struct bytes head) {
    for (;;) {
        struct head_lines lines = {.rest = head};
        lines.first = take_line(&lines.rest);
        struct bytes next = bytes_slice(head, head_end(head), head.size);
        if (!is_interim(lines.first) || next.size == 0) {
            return lines;
        }
        head = next;
    }
}

bool head_next_field(struct head_lines *lines, struct head_field *out_field) {
    while (lines->rest.size > 0) {
        struct bytes line = take_line(&lines->rest);
        if (line.size == 0) {
            return false;
        }
        size_t colon = bytes_find(line, bytes_of_text(":"), 0);
        bool is_folded = line.data[0] == ' ' || line.data[0] == '\t';
        if (colon != SIZE_MAX && !is_folded) {
            out_field->name = bytes_slice(line, 0, colon);
            out_field->value = bytes_trim(bytes_slice(line, colon + 1, line.size));
            return true;
        }
    }
    return false;
}

struct bytes head_field_value(struct head_lines lines, const char *name) {
    struct head_field field;
    while (head_next_field(&lines, &field)) {
        if (bytes_equal_ignoring_case(field.name, bytes_of_text(name))) {
            return field.value;
        }
    }
    return bytes_of_text("");
}

struct bytes head_word(struct bytes line, unsigned index, bool is_rest) {
    for (; index > 0; index--) {
        size_t space = bytes_find(line, bytes_of_text(" "), 0);
        line = bytes_slice(line, space == SIZE_MAX ? line.size : space + 1, line.size);
    }
    size_t space = bytes_find(line, bytes_of_text(" "), 0);
    return is_rest || space == SIZE_MAX ? line : bytes_slice(line, 0, space);
}

size_t head_end(struct bytes message) {
    size_t strict = bytes_find(message, bytes_of_text("\r\n\r\n"), 0);
    size_t lenient = bytes_find(message, bytes_of_text("\n\n"), 0);
    if (strict == SIZE_MAX && lenient == SIZE_MAX) {
        return message.size;
    }
    return strict < lenient ? strict + 4 : lenient + 2;
}
