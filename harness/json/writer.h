/* Writes JSON into a buffer, piece by piece: commas, indentation and escapes are its business.
   What it writes always passes the gate. */
#ifndef JSON_WRITER_H
#define JSON_WRITER_H

#include "base/bytes.h"

enum { JSON_WRITER_DEPTH_MAX = 32 };

/* Errors are kept: after the first one nothing is written, and json_writer_status tells it. */
struct json_writer {
    struct buffer *out; /* borrowed */
    unsigned indent;    /* spaces per level; 0 writes it all on one line */
    unsigned depth;
    bool has_value[JSON_WRITER_DEPTH_MAX];
    bool is_after_name;
    enum status status;
};

void json_writer_init(struct json_writer *writer, struct buffer *out, unsigned indent);
enum status json_writer_status(const struct json_writer *writer) MUST_USE;

void json_write_object_begin(struct json_writer *writer);
void json_write_object_end(struct json_writer *writer);
void json_write_array_begin(struct json_writer *writer);
void json_write_array_end(struct json_writer *writer);
void json_write_name(struct json_writer *writer, const char *name);
/* Bytes that are not UTF-8 become U+FFFD. An absent view writes null. */
void json_write_string(struct json_writer *writer, struct bytes string);
void json_write_text(struct json_writer *writer, const char *text); /* NULL writes null */
void json_write_integer(struct json_writer *writer, int64_t value);
void json_write_decimal(struct json_writer *writer, double value, unsigned digits);
void json_write_bool(struct json_writer *writer, bool value);
void json_write_null(struct json_writer *writer);
/* One well-formed JSON value, written as it is. */
void json_write_raw(struct json_writer *writer, struct bytes value);

#endif
