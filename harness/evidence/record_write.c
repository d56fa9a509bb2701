#include "evidence/record.h"

#include "json/writer.h"

#include <inttypes.h>

static void write_text(struct json_writer *writer, const char *name, const char *text) {
    json_write_name(writer, name);
    json_write_text(writer, text);
}

static void write_integer(struct json_writer *writer, const char *name, int64_t value) {
    json_write_name(writer, name);
    json_write_integer(writer, value);
}

static void write_bool(struct json_writer *writer, const char *name, bool value) {
    json_write_name(writer, name);
    json_write_bool(writer, value);
}

static void write_globs(struct json_writer *writer, const char *name, struct record_globs globs) {
    json_write_name(writer, name);
    json_write_array_begin(writer);
    for (size_t i = 0; i < globs.count; i++) {
        json_write_text(writer, globs.items[i]);
    }
    json_write_array_end(writer);
}

static void write_notes(struct json_writer *writer, const char *name, struct record_notes notes) {
    json_write_name(writer, name);
    json_write_array_begin(writer);
    for (size_t i = 0; i < notes.count; i++) {
        json_write_object_begin(writer);
        write_text(writer, "case", notes.items[i].case_id);
        write_text(writer, "reason", notes.items[i].reason);
        json_write_object_end(writer);
    }
    json_write_array_end(writer);
}

static void begin(struct json_writer *writer, struct buffer *out, const char *part) {
    json_writer_init(writer, out, 0);
    json_write_object_begin(writer);
    write_text(writer, "assay", part);
    write_integer(writer, "format", RECORD_FORMAT);
}

static enum status finish(struct json_writer *writer, size_t size_before) {
    struct buffer *out = writer->out;
    json_write_object_end(writer);
    enum status status = json_writer_status(writer);
    if (status != STATUS_OK && out->data != NULL) {
        out->size = size_before;
        out->data[size_before] = '\0';
    }
    return status;
}

enum status record_head_write(const struct record_head *head, struct buffer *out) {
    struct json_writer writer;
    size_t size_before = out->size;
    char seed[24]; /* a string: it may need more than 53 bits */
    (void)snprintf(seed, sizeof seed, "%" PRIu64, head->seed);
    begin(&writer, out, "head");
    write_text(&writer, "suite_version", head->suite_version);
    write_text(&writer, "cases_sha256", head->cases_sha256);
    write_text(&writer, "run", head->run_id);
    write_text(&writer, "seed", seed);
    write_integer(&writer, "started_us", head->started_us);
    write_bool(&writer, "strict", head->is_strict);
    if (head->repeat > 1) { /* so that older suites read what they can judge */
        write_integer(&writer, "repeat", head->repeat);
    }
    write_globs(&writer, "only", head->only);
    write_globs(&writer, "skip", head->skip);
    write_notes(&writer, "not_generated", head->not_generated);
    return finish(&writer, size_before);
}

enum status record_end_write(const struct record_end *end, struct buffer *out) {
    struct json_writer writer;
    size_t size_before = out->size;
    begin(&writer, out, "end");
    write_integer(&writer, "exchanges", end->exchanges);
    write_text(&writer, "last_sha256", end->last_sha256);
    write_bool(&writer, "stopped", end->is_stopped);
    write_text(&writer, "cut", end->cut);
    write_text(&writer, "no_verdict", end->no_verdict);
    write_notes(&writer, "unsent", end->unsent);
    return finish(&writer, size_before);
}
