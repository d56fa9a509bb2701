#include "json/scan.h"

#include <endian.h>
#include <string.h>

/* What a byte is inside a string. Those from STRAY on are not ASCII: RFC 3629 section 4. */
enum string_class {
    PLAIN,
    QUOTE,
    ESCAPE,
    CONTROL,
    STRAY, /* a continuation byte without its lead, or a byte that no sequence has */
    LEAD_2,
    LEAD_E0,
    LEAD_3,
    LEAD_ED,
    LEAD_F0,
    LEAD_4,
    LEAD_F4,
    STRING_CLASS_COUNT,
};

/* Four rows of the table below: what is the same for 16, 32 or 64 bytes in a row. */
#define X4(class) class, class, class, class
#define X16(class) X4(class), X4(class), X4(class), X4(class)
#define X32(class) X16(class), X16(class)
#define X64(class) X32(class), X32(class)

/* clang-format off */
static const unsigned char string_classes[256] = {
    /* 00 */ X32(CONTROL),
    /* 20 */ PLAIN, PLAIN, QUOTE, PLAIN, X4(PLAIN), X4(PLAIN), X4(PLAIN), X16(PLAIN),
    /* 40 */ X16(PLAIN),
    /* 50 */ X4(PLAIN), X4(PLAIN), X4(PLAIN), ESCAPE, PLAIN, PLAIN, PLAIN,
    /* 60 */ X32(PLAIN),
    /* 80 */ X64(STRAY),
    /* c0 */ STRAY, STRAY, LEAD_2, LEAD_2, X4(LEAD_2), X4(LEAD_2), X4(LEAD_2), X16(LEAD_2),
    /* e0 */ LEAD_E0, LEAD_3, LEAD_3, LEAD_3, X4(LEAD_3), X4(LEAD_3), LEAD_3, LEAD_ED, LEAD_3, LEAD_3,
    /* f0 */ LEAD_F0, LEAD_4, LEAD_4, LEAD_4, LEAD_F4, STRAY, STRAY, STRAY, X4(STRAY), X4(STRAY),
};
/* clang-format on */

/* The second byte's range keeps out overlong forms (E0, F0), surrogates (ED) and what lies past
   U+10FFFF (F4); the bytes after it are always 80..BF. */
struct sequence {
    unsigned char size; /* bytes, the lead included; 0 where no sequence starts so */
    unsigned char low, high;
};

static const struct sequence sequences[STRING_CLASS_COUNT] = {
    [LEAD_2] = {2, 0x80, 0xbf},  [LEAD_E0] = {3, 0xa0, 0xbf}, [LEAD_3] = {3, 0x80, 0xbf},
    [LEAD_ED] = {3, 0x80, 0x9f}, [LEAD_F0] = {4, 0x90, 0xbf}, [LEAD_4] = {4, 0x80, 0xbf},
    [LEAD_F4] = {4, 0x80, 0x8f},
};

static enum json_fault scan_sequence(struct scan *scan, struct sequence sequence) {
    if (sequence.size == 0) {
        return JSON_BAD_UTF8;
    }
    for (unsigned i = 1; i < sequence.size; i++) {
        scan->at++;
        if (scan->at == scan->end) {
            return JSON_UNEXPECTED_END;
        }
        if (*scan->at < sequence.low || *scan->at > sequence.high) {
            return JSON_BAD_UTF8;
        }
        sequence.low = 0x80;
        sequence.high = 0xbf;
    }
    scan->at++;
    return JSON_OK;
}

/* The value of a hex digit, or 16. */
static unsigned hex_value(unsigned char byte) {
    unsigned digit = byte - (unsigned)'0';
    unsigned letter = (byte | 0x20U) - 'a';
    return digit < 10 ? digit : letter < 6 ? letter + 10 : 16;
}

bool scan_unit(const unsigned char *at, const unsigned char *end, unsigned *out_unit) {
    if (end - at < SCAN_UNIT_SIZE || at[0] != '\\' || at[1] != 'u') {
        return false;
    }
    unsigned unit = 0;
    for (size_t i = 2; i < SCAN_UNIT_SIZE; i++) {
        unsigned value = hex_value(at[i]);
        if (value == 16) {
            return false;
        }
        unit = unit << 4 | value;
    }
    *out_unit = unit;
    return true;
}

