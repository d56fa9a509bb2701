/* Lines as they stand on the wire, in a head, a trailer section or chunk framing: RFC 9112
   section 2.2. */
#ifndef HTTP_LINE_H
#define HTTP_LINE_H

#include "http/message.h"

struct http_reader {
    struct bytes input;
    size_t at;                    /* next byte of `input` */
    size_t wire_offset;           /* of the first byte of `input`, from the start of the head */
    struct http_message *message; /* takes the faults */
};

enum http_line_end { HTTP_LINE_CRLF, HTTP_LINE_LF, HTTP_LINE_UNFINISHED };

struct http_line {
    struct bytes text; /* without its end */
    enum http_line_end end;
};

/* The next line, ended by LF with or without CR; unfinished where the input ends first. Blames
   nothing: whoever knows what the line should be calls http_line_check. */
struct http_line http_line_read(struct http_reader *reader);

/* Notes a bare LF as the line's end and a bare CR inside the line. */
void http_line_check(struct http_reader *reader, struct http_line line);

bool http_reader_is_at_end(const struct http_reader *reader);
/* Where `data`, a place in the input, stands on the wire. */
size_t http_reader_offset(const struct http_reader *reader, const unsigned char *data);
/* Notes a fault at that place. */
void http_reader_note(struct http_reader *reader, enum http_fault fault, const unsigned char *data);
/* Notes that the input ends too soon. */
void http_reader_note_truncation(struct http_reader *reader);

#endif
