/* Where a message says that it ends: RFC 9112 section 6. */
#ifndef HTTP_FRAMING_H
#define HTTP_FRAMING_H

#include "http/line.h"

/* What the header has said so far; starts as {0}. Counts over every field line, kept or not. */
struct http_lengths {
    size_t length_count; /* values of Content-Length */
    bool is_length_bad;  /* some value is no number, or they differ */
    uint64_t length;     /* bytes; UINT64_MAX for all that is more */
    size_t length_offset;
    size_t coding_count;  /* elements of Transfer-Encoding */
    bool is_last_chunked; /* the last of them is "chunked" */
    size_t coding_offset;
};

/* Takes in one field of the header; fields that say nothing of lengths are passed over. */
void http_lengths_take(struct http_lengths *lengths, struct http_reader *reader,
                       const struct http_field *field);

/* Decides for the reader's message, whose status line is known, and notes what cannot be. */
enum http_framing http_framing_decide(const struct http_lengths *lengths,
                                      struct http_message *message, bool is_head_request);

#endif
