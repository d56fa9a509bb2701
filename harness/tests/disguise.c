#include "tests/disguise.h"

#include "base/base64.h"

#include <ctype.h>
#include <string.h>

enum { ENCODED_LIMIT = 4096 };

/* Ways to write one byte. */
enum spelling {
    PLAIN,
    PERCENT_UPPER,
    PERCENT_LOWER,
    PERCENT_TWICE,
    ESCAPE,
    ESCAPE_TWICE,
    REFERENCE,
    HEX_LOWER,
    HEX_UPPER,
};

static enum status write_byte(enum spelling spelling, unsigned char byte, struct buffer *out) {
    switch (spelling) {
    case PERCENT_UPPER:
        return buffer_append_format(out, "%%%02X", byte);
    case PERCENT_LOWER:
        return buffer_append_format(out, "%%%02x", byte);
    case PERCENT_TWICE:
        return buffer_append_format(out, "%%25%02X", byte);
    case ESCAPE:
        return buffer_append_format(out, "\\u%04x", byte);
    case ESCAPE_TWICE:
        return buffer_append_format(out, "\\\\u%04x", byte);
    case REFERENCE:
        return buffer_append_format(out, "&#x%02X;", byte);
    case HEX_LOWER:
        return buffer_append_format(out, "%02x", byte);
    case HEX_UPPER:
        return buffer_append_format(out, "%02X", byte);
    case PLAIN:
        break;
    }
    return buffer_append_byte(out, byte);
}

static enum status write_bytes(struct bytes secret, enum spelling letters, enum spelling marks,
                               struct buffer *out) {
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < secret.size; i++) {
        unsigned char byte = secret.data[i];
        status = write_byte(isalnum(byte) ? letters : marks, byte, out);
    }
    return status;
}

static enum status write_in_other_case(struct bytes secret, struct buffer *out) {
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < secret.size; i++) {
        int byte = secret.data[i];
        byte = islower(byte) ? toupper(byte) : tolower(byte);
        status = buffer_append_byte(out, (unsigned char)byte);
    }
    return status;
}

/* Behind `before` other bytes, and before one more. */
static enum status write_base64(struct bytes secret, size_t before, bool is_for_urls,
                                struct buffer *out) {
    struct buffer text;
    buffer_init(&text, ENCODED_LIMIT);
    size_t from = out->size;
    enum status status = buffer_append(&text, bytes_of("abc", before));
    status = status == STATUS_OK ? buffer_append(&text, secret) : status;
    status = status == STATUS_OK ? buffer_append_byte(&text, 'x') : status;
    status = status == STATUS_OK ? base64_encode(buffer_view(&text), out) : status;
    for (size_t i = from; is_for_urls && i < out->size; i++) {
        unsigned char byte = out->data[i];
        out->data[i] = byte == '+' ? '-' : byte == '/' ? '_' : byte;
    }
    buffer_clean_up(&text);
    return status;
}

/* One of: an encoding byte by byte, base64, other case. */
struct disguise {
    size_t cut_front, cut_end;
    const char *before, *behind;
    enum spelling letters, marks; /* of letters and digits, and of all else */
    bool is_other_case, is_base64, is_for_urls;
    size_t alignment;
};

static const struct disguise disguises[] = {
    {.cut_end = 0},
    {.cut_end = 1},
    {.cut_front = 1},
    {.before = "q", .behind = "Q"},
    {.is_other_case = true},
    {.marks = PERCENT_UPPER},
    {.letters = PERCENT_LOWER, .marks = PERCENT_LOWER},
    {.marks = PERCENT_TWICE},
    {.marks = ESCAPE},
    {.letters = ESCAPE, .marks = ESCAPE},
    {.marks = ESCAPE_TWICE},
    {.letters = ESCAPE_TWICE, .marks = ESCAPE_TWICE},
    {.marks = REFERENCE},
    {.letters = REFERENCE, .marks = REFERENCE},
    {.letters = HEX_LOWER, .marks = HEX_LOWER},
    {.letters = HEX_UPPER, .marks = HEX_UPPER},
    {.is_base64 = true, .alignment = 0},
    {.is_base64 = true, .alignment = 1},
    {.is_base64 = true, .alignment = 2},
    {.is_base64 = true, .is_for_urls = true, .alignment = 0},
    {.is_base64 = true, .is_for_urls = true, .alignment = 1},
    {.is_base64 = true, .is_for_urls = true, .alignment = 2},
};

static enum status write_one(const struct disguise *disguise, struct bytes secret,
                             struct buffer *out) {
    struct bytes part = bytes_slice(secret, disguise->cut_front,
                                    secret.size - disguise->cut_front - disguise->cut_end);
    if (disguise->is_base64) {
        return write_base64(part, disguise->alignment, disguise->is_for_urls, out);
    }
    return disguise->is_other_case ? write_in_other_case(part, out)
                                   : write_bytes(part, disguise->letters, disguise->marks, out);
}

enum status disguise_all(const char *secret, struct buffer *out) {
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < sizeof disguises / sizeof disguises[0]; i++) {
        const struct disguise *disguise = &disguises[i];
        const char *before = disguise->before, *behind = disguise->behind;
        status = before == NULL ? STATUS_OK : buffer_append_text(out, before);
        status = status == STATUS_OK ? write_one(disguise, bytes_of_text(secret), out) : status;
        status = status == STATUS_OK
                     ? buffer_append_format(out, "%s ", behind == NULL ? "" : behind)
                     : status;
    }
    return status;
}
