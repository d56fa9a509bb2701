/* A section of field lines up to its empty line: the header of a message, or the trailer after its
   last chunk. RFC 9112 sections 5 and 7.1.2. */
#ifndef HTTP_SECTION_H
#define HTTP_SECTION_H

#include "http/line.h"

struct http_section {
    bool is_trailer; /* whatever is wrong with a line is HTTP_BAD_TRAILER */
    bool is_interim; /* of a 1xx answer: the next status line ends it as well. libcurl 7.88 records
                        interim answers without their empty line, and no field name begins so */
    /* Gets each field in order, folded lines joined to it. */
    void (*take)(void *context, struct http_reader *reader, const struct http_field *field);
    void *context;
};

/* Reads up to and including the empty line; the status line that ends an interim section is left to
   be read. Where the input ends before it, the unfinished line is
   left unread and false is returned: nobody knows what it would have become. */
bool http_section_read(struct http_reader *reader, const struct http_section *section);

#endif
