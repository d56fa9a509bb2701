#include "mock/reply.h"

#include "base/assure.h"
#include "json/writer.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

void reply_init(struct reply *reply) {
    reply->status = 200;
    reply->header_count = 0;
    reply->framing = REPLY_LENGTH;
    buffer_init(&reply->body, REPLY_BODY_LIMIT);
}

void reply_clean_up(struct reply *reply) {
    buffer_clean_up(&reply->body);
}

static size_t find_header(const struct reply *reply, const char *name) {
    size_t i = 0;
    while (i < reply->header_count && strcasecmp(reply->headers[i].name, name) != 0) {
        i++;
    }
    return i;
}

void reply_set_header(struct reply *reply, const char *name, const char *value) {
    size_t i = find_header(reply, name);
    ASSURE(i < REPLY_HEADERS_MAX);
    reply->headers[i].name = name;
    snprintf(reply->headers[i].value, REPLY_VALUE_SIZE, "%s", value);
    reply->header_count += i == reply->header_count;
}

void reply_remove_header(struct reply *reply, const char *name) {
    size_t i = find_header(reply, name);
    if (i < reply->header_count) {
        reply->header_count--;
        reply->headers[i] = reply->headers[reply->header_count];
    }
}

enum status reply_set_body(struct reply *reply, struct bytes body) {
    buffer_clear(&reply->body);
    return buffer_append(&reply->body, body);
}

static const struct filling *find_filling(const struct filling *fillings, size_t count,
                                          unsigned char letter) {
    for (size_t i = 0; i < count; i++) {
        if ((unsigned char)fillings[i].letter == letter) {
            return &fillings[i];
        }
    }
    return NULL;
}

static enum status append_filling(const struct filling *filling, struct buffer *out) {
    if (!filling->is_json_string) {
        return buffer_append(out, filling->text);
    }
    struct json_writer writer;
    json_writer_init(&writer, out, 0);
    json_write_string(&writer, filling->text);
    return json_writer_status(&writer);
}

enum status template_expand(struct bytes pattern, const struct filling *fillings, size_t count,
                            struct buffer *out) {
    enum status status = STATUS_OK;
    size_t from = 0;
    while (status == STATUS_OK && from < pattern.size) {
        size_t dollar = bytes_find(pattern, bytes_of_text("$"), from);
        size_t end = dollar == SIZE_MAX ? pattern.size : dollar;
        status = buffer_append(out, bytes_slice(pattern, from, end - from));
        from = end;
        if (status != STATUS_OK || end == pattern.size) {
            continue;
        }
        const struct filling *filling =
            end + 1 < pattern.size ? find_filling(fillings, count, pattern.data[end + 1]) : NULL;
        status = filling != NULL ? append_filling(filling, out) : buffer_append_byte(out, '$');
        from = end + (filling != NULL ? 2 : 1);
    }
    return status;
}
