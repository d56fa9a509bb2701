/* Writes JSON into a buffer, piece by piece: commas, indentation and escapes are its business.
   What it writes always passes the gate; calls in an order that would not are our own bug and
   abort. */
#ifndef JSON_WRITER_H
#define JSON_WRITER_H

#include "base/bytes.h"

enum {
    JSON_WRITER_DEPTH_MAX = 32,  /* nested arrays and objects */
    JSON_WRITER_DIGITS_MAX = 17, /* behind the point */
};

/* Errors are kept: after the first one nothing is written, and json_writer_status tells it. */
struct json_writer {
    struct buffer *out; /* borrowed */
    unsigned indent;    /* spaces per level; 0 writes it all on one line */
    unsigned depth;
    bool has_value[JSON_WRITER_DEPTH_MAX + 1]; /* by depth; 0 is the top */
    bool is_object[JSON_WRITER_DEPTH_MAX + 1];
    bool is_after_name;
    enum status status;
};

/* Appends to `out`, which must outlive the writer. The writer owns nothing. */
void json_writer_init(struct json_writer *writer, struct buffer *out, unsigned indent);
/* STATUS_OK, or the first error of the buffer: STATUS_LIMIT or STATUS_NO_MEMORY. */
enum status json_writer_status(const struct json_writer *writer) MUST_USE;

void json_write_object_begin(struct json_writer *writer);
void json_write_object_end(struct json_writer *writer);
void json_write_array_begin(struct json_writer *writer);
void json_write_array_end(struct json_writer *writer);
/* A member's name; its value has to follow. */
void json_write_name(struct json_writer *writer, const char *name);
/* Each byte that is not part of UTF-8 becomes U+FFFD; control characters, DEL, U+2028 and U+2029
   are escaped. An absent view writes null. */
void json_write_string(struct json_writer *writer, struct bytes string);
void json_write_text(struct json_writer *writer, const char *text); /* NULL writes null */
void json_write_integer(struct json_writer *writer, int64_t value);
/* `value` over ten to the power of `digits`, exactly: (1510, 3) writes 1.510. */
void json_write_fixed(struct json_writer *writer, int64_t value, unsigned digits);
/* With so many digits behind the point; what is not finite writes null. */
void json_write_decimal(struct json_writer *writer, double value, unsigned digits);
void json_write_bool(struct json_writer *writer, bool value);
void json_write_null(struct json_writer *writer);
/* One well-formed JSON value, written as it is. */
void json_write_raw(struct json_writer *writer, struct bytes value);

#endif
