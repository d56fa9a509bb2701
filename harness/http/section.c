#include "http/section.h"

#include "http/grammar.h"

struct section_reader {
    struct http_reader *reader;
    const struct http_section *section;
    struct http_field field; /* held back until it is known that no folded line follows */
    bool has_field;
};

static void note(struct section_reader *self, enum http_fault fault, const unsigned char *at) {
    http_reader_note(self->reader, self->section->is_trailer ? HTTP_BAD_TRAILER : fault, at);
}

static void hand_over_field(struct section_reader *self) {
    if (self->has_field) {
        self->has_field = false;
        self->section->take(self->section->context, self->reader, &self->field);
    }
}

static void check_value(struct section_reader *self, struct bytes value) {
    size_t control = http_first_control(value);
    if (control != SIZE_MAX) {
        note(self, HTTP_CONTROL_BYTE, value.data + control);
    }
}

static bool is_fold_byte(unsigned char byte) {
    return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

/* To its recipient a folded line end is white space, so it is trimmed like white space. */
static struct bytes trim_folds(struct bytes value) {
    while (value.size > 0 && is_fold_byte(value.data[0])) {
        value = bytes_slice(value, 1, value.size);
    }
    while (value.size > 0 && is_fold_byte(value.data[value.size - 1])) {
        value.size--;
    }
    return value;
}

static void read_folded_line(struct section_reader *self, struct bytes line) {
    note(self, HTTP_OBSOLETE_FOLDING, line.data);
    check_value(self, line);
    if (self->has_field) {
        const unsigned char *start = self->field.value.data;
        size_t size = (size_t)(line.data + line.size - start);
        self->field.value = trim_folds(bytes_of(start, size));
    }
}

static void read_field_line(struct section_reader *self, struct bytes line) {
    hand_over_field(self);
    size_t colon = bytes_find(line, bytes_of_text(":"), 0);
    if (colon == SIZE_MAX) {
        note(self, HTTP_LINE_WITHOUT_COLON, line.data);
        return;
    }
    struct bytes before = bytes_slice(line, 0, colon);
    struct bytes name = bytes_trim(before);
    if (name.size < before.size) {
        note(self, HTTP_SPACE_BEFORE_COLON, name.data + name.size);
    }
    if (!http_is_token(name)) {
        note(self, HTTP_BAD_FIELD_NAME, line.data);
    }
    struct bytes value = bytes_trim(bytes_slice(line, colon + 1, line.size));
    check_value(self, value);
    self->field = (struct http_field){name, value};
    self->has_field = true;
}

static bool is_folded(struct bytes line) {
    return line.data[0] == ' ' || line.data[0] == '\t';
}

/* False after the section's last line. */
static bool read_line(struct section_reader *self, struct http_line line) {
    http_line_check(self->reader, line);
    if (line.text.size == 0) {
        return false;
    }
    if (is_folded(line.text)) {
        read_folded_line(self, line.text);
    } else {
        read_field_line(self, line.text);
    }
    return true;
}

static bool is_next_answer(const struct section_reader *self) {
    struct bytes rest = bytes_slice(self->reader->input, self->reader->at, SIZE_MAX);
    return self->section->is_interim && bytes_starts_with(rest, bytes_of_text("HTTP/"));
}

bool http_section_read(struct http_reader *reader, const struct http_section *section) {
    struct section_reader self = {.reader = reader, .section = section};
    bool has_more = true;
    bool is_ended = is_next_answer(&self);
    while (has_more && !is_ended) {
        struct http_line line = http_line_read(reader);
        has_more = line.end != HTTP_LINE_UNFINISHED;
        is_ended = has_more && (!read_line(&self, line) || is_next_answer(&self));
    }
    hand_over_field(&self);
    return is_ended;
}
