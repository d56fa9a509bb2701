#include "tests/rendering.h"

#include "base/base64.h"
#include "mock/reply.h"
#include "tests/disguise.h"

#include <ctype.h>
#include <string.h>

enum { TEXT_LIMIT = 1 << 20, MESSAGE_LIMIT = 1 << 22, LETTERS_MAX = 24, NUMBER_SIZE = 24 };

static const struct rendering plain = {
    .activation = TEXT(PLAIN_ACTIVATION),
    .error = TEXT(PLAIN_ERROR),
    .login = TEXT(PLAIN_LOGIN),
    .message = TEXT("HTTP/1.1 $s $r\r\n" PLAIN_TYPE PLAIN_LENGTH "\r\n$b"),
};
static const struct bytes plain_head = TEXT("HTTP/1.1 $s $r\r\n" PLAIN_TYPE PLAIN_LENGTH "\r\n");

static bool is_in_scope(const struct rendering *rendering, const struct little_answer *answer) {
    switch (rendering->scope) {
    case FOR_QUERIES:
        return answer->reason != LITTLE_LOGGED_IN;
    case FOR_ANSWERS:
        return answer->reason == LITTLE_ANSWERS;
    case FOR_ERRORS:
        return answer->reason != LITTLE_ANSWERS && answer->reason != LITTLE_LOGGED_IN;
    case FOR_OFFLINE:
        return answer->reason == LITTLE_ANSWERS && answer->device == LITTLE_OFFLINE;
    case FOR_UNKNOWN:
        return answer->reason == LITTLE_DEVICE_UNKNOWN;
    case FOR_ALL:
        break;
    }
    return true;
}

/* Fillings */

struct letters {
    struct filling rows[LETTERS_MAX];
    size_t count;
};

static void add(struct letters *letters, char letter, bool is_json_string, struct bytes text) {
    letters->rows[letters->count++] = (struct filling){letter, is_json_string, text};
}

static void add_words(struct letters *letters, const struct little_answer *answer) {
    add(letters, 'i', true, answer->device_id);
    add(letters, 'n', true, bytes_of_text(answer->name));
    add(letters, 'a', false, bytes_of_text(answer->activated ? "true" : "false"));
    add(letters, 'c', true, bytes_of_text(answer->words.code));
    add(letters, 'd', true, bytes_of_text(answer->words.description));
}

/* The secrets, and what a careless platform makes of them. */
struct disguises {
    struct buffer url_token, url_key, base64_token, base64_key, secrets, devices;
    char other_case[sizeof LITTLE_TOKEN];
};

static enum status append_url_encoded(struct bytes text, struct buffer *out) {
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < text.size; i++) {
        status = isalnum(text.data[i]) ? buffer_append_byte(out, text.data[i])
                                       : buffer_append_format(out, "%%%02X", text.data[i]);
    }
    return status;
}

static enum status disguise_each(const char *const *texts, size_t count, struct buffer *out) {
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < count; i++) {
        status = disguise_all(texts[i], out);
    }
    return status;
}

static enum status disguise(struct disguises *out) {
    static const char token[] = LITTLE_TOKEN;
    static const char *const secrets[] = {LITTLE_TOKEN, LITTLE_APP_KEY, LITTLE_SECRET,
                                          LITTLE_REFRESH, LITTLE_PASSPHRASE};
    for (size_t i = 0; i < sizeof token; i++) {
        bool is_lower = islower((unsigned char)token[i]) != 0;
        out->other_case[i] = (char)(is_lower ? toupper(token[i]) : tolower(token[i]));
    }
    const enum status results[] = {
        append_url_encoded(bytes_of_text(token), &out->url_token),
        append_url_encoded(bytes_of_text(LITTLE_APP_KEY), &out->url_key),
        base64_encode(bytes_of_text(token), &out->base64_token),
        base64_encode(bytes_of_text(LITTLE_APP_KEY), &out->base64_key),
        disguise_each(secrets, sizeof secrets / sizeof secrets[0], &out->secrets),
        disguise_each(little_device_ids, LITTLE_DEVICES, &out->devices),
    };
    for (size_t i = 0; i < sizeof results / sizeof results[0]; i++) {
        if (results[i] != STATUS_OK) {
            return results[i];
        }
    }
    return STATUS_OK;
}

