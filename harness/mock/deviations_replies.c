/* Deviations in the spelling of a body that is otherwise finished. */
#include "mock/deviations.h"

#include <ctype.h>
#include <string.h>

static bool is_accepted(const struct reply *reply) {
    return reply->status == 200;
}

/* A deviation that finds no memory leaves a 500: whoever looks for it says that it is not shown. */
static void take_body(struct reply *reply, enum status status, struct buffer *body) {
    if (status != STATUS_OK || reply_set_body(reply, buffer_view(body)) != STATUS_OK) {
        reply->status = 500;
    }
    buffer_clean_up(body);
}

/* The id stands in the first member; only its letters change. */
void finish_with_upper_case_id(const struct call *call, struct reply *reply) {
    struct bytes id = bytes_of_text(call->device.id);
    size_t at = bytes_find(buffer_view(&reply->body), id, 0);
    for (size_t i = 0; is_accepted(reply) && at != SIZE_MAX && i < id.size; i++) {
        unsigned char *byte = &reply->body.data[at + i];
        *byte = (unsigned char)toupper(*byte);
    }
}

/* Behind the id, how many calls there were. */
void finish_with_numbered_id(const struct call *call, struct reply *reply) {
    struct bytes id = bytes_of_text(call->device.id);
    struct bytes whole = buffer_view(&reply->body);
    size_t at = bytes_find(whole, id, 0);
    if (!is_accepted(reply) || at == SIZE_MAX) {
        return;
    }
    struct buffer body;
    buffer_init(&body, REPLY_BODY_LIMIT);
    enum status status = buffer_append(&body, bytes_slice(whole, 0, at + id.size));
    status = status == STATUS_OK
                 ? buffer_append_format(&body, "-%u", (unsigned)call->world->occasions.calls)
                 : status;
    status = status == STATUS_OK
                 ? buffer_append(&body, bytes_slice(whole, at + id.size, whole.size))
                 : status;
    take_body(reply, status, &body);
}

/* Only right for ASCII, which is enough to be refused. */
void finish_with_utf16(const struct call *call, struct reply *reply) {
    (void)call;
    struct buffer body;
    buffer_init(&body, REPLY_BODY_LIMIT);
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < reply->body.size; i++) {
        const unsigned char unit[2] = {0, reply->body.data[i]};
        status = buffer_append(&body, bytes_of(unit, sizeof unit));
    }
    take_body(reply, status, &body);
}

/* In front of the closing brace. */
void finish_with_many_values(const struct call *call, struct reply *reply) {
    enum { VALUES = 5000 };
    (void)call;
    if (!is_accepted(reply)) {
        return;
    }
    struct buffer body;
    buffer_init(&body, REPLY_BODY_LIMIT);
    enum status status =
        buffer_append(&body, bytes_slice(buffer_view(&reply->body), 0, reply->body.size - 1));
    status = status == STATUS_OK ? buffer_append_text(&body, ",\"many\":[0") : status;
    for (size_t i = 1; status == STATUS_OK && i < VALUES; i++) {
        status = buffer_append_text(&body, ",0");
    }
    status = status == STATUS_OK ? buffer_append_text(&body, "]}") : status;
    take_body(reply, status, &body);
}

/* ASCII inside strings that holds no escape itself. */
void finish_with_escapes(const struct call *call, struct reply *reply) {
    (void)call;
    struct buffer body;
    buffer_init(&body, REPLY_BODY_LIMIT);
    enum status status = STATUS_OK;
    bool is_inside = false;
    for (size_t i = 0; status == STATUS_OK && i < reply->body.size; i++) {
        unsigned char byte = reply->body.data[i];
        bool is_escape = byte == '\\' && i + 1 < reply->body.size;
        is_inside = is_inside != (byte == '"');
        status = is_inside && byte != '"' && byte < 0x80 && !is_escape
                     ? buffer_append_format(&body, "\\u%04x", byte)
                     : buffer_append_byte(&body, byte);
        if (status == STATUS_OK && is_escape) {
            status = buffer_append_byte(&body, reply->body.data[++i]);
        }
    }
    take_body(reply, status, &body);
}
