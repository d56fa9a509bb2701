#include "http/grammar.h"

struct http_scanner http_scan(struct bytes text) {
    return (struct http_scanner){.text = text};
}

bool http_scan_is_at_end(const struct http_scanner *scanner) {
    return scanner->at == scanner->text.size;
}

bool http_is_digit(unsigned char byte) {
    return byte >= '0' && byte <= '9';
}

bool http_is_text_byte(unsigned char byte) {
    return byte == '\t' || (byte >= ' ' && byte != 0x7f);
}

size_t http_first_control(struct bytes text) {
    for (size_t i = 0; i < text.size; i++) {
        if (!http_is_text_byte(text.data[i]) && text.data[i] != '\r') {
            return i;
        }
    }
    return SIZE_MAX;
}

static bool is_token_byte(unsigned char byte) {
    unsigned char lower = byte_lower(byte);
    return http_is_digit(byte) || (lower >= 'a' && lower <= 'z') ||
           (byte != '\0' && strchr("!#$%&'*+-.^_`|~", byte) != NULL);
}

static bool is_blank(unsigned char byte) {
    return byte == ' ' || byte == '\t';
}

static void scan_while(struct http_scanner *scanner, bool (*is_part)(unsigned char)) {
    while (!http_scan_is_at_end(scanner) && is_part(scanner->text.data[scanner->at])) {
        scanner->at++;
    }
}

bool http_scan_byte(struct http_scanner *scanner, unsigned char byte) {
    if (http_scan_is_at_end(scanner) || scanner->text.data[scanner->at] != byte) {
        return false;
    }
    scanner->at++;
    return true;
}

void http_scan_blanks(struct http_scanner *scanner) {
    scan_while(scanner, is_blank);
}

bool http_scan_token(struct http_scanner *scanner) {
    size_t start = scanner->at;
    scan_while(scanner, is_token_byte);
    return scanner->at > start;
}

static bool is_quoted_text_byte(unsigned char byte) {
    return http_is_text_byte(byte) && byte != '"' && byte != '\\';
}

static bool scan_text_byte(struct http_scanner *scanner) {
    return !http_scan_is_at_end(scanner) && http_is_text_byte(scanner->text.data[scanner->at]) &&
           ++scanner->at;
}

bool http_scan_quoted_string(struct http_scanner *scanner) {
    if (!http_scan_byte(scanner, '"')) {
        return false;
    }
    scan_while(scanner, is_quoted_text_byte);
    while (http_scan_byte(scanner, '\\')) {
        if (!scan_text_byte(scanner)) {
            return false;
        }
        scan_while(scanner, is_quoted_text_byte);
    }
    return http_scan_byte(scanner, '"');
}

bool http_scan_word(struct http_scanner *scanner) {
    bool is_quoted = !http_scan_is_at_end(scanner) && scanner->text.data[scanner->at] == '"';
    return is_quoted ? http_scan_quoted_string(scanner) : http_scan_token(scanner);
}

bool http_is_token(struct bytes text) {
    struct http_scanner scanner = http_scan(text);
    return http_scan_token(&scanner) && http_scan_is_at_end(&scanner);
}

bool http_list_next(struct bytes *inout_rest, struct bytes *out_element) {
    if (inout_rest->data == NULL) {
        return false;
    }
    size_t comma = bytes_find(*inout_rest, bytes_of_text(","), 0);
    *out_element = bytes_trim(bytes_slice(*inout_rest, 0, comma));
    *inout_rest = comma == SIZE_MAX ? bytes_of(NULL, 0)
                                    : bytes_slice(*inout_rest, comma + 1, inout_rest->size);
    return true;
}