static void init_disguises(struct disguises *out) {
    struct buffer *const buffers[] = {&out->url_token,  &out->url_key, &out->base64_token,
                                      &out->base64_key, &out->secrets, &out->devices};
    for (size_t i = 0; i < sizeof buffers / sizeof buffers[0]; i++) {
        buffer_init(buffers[i], TEXT_LIMIT);
    }
}

static void clean_up_disguises(struct disguises *disguises) {
    buffer_clean_up(&disguises->url_token);
    buffer_clean_up(&disguises->url_key);
    buffer_clean_up(&disguises->base64_token);
    buffer_clean_up(&disguises->base64_key);
    buffer_clean_up(&disguises->secrets);
    buffer_clean_up(&disguises->devices);
}

static void add_secrets(struct letters *letters, const struct disguises *disguises) {
    struct bytes token = bytes_of_text(LITTLE_TOKEN);
    add(letters, 'T', false, token);
    add(letters, 'K', false, bytes_of_text(LITTLE_APP_KEY));
    add(letters, 'S', false, bytes_of_text(LITTLE_SECRET));
    add(letters, 'R', false, bytes_of_text(LITTLE_REFRESH));
    add(letters, '1', false, bytes_slice(token, 0, token.size / 2));
    add(letters, '2', false, bytes_slice(token, token.size / 2, token.size));
    add(letters, 'O', false, bytes_of_text(disguises->other_case));
    add(letters, 'X', false, bytes_slice(token, 0, token.size - 1));
    add(letters, 'U', false, buffer_view(&disguises->url_token));
    add(letters, 'P', false, buffer_view(&disguises->url_key));
    add(letters, 'B', false, buffer_view(&disguises->base64_token));
    add(letters, 'Y', false, buffer_view(&disguises->base64_key));
    add(letters, 'W', false, buffer_view(&disguises->secrets));
    add(letters, 'D', false, buffer_view(&disguises->devices));
}

static const char *reason_phrase(unsigned status) {
    static const struct {
        unsigned status;
        const char *phrase;
    } phrases[] = {{200, "OK"},
                   {403, "Forbidden"},
                   {404, "Not Found"},
                   {405, "Not Allowed"},
                   {500, "Internal Server Error"}};
    for (size_t i = 0; i < sizeof phrases / sizeof phrases[0]; i++) {
        if (phrases[i].status == status) {
            return phrases[i].phrase;
        }
    }
    return "Other";
}

/* Bodies and messages */

static struct bytes body_of(const struct rendering *rendering, const struct little_answer *answer) {
    return answer->reason == LITTLE_LOGGED_IN ? rendering->login
           : answer->words.code == NULL       ? rendering->activation
                                              : rendering->error;
}

static enum status make_body(const struct rendering *rendering, const struct little_answer *answer,
                             const struct disguises *disguises, struct buffer *out) {
    struct letters letters = {.count = 0};
    struct bytes pattern = body_of(rendering, answer), usual = body_of(&plain, answer);
    add_words(&letters, answer);
    add_secrets(&letters, disguises);
    struct buffer body;
    buffer_init(&body, TEXT_LIMIT);
    enum status status =
        template_expand(pattern.data == NULL ? usual : pattern, letters.rows, letters.count, &body);
    if (status == STATUS_OK) {
        status = rendering->respell == NULL ? buffer_append(out, buffer_view(&body))
                                            : rendering->respell(buffer_view(&body), out);
    }
    buffer_clean_up(&body);
    return status;
}

static enum status append_chunks(struct bytes body, size_t chunk_bytes, struct buffer *out) {
    enum status status = STATUS_OK;
    for (size_t at = 0; status == STATUS_OK && at < body.size; at += chunk_bytes) {
        struct bytes chunk = bytes_slice(body, at, chunk_bytes);
        status = buffer_append_format(out, "%zx\r\n", chunk.size);
        status = status == STATUS_OK ? buffer_append(out, chunk) : status;
        status = status == STATUS_OK ? buffer_append_text(out, "\r\n") : status;
    }
    return status;
}

