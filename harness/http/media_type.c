#include "http/grammar.h"
#include "http/message.h"

/* The end of a folded line is white space to who reads the value (RFC 9112 section 5.2); that it is
   there at all is told as a fault of its line. */
static void scan_blanks(struct http_scanner *scanner) {
    do {
        http_scan_blanks(scanner);
    } while (http_scan_byte(scanner, '\r') || http_scan_byte(scanner, '\n'));
}

/* RFC 9110 section 5.6.6: parameters = *( OWS ";" OWS [ parameter ] ), no blanks around "=". */
static bool scan_parameters(struct http_scanner *scanner) {
    while (!http_scan_is_at_end(scanner)) {
        scan_blanks(scanner);
        if (!http_scan_byte(scanner, ';')) {
            return false;
        }
        scan_blanks(scanner);
        if (http_scan_token(scanner) &&
            !(http_scan_byte(scanner, '=') && http_scan_word(scanner))) {
            return false;
        }
    }
    return true;
}

bool http_media_type_is(struct bytes value, const char *type) {
    struct http_scanner scanner = http_scan(bytes_trim(value));
    if (!http_scan_token(&scanner) || !http_scan_byte(&scanner, '/') ||
        !http_scan_token(&scanner)) {
        return false;
    }
    struct bytes essence = bytes_slice(scanner.text, 0, scanner.at);
    return bytes_equal_ignoring_case(essence, bytes_of_text(type)) && scan_parameters(&scanner);
}
