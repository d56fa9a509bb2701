/* The small productions that RFC 9110 section 5.6 shares between all field values, as a scanner:
   each function consumes its production, or stops at the byte that broke it and says false. */
#ifndef HTTP_GRAMMAR_H
#define HTTP_GRAMMAR_H

#include "base/bytes.h"

struct http_scanner {
    struct bytes text;
    size_t at; /* next byte; after a failure, the byte that could not be taken */
};

struct http_scanner http_scan(struct bytes text);
bool http_scan_is_at_end(const struct http_scanner *scanner);
bool http_scan_byte(struct http_scanner *scanner, unsigned char byte);
void http_scan_blanks(struct http_scanner *scanner);        /* OWS and BWS: section 5.6.3 */
bool http_scan_token(struct http_scanner *scanner);         /* section 5.6.2 */
bool http_scan_quoted_string(struct http_scanner *scanner); /* section 5.6.4 */
bool http_scan_word(struct http_scanner *scanner);          /* token / quoted-string */

bool http_is_digit(unsigned char byte);
/* The whole of `text` is one token. */
bool http_is_token(struct bytes text);
/* HTAB, SP, VCHAR or obs-text: what a field value and a reason phrase are made of (RFC 9110
   section 5.5, RFC 9112 section 4). Bytes from 0x80 on are obs-text, and legal. */
bool http_is_text_byte(unsigned char byte);
/* Offset of the first byte that is no text byte, or SIZE_MAX. A carriage return is passed over: it
   is noted with its line. */
size_t http_first_control(struct bytes text);

/* Takes the first element of a comma-separated list off `inout_rest`, blanks around it removed;
   false when no element is left. "" is one empty element. */
bool http_list_next(struct bytes *inout_rest, struct bytes *out_element);

#endif