static enum status make_message(const struct rendering *rendering,
                                const struct little_answer *answer, struct bytes body,
                                const struct disguises *disguises, struct buffer *out) {
    struct letters letters = {.count = 0};
    struct buffer chunk, chunks;
    char status_text[NUMBER_SIZE], length[NUMBER_SIZE];
    buffer_init(&chunk, MESSAGE_LIMIT);
    buffer_init(&chunks, MESSAGE_LIMIT);
    enum status status = append_chunks(body, body.size, &chunk);
    status = status == STATUS_OK ? append_chunks(body, 1, &chunks) : status;
    snprintf(status_text, sizeof status_text, "%u", answer->words.status);
    snprintf(length, sizeof length, "%zu", body.size);
    add(&letters, 's', false, bytes_of_text(status_text));
    add(&letters, 'l', false, bytes_of_text(length));
    add(&letters, 'r', false, bytes_of_text(reason_phrase(answer->words.status)));
    add(&letters, 'b', false, body);
    add(&letters, 'k', false, buffer_view(&chunk));
    add(&letters, 'o', false, buffer_view(&chunks));
    add_secrets(&letters, disguises);
    bool is_head = bytes_equal_text(answer->request.method, "HEAD");
    struct bytes pattern = is_head                           ? plain_head
                           : rendering->message.data == NULL ? plain.message
                                                             : rendering->message;
    if (status == STATUS_OK) {
        status = template_expand(pattern, letters.rows, letters.count, out);
    }
    buffer_clean_up(&chunk);
    buffer_clean_up(&chunks);
    return status;
}

static enum status append_padding(const struct rendering *rendering, struct buffer *out) {
    static const struct bytes letters =
        TEXT("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx");
    struct bytes padding = rendering->padding.data == NULL ? letters : rendering->padding;
    enum status status = STATUS_OK;
    for (size_t left = rendering->padding_bytes; status == STATUS_OK && left > 0;) {
        struct bytes piece = bytes_slice(padding, 0, left);
        status = buffer_append(out, piece);
        left -= piece.size;
    }
    return status;
}

enum status rendering_render(const struct rendering *rendering, const struct little_answer *answer,
                             struct wire_reply *reply) {
    const struct rendering *used = is_in_scope(rendering, answer) ? rendering : &plain;
    struct disguises disguises;
    struct buffer body;
    buffer_init(&body, TEXT_LIMIT);
    init_disguises(&disguises);
    enum status status = disguise(&disguises);
    struct rendering made = *used;
    made.login = rendering->login;
    status = status == STATUS_OK ? make_body(&made, answer, &disguises, &body) : status;
    status = status == STATUS_OK
                 ? make_message(used, answer, buffer_view(&body), &disguises, &reply->bytes)
                 : status;
    status = status == STATUS_OK ? append_padding(used, &reply->bytes) : status;
    reply->pauses[0] = used->pause;
    reply->pause_count = used->pause.pause_ms > 0;
    reply->piece_bytes = used->piece_bytes;
    reply->piece_pause_ms = used->piece_pause_ms;
    reply->end = used->end;
    buffer_clean_up(&body);
    clean_up_disguises(&disguises);
    return status;
}

/* Spellings */

/* Plain bodies hold no escapes, so a quote always begins or ends a string. */
enum status respell_every_character(struct bytes body, struct buffer *out) {
    enum status status = STATUS_OK;
    bool is_inside = false;
    for (size_t i = 0; status == STATUS_OK && i < body.size; i++) {
        bool is_quote = body.data[i] == '"';
        status = is_inside && !is_quote ? buffer_append_format(out, "\\u%04x", body.data[i])
                                        : buffer_append_byte(out, body.data[i]);
        is_inside = is_inside != is_quote;
    }
    return status;
}

enum status respell_utf16(struct bytes body, struct buffer *out) {
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < body.size; i++) {
        status = buffer_append_byte(out, body.data[i]);
        status = status == STATUS_OK ? buffer_append_byte(out, '\0') : status;
    }
    return status;
}

enum status respell_utf16_with_mark(struct bytes body, struct buffer *out) {
    enum status status = buffer_append(out, bytes_of("\xff\xfe", 2));
    return status == STATUS_OK ? respell_utf16(body, out) : status;
}
