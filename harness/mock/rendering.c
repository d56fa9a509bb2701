#include "mock/rendering.h"

#include <ctype.h>
#include <stdio.h>
#include <time.h>

enum { MESSAGE_LIMIT = 4 << 20, NUMBER_SIZE = 24, DATE_SIZE = 40, MICROSECONDS = 1000000 };

static const struct bytes plain = TEMPLATE(RENDERING_PLAIN);
static const struct bytes plain_head = TEMPLATE(RENDERING_LINE "$h" RENDERING_LENGTH "\r\n");

static const char *reason_of(unsigned status) {
    static const struct {
        unsigned status;
        const char *phrase;
    } phrases[] = {
        {200, "OK"},           {201, "Created"},
        {302, "Found"},        {400, "Bad Request"},
        {401, "Unauthorized"}, {403, "Forbidden"},
        {404, "Not Found"},    {405, "Method Not Allowed"},
        {413, "Too Large"},    {500, "Internal Server Error"},
    };
    for (size_t i = 0; i < sizeof phrases / sizeof phrases[0]; i++) {
        if (phrases[i].status == status) {
            return phrases[i].phrase;
        }
    }
    return "Other";
}

/* IMF-fixdate, RFC 9110 section 5.6.7. */
static void write_date(int64_t wall_us, char out_date[DATE_SIZE]) {
    time_t seconds = (time_t)(wall_us / MICROSECONDS);
    struct tm parts;
    out_date[0] = '\0';
    if (gmtime_r(&seconds, &parts) != NULL) {
        (void)strftime(out_date, DATE_SIZE, "%a, %d %b %Y %H:%M:%S GMT", &parts);
    }
}

static enum status append_chunks(struct bytes body, size_t chunk_bytes, struct buffer *out) {
    enum status status = STATUS_OK;
    for (size_t at = 0; status == STATUS_OK && body.data != NULL && at < body.size;
         at += chunk_bytes) {
        struct bytes chunk = bytes_slice(body, at, chunk_bytes);
        status = buffer_append_format(out, "%zx\r\n", chunk.size);
        status = status == STATUS_OK ? buffer_append(out, chunk) : status;
        status = status == STATUS_OK ? buffer_append_text(out, "\r\n") : status;
    }
    return status;
}

static int as_it_is(int letter) {
    return letter;
}

static const struct {
    int (*letter)(int letter);  /* of the name */
    const char *before, *after; /* the value */
} spellings[] = {
    [SPELLING_USUAL] = {as_it_is, ": ", "\r\n"},
    [SPELLING_LOWER_CASE] = {tolower, ": ", "\r\n"},
    [SPELLING_UPPER_CASE] = {toupper, ": ", "\r\n"},
    [SPELLING_NO_BLANKS] = {as_it_is, ":", "\r\n"},
    [SPELLING_MANY_BLANKS] = {as_it_is, ": \t ", " \t\r\n"},
};

static enum status append_header(enum spelling spelling, const char *name, const char *value,
                                 struct buffer *out) {
    enum status status = STATUS_OK;
    for (const char *at = name; status == STATUS_OK && *at != '\0'; at++) {
        char letter = (char)spellings[spelling].letter((unsigned char)*at);
        status = buffer_append(out, bytes_of(&letter, 1));
    }
    return status == STATUS_OK ? buffer_append_format(out, "%s%s%s", spellings[spelling].before,
                                                      value, spellings[spelling].after)
                               : status;
}

static enum status append_headers(const struct reply *reply, enum spelling spelling,
                                  struct buffer *out) {
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < reply->header_count; i++) {
        status = append_header(spelling, reply->headers[i].name, reply->headers[i].value, out);
    }
    return status;
}

/* What is not simply a view of the reply. */
struct parts {
    struct buffer headers, chunk, chunks;
    size_t date_bytes; /* of the headers: the line in front of all others */
    char status[NUMBER_SIZE], size[NUMBER_SIZE], size_less[NUMBER_SIZE];
};

static enum status make_parts(const struct reply *reply, enum spelling spelling, int64_t wall_us,
                              struct parts *parts) {
    char date[DATE_SIZE];
    struct bytes body = buffer_view(&reply->body);
    snprintf(parts->status, NUMBER_SIZE, "%u", reply->status);
    snprintf(parts->size, NUMBER_SIZE, "%zu", body.size);
    snprintf(parts->size_less, NUMBER_SIZE, "%zu", body.size - (body.size > 0));
    write_date(wall_us, date);
    enum status status = append_header(spelling, "Date", date, &parts->headers);
    parts->date_bytes = parts->headers.size;
    status = status == STATUS_OK ? append_headers(reply, spelling, &parts->headers) : status;
    status = status == STATUS_OK ? append_chunks(body, body.size, &parts->chunk) : status;
    return status == STATUS_OK ? append_chunks(body, 1, &parts->chunks) : status;
}

static enum status expand(struct bytes pattern, const struct reply *reply,
                          const struct parts *parts, struct buffer *out) {
    struct bytes body = buffer_view(&reply->body);
    struct bytes headers = buffer_view(&parts->headers);
    const struct filling fillings[] = {
        {'s', false, bytes_of_text(parts->status)},
        {'r', false, bytes_of_text(reason_of(reply->status))},
        {'h', false, headers},
        {'n', false, bytes_slice(headers, parts->date_bytes, headers.size)},
        {'b', false, body},
        {'1', false, bytes_slice(body, 0, body.size / 2)},
        {'2', false, bytes_slice(body, body.size / 2, body.size)},
        {'l', false, bytes_of_text(parts->size)},
        {'m', false, bytes_of_text(parts->size_less)},
        {'k', false, buffer_view(&parts->chunk)},
        {'o', false, buffer_view(&parts->chunks)},
    };
    return template_expand(pattern, fillings, sizeof fillings / sizeof fillings[0], out);
}

static void set_manner(const struct rendering *rendering, struct wire_reply *wire) {
    wire->pauses[0] = rendering->pause;
    wire->pause_count = rendering->pause.pause_ms > 0;
    wire->piece_bytes = rendering->piece_bytes;
    wire->piece_pause_ms = rendering->piece_pause_ms;
    wire->end = rendering->end;
}

enum status rendering_render(const struct rendering *rendering, const struct reply *reply,
                             int64_t wall_us, bool is_headed, struct wire_reply *wire) {
    struct parts parts = {.status = ""};
    buffer_init(&parts.headers, MESSAGE_LIMIT);
    buffer_init(&parts.chunk, MESSAGE_LIMIT);
    buffer_init(&parts.chunks, MESSAGE_LIMIT);
    bool is_plain = rendering == NULL || rendering->message.data == NULL;
    struct bytes pattern = is_headed ? plain_head : is_plain ? plain : rendering->message;
    bool is_usual = rendering == NULL || is_headed;
    enum status status =
        make_parts(reply, is_usual ? SPELLING_USUAL : rendering->spelling, wall_us, &parts);
    if (status == STATUS_OK) {
        status = expand(pattern, reply, &parts, &wire->bytes);
    }
    if (rendering != NULL && !is_headed) {
        set_manner(rendering, wire);
    }
    buffer_clean_up(&parts.headers);
    buffer_clean_up(&parts.chunk);
    buffer_clean_up(&parts.chunks);
    return status;
}
