#include "http/status_line.h"

#include "http/grammar.h"

struct status_line {
    int minor_version;
    int status;
};

static bool scan_text(struct http_scanner *scanner, const char *text) {
    while (*text != '\0' && http_scan_byte(scanner, (unsigned char)*text)) {
        text++;
    }
    return *text == '\0';
}

static bool scan_digit(struct http_scanner *scanner, int *inout_number) {
    if (http_scan_is_at_end(scanner) || !http_is_digit(scanner->text.data[scanner->at])) {
        return false;
    }
    *inout_number = *inout_number * 10 + (scanner->text.data[scanner->at++] - '0');
    return true;
}

/* HTTP-version SP 3DIGIT, of version 1 and in the range of RFC 9110 section 15. */
static bool scan_status(struct http_scanner *scanner, struct status_line *out_line) {
    *out_line = (struct status_line){0};
    return scan_text(scanner, "HTTP/1.") && scan_digit(scanner, &out_line->minor_version) &&
           http_scan_byte(scanner, ' ') && scan_digit(scanner, &out_line->status) &&
           scan_digit(scanner, &out_line->status) && scan_digit(scanner, &out_line->status) &&
           out_line->status >= 100 && out_line->status <= 599;
}

static void keep(struct http_reader *reader, struct status_line line, struct bytes reason) {
    struct http_message *message = reader->message;
    message->has_status = true;
    message->minor_version = line.minor_version;
    message->status = line.status;
    message->reason = reason;
    size_t control = http_first_control(reason);
    if (control != SIZE_MAX) {
        http_reader_note(reader, HTTP_CONTROL_BYTE, reason.data + control);
    }
}

bool http_status_line_read(struct http_reader *reader) {
    struct http_line line = http_line_read(reader);
    bool is_unfinished = line.end == HTTP_LINE_UNFINISHED;
    struct http_scanner scanner = http_scan(line.text);
    struct status_line parts;
    bool has_status = scan_status(&scanner, &parts);
    bool is_at_end = http_scan_is_at_end(&scanner);
    bool has_space = has_status && http_scan_byte(&scanner, ' '); /* even before no reason */
    if (is_unfinished) {
        http_reader_note_truncation(reader);
    }
    if (!has_space && !(is_unfinished && is_at_end)) {
        http_reader_note(reader, HTTP_BAD_STATUS_LINE, line.text.data + scanner.at);
    }
    if (is_unfinished || !has_status || !(has_space || is_at_end)) {
        return false;
    }
    http_line_check(reader, line);
    keep(reader, parts, bytes_slice(line.text, scanner.at, SIZE_MAX));
    return true;
}
