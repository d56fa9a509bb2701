#include "http/line.h"

#include "http/fault.h"

bool http_reader_is_at_end(const struct http_reader *reader) {
    return reader->at == reader->input.size;
}

size_t http_reader_offset(const struct http_reader *reader, const unsigned char *data) {
    return reader->wire_offset + (size_t)(data - reader->input.data);
}

void http_reader_note(struct http_reader *reader, enum http_fault fault,
                      const unsigned char *data) {
    http_fault_note(reader->message, fault, http_reader_offset(reader, data));
}

void http_reader_note_truncation(struct http_reader *reader) {
    http_fault_note(reader->message, HTTP_TRUNCATED, reader->wire_offset + reader->input.size);
}

static struct http_line unfinished_line(struct http_reader *reader) {
    struct bytes text = bytes_slice(reader->input, reader->at, SIZE_MAX);
    reader->at = reader->input.size;
    if (text.size > 0 && text.data[text.size - 1] == '\r') {
        text.size--; /* half a line end, not a bare CR yet */
    }
    return (struct http_line){text, HTTP_LINE_UNFINISHED};
}

struct http_line http_line_read(struct http_reader *reader) {
    size_t feed = bytes_find(reader->input, bytes_of_text("\n"), reader->at);
    if (feed == SIZE_MAX) {
        return unfinished_line(reader);
    }
    struct http_line line = {bytes_slice(reader->input, reader->at, feed - reader->at),
                             HTTP_LINE_LF};
    reader->at = feed + 1;
    if (line.text.size > 0 && line.text.data[line.text.size - 1] == '\r') {
        line.text.size--;
        line.end = HTTP_LINE_CRLF;
    }
    return line;
}

void http_line_check(struct http_reader *reader, struct http_line line) {
    if (line.end == HTTP_LINE_LF) {
        http_reader_note(reader, HTTP_BARE_LF, line.text.data + line.text.size);
    }
    size_t bare = bytes_find(line.text, bytes_of_text("\r"), 0);
    if (bare != SIZE_MAX) {
        http_reader_note(reader, HTTP_BARE_CR, line.text.data + bare);
    }
}
