#include "http/body.h"

#include "http/fault.h"

static enum status read_length(struct http_reader *reader, uint64_t length) {
    struct bytes content = reader->input;
    if (content.size < length) {
        http_reader_note_truncation(reader);
    } else if (content.size > length) {
        http_reader_note(reader, HTTP_EXCESS_BYTES, content.data + length);
        content.size = (size_t)length;
    }
    return buffer_append(&reader->message->body, content);
}

static enum status read_nothing(struct http_reader *reader) {
    if (reader->input.size > 0) {
        http_fault_note(reader->message, HTTP_BODY_NOT_ALLOWED, reader->wire_offset);
    }
    return STATUS_OK;
}

enum status http_body_read(struct http_reader *reader, uint64_t length) {
    switch (reader->message->framing) {
    case HTTP_FRAMING_NONE:
        return read_nothing(reader);
    case HTTP_FRAMING_LENGTH:
        return read_length(reader, length);
    case HTTP_FRAMING_CHUNKED:
        return http_chunks_read(reader);
    case HTTP_FRAMING_CLOSE:
        break;
    }
    return buffer_append(&reader->message->body, reader->input);
}
