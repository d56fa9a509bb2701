#include "execute/capture.h"

#include <string.h>

/* A request of ours never comes near the first; the second is what a pooled buffer may keep. */
enum { SENT_LIMIT_BYTES = 1 << 20, KEPT_BYTES = 16384 };

void capture_init(struct capture *capture, size_t header_limit_bytes, size_t body_limit_bytes) {
    *capture = (struct capture){.expected_bytes = -1};
    buffer_init(&capture->sent, SENT_LIMIT_BYTES);
    buffer_init(&capture->head, header_limit_bytes);
    buffer_init(&capture->framed, body_limit_bytes);
    buffer_init(&capture->content, body_limit_bytes);
}

void capture_clean_up(struct capture *capture) {
    buffer_clean_up(&capture->sent);
    buffer_clean_up(&capture->head);
    buffer_clean_up(&capture->framed);
    buffer_clean_up(&capture->content);
}

static void empty(struct buffer *buffer) {
    if (buffer->capacity > KEPT_BYTES) {
        buffer_clean_up(buffer);
    } else {
        buffer_clear(buffer);
    }
}

void capture_clear(struct capture *capture) {
    if (capture->sent.size > 0) {
        explicit_bzero(capture->sent.data, capture->sent.size);
    }
    empty(&capture->sent);
    empty(&capture->head);
    empty(&capture->framed);
    empty(&capture->content);
    capture->content_size = 0;
    capture->is_content_apart = false;
    capture->is_open = false;
    capture->has_head = false;
    capture->expected_bytes = -1;
    capture->dropped_bytes = 0;
    capture->has_hello = false;
    capture->has_alert = false;
    capture->stop = CAPTURE_GOES_ON;
}

void capture_open(struct capture *capture) {
    bool has_hello = capture->has_hello;
    capture_clear(capture);
    capture->has_hello = has_hello;
    capture->is_open = true;
}

/* Keeps what fits; the first reason to stop is the one that counts. */
static void keep(struct capture *capture, struct buffer *part, struct bytes bytes,
                 enum capture_stop when_full) {
    struct bytes fitting = bytes_slice(bytes, 0, part->limit - part->size);
    enum capture_stop stop = fitting.size < bytes.size ? when_full : CAPTURE_GOES_ON;
    if (buffer_append(part, fitting) != STATUS_OK) {
        stop = CAPTURE_NO_MEMORY;
    }
    if (capture->stop == CAPTURE_GOES_ON) {
        capture->stop = stop;
    }
}

void capture_sent(struct capture *capture, struct bytes bytes) {
    if (capture->is_open) {
        keep(capture, &capture->sent, bytes, CAPTURE_NO_MEMORY);
    }
}

void capture_framed(struct capture *capture, struct bytes bytes) {
    if (capture->is_open) {
        keep(capture, &capture->framed, bytes, CAPTURE_BODY_OVER_LIMIT);
    }
}

/* As libcurl sees it: 101 ends the head, since we never ask for another protocol. */
static bool is_interim(long status) {
    return status >= 100 && status < 200 && status != 101;
}

bool capture_head_line(struct capture *capture, struct bytes line, long status,
                       int64_t expected_bytes) {
    bool is_trailer = capture->has_head; /* stands in `framed` already */
    if (!capture->is_open || is_trailer) {
        return capture->stop == CAPTURE_GOES_ON;
    }
    keep(capture, &capture->head, line, CAPTURE_HEADER_OVER_LIMIT);
    bool is_last = line.size > 0 && (line.data[0] == '\r' || line.data[0] == '\n');
    if (is_last && !is_interim(status)) {
        capture->has_head = true;
        capture->expected_bytes = expected_bytes;
    }
    return capture->stop == CAPTURE_GOES_ON;
}

/* Most content comes unchunked, and is how `framed` begins: then it is not kept twice. */
static bool continues_framed(const struct capture *capture, struct bytes bytes) {
    struct bytes same =
        bytes_slice(buffer_view(&capture->framed), capture->content_size, bytes.size);
    return !capture->is_content_apart && bytes_equal(same, bytes);
}

static void move_content_apart(struct capture *capture) {
    struct bytes so_far = bytes_slice(buffer_view(&capture->framed), 0, capture->content_size);
    keep(capture, &capture->content, so_far, CAPTURE_BODY_OVER_LIMIT);
    capture->is_content_apart = true;
}

bool capture_content(struct capture *capture, struct bytes bytes) {
    if (!capture->has_head && capture->stop == CAPTURE_GOES_ON) {
        capture->stop = CAPTURE_NOT_HTTP;
    }
    if (capture->stop != CAPTURE_GOES_ON) {
        return false;
    }
    if (continues_framed(capture, bytes)) {
        capture->content_size += bytes.size;
        return true;
    }
    if (!capture->is_content_apart) {
        move_content_apart(capture);
    }
    keep(capture, &capture->content, bytes, CAPTURE_BODY_OVER_LIMIT);
    capture->content_size = capture->content.size;
    return capture->stop == CAPTURE_GOES_ON;
}

/* RFC 8446 sections 4 and 6: a handshake message begins with its type and three bytes of length; an
   alert is two bytes, level and description. */
enum {
    TLS_CLIENT_HELLO = 1,
    TLS_HANDSHAKE_MIN_BYTES = 4,
    TLS_ALERT_BYTES = 2,
    TLS_CLOSE_NOTIFY = 0
};

void capture_tls(struct capture *capture, struct bytes message, bool is_outgoing) {
    if (is_outgoing && message.size >= TLS_HANDSHAKE_MIN_BYTES &&
        message.data[0] == TLS_CLIENT_HELLO) {
        capture->has_hello = true;
    }
    if (!is_outgoing && message.size == TLS_ALERT_BYTES && message.data[1] != TLS_CLOSE_NOTIFY) {
        capture->has_alert = true;
    }
}

/* Where an answer's content is empty by its head, libcurl drops what came with the head and only
   says how much it was. */
void capture_comment(struct capture *capture, struct bytes text) {
    static const char start[] = "Excess found: excess = ";
    struct bytes prefix = bytes_of(start, sizeof start - 1);
    if (!bytes_starts_with(text, prefix)) {
        return;
    }
    for (size_t i = prefix.size; i < text.size && text.data[i] >= '0' && text.data[i] <= '9'; i++) {
        capture->dropped_bytes = capture->dropped_bytes * 10 + (size_t)(text.data[i] - '0');
    }
}

bool capture_is_whole(const struct capture *capture) {
    return capture->has_head && capture->expected_bytes >= 0 &&
           capture->content_size == (uint64_t)capture->expected_bytes;
}

bool capture_has_bytes(const struct capture *capture) {
    return capture->head.size > 0 || capture->framed.size > 0;
}

struct bytes capture_body(const struct capture *capture) {
    return capture->is_content_apart
               ? buffer_view(&capture->content)
               : bytes_slice(buffer_view(&capture->framed), 0, capture->content_size);
}
