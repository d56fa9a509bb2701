/* A scripted responder for tests: it reads a request and sends exactly the bytes it is told, as
   slowly and as badly as it is told, over TLS or in the clear. What a proper server cannot send
   (excess bytes, broken chunks, folded headers, cut connections) comes from here. */
#ifndef MOCK_WIRE_H
#define MOCK_WIRE_H

#include "base/bytes.h"

/* What happens to the connection once the bytes are sent. */
enum wire_end {
    WIRE_KEEP,  /* waits for the next request */
    WIRE_CLOSE, /* says goodbye first: close_notify (RFC 8446 section 6.1), then FIN */
    WIRE_CUT,   /* FIN alone, which a TLS client has to call a truncation */
    WIRE_RESET, /* RST */
    WIRE_STALL, /* sends nothing more and waits until the peer goes, or the responder stops */
};

struct wire_pause {
    size_t at; /* bytes sent before it */
    unsigned pause_ms;
};

enum { WIRE_PAUSES_MAX = 8, WIRE_REPLY_LIMIT = 64 << 20, WIRE_CONNECTIONS_MAX = 64 };

/* One reply. Zero is an empty one that keeps the connection. */
struct wire_reply {
    struct buffer bytes;
    struct wire_pause pauses[WIRE_PAUSES_MAX]; /* in rising order */
    size_t pause_count;
    size_t piece_bytes; /* sent in writes (TLS records) of so many bytes; 0: as large as can be */
    unsigned piece_pause_ms; /* between two pieces */
    enum wire_end end;
};

struct wire_request {
    struct bytes head;   /* from the request line through the empty line */
    struct bytes body;   /* as Content-Length states it; chunked bodies are not read */
    unsigned connection; /* since the start, from 0 */
    unsigned ordinal;    /* of the request on its connection, from 0 */
};

/* Fills in the reply to a request. Called from several threads at once. A status other than
   STATUS_OK cuts the connection. */
struct wire_script {
    enum status (*answer)(void *context, const struct wire_request *request,
                          struct wire_reply *reply);
    void *context;
};

struct wire_options {
    unsigned port; /* 0: any free one */
    bool is_cleartext;
    bool is_shut; /* closes every connection before a byte is exchanged */
    struct wire_script script;
};

struct wire; /* opaque */

/* Listens on 127.0.0.1, serving at most WIRE_CONNECTIONS_MAX connections at a time.
   STATUS_NETWORK, STATUS_NO_MEMORY, STATUS_INVALID: see the diagnostic. */
enum status wire_start(const struct wire_options *options, struct wire **out_wire,
                       struct diagnostic *out_diagnostic) MUST_USE;
/* Ends all connections and waits for its threads; never longer than a running `answer` takes. */
void wire_stop(struct wire *wire); /* NULL is ignored */

unsigned wire_port(const struct wire *wire);
/* The CA's certificate, PEM; lives as long as the responder. */
const char *wire_ca_pem(const struct wire *wire);

/* An `answer` whose context is a struct wire_reply: a copy of it goes to every request. */
enum status wire_answer_same(void *context, const struct wire_request *request,
                             struct wire_reply *reply);

#endif
