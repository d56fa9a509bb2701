/* The rendering of a little platform's answer: templates for body and message, and the manner of
   sending. Zero is the plainest conforming one; each row of a test changes one thing. */
#ifndef TESTS_RENDERING_H
#define TESTS_RENDERING_H

#include "tests/little_platform.h"

/* Which answers are rendered so; the others are rendered plainly. */
enum rendering_scope {
    FOR_QUERIES, /* all but a login's */
    FOR_ANSWERS, /* the 200s */
    FOR_ERRORS,
    FOR_OFFLINE, /* the 200s about the device that is offline */
    FOR_UNKNOWN, /* the errors about an unknown device */
    FOR_ALL,     /* a login's as well */
};

/* Letters in templates. Bodies: $i device id, $n name, $c code, $d description, each a JSON string
   with its quotes; $a true or false. Messages: $s status, $r reason phrase, $l size of the body, $b
   body, $k body as one chunk, $o body in chunks of one byte (no last chunk in either). Both: $T
   token, $K app_key, $S secret, $R refresh token as they are; $1 and $2 the halves of the token, $O
   it in other case, $X it cut by one, $U it and $P the app_key URL-encoded, $B and
   $Y in base64; $W every secret in every
   disguise, $D every device id so (tests/disguise.h). */
struct rendering {
    enum rendering_scope scope;
    struct bytes activation, error; /* bodies */
    struct bytes login;             /* the same, whatever the scope */
    struct bytes message;
    /* The body put into another spelling, after its template. */
    enum status (*respell)(struct bytes body, struct buffer *out);
    struct wire_pause pause;
    size_t piece_bytes;
    unsigned piece_pause_ms;
    size_t padding_bytes; /* sent behind the message: */
    struct bytes padding; /* this over and over; absent: x */
    enum wire_end end;
};

/* A template from a literal, which may hold NUL bytes. */
#define TEXT(literal)                                                                              \
    { (const unsigned char *)(literal), sizeof(literal) - 1 }

#define PLAIN_ACTIVATION "{\"deviceId\":$i,\"activated\":$a,\"name\":$n}"
#define PLAIN_ERROR "{\"error_code\":$c,\"error_desc\":$d}"
#define PLAIN_LOGIN                                                                                \
    "{\"accessToken\":\"$T\",\"tokenType\":\"bearer\",\"expiresIn\":3600,"                         \
    "\"refreshToken\":\"$R\"}"
#define PLAIN_TYPE "Content-Type: application/json\r\n"
#define PLAIN_LENGTH "Content-Length: $l\r\n"

/* Errors: as buffer_append. */
enum status rendering_render(const struct rendering *rendering, const struct little_answer *answer,
                             struct wire_reply *reply) MUST_USE;

/* Spellings for .respell */
enum status respell_every_character(struct bytes body, struct buffer *out); /* \u00XX in strings */
enum status respell_utf16(struct bytes body, struct buffer *out);
enum status respell_utf16_with_mark(struct bytes body, struct buffer *out);

#endif
