#include "json/writer.h"

#include "base/assure.h"
#include "base/utf8.h"
#include "json/gate.h"
#include "json/scan.h"

#include <math.h>
#include <string.h>

void json_writer_init(struct json_writer *writer, struct buffer *out, unsigned indent) {
    *writer = (struct json_writer){.out = out, .indent = indent, .status = STATUS_OK};
}

enum status json_writer_status(const struct json_writer *writer) {
    return writer->status;
}

static void put(struct json_writer *writer, struct bytes bytes) {
    if (writer->status == STATUS_OK) {
        writer->status = buffer_append(writer->out, bytes);
    }
}

static void put_text(struct json_writer *writer, const char *text) {
    put(writer, bytes_of_text(text));
}

static void new_line(struct json_writer *writer) {
    if (writer->indent == 0) {
        return;
    }
    put_text(writer, "\n");
    for (size_t left = (size_t)writer->indent * writer->depth; left > 0; left--) {
        put_text(writer, " ");
    }
}

/* The comma and the line before an element or a name. */
static void separate(struct json_writer *writer) {
    if (writer->has_value[writer->depth]) {
        put_text(writer, ",");
    }
    if (writer->depth > 0) {
        new_line(writer);
    }
    writer->has_value[writer->depth] = true;
}

/* A value stands behind its name, in an array, or alone at the top. */
static void begin_value(struct json_writer *writer) {
    ASSURE(writer->is_after_name || !writer->is_object[writer->depth]);
    ASSURE(writer->depth > 0 || !writer->has_value[0]);
    if (!writer->is_after_name) {
        separate(writer);
    }
    writer->is_after_name = false;
}

static void begin_container(struct json_writer *writer, const char *open, bool is_object) {
    begin_value(writer);
    ASSURE(writer->depth < JSON_WRITER_DEPTH_MAX);
    writer->depth++;
    writer->has_value[writer->depth] = false;
    writer->is_object[writer->depth] = is_object;
    put_text(writer, open);
}

static void end_container(struct json_writer *writer, const char *close, bool is_object) {
    ASSURE(writer->depth > 0 && writer->is_object[writer->depth] == is_object);
    ASSURE(!writer->is_after_name);
    bool has_value = writer->has_value[writer->depth];
    writer->depth--;
    if (has_value) {
        new_line(writer);
    }
    put_text(writer, close);
}

void json_write_object_begin(struct json_writer *writer) {
    begin_container(writer, "{", true);
}

void json_write_object_end(struct json_writer *writer) {
    end_container(writer, "}", true);
}

void json_write_array_begin(struct json_writer *writer) {
    begin_container(writer, "[", false);
}

void json_write_array_end(struct json_writer *writer) {
    end_container(writer, "]", false);
}

/* Legal as they are, but terminals act on DEL, and JavaScript once ended lines at the other two. */
static bool is_line_separator(const unsigned char *at, size_t size) {
    return size == 3 && at[0] == 0xe2 && at[1] == 0x80 && (at[2] == 0xa8 || at[2] == 0xa9);
}

/* Where the plain ASCII that begins at `at` ends; DEL is none of it. */
static size_t skip_plain_ascii(struct bytes text, size_t at) {
    struct bytes rest = bytes_slice(text, at, text.size);
    rest.size = scan_plain_size(rest);
    size_t del = bytes_find(rest, bytes_of_text("\x7f"), 0);
    return at + (del < rest.size ? del : rest.size);
}

/* Bytes at the front of `rest` that stand for themselves. */
static size_t plain_size(struct bytes rest) {
    size_t at = skip_plain_ascii(rest, 0);
    while (at < rest.size) {
        size_t size = utf8_sequence_size(rest, at);
        if (size <= 1 || is_line_separator(rest.data + at, size)) {
            break;
        }
        at = skip_plain_ascii(rest, at + size);
    }
    return at;
}

static const char *const short_escapes[128] = {
    ['"'] = "\\\"", ['\\'] = "\\\\", ['\b'] = "\\b", ['\f'] = "\\f",
    ['\n'] = "\\n", ['\r'] = "\\r",  ['\t'] = "\\t",
};

