#include "http/body.h"
#include "http/grammar.h"
#include "http/section.h"

/* What a step of the grammar comes to. */
enum step {
    STEP_DATA,      /* on to the next part */
    STEP_LAST,      /* the last chunk: the trailer section follows */
    STEP_STOP,      /* the rest cannot be made sense of; the fault is noted */
    STEP_NO_MEMORY, /* the engine's own trouble */
};

static int hex_digit(unsigned char byte) {
    unsigned char lower = byte_lower(byte);
    return http_is_digit(byte) ? byte - '0' : lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/* Saturates, as section 7.1 asks: no size, however large, may be taken for a small one. */
static bool scan_size(struct http_scanner *scanner, uint64_t *out_size) {
    uint64_t size = 0;
    size_t start = scanner->at;
    for (; !http_scan_is_at_end(scanner); scanner->at++) {
        int digit = hex_digit(scanner->text.data[scanner->at]);
        if (digit < 0) {
            break;
        }
        size = size > UINT64_MAX >> 4 ? UINT64_MAX : size << 4 | (unsigned)digit;
    }
    *out_size = size;
    return scanner->at > start;
}

/* *( BWS ";" BWS name [ BWS "=" BWS ( token / quoted-string ) ] ): section 7.1.1. */
static bool scan_extensions(struct http_scanner *scanner) {
    while (!http_scan_is_at_end(scanner)) {
        http_scan_blanks(scanner);
        if (!http_scan_byte(scanner, ';')) {
            return false;
        }
        http_scan_blanks(scanner);
        if (!http_scan_token(scanner)) {
            return false;
        }
        struct http_scanner name_end = *scanner;
        http_scan_blanks(scanner);
        if (!http_scan_byte(scanner, '=')) {
            *scanner = name_end; /* the blanks belong to the next extension, or to nothing */
            continue;
        }
        http_scan_blanks(scanner);
        if (!http_scan_word(scanner)) {
            return false;
        }
    }
    return true;
}

/* Digits that go on as something else are no size: what follows then cannot be told from a fault.
 */
static bool ends_size(const struct http_scanner *scanner) {
    unsigned char next = http_scan_is_at_end(scanner) ? ';' : scanner->text.data[scanner->at];
    return next == ';' || next == ' ' || next == '\t';
}

/* An unfinished line is truncated only if it is right as far as it goes. */
static enum step read_size_line(struct http_reader *reader, uint64_t *out_size) {
    struct http_line line = http_line_read(reader);
    struct http_scanner scanner = http_scan(line.text);
    bool has_size = scan_size(&scanner, out_size) && ends_size(&scanner);
    bool is_whole = has_size && scan_extensions(&scanner);
    bool is_unfinished = line.end == HTTP_LINE_UNFINISHED;
    if (!is_whole && !(is_unfinished && http_scan_is_at_end(&scanner))) {
        http_reader_note(reader, HTTP_BAD_CHUNK_SIZE, line.text.data + scanner.at);
    } else if (is_unfinished) {
        http_reader_note_truncation(reader);
    }
    if (is_unfinished || !has_size) {
        return STEP_STOP;
    }
    http_line_check(reader, line);
    return *out_size == 0 ? STEP_LAST : STEP_DATA;
}

static enum step read_data(struct http_reader *reader, uint64_t size) {
    struct bytes rest = bytes_slice(reader->input, reader->at, SIZE_MAX);
    bool is_whole = rest.size >= size;
    struct bytes data = is_whole ? bytes_slice(rest, 0, (size_t)size) : rest;
    reader->at += data.size;
    if (!is_whole) {
        http_reader_note_truncation(reader);
    }
    if (buffer_append(&reader->message->body, data) != STATUS_OK) {
        return STEP_NO_MEMORY;
    }
    return is_whole ? STEP_DATA : STEP_STOP;
}

/* A lone LF is a fault, but leaves no doubt where the next chunk begins. */
static enum step read_data_end(struct http_reader *reader) {
    struct bytes end = bytes_slice(reader->input, reader->at, 2);
    if (bytes_equal_text(end, "\r\n")) {
        reader->at += 2;
        return STEP_DATA;
    }
    if (bytes_starts_with(bytes_of_text("\r\n"), end)) {
        http_reader_note_truncation(reader);
        return STEP_STOP;
    }
    http_reader_note(reader, HTTP_BAD_CHUNK_END, end.data);
    if (end.data[0] != '\n') {
        return STEP_STOP;
    }
    reader->at++;
    return STEP_DATA;
}

static enum step read_chunk(struct http_reader *reader) {
    uint64_t size = 0;
    enum step step = read_size_line(reader, &size);
    if (step == STEP_DATA) {
        step = read_data(reader, size);
    }
    return step == STEP_DATA ? read_data_end(reader) : step;
}

/* Fields that say how to read the message are of no use behind it, and dangerous when merged into
   its header (RFC 9110 section 6.5.1). */
static const char *const forbidden_trailers[] = {
    "Content-Length", "Transfer-Encoding", "Content-Type", "Content-Encoding",
    "Content-Range",  "Trailer",           "Host",
};

static void check_trailer(void *context, struct http_reader *reader,
                          const struct http_field *field) {
    (void)context;
    for (size_t i = 0; i < sizeof forbidden_trailers / sizeof forbidden_trailers[0]; i++) {
        if (bytes_equal_ignoring_case(field->name, bytes_of_text(forbidden_trailers[i]))) {
            http_reader_note(reader, HTTP_BAD_TRAILER, field->name.data);
        }
    }
}

static void read_trailer(struct http_reader *reader) {
    struct http_section trailer = {.is_trailer = true, .take = check_trailer};
    if (!http_section_read(reader, &trailer)) {
        http_reader_note_truncation(reader);
    } else if (!http_reader_is_at_end(reader)) {
        http_reader_note(reader, HTTP_EXCESS_BYTES, reader->input.data + reader->at);
    }
}

enum status http_chunks_read(struct http_reader *reader) {
    enum step step;
    do {
        step = read_chunk(reader);
    } while (step == STEP_DATA);
    if (step == STEP_LAST) {
        read_trailer(reader);
    }
    return step == STEP_NO_MEMORY ? STATUS_NO_MEMORY : STATUS_OK;
}
