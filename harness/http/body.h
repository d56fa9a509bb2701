/* What follows the head: the content without its framing, and whether it ends where it should. */
#ifndef HTTP_BODY_H
#define HTTP_BODY_H

#include "http/line.h"

/* Reads all of the reader's input by the message's framing into the message's body. `length` in
   bytes is for HTTP_FRAMING_LENGTH. STATUS_NO_MEMORY. */
enum status http_body_read(struct http_reader *reader, uint64_t length) MUST_USE;

/* The chunked coding alone: RFC 9112 section 7.1. Leaves the reader behind the last byte that it
   could make sense of. STATUS_NO_MEMORY. */
enum status http_chunks_read(struct http_reader *reader) MUST_USE;

#endif
