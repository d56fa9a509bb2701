/* The capture: the bytes of one exchange as libcurl shows them, put into the parts that evidence
   keeps, each within its cap.

   The head comes from the header callback, the rest from the debug callback. libcurl 7.88's debug
   callback leaves out the empty line that ends an interim answer, and shows a wrong byte where the
   last line end of a head is split over two reads; the header callback has both right.

   Two things no callback shows: a status line that the close cuts off, and a header line that
   libcurl itself refuses. A socket function or a layer below TLS would get them encrypted, and
   reading the session ahead of libcurl would take from the socket what its poll waits for. The
   outcome and libcurl's words tell what was wrong; those bytes are missing from the evidence. */
#ifndef EXECUTE_CAPTURE_H
#define EXECUTE_CAPTURE_H

#include "base/bytes.h"

/* Why the capture wants the transfer to end. */
enum capture_stop {
    CAPTURE_GOES_ON,
    CAPTURE_HEADER_OVER_LIMIT,
    CAPTURE_BODY_OVER_LIMIT,
    CAPTURE_NOT_HTTP, /* content without a status line: HTTP/0.9, or no HTTP at all */
    CAPTURE_NO_MEMORY,
};

struct capture {
    struct buffer sent, head, framed;
    struct buffer content;  /* used once the content is no longer how `framed` begins */
    size_t content_size;    /* bytes */
    bool is_content_apart;  /* the content stands in `content` */
    bool is_open;           /* the connection stands; what came before belongs to a proxy */
    bool has_head;          /* the final answer's head is whole */
    int64_t expected_bytes; /* of content, by Content-Length; -1 where that does not frame it */
    size_t dropped_bytes;   /* in excess, read by libcurl and shown to nobody */
    bool has_hello;         /* our TLS hello went out */
    bool has_alert;         /* the peer ended TLS with an alert */
    enum capture_stop stop;
};

void capture_init(struct capture *capture, size_t header_limit_bytes, size_t body_limit_bytes);
void capture_clean_up(struct capture *capture);
/* Forgets one exchange; keeps memory that the next one is likely to need, and frees the rest. */
void capture_clear(struct capture *capture);

/* The request is about to go out: what was seen of this exchange so far was an earlier try that
   libcurl gave up, or a proxy's. */
void capture_open(struct capture *capture);

void capture_sent(struct capture *capture, struct bytes bytes);
void capture_framed(struct capture *capture, struct bytes bytes);
/* One line of a head. `status` and `expected_bytes` are what libcurl knows at this line. False: end
   the transfer. */
bool capture_head_line(struct capture *capture, struct bytes line, long status,
                       int64_t expected_bytes);
bool capture_content(struct capture *capture, struct bytes bytes);
/* One TLS message, as it went out or came in. */
void capture_tls(struct capture *capture, struct bytes message, bool is_outgoing);
/* One line of libcurl's own comments. */
void capture_comment(struct capture *capture, struct bytes text);

/* True once all the content that Content-Length promised is there. */
bool capture_is_whole(const struct capture *capture);
bool capture_has_bytes(const struct capture *capture); /* of an answer */
struct bytes capture_body(const struct capture *capture);

#endif
