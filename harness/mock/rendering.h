/* How a finished reply is put into bytes: a template of the message, and the manner of sending it.
   What libmicrohttpd would never send, and what it never happens to send, are rows of such. */
#ifndef MOCK_RENDERING_H
#define MOCK_RENDERING_H

#include "mock/reply.h"
#include "mock/wire.h"

/* How header lines are written. */
enum spelling {
    SPELLING_USUAL,
    SPELLING_LOWER_CASE,
    SPELLING_UPPER_CASE,
    SPELLING_NO_BLANKS,   /* none behind the colon */
    SPELLING_MANY_BLANKS, /* blanks and tabs around the value */
};

/* Letters in a message: $s status, $r its reason phrase, $h the reply's header lines (Date and its
   Content-Type among them, nothing about length), $n the same without Date, $b the body, $1 and $2
   its first and its second half, $l its size, $m a size one less; $k the body as one chunk, $o in
   chunks of one byte (the last chunk in neither). */
struct rendering {
    struct bytes message;    /* a template; absent: RENDERING_PLAIN */
    enum spelling spelling;  /* of $h and $n */
    struct wire_pause pause; /* inside it */
    size_t piece_bytes;      /* sent in writes of so many bytes; 0: in one */
    unsigned piece_pause_ms; /* between two of them */
    enum wire_end end;
};

#define RENDERING_LINE "HTTP/1.1 $s $r\r\n"
#define RENDERING_LENGTH "Content-Length: $l\r\n"
#define RENDERING_PLAIN RENDERING_LINE "$h" RENDERING_LENGTH "\r\n$b"

/* Fills in `wire`, whose bytes the caller has initialised. `rendering` NULL is the plain one.
   `is_headed`: the answer to HEAD, which is a plain head alone. Errors: as buffer_append. */
enum status rendering_render(const struct rendering *rendering, const struct reply *reply,
                             int64_t wall_us, bool is_headed, struct wire_reply *wire) MUST_USE;

#endif
