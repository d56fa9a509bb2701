#include "evidence/views.h"

#include <string.h>

static struct unit raw_unit(struct bytes text, size_t at) {
    if (at >= text.size) {
        return (struct unit){.size = 0};
    }
    return (struct unit){.bytes = {text.data[at]}, .count = 1, .size = 1};
}

static int hex_value(unsigned char byte) {
    if (byte >= '0' && byte <= '9') {
        return byte - '0';
    }
    byte = byte_lower(byte);
    return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

/* The value of \uXXXX at `at`, or -1. */
static long u_escape(struct bytes text, size_t at) {
    if (at + 6 > text.size || text.data[at] != '\\' || text.data[at + 1] != 'u') {
        return -1;
    }
    long value = 0;
    for (size_t i = at + 2; i < at + 6; i++) {
        int digit = hex_value(text.data[i]);
        if (digit < 0) {
            return -1;
        }
        value = value << 4 | digit;
    }
    return value;
}

static struct unit utf8_unit(unsigned long character, size_t size) {
    static const unsigned char leads[] = {0, 0, 0xc0, 0xe0, 0xf0};
    unsigned char count = character < 0x80      ? 1
                          : character < 0x800   ? 2
                          : character < 0x10000 ? 3
                                                : 4;
    struct unit unit = {.count = count, .size = size};
    for (unsigned i = count; i-- > 1; character >>= 6) {
        unit.bytes[i] = (unsigned char)(0x80 | (character & 0x3f));
    }
    unit.bytes[0] = (unsigned char)(leads[count] | character);
    return unit;
}

static struct unit u_unit(struct bytes text, size_t at, long value) {
    long low = value >= 0xd800 && value < 0xdc00 ? u_escape(text, at + 6) : -1;
    if (low >= 0xdc00 && low < 0xe000) {
        return utf8_unit((unsigned long)(0x10000 + ((value - 0xd800) << 10) + (low - 0xdc00)), 12);
    }
    return utf8_unit((unsigned long)value, 6);
}

/* RFC 8259 section 7. */
static struct unit json_unit(struct bytes text, size_t at) {
    static const char names[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
    struct unit raw = raw_unit(text, at);
    if (raw.bytes[0] != '\\' || at + 1 >= text.size) {
        return raw;
    }
    long value = u_escape(text, at);
    if (value >= 0) {
        return u_unit(text, at, value);
    }
    const char *name = text.data[at + 1] == 0 ? NULL : strchr(names, text.data[at + 1]);
    if (name == NULL) {
        return raw;
    }
    return (struct unit){.bytes = {(unsigned char)values[name - names]}, .count = 1, .size = 2};
}

/* RFC 3986 section 2.1, over whatever `below` reads. */
static struct unit percent_unit(struct unit (*below)(struct bytes text, size_t at),
                                struct bytes text, size_t at) {
    struct unit sign = below(text, at);
    if (sign.count != 1 || sign.bytes[0] != '%') {
        return sign;
    }
    struct unit high = below(text, at + sign.size);
    struct unit low = below(text, at + sign.size + high.size);
    int high_value = high.count == 1 ? hex_value(high.bytes[0]) : -1;
    int low_value = low.count == 1 ? hex_value(low.bytes[0]) : -1;
    if (high_value < 0 || low_value < 0) {
        return sign;
    }
    return (struct unit){.bytes = {(unsigned char)(high_value << 4 | low_value)},
                         .count = 1,
                         .size = sign.size + high.size + low.size};
}

static struct unit percent_over_raw(struct bytes text, size_t at) {
    return percent_unit(raw_unit, text, at);
}

static struct unit percent_over_json(struct bytes text, size_t at) {
    return percent_unit(json_unit, text, at);
}

static struct unit percent_twice(struct bytes text, size_t at) {
    return percent_unit(percent_over_raw, text, at);
}

/* JSON text inside a JSON string: an error that tells of another one. What stands behind the
   inner backslash is told by the same rules, each of its characters by one unit of the outer
   string. Characters beyond ASCII are left as they are. */
static struct unit json_twice(struct bytes text, size_t at) {
    enum { INNER_MAX = 6, ASCII = 0x80 };
    unsigned char inner[INNER_MAX];
    size_t ends[INNER_MAX + 1] = {0}, count = 0;
    struct unit outer = json_unit(text, at);
    if (outer.bytes[0] != '\\' || outer.size != 2) {
        return outer;
    }
    for (size_t end = at; count < INNER_MAX && end < text.size;) {
        struct unit unit = json_unit(text, end);
        end += unit.size;
        inner[count++] = unit.bytes[0];
        ends[count] = end - at;
    }
    struct unit unit = json_unit(bytes_of(inner, count), 0);
    unit.size = unit.size <= count ? ends[unit.size] : outer.size;
    return unit.count == 1 && unit.bytes[0] < ASCII ? unit : outer;
}

/* "#47", "#x2f" */
static long number_of(struct bytes name) {
    bool is_hex = name.size > 2 && byte_lower(name.data[1]) == 'x';
    long value = 0;
    for (size_t i = is_hex ? 2 : 1; i < name.size; i++) {
        int digit = hex_value(name.data[i]);
        if (digit < 0 || (!is_hex && digit > 9)) {
            return -1;
        }
        value = value * (is_hex ? 16 : 10) + digit;
    }
    return value;
}

/* &#47; &#x2F; &amp; and their like: HTML 4.01 section 5.3. Only ASCII. */
static struct unit character_reference(struct bytes text, size_t at) {
    enum { LONGEST = 10, ASCII = 0x80 };
    static const struct {
        const char *name;
        unsigned char byte;
    } names[] = {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};
    struct unit raw = raw_unit(text, at);
    struct bytes name = bytes_slice(text, at + 1, LONGEST);
    name.size = bytes_find(name, bytes_of_text(";"), 0);
    if (raw.bytes[0] != '&' || name.size == SIZE_MAX) {
        return raw;
    }
    long value = name.size > 1 && name.data[0] == '#' ? number_of(name) : -1;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        value = bytes_equal_text(name, names[i].name) ? names[i].byte : value;
    }
    if (value <= 0 || value >= ASCII) {
        return raw;
    }
    return (struct unit){
        .bytes = {(unsigned char)value}, .count = 1, .size = name.size + sizeof "&;" - 1};
}

/* ASCII in UTF-16 of either byte order, but for the last byte of the lower one. */
static struct unit utf16_unit(struct bytes text, size_t at) {
    struct unit raw = raw_unit(text, at);
    bool is_pair = raw.size > 0 && raw.bytes[0] == 0 && at + 1 < text.size;
    return is_pair ? (struct unit){.bytes = {text.data[at + 1]}, .count = 1, .size = 2} : raw;
}

const struct view views[VIEW_COUNT] = {
    {json_twice, {'\\', '\\'}, "\\\\", 2},
    [VIEW_PERCENT_JSON] = {percent_over_json, {'\\', '%'}, "\\", 1},
    [VIEW_JSON] = {json_unit, {'\\', '\\'}, "\\", 1},
    {percent_twice, {'%', '%'}, "%25", 3},
    [VIEW_PERCENT] = {percent_over_raw, {'%', '%'}, "%", 1},
    {character_reference, {'&', '&'}, "&", 1},
    {utf16_unit, {0, 0}, "\0", 1},
    [VIEW_RAW] = {raw_unit, {0, 0}, "", 0},
};

/* An escape's backslash is one that no other backslash escapes. */
static bool is_json_escape(struct bytes text, size_t at) {
    size_t backslashes = 0;
    while (backslashes <= at && text.data[at - backslashes] == '\\') {
        backslashes++;
    }
    return backslashes % 2 == 1;
}

size_t views_escape_start(struct bytes text, size_t offset) {
    enum { LONGEST = 6 };
    for (size_t back = 1; back < LONGEST && back <= offset; back++) {
        size_t at = offset - back;
        if (is_json_escape(text, at) && json_unit(text, at).size > back) {
            return at;
        }
        if (percent_over_raw(text, at).size > back) {
            return at;
        }
    }
    return offset;
}

struct view_cursor view_cursor_at(const struct view *view, struct bytes text, size_t offset) {
    return (struct view_cursor){.text = text, .view = view, .unit_to = offset};
}

bool view_cursor_next(struct view_cursor *cursor, unsigned char *out_byte) {
    if (cursor->index < cursor->unit.count) {
        *out_byte = cursor->unit.bytes[cursor->index++];
        return true;
    }
    size_t at = cursor->unit_to;
    if (at >= cursor->text.size) {
        return false;
    }
    unsigned char byte = cursor->text.data[at];
    const unsigned char *escapes = cursor->view->escapes;
    cursor->unit_from = at;
    if (byte != escapes[0] && byte != escapes[1]) {
        cursor->unit.count = 0;
        cursor->unit_to = at + 1;
        *out_byte = byte;
        return true;
    }
    cursor->unit = cursor->view->read(cursor->text, at);
    cursor->unit_to = at + cursor->unit.size;
    cursor->index = 1;
    *out_byte = cursor->unit.bytes[0];
    return true;
}
