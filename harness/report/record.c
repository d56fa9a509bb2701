#include "report/record.h"

#include "report/pen.h"

enum { NUMBER_SIZE_MAX = 32 };

void record_text(struct json_writer *writer, const char *name, const char *text) {
    json_write_name(writer, name);
    json_write_text(writer, text);
}

void record_fact(struct json_writer *writer, const char *name, const char *text) {
    record_text(writer, name, text == NULL ? "" : text);
}

void record_bool(struct json_writer *writer, const char *name, bool value) {
    json_write_name(writer, name);
    json_write_bool(writer, value);
}

void record_integer(struct json_writer *writer, const char *name, int64_t value) {
    json_write_name(writer, name);
    json_write_integer(writer, value);
}

/* A number as a pen spells it, whatever the locale. */
static void record_spelled(struct json_writer *writer, const char *name,
                           void (*spell)(struct pen *pen, const void *value), const void *value) {
    struct buffer digits;
    buffer_init(&digits, NUMBER_SIZE_MAX);
    struct pen pen;
    pen_init(&pen, &digits);
    spell(&pen, value);
    enum status status = pen_finish(&pen);
    if (status == STATUS_OK) {
        json_write_name(writer, name);
        json_write_raw(writer, buffer_view(&digits));
    } else if (writer->status == STATUS_OK) {
        writer->status = status;
    }
    buffer_clean_up(&digits);
}

static void spell_seconds(struct pen *pen, const void *elapsed_us) {
    pen_seconds(pen, *(const int64_t *)elapsed_us);
}

static void spell_natural(struct pen *pen, const void *value) {
    pen_number(pen, *(const uint64_t *)value);
}

void record_natural(struct json_writer *writer, const char *name, uint64_t value) {
    record_spelled(writer, name, spell_natural, &value);
}

void record_seconds(struct json_writer *writer, const char *name, int64_t elapsed_us) {
    record_spelled(writer, name, spell_seconds, &elapsed_us);
}
