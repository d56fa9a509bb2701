/* A section of field lines up to its empty line: the header of a message, or the trailer after its
   last chunk. RFC 9112 sections 5 and 7.1.2. */
#ifndef HTTP_SECTION_H
#define HTTP_SECTION_H

#include "http/line.h"

struct http_section {
    bool is_trailer; /* whatever is wrong with a line is HTTP_BAD_TRAILER */
    /* Gets each field in order, folded lines joined to it. */
    void (*take)(void *context, struct http_reader *reader, const struct http_field *field);
    void *context;
};

/* Reads up to and including the empty line. Where the input ends before it, the unfinished line is
   left unread and false is returned: nobody knows what it would have become. */
bool http_section_read(struct http_reader *reader, const struct http_section *section);

#endif
