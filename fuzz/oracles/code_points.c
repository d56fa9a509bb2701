#include "fuzz/oracles/code_points.h"

/* One row for each size: what the lead byte looks like, and the points it may stand for. */
static const struct form {
    unsigned char mask, lead;
    uint32_t first, last;
} forms[] = {
    {0x80, 0x00, 0x0, 0x7f},
    {0xe0, 0xc0, 0x80, 0x7ff},
    {0xf0, 0xe0, 0x800, 0xffff},
    {0xf8, 0xf0, 0x10000, 0x10ffff},
};

enum { FORM_COUNT = sizeof forms / sizeof forms[0] };

static uint32_t gather(const char *text, size_t size) {
    uint32_t point = (unsigned char)text[0] & (unsigned char)~forms[size - 1].mask;
    for (size_t i = 1; i < size; i++) {
        point = point << 6 | ((unsigned char)text[i] & 0x3f);
    }
    return point;
}

static bool are_continuations(const char *text, size_t size) {
    for (size_t i = 1; i < size; i++) {
        if (((unsigned char)text[i] & 0xc0) != 0x80) {
            return false;
        }
    }
    return true;
}

size_t code_point_read(const char *text, size_t size, uint32_t *out_point) {
    for (size_t bytes = 1; bytes <= FORM_COUNT && bytes <= size; bytes++) {
        const struct form *form = &forms[bytes - 1];
        if (((unsigned char)text[0] & form->mask) != form->lead) {
            continue;
        }
        uint32_t point = gather(text, bytes);
        bool is_surrogate = point >= 0xd800 && point <= 0xdfff;
        bool is_shortest = point >= form->first && point <= form->last;
        if (!are_continuations(text, bytes) || !is_shortest || is_surrogate) {
            return 0;
        }
        *out_point = point;
        return bytes;
    }
    return 0;
}

bool code_points_are_valid(const char *text, size_t size) {
    uint32_t point = 0;
    size_t taken = 0;
    for (size_t at = 0; at < size; at += taken) {
        taken = code_point_read(text + at, size - at, &point);
        if (taken == 0) {
            return false;
        }
    }
    return true;
}

size_t code_points_count(const char *text, size_t size) {
    size_t count = 0;
    for (size_t i = 0; i < size; i++) {
        count += ((unsigned char)text[i] & 0xc0) != 0x80;
    }
    return count;
}

size_t code_point_write(uint32_t point, char out_bytes[4]) {
    size_t size = 1;
    while (size < FORM_COUNT && point > forms[size - 1].last) {
        size++;
    }
    for (size_t i = size; i-- > 1; point >>= 6) {
        out_bytes[i] = (char)(0x80 | (point & 0x3f));
    }
    out_bytes[0] = (char)(forms[size - 1].lead | point);
    return size;
}
