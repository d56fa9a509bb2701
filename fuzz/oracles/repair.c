#include "fuzz/oracles/repair.h"

#include "fuzz/oracles/arena.h"
#include "fuzz/oracles/code_points.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ESCAPE_SIZE = 6, STAND_IN_SIZE = 4 };

struct repairing {
    struct bytes text;
    size_t at;
    char *out;
    bool is_ambiguous;
};

bool repair_shows_in(const char *text, size_t size) {
    uint32_t point = 0;
    for (size_t i = 0; i < size; i++) {
        if (code_point_read(text + i, size - i, &point) > 0 && point >= STAND_IN_FIRST &&
            point <= STAND_IN_NUL) {
            return true;
        }
    }
    return false;
}

static unsigned char peek(const struct repairing *repairing, size_t ahead) {
    size_t at = repairing->at + ahead;
    return at < repairing->text.size ? repairing->text.data[at] : '\0';
}

static void copy(struct repairing *repairing, size_t size) {
    memcpy(repairing->out, repairing->text.data + repairing->at, size);
    repairing->out += size;
    repairing->at += size;
}

/* The code unit of the escape that stands so far ahead; UINT32_MAX where none does. */
static uint32_t unit_at(const struct repairing *repairing, size_t ahead) {
    char digits[5] = {0};
    if (peek(repairing, ahead) != '\\' || peek(repairing, ahead + 1) != 'u') {
        return UINT32_MAX;
    }
    for (size_t i = 0; i < 4; i++) {
        digits[i] = (char)peek(repairing, ahead + 2 + i);
    }
    return (uint32_t)strtoul(digits, NULL, 16);
}

static void replace(struct repairing *repairing, uint32_t stand_in) {
    repairing->out += code_point_write(stand_in, repairing->out);
    repairing->at += ESCAPE_SIZE;
}

static void repair_escape(struct repairing *repairing) {
    uint32_t unit = unit_at(repairing, 0);
    uint32_t next = unit_at(repairing, ESCAPE_SIZE);
    bool is_high = unit >= 0xd800 && unit < 0xdc00;
    if (unit == 0) {
        replace(repairing, STAND_IN_NUL);
    } else if (is_high && next >= 0xdc00 && next < 0xe000) {
        repairing->is_ambiguous = repairing->is_ambiguous || unit >= 0xdbc0;
        copy(repairing, (size_t)ESCAPE_SIZE * 2);
    } else if (unit >= 0xd800 && unit < 0xe000) {
        replace(repairing, STAND_IN_FIRST + unit - 0xd800);
    } else {
        copy(repairing, 2);
    }
}

static void repair_string(struct repairing *repairing) {
    copy(repairing, 1);
    while (repairing->at < repairing->text.size && peek(repairing, 0) != '"') {
        if (peek(repairing, 0) == '\\') {
            repair_escape(repairing);
        } else {
            copy(repairing, 1);
        }
    }
}

static bool is_of_a_number(unsigned char byte) {
    return (byte >= '0' && byte <= '9') || (byte != '\0' && strchr("+-.eE", byte) != NULL);
}

static void repair_number(struct repairing *repairing) {
    while (is_of_a_number(peek(repairing, 0))) {
        repairing->at++;
    }
    *repairing->out++ = '1';
}

static void repair_next(struct repairing *repairing) {
    unsigned char byte = peek(repairing, 0);
    if (byte == '"') {
        repair_string(repairing);
    }
    if (byte == '-' || (byte >= '0' && byte <= '9')) {
        repair_number(repairing);
    } else if (repairing->at < repairing->text.size) {
        copy(repairing, 1);
    }
}

bool repair(struct bytes text, struct bytes *out_copy) {
    char *copied = arena_give(text.size + STAND_IN_SIZE);
    if (copied == NULL) {
        return false;
    }
    struct repairing repairing = {.text = text, .out = copied};
    repairing.is_ambiguous = bytes_find(text, bytes_of("\xf4\x80", 2), 0) != SIZE_MAX;
    while (repairing.at < text.size) {
        repair_next(&repairing);
    }
    *out_copy = bytes_of(copied, (size_t)(repairing.out - copied));
    return !repairing.is_ambiguous;
}
