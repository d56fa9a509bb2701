#include "mock/wire_stream.h"

#include "mock/certificate.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

enum {
    QUIET_SECONDS = 30, /* a peer that says, or takes, nothing for so long is gone */
    READ_BYTES = 16 * 1024,
    REQUEST_BODY_MAX = 1 << 20,
};

static int start_tls(gnutls_certificate_credentials_t credentials, int fd,
                     gnutls_session_t *out_session) {
    int code = gnutls_init(out_session, GNUTLS_SERVER | GNUTLS_NO_SIGNAL);
    if (code < 0) {
        *out_session = NULL;
        return code;
    }
    gnutls_transport_set_int(*out_session, fd);
    gnutls_handshake_set_timeout(*out_session, QUIET_SECONDS * 1000);
    code = gnutls_priority_set_direct(*out_session, CERTIFICATE_TLS_PRIORITY, NULL);
    if (code >= 0) {
        code = gnutls_credentials_set(*out_session, GNUTLS_CRD_CERTIFICATE, credentials);
    }
    while (code >= 0) {
        code = gnutls_handshake(*out_session);
        if (code == 0) {
            return 0;
        }
        code = gnutls_error_is_fatal(code) ? code : 0;
    }
    (void)gnutls_alert_send_appropriate(*out_session, code);
    return code;
}

enum status wire_stream_open(int fd, int stop_event, gnutls_certificate_credentials_t credentials,
                             struct wire_stream *out_stream) {
    struct wire_stream stream = {.fd = fd, .stop_event = stop_event};
    struct timeval quiet = {.tv_sec = QUIET_SECONDS};
    int yes = 1;
    (void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes); /* pieces stay pieces */
    bool is_bounded = setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &quiet, sizeof quiet) == 0 &&
                      setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &quiet, sizeof quiet) == 0;
    if (!is_bounded || (credentials != NULL && start_tls(credentials, fd, &stream.session) < 0)) {
        wire_stream_clean_up(&stream);
        return STATUS_NETWORK;
    }
    *out_stream = stream;
    return STATUS_OK;
}

void wire_stream_clean_up(struct wire_stream *stream) {
    if (stream->session != NULL) {
        gnutls_deinit(stream->session);
        stream->session = NULL;
    }
}

/* Bytes read, 0 at the end, negative on any trouble, a time-out included. */
static ssize_t receive(struct wire_stream *stream, void *out_bytes, size_t size) {
    if (stream->session == NULL) {
        return recv(stream->fd, out_bytes, size, 0);
    }
    ssize_t got = gnutls_record_recv(stream->session, out_bytes, size);
    while (got == GNUTLS_E_INTERRUPTED || got == GNUTLS_E_REHANDSHAKE) {
        got = gnutls_record_recv(stream->session, out_bytes, size);
    }
    return got;
}

static enum status read_more(struct wire_stream *stream, struct buffer *raw) {
    unsigned char bytes[READ_BYTES];
    ssize_t got = receive(stream, bytes, sizeof bytes);
    return got <= 0 ? STATUS_NETWORK : buffer_append(raw, bytes_of(bytes, (size_t)got));
}

/* The value of Content-Length in a head, or 0; a stated length past the cap is cut to it. */
static size_t body_size_of(struct bytes head) {
    static const char name[] = "\r\ncontent-length:";
    const size_t name_size = sizeof name - 1;
    size_t size = 0;
    for (size_t at = 0; at + name_size < head.size; at++) {
        if (!bytes_equal_ignoring_case(bytes_slice(head, at, name_size), bytes_of_text(name))) {
            continue;
        }
        struct bytes value = bytes_trim(bytes_slice(head, at + name_size, head.size));
        for (size_t i = 0; i < value.size && value.data[i] >= '0' && value.data[i] <= '9'; i++) {
            size = size * 10 + (size_t)(value.data[i] - '0');
            size = size > REQUEST_BODY_MAX ? REQUEST_BODY_MAX : size;
        }
    }
    return size;
}

static const char head_end[] = "\r\n\r\n";

/* Size of the head, or SIZE_MAX while it is not complete. */
static size_t head_size_of(const struct buffer *raw) {
    size_t end =
        raw->size == 0 ? SIZE_MAX : bytes_find(buffer_view(raw), bytes_of_text(head_end), 0);
    return end == SIZE_MAX ? SIZE_MAX : end + sizeof head_end - 1;
}

