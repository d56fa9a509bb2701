/* One connection of the scripted responder: TLS or cleartext, bounded, and stoppable. */
#ifndef MOCK_WIRE_STREAM_H
#define MOCK_WIRE_STREAM_H

#include "mock/wire.h"

#include <gnutls/gnutls.h>

/* `fd` is owned by the caller, blocks, and is shut down by him to stop a stream. */
struct wire_stream {
    int fd;
    int stop_event;           /* an eventfd: readable once everything has to end */
    gnutls_session_t session; /* NULL in cleartext */
};

/* Shakes hands where `credentials` is not NULL. STATUS_NETWORK: the peer would not. */
enum status wire_stream_open(int fd, int stop_event, gnutls_certificate_credentials_t credentials,
                             struct wire_stream *out_stream) MUST_USE;
void wire_stream_clean_up(struct wire_stream *stream); /* sends nothing */

/* Reads one request into `raw`, which may already hold the start of it, and finds its parts;
   what was read beyond it stays behind them in `raw`. STATUS_NETWORK: the peer is gone. */
enum status wire_stream_read(struct wire_stream *stream, struct buffer *raw,
                             struct wire_request *out_request) MUST_USE;
/* Sends a reply as it says. STATUS_INTERRUPTED: it has to stop. */
enum status wire_stream_send(struct wire_stream *stream, const struct wire_reply *reply) MUST_USE;
/* Ends the connection; the file descriptor stays the caller's. */
void wire_stream_end(struct wire_stream *stream, enum wire_end end);

#endif
