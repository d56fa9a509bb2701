#include "fuzz/oracles/spelling.h"

#include "fuzz/oracle.h"
#include "fuzz/oracles/code_points.h"

#include <string.h>

struct speller {
    struct random *random;
    struct buffer *out;
};

static void put(struct speller *speller, const char *text) {
    SETUP(buffer_append_text(speller->out, text) == STATUS_OK);
}

/* One in four places between terminals has some. */
static void put_space(struct speller *speller) {
    static const char *const spaces[] = {" ", "\t", "\n", "\r\n  "};
    uint64_t drawn = random_below(speller->random, 16);
    if (drawn < sizeof spaces / sizeof spaces[0]) {
        put(speller, spaces[drawn]);
    }
}

static void put_mark(struct speller *speller, const char *mark) {
    put_space(speller);
    put(speller, mark);
    put_space(speller);
}

static void put_unit(struct speller *speller, uint32_t unit) {
    char escape[8];
    if (random_below(speller->random, 2) == 0) {
        (void)snprintf(escape, sizeof escape, "\\u%04x", unit);
    } else {
        (void)snprintf(escape, sizeof escape, "\\u%04X", unit);
    }
    put(speller, escape);
}

static void put_escaped(struct speller *speller, uint32_t point) {
    if (point < 0x10000) {
        put_unit(speller, point);
        return;
    }
    put_unit(speller, 0xd7c0 + (point >> 10));
    put_unit(speller, 0xdc00 + (point & 0x3ff));
}

/* The letter behind the backslash for the characters that have one, or NUL. */
static char short_escape(uint32_t point) {
    static const char points[] = "\"\\/\b\f\n\r\t";
    static const char letters[] = "\"\\/bfnrt";
    const char *found = point == 0 || point > 0x7f ? NULL : strchr(points, (int)point);
    return (char)(found == NULL ? '\0' : letters[found - points]);
}

static void put_point(struct speller *speller, uint32_t point, struct bytes raw) {
    bool must_escape = point < 0x20 || point == '"' || point == '\\';
    uint64_t drawn = random_below(speller->random, 6);
    char letter = short_escape(point);
    if (letter != '\0' && (drawn < 2 || (must_escape && drawn < 4))) {
        char escape[] = {'\\', letter, '\0'};
        put(speller, escape);
    } else if (must_escape || drawn == 5) {
        put_escaped(speller, point);
    } else {
        SETUP(buffer_append(speller->out, raw) == STATUS_OK);
    }
}

static void put_string(struct speller *speller, const char *text, size_t size) {
    put(speller, "\"");
    size_t taken = 0;
    for (size_t at = 0; at < size; at += taken) {
        uint32_t point = 0;
        taken = code_point_read(text + at, size - at, &point);
        SETUP(taken > 0);
        put_point(speller, point, bytes_of(text + at, taken));
    }
    put(speller, "\"");
}

/* 17 digits tell all doubles apart. */
static void put_number(struct speller *speller, double number) {
    char text[64];
    if (random_below(speller->random, 2) == 0) {
        (void)snprintf(text, sizeof text, "%.17g", number);
    } else {
        (void)snprintf(text, sizeof text, "%.16E", number);
    }
    put(speller, text);
}

static void put_value(struct speller *speller, const json_t *value);

static void put_array(struct speller *speller, const json_t *array) {
    put(speller, "[");
    put_space(speller);
    for (size_t i = 0; i < json_array_size(array); i++) {
        put_mark(speller, i == 0 ? "" : ",");
        put_value(speller, json_array_get(array, i));
    }
    put(speller, "]");
}

struct member_writer {
    struct speller *speller;
    const struct spelling *spelling;
    bool has_written;
};

static void put_member(struct member_writer *writer, const char *name, const json_t *value) {
    put_mark(writer->speller, writer->has_written ? "," : "");
    writer->has_written = true;
    put_string(writer->speller, name, strlen(name));
    put_mark(writer->speller, ":");
    put_value(writer->speller, value);
}

/* The members from the `first` one on, so many. */
static void put_members(struct member_writer *writer, json_t *object, size_t first, size_t count) {
    const char *left_out = writer->spelling->left_out;
    void *at = json_object_iter(object);
    for (; first > 0; first--) {
        at = json_object_iter_next(object, at);
    }
    for (; count > 0; count--, at = json_object_iter_next(object, at)) {
        const char *name = json_object_iter_key(at);
        if (left_out == NULL || strcmp(name, left_out) != 0) {
            put_member(writer, name, json_object_iter_value(at));
        }
    }
}

/* Begins somewhere in the middle and goes round; the added member stands between. */
static void put_object(struct speller *speller, const json_t *object,
                       const struct spelling *spelling) {
    struct member_writer writer = {speller, spelling, false};
    json_t *members = (json_t *)(uintptr_t)object;
    size_t count = json_object_size(object);
    size_t first = (size_t)random_below(speller->random, count + 1);
    put(speller, "{");
    put_members(&writer, members, first, count - first);
    if (spelling->added_name != NULL) {
        put_member(&writer, spelling->added_name, spelling->added_value);
    }
    put_members(&writer, members, 0, first);
    put_mark(speller, "}");
}

static void put_value(struct speller *speller, const json_t *value) {
    static const struct spelling as_it_is = {NULL, NULL, NULL};
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        put_object(speller, value, &as_it_is);
        break;
    case JSON_ARRAY:
        put_array(speller, value);
        break;
    case JSON_STRING:
        put_string(speller, json_string_value(value), json_string_length(value));
        break;
    case JSON_INTEGER:
    case JSON_REAL:
        put_number(speller, json_number_value(value));
        break;
    case JSON_TRUE:
        put(speller, "true");
        break;
    case JSON_FALSE:
        put(speller, "false");
        break;
    case JSON_NULL:
        put(speller, "null");
        break;
    }
}

void spelling_write(const json_t *value, const struct spelling *spelling, struct random *random,
                    struct buffer *out) {
    struct speller speller = {random, out};
    put_space(&speller);
    if (json_is_object(value)) {
        put_object(&speller, value, spelling);
    } else {
        put_value(&speller, value);
    }
    put_space(&speller);
}
