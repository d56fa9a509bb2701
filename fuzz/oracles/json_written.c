#include "fuzz/oracle.h"
#include "fuzz/oracles/json_oracles.h"
#include "fuzz/oracles/tree_text.h"
#include "json/writer.h"

#include <math.h>
#include <string.h>

enum { TEXT_LIMIT = 1 << 26, INDENT = 2 };

static const struct json_limits writer_limits = {.depth = JSON_WRITER_DEPTH_MAX,
                                                 .values = SIZE_MAX};

/* A tree on its way through the writer. */
struct copying {
    const struct json_document *document;
    struct json_writer writer;
    bool is_exact; /* no string holds what the writer replaces */
};

static void note_string(struct copying *copying, struct bytes string) {
    struct json_text_facts facts = json_text_facts(string);
    copying->is_exact = copying->is_exact && !facts.has_nul && !facts.has_lone_surrogate;
}

static void write_number(struct copying *copying, const struct json_node *node) {
    double number = json_number_of(node);
    bool is_small = fabs(number) < 9e15 && !(number == 0 && signbit(number));
    if (is_small && (double)(int64_t)number == number) {
        json_write_integer(&copying->writer, (int64_t)number);
    } else {
        struct json_span span = json_span_of(copying->document, node);
        json_write_raw(&copying->writer,
                       bytes_slice(copying->document->text, span.value_offset, span.value_size));
    }
}

static void write_node(struct copying *copying, const struct json_node *node);

static void write_children(struct copying *copying, const struct json_node *node) {
    for (const struct json_node *child = json_first(node); child != NULL;
         child = json_next(child)) {
        struct bytes name = json_name(child);
        if (name.data != NULL) {
            note_string(copying, name);
            json_write_name(&copying->writer, (const char *)name.data);
        }
        write_node(copying, child);
    }
}

static void write_node(struct copying *copying, const struct json_node *node) {
    struct json_writer *writer = &copying->writer;
    enum json_kind kind = json_kind_of(node);
    switch (kind) {
    case JSON_NULL:
        json_write_null(writer);
        break;
    case JSON_FALSE:
    case JSON_TRUE:
        json_write_bool(writer, kind == JSON_TRUE);
        break;
    case JSON_NUMBER:
        write_number(copying, node);
        break;
    case JSON_STRING:
        note_string(copying, json_string_of(node));
        json_write_string(writer, json_string_of(node));
        break;
    case JSON_ARRAY:
        json_write_array_begin(writer);
        write_children(copying, node);
        json_write_array_end(writer);
        break;
    case JSON_OBJECT:
        json_write_object_begin(writer);
        write_children(copying, node);
        json_write_object_end(writer);
        break;
    }
}

static void check_tree(const struct json_node *node, const struct json_node *again) {
    struct buffer wanted, had;
    buffer_init(&wanted, TEXT_LIMIT);
    buffer_init(&had, TEXT_LIMIT);
    SETUP(tree_text_of_ours(node, &wanted) == STATUS_OK);
    SETUP(tree_text_of_ours(again, &had) == STATUS_OK);
    ORACLE("gate-written", bytes_equal(buffer_view(&wanted), buffer_view(&had)),
           "written and read again it is another tree");
    buffer_clean_up(&wanted);
    buffer_clean_up(&had);
}

static void check_written(struct bytes text, const struct copying *copying) {
    struct json_document again;
    struct json_error error =
        json_document_parse(text, writer_limits, JSON_DUPLICATES_ALLOWED, &again);
    ORACLE("gate-written", error.fault == JSON_OK, "%s at %zu of what was written: %.*s",
           json_fault_words[error.fault], error.offset, BYTES_PRINT(text));
    if (copying->is_exact) {
        check_tree(copying->document->root, again.root);
    }
    json_document_clean_up(&again);
}

static void write_and_check(const struct json_document *document, unsigned indent) {
    struct copying copying = {.document = document, .is_exact = true};
    struct buffer out;
    buffer_init(&out, TEXT_LIMIT);
    json_writer_init(&copying.writer, &out, indent);
    write_node(&copying, document->root);
    SETUP(json_writer_status(&copying.writer) == STATUS_OK);
    bool is_one_line = memchr(out.data, '\n', out.size) == NULL;
    ORACLE("gate-written", indent > 0 || is_one_line, "more than a line without indentation");
    check_written(buffer_view(&out), &copying);
    buffer_clean_up(&out);
}

/* The writer nests less deep than the gate. */
static bool can_be_written(const struct json_reading *reading) {
    return reading->loose_error.fault == JSON_OK &&
           json_gate(reading->loose.text, writer_limits, NULL).fault == JSON_OK;
}

void json_is_written_again(const struct json_reading *reading) {
    if (can_be_written(reading)) {
        write_and_check(&reading->loose, 0);
        write_and_check(&reading->loose, INDENT);
    }
}