/* Writes what is at the front of `rest` and may not stand for itself; its size there. */
static size_t put_special(struct json_writer *writer, struct bytes rest) {
    unsigned char byte = rest.data[0];
    size_t size = utf8_sequence_size(rest, 0);
    if (size == 0) {
        put_text(writer, "\xef\xbf\xbd");
        return 1;
    }
    if (size == 1 && short_escapes[byte] != NULL) {
        put_text(writer, short_escapes[byte]);
        return 1;
    }
    unsigned unit = size == 1 ? byte : 0x2000U | (rest.data[2] & 0x3fU);
    char escape[sizeof "\\u0000"];
    (void)snprintf(escape, sizeof escape, "\\u%04x", unit & 0xffff);
    put_text(writer, escape);
    return size;
}

/* Makes the room at once; what has to be escaped makes more. */
static void make_room(struct json_writer *writer, size_t size) {
    if (writer->status == STATUS_OK) {
        writer->status = buffer_reserve(writer->out, size);
    }
}

static void put_quoted(struct json_writer *writer, struct bytes string) {
    make_room(writer, string.size + sizeof "\"\"" - 1);
    put_text(writer, "\"");
    while (string.size > 0) {
        size_t plain = plain_size(string);
        put(writer, bytes_slice(string, 0, plain));
        string = bytes_slice(string, plain, string.size);
        if (string.size > 0) {
            size_t special = put_special(writer, string);
            string = bytes_slice(string, special, string.size);
        }
    }
    put_text(writer, "\"");
}

void json_write_name(struct json_writer *writer, const char *name) {
    ASSURE(writer->depth > 0 && writer->is_object[writer->depth] && !writer->is_after_name);
    separate(writer);
    put_quoted(writer, bytes_of_text(name));
    put_text(writer, writer->indent > 0 ? ": " : ":");
    writer->is_after_name = true;
}

static void put_value(struct json_writer *writer, struct bytes value) {
    begin_value(writer);
    put(writer, value);
}

void json_write_string(struct json_writer *writer, struct bytes string) {
    if (string.data == NULL) {
        json_write_null(writer);
        return;
    }
    begin_value(writer);
    put_quoted(writer, string);
}

void json_write_text(struct json_writer *writer, const char *text) {
    json_write_string(writer, bytes_of_text(text));
}

/* `value` in units of the last of `digits` places behind the point, which stands where there are
   any. By hand, because printf would take longer than the rest of an entry of evidence. */
static void put_number(struct json_writer *writer, int64_t value, unsigned digits) {
    enum { NUMBER_SIZE = sizeof "-9223372036854775808" + JSON_WRITER_DIGITS_MAX };
    char number[NUMBER_SIZE];
    char *at = number + NUMBER_SIZE;
    uint64_t rest = value < 0 ? -(uint64_t)value : (uint64_t)value;
    for (unsigned place = 0; rest > 0 || place <= digits; place++, rest /= 10) {
        if (place == digits && digits > 0) {
            *--at = '.';
        }
        *--at = (char)('0' + rest % 10);
    }
    if (value < 0) {
        *--at = '-';
    }
    put_value(writer, bytes_of(at, (size_t)(number + NUMBER_SIZE - at)));
}

void json_write_integer(struct json_writer *writer, int64_t value) {
    put_number(writer, value, 0);
}

void json_write_fixed(struct json_writer *writer, int64_t value, unsigned digits) {
    ASSURE(digits <= JSON_WRITER_DIGITS_MAX);
    put_number(writer, value, digits);
}

void json_write_decimal(struct json_writer *writer, double value, unsigned digits) {
    ASSURE(digits <= JSON_WRITER_DIGITS_MAX);
    char number[sizeof "-." + 309 + JSON_WRITER_DIGITS_MAX];
    (void)snprintf(number, sizeof number, "%.*f", (int)digits, value);
    put_value(writer, bytes_of_text(isfinite(value) ? number : "null"));
}

void json_write_bool(struct json_writer *writer, bool value) {
    put_value(writer, bytes_of_text(value ? "true" : "false"));
}

void json_write_null(struct json_writer *writer) {
    put_value(writer, bytes_of_text("null"));
}

void json_write_raw(struct json_writer *writer, struct bytes value) {
    const struct json_limits limits = {.depth = JSON_DEPTH_MAX, .values = SIZE_MAX};
    struct json_error error = json_gate(value, limits, NULL);
    ASSURE(error.fault == JSON_OK);
    put_value(writer, value);
}
