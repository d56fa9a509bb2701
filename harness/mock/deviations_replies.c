/* Deviations in a reply that is otherwise finished. */
#include "mock/deviations.h"

#include "base/base64.h"

#include <ctype.h>
#include <stdio.h>

static bool is_accepted(const struct reply *reply) {
    return reply->status == 200;
}

/* A deviation that finds no memory leaves the reply as it is: the defect is then not shown, and
   whoever looks for it says so. */
static void try_body(struct reply *reply, struct buffer *body) {
    if (reply_set_body(reply, buffer_view(body)) != STATUS_OK) {
        reply->status = 500;
    }
    buffer_clean_up(body);
}

void finish_redirect(const struct call *call, struct reply *reply) {
    if (is_accepted(reply)) {
        char location[REPLY_VALUE_SIZE];
        snprintf(location, sizeof location, "/moved%.*s", BYTES_PRINT(call->locator.path));
        reply->status = 302;
        reply_set_header(reply, "Location", location);
    }
}

void finish_without_media_type(const struct call *call, struct reply *reply) {
    (void)call;
    reply_remove_header(reply, "Content-Type");
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
    try_body(reply, &body);
}

void finish_claiming_gzip(const struct call *call, struct reply *reply) {
    (void)call;
    reply_set_header(reply, "Content-Encoding", "gzip");
}

/* Where there is no text there is no header: libmicrohttpd sends none without a value. */
static void set_text_header(struct reply *reply, const char *name, struct bytes text) {
    char value[REPLY_VALUE_SIZE];
    if (text.size == 0) {
        return;
    }
    snprintf(value, sizeof value, "%.*s", BYTES_PRINT(text));
    reply_set_header(reply, name, value);
}

void finish_echoing_token(const struct call *call, struct reply *reply) {
    set_text_header(reply, "X-Debug-Token", call->token);
}

void finish_echoing_token_base64(const struct call *call, struct reply *reply) {
    struct buffer encoded;
    buffer_init(&encoded, REPLY_VALUE_SIZE);
    if (base64_encode(call->token, &encoded) == STATUS_OK) {
        set_text_header(reply, "X-Session", buffer_view(&encoded));
    }
    buffer_clean_up(&encoded);
}

void finish_echoing_key_in_errors(const struct call *call, struct reply *reply) {
    static const struct bytes pattern =
        TEMPLATE("{\"error_code\":\"100403\",\"error_desc\":\"The device is not existed.\","
                 "\"app_key\":$k}");
    const struct filling fillings[] = {{'k', true, call->app_key.value}};
    if (reply->status != 404) {
        return;
    }
    struct buffer body;
    buffer_init(&body, REPLY_BODY_LIMIT);
    (void)(template_expand(pattern, fillings, 1, &body) == STATUS_OK);
    try_body(reply, &body);
}

void finish_publicly_cacheable(const struct call *call, struct reply *reply) {
    (void)call;
    reply_set_header(reply, "Cache-Control", "public, max-age=3600");
}

void finish_with_html_errors(const struct call *call, struct reply *reply) {
    (void)call;
    if (!is_accepted(reply)) {
        struct buffer body;
        buffer_init(&body, REPLY_BODY_LIMIT);
        (void)(buffer_append_format(&body, "<html><body><h1>%u</h1></body></html>",
                                    reply->status) == STATUS_OK);
        try_body(reply, &body);
        reply_set_header(reply, "Content-Type", "text/html");
    }
}
