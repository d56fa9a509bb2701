#include "judge/leak.h"

#include <string.h>

/* How a sign must stand in the text to count: ordinary sentences hold the same words. */
enum sign_place {
    ANYWHERE,
    ANYWHERE_IN_ANY_CASE,
    AFTER_A_BREAK, /* not behind a letter, digit or one of "./-_": a path, not a part of a URL */
};

struct sign {
    const char *words;
    const char *text;
    const char *then; /* what must follow somewhere behind it, or NULL */
    enum sign_place place;
};

/* The nearest ordinary texts, "select a device from the list" or "an Exception occurred", stay
   silent: SQL counts in capitals or with its star, a class with its package. */
static const struct sign signs[] = {
    {"an HTML page", "<html", NULL, ANYWHERE_IN_ANY_CASE},
    {"an HTML page", "<!doctype html", NULL, ANYWHERE_IN_ANY_CASE},

    {"a stack trace", "\n\tat ", NULL, ANYWHERE},
    {"a stack trace", "\n    at ", NULL, ANYWHERE},
    {"a stack trace", "\n   at ", NULL, ANYWHERE},
    {"a stack trace", "Traceback (most recent call last)", NULL, ANYWHERE},
    {"a stack trace", "Exception in thread", NULL, ANYWHERE},
    {"a stack trace", "java.lang.", NULL, ANYWHERE},
    {"a stack trace", "org.springframework.", NULL, ANYWHERE},
    {"a stack trace", "goroutine ", "[running]", ANYWHERE},
    {"a stack trace", "panic: ", NULL, AFTER_A_BREAK},

    {"SQL text", "SELECT ", " FROM ", ANYWHERE},
    {"SQL text", "select * from ", NULL, ANYWHERE_IN_ANY_CASE},
    {"SQL text", "INSERT INTO ", NULL, ANYWHERE},
    {"SQL text", "UPDATE ", " SET ", ANYWHERE},
    {"SQL text", "DELETE FROM ", NULL, ANYWHERE},
    {"SQL text", "ORA-0", NULL, AFTER_A_BREAK},
    {"SQL text", "SQLSTATE", NULL, ANYWHERE},
    {"SQL text", "syntax error at or near", NULL, ANYWHERE},
    {"SQL text", "error in your SQL syntax", NULL, ANYWHERE},

    {"a file path", "/usr/", NULL, AFTER_A_BREAK},
    {"a file path", "/home/", NULL, AFTER_A_BREAK},
    {"a file path", "/var/", NULL, AFTER_A_BREAK},
    {"a file path", "/opt/", NULL, AFTER_A_BREAK},
    {"a file path", "/etc/", NULL, AFTER_A_BREAK},
    {"a file path", "C:\\", NULL, AFTER_A_BREAK},
};

static bool is_word_byte(unsigned char byte) {
    unsigned char lower = byte_lower(byte);
    return (lower >= 'a' && lower <= 'z') || (byte >= '0' && byte <= '9') || byte == '.' ||
           byte == '/' || byte == '-' || byte == '_' || byte >= 0x80;
}

/* Which bytes a text holds, in lower case: most signs hold one that an ordinary text does not, and
   need not be looked for. */
struct letters {
    bool has[256];
};

static struct letters letters_of(struct bytes text) {
    struct letters letters = {{false}};
    for (size_t i = 0; i < text.size; i++) {
        letters.has[byte_lower(text.data[i])] = true;
    }
    return letters;
}

static bool can_stand_in(const struct sign *sign, const struct letters *letters) {
    for (const char *at = sign->text; *at != '\0'; at++) {
        if (!letters->has[byte_lower((unsigned char)*at)]) {
            return false;
        }
    }
    return true;
}

static bool stands_at(const struct sign *sign, struct bytes text, size_t at) {
    struct bytes wanted = bytes_of_text(sign->text);
    struct bytes here = bytes_slice(text, at, wanted.size);
    switch (sign->place) {
    case ANYWHERE:
        return bytes_equal(here, wanted);
    case ANYWHERE_IN_ANY_CASE:
        return bytes_equal_ignoring_case(here, wanted);
    case AFTER_A_BREAK:
        return bytes_equal(here, wanted) && (at == 0 || !is_word_byte(text.data[at - 1]));
    }
    return false;
}

/* Not far behind: a hostile text must not make the search quadratic. */
static bool is_followed(const struct sign *sign, struct bytes text, size_t at) {
    enum { REACH_BYTES = 512 };
    struct bytes behind = bytes_slice(text, at, REACH_BYTES);
    return sign->then == NULL || bytes_find(behind, bytes_of_text(sign->then), 0) != SIZE_MAX;
}

struct leak leak_find(struct bytes text) {
    enum { EXCERPT_BYTES = 60 };
    struct letters letters = letters_of(text);
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        if (!can_stand_in(&signs[i], &letters)) {
            continue;
        }
        for (size_t at = 0; at < text.size; at++) {
            if (stands_at(&signs[i], text, at) && is_followed(&signs[i], text, at)) {
                return (struct leak){signs[i].words, bytes_slice(text, at, EXCERPT_BYTES)};
            }
        }
    }
    return (struct leak){NULL, bytes_of(NULL, 0)};
}

static int hex_digit(unsigned char byte) {
    unsigned char lower = byte_lower(byte);
    if (byte >= '0' && byte <= '9') {
        return byte - '0';
    }
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/* \u00XX, as far as it is ASCII: no sign holds anything else. */
static bool read_unicode_escape(struct bytes escape, unsigned char *out_byte) {
    if (escape.size < 6 || escape.data[2] != '0' || escape.data[3] != '0') {
        return false;
    }
    int high = hex_digit(escape.data[4]), low = hex_digit(escape.data[5]);
    if (high < 0 || high > 7 || low < 0) {
        return false;
    }
    *out_byte = (unsigned char)(high * 16 + low);
    return true;
}

/* Reads what stands at a backslash; returns how many bytes it takes. */
static size_t read_escape(struct bytes escape, unsigned char *out_byte) {
    static const char letters[] = {'n', 'r', 't', '"', '\\', '/'};
    static const char meanings[] = {'\n', '\r', '\t', '"', '\\', '/'};
    unsigned char letter = escape.size == 1 ? '\0' : escape.data[1];
    const char *at = memchr(letters, letter, sizeof letters);
    if (at != NULL) {
        *out_byte = (unsigned char)meanings[at - letters];
        return 2;
    }
    if (letter == 'u' && read_unicode_escape(escape, out_byte)) {
        return 6;
    }
    *out_byte = '\\';
    return 1;
}

enum status leak_unescape(struct bytes body, struct buffer *out) {
    enum status status = STATUS_OK;
    for (size_t at = 0; at < body.size && status == STATUS_OK;) {
        unsigned char byte = body.data[at];
        at += byte == '\\' ? read_escape(bytes_slice(body, at, 6), &byte) : 1;
        status = buffer_append_byte(out, byte);
    }
    return status;
}
