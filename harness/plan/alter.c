#include "plan/alter.h"

/* The next character of the same class: what a sloppy comparison is least likely to notice. Never
   the same letter in the other case, which is a fault of its own. */
static unsigned char neighbour(unsigned char c) {
    if (c >= '0' && c <= '9') {
        return c == '9' ? '0' : (unsigned char)(c + 1);
    }
    if (c >= 'a' && c <= 'z') {
        return c == 'z' ? 'a' : (unsigned char)(c + 1);
    }
    if (c >= 'A' && c <= 'Z') {
        return c == 'Z' ? 'A' : (unsigned char)(c + 1);
    }
    return c == 'x' ? 'y' : 'x';
}

static unsigned char other_case(unsigned char c) {
    bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return is_letter ? (unsigned char)(c ^ 0x20) : c;
}

static unsigned char any_of_class(unsigned char c, struct random *random) {
    if (c >= '0' && c <= '9') {
        return (unsigned char)('0' + random_below(random, 10));
    }
    if (c >= 'a' && c <= 'z') {
        return (unsigned char)('a' + random_below(random, 26));
    }
    if (c >= 'A' && c <= 'Z') {
        return (unsigned char)('A' + random_below(random, 26));
    }
    return c >= 0x80 ? 'x' : c;
}

/* Bytes in the last character, so that a cut never leaves half of one. */
static size_t last_size(struct bytes text) {
    size_t size = 1;
    while (size < text.size && (text.data[text.size - size] & 0xc0) == 0x80) {
        size++;
    }
    return size;
}

static size_t first_size(struct bytes text) {
    size_t size = 1;
    while (size < text.size && (text.data[size] & 0xc0) == 0x80) {
        size++;
    }
    return size;
}

static enum status append_mapped(struct bytes text, enum alteration alteration,
                                 struct random *random, struct buffer *out) {
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < text.size; i++) {
        unsigned char c = text.data[i];
        status = buffer_append_byte(out, alteration == OTHER_CASE ? other_case(c)
                                                                  : any_of_class(c, random));
    }
    return status;
}

/* before + changed character + after: one of the two parts is empty. */
static enum status append_changed(struct bytes before, unsigned char c, struct bytes after,
                                  struct buffer *out) {
    enum status status = buffer_append(out, before);
    status = status == STATUS_OK ? buffer_append_byte(out, c) : status;
    return status == STATUS_OK ? buffer_append(out, after) : status;
}

static enum status append_middle_changed(struct bytes text, struct buffer *out) {
    size_t at = text.size / 2;
    while (at > 0 && (text.data[at] & 0xc0) == 0x80) {
        at--;
    }
    struct bytes rest = bytes_slice(text, at, SIZE_MAX);
    return append_changed(bytes_slice(text, 0, at), neighbour(text.data[at]),
                          bytes_slice(rest, first_size(rest), SIZE_MAX), out);
}

enum status alter(struct bytes original, enum alteration alteration, struct random *random,
                  struct buffer *out) {
    if (original.size == 0) {
        return STATUS_OK;
    }
    size_t first = first_size(original);
    size_t last = last_size(original);
    struct bytes none = bytes_of_text("");
    struct bytes but_first = bytes_slice(original, first, SIZE_MAX);
    struct bytes but_last = bytes_slice(original, 0, original.size - last);
    unsigned char end = original.data[original.size - 1];
    switch (alteration) {
    case AS_GIVEN:
    case REPEATED:
        return buffer_append(out, original);
    case ABSENT:
    case EMPTY:
    case ALTERATION_COUNT:
        return STATUS_OK;
    case CUT_BY_ONE:
        return buffer_append(out, but_last);
    case CUT_AT_FRONT:
        return buffer_append(out, but_first);
    case EXTENDED_BY_ONE:
        return append_changed(original, neighbour(end), none, out);
    case FIRST_CHARACTER_CHANGED:
        return append_changed(none, neighbour(original.data[0]), but_first, out);
    case LAST_CHARACTER_CHANGED:
        return append_changed(but_last, neighbour(end), none, out);
    case MIDDLE_CHARACTER_CHANGED:
        return append_middle_changed(original, out);
    case OTHER_CASE:
    case REPLACED:
        return append_mapped(original, alteration, random, out);
    }
    return STATUS_OK;
}
