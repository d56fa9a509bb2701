/* The first line of an answer: RFC 9112 section 4. */
#ifndef HTTP_STATUS_LINE_H
#define HTTP_STATUS_LINE_H

#include "http/line.h"

/* Reads the line into the reader's message. A status that stands alone is kept though the rest of
   the line be wrong: the answer can then still be judged as far as it goes. False: there is none,
   or the line is not whole. */
bool http_status_line_read(struct http_reader *reader);

#endif