enum status wire_stream_read(struct wire_stream *stream, struct buffer *raw,
                             struct wire_request *out_request) {
    enum status status = STATUS_OK;
    size_t head_size = head_size_of(raw);
    while (status == STATUS_OK && head_size == SIZE_MAX) {
        status = read_more(stream, raw);
        head_size = head_size_of(raw);
    }
    if (status != STATUS_OK) {
        return status;
    }
    size_t body_size = body_size_of(bytes_slice(buffer_view(raw), 0, head_size));
    while (status == STATUS_OK && raw->size < head_size + body_size) {
        status = read_more(stream, raw);
    }
    if (status == STATUS_OK) {
        out_request->head = bytes_slice(buffer_view(raw), 0, head_size);
        out_request->body = bytes_slice(buffer_view(raw), head_size, body_size);
    }
    return status;
}

static enum status pause_for(const struct wire_stream *stream, unsigned pause_ms) {
    struct pollfd stop = {.fd = stream->stop_event, .events = POLLIN};
    return poll(&stop, 1, (int)pause_ms) > 0 ? STATUS_INTERRUPTED : STATUS_OK;
}

static enum status send_all(struct wire_stream *stream, struct bytes bytes) {
    while (bytes.size > 0) {
        ssize_t sent = stream->session == NULL
                           ? send(stream->fd, bytes.data, bytes.size, MSG_NOSIGNAL)
                           : gnutls_record_send(stream->session, bytes.data, bytes.size);
        if (sent <= 0 && sent != GNUTLS_E_INTERRUPTED) {
            return STATUS_NETWORK;
        }
        if (sent > 0) {
            bytes = bytes_slice(bytes, (size_t)sent, bytes.size);
        }
    }
    return STATUS_OK;
}

/* How far the next write goes from `from`: to the end, to the next pause, at most one piece. */
static size_t piece_end(const struct wire_reply *reply, size_t from, size_t next_pause) {
    size_t end = reply->bytes.size;
    if (next_pause < reply->pause_count && reply->pauses[next_pause].at < end) {
        end = reply->pauses[next_pause].at;
    }
    bool is_cut = reply->piece_bytes > 0 && end - from > reply->piece_bytes;
    return is_cut ? from + reply->piece_bytes : end;
}

enum status wire_stream_send(struct wire_stream *stream, const struct wire_reply *reply) {
    enum status status = STATUS_OK;
    size_t sent = 0;
    size_t next = 0;
    while (status == STATUS_OK) {
        while (status == STATUS_OK && next < reply->pause_count && reply->pauses[next].at <= sent) {
            status = pause_for(stream, reply->pauses[next++].pause_ms);
        }
        if (status != STATUS_OK || sent == reply->bytes.size) {
            break;
        }
        size_t end = piece_end(reply, sent, next);
        status = send_all(stream, bytes_slice(buffer_view(&reply->bytes), sent, end - sent));
        sent = end;
        if (status == STATUS_OK && reply->piece_pause_ms > 0 && sent < reply->bytes.size) {
            status = pause_for(stream, reply->piece_pause_ms);
        }
    }
    return status;
}

/* Until the peer goes or the responder stops, which shuts the socket down. */
static void wait_for_the_end(const struct wire_stream *stream) {
    struct pollfd waits[] = {{.fd = stream->fd, .events = POLLRDHUP},
                             {.fd = stream->stop_event, .events = POLLIN}};
    (void)poll(waits, 2, -1);
}

void wire_stream_end(struct wire_stream *stream, enum wire_end end) {
    const struct linger abort_at_close = {.l_onoff = 1, .l_linger = 0};
    switch (end) {
    case WIRE_STALL:
        wait_for_the_end(stream);
        break;
    case WIRE_RESET:
        (void)setsockopt(stream->fd, SOL_SOCKET, SO_LINGER, &abort_at_close, sizeof abort_at_close);
        return; /* the RST comes with the caller's close */
    case WIRE_CLOSE:
    case WIRE_KEEP:
        if (stream->session != NULL) {
            (void)gnutls_bye(stream->session, GNUTLS_SHUT_WR);
        }
        break;
    case WIRE_CUT:
        break;
    }
    (void)shutdown(stream->fd, SHUT_WR);
}