/* A high surrogate belongs with the low one that follows at once; either of them alone is legal
   grammar (section 8.2), but means no character. */
static void take_unit(struct scan *scan, unsigned unit) {
    unsigned next = 0;
    scan->at += SCAN_UNIT_SIZE;
    scan->facts.nul_escapes += unit == 0;
    if (!is_high_surrogate(unit)) {
        scan->facts.lone_surrogates += is_low_surrogate(unit);
    } else if (scan_unit(scan->at, scan->end, &next) && is_low_surrogate(next)) {
        scan->at += SCAN_UNIT_SIZE;
    } else {
        scan->facts.lone_surrogates++;
    }
}

/* `at` is behind \u, and what follows is no four hex digits: finds where it goes wrong. */
static enum json_fault find_bad_digit(struct scan *scan) {
    while (scan->at < scan->end && hex_value(*scan->at) < 16) {
        scan->at++;
    }
    return scan->at == scan->end ? JSON_UNEXPECTED_END : JSON_BAD_ESCAPE;
}

static const bool is_escape_letter[256] = {
    ['"'] = true, ['\\'] = true, ['/'] = true, ['b'] = true, ['f'] = true,
    ['n'] = true, ['r'] = true,  ['t'] = true, ['u'] = true,
};

static enum json_fault scan_escape(struct scan *scan) {
    unsigned unit = 0;
    if (scan_unit(scan->at, scan->end, &unit)) {
        take_unit(scan, unit);
        return JSON_OK;
    }
    scan->at++;
    if (scan->at == scan->end) {
        return JSON_UNEXPECTED_END;
    }
    unsigned char letter = *scan->at;
    if (!is_escape_letter[letter]) {
        return JSON_BAD_ESCAPE;
    }
    scan->at++;
    return letter == 'u' ? find_bad_digit(scan) : JSON_OK;
}

/* Sets the top bit of the lowest byte that is not PLAIN, and maybe of bytes above it, into which a
   subtraction borrowed; 0 when all eight are PLAIN. */
static uint64_t mark_special(uint64_t eight) {
    const uint64_t each = UINT64_C(0x0101010101010101);
    uint64_t quote = (eight ^ each * '"') - each;
    uint64_t escape = (eight ^ each * '\\') - each;
    uint64_t control = eight - each * 0x20;
    return (quote | escape | control | eight) & each * 0x80;
}

/* Most of a text is plain bytes in strings: eight at a time here is what makes the gate fast. */
static void skip_plain(struct scan *scan) {
    const unsigned char *at = scan->at;
    for (; scan->end - at >= 8; at += 8) {
        uint64_t eight;
        memcpy(&eight, at, sizeof eight);
        uint64_t special = mark_special(le64toh(eight));
        if (special != 0) {
            scan->at = at + __builtin_ctzll(special) / 8;
            return;
        }
    }
    while (at < scan->end && string_classes[*at] == PLAIN) {
        at++;
    }
    scan->at = at;
}

size_t scan_plain_size(struct bytes text) {
    struct scan scan = {.at = text.data, .end = text.data + text.size};
    if (text.size > 0) {
        skip_plain(&scan);
    }
    return (size_t)(scan.at - text.data);
}

static enum json_fault scan_special(struct scan *scan, enum string_class class) {
    return class == ESCAPE    ? scan_escape(scan)
           : class == CONTROL ? JSON_CONTROL_CHARACTER
                              : scan_sequence(scan, sequences[class]);
}

enum json_fault scan_string(struct scan *scan) {
    enum json_fault fault = JSON_OK;
    scan->at++;
    while (fault == JSON_OK) {
        skip_plain(scan);
        if (scan->at == scan->end) {
            return JSON_UNEXPECTED_END;
        }
        enum string_class class = string_classes[*scan->at];
        if (class == QUOTE) {
            scan->at++;
            return JSON_OK;
        }
        fault = scan_special(scan, class);
    }
    return fault;
}
