#include "report/pen.h"

#include "base/character.h"

#include <inttypes.h>
#include <stdio.h>

void pen_init(struct pen *pen, struct buffer *out) {
    *pen = (struct pen){.out = out, .start = out->size};
}

enum status append_or_take_back(struct buffer *out, size_t size, enum status status) {
    if (status != STATUS_OK && out->data != NULL) {
        out->size = size;
        out->data[size] = '\0';
    }
    return status;
}

enum status pen_finish(struct pen *pen) {
    return append_or_take_back(pen->out, pen->start, pen->status);
}

void pen_bytes(struct pen *pen, struct bytes bytes) {
    if (pen->status == STATUS_OK) {
        pen->status = buffer_append(pen->out, bytes);
    }
}

void pen_text(struct pen *pen, const char *text) {
    pen_bytes(pen, bytes_of_text(text));
}

/* The letter of C's short escapes; NUL where there is none. */
static char short_escape(int32_t code) {
    switch (code) {
    case '\n':
        return 'n';
    case '\r':
        return 'r';
    case '\t':
        return 't';
    }
    return '\0';
}

static void write_escape(struct pen *pen, int32_t code, unsigned char byte) {
    char escape[16];
    if (code == CHARACTER_BROKEN) {
        snprintf(escape, sizeof escape, "\\x%02x", byte);
    } else if (short_escape(code) != '\0') {
        snprintf(escape, sizeof escape, "\\%c", short_escape(code));
    } else {
        bool is_short = code < 0x10000;
        snprintf(escape, sizeof escape, "\\u%s%04" PRIx32 "%s", is_short ? "" : "{", (uint32_t)code,
                 is_short ? "" : "}");
    }
    pen_text(pen, escape);
}

void pen_safe(struct pen *pen, struct bytes text) {
    for (size_t at = 0; at < text.size;) {
        struct character character = character_at(text, at);
        bool is_plain =
            character_is_shown(character.code) && (!pen->is_ascii || character.code < 0x80);
        if (is_plain) {
            pen_bytes(pen, bytes_slice(text, at, character.size));
        } else {
            write_escape(pen, character.code, text.data[at]);
        }
        at += character.size;
    }
}

void pen_safe_text(struct pen *pen, const char *text) {
    pen_safe(pen, bytes_of_text(text));
}

void pen_number(struct pen *pen, uint64_t number) {
    char digits[24];
    snprintf(digits, sizeof digits, "%" PRIu64, number);
    pen_text(pen, digits);
}

void pen_seconds(struct pen *pen, int64_t elapsed_us) {
    uint64_t milliseconds = elapsed_us < 0 ? 0 : ((uint64_t)elapsed_us + 500) / 1000;
    char digits[32];
    snprintf(digits, sizeof digits, "%" PRIu64 ".%03u", milliseconds / 1000,
             (unsigned)(milliseconds % 1000));
    pen_text(pen, digits);
}

void pen_counted(struct pen *pen, uint64_t count, const char *one, const char *many) {
    pen_number(pen, count);
    pen_text(pen, " ");
    pen_text(pen, count == 1 ? one : many);
}

void pen_markdown(struct pen *pen, struct bytes text) {
    for (size_t i = 0; i < text.size;) {
        struct character character = character_at(text, i);
        if (text.data[i] != '\0' && strchr("\\`*_{}[]()<>#+!|&~", text.data[i]) != NULL) {
            pen_text(pen, "\\");
        }
        pen_safe(pen, bytes_slice(text, i, character.size));
        if (text.data[i] == '@' || text.data[i] == '#') {
            pen_text(pen, "&#8203;"); /* no width; no backslash keeps a name from being notified */
        }
        i += character.size;
    }
}
