/* Writing a baseline from what a run found. */
#include "baseline/baseline.h"
#include "json/sheet.h"
#include "json/writer.h"

enum { INDENT = 2 };

static const struct json_limits report_limits = {.depth = 16, .values = 1000000};

static void member(struct json_writer *writer, const char *name, struct bytes value) {
    json_write_name(writer, name);
    json_write_string(writer, value);
}

static void write_entry(struct json_writer *writer, struct bytes id,
                        const struct baseline_terms *terms) {
    json_write_object_begin(writer);
    member(writer, "requirement", id);
    member(writer, "reason", bytes_of_text(terms->reason));
    member(writer, "owner", bytes_of_text(terms->owner));
    member(writer, "expires", bytes_of_text(terms->expires));
    json_write_object_end(writer);
}

/* A member of this kind, or NULL with the diagnostic set. */
static const struct json_node *wanted(const struct json_sheet *sheet,
                                      const struct json_node *object, const char *name,
                                      enum json_kind kind) {
    const struct json_node *node = json_member(object, name);
    if (node == NULL || json_kind_of(node) != kind) {
        enum status told = json_sheet_complain(sheet, node == NULL ? object : node,
                                               "no report.json of assay: \"%s\" must be %s", name,
                                               json_kind_words[kind]);
        (void)told;
        return NULL;
    }
    return node;
}

static bool is_known(struct bytes status) {
    size_t i = 0;
    while (i < REQUIREMENT_STATUS_COUNT && !bytes_equal_text(status, requirement_status_names[i])) {
        i++;
    }
    return i < REQUIREMENT_STATUS_COUNT;
}

static bool is_deviation(struct bytes status) {
    return bytes_equal_text(status, requirement_status_names[REQUIREMENT_BROKEN]) ||
           bytes_equal_text(status, requirement_status_names[REQUIREMENT_WAIVED]);
}

static enum status write_entries(struct json_writer *writer, const struct json_sheet *sheet,
                                 const struct baseline_terms *terms) {
    const struct json_node *list = wanted(sheet, sheet->document.root, "requirements", JSON_ARRAY);
    if (list == NULL) {
        return STATUS_INVALID;
    }
    for (const struct json_node *item = json_first(list); item != NULL; item = json_next(item)) {
        const struct json_node *id = wanted(sheet, item, "id", JSON_STRING);
        const struct json_node *status =
            id == NULL ? NULL : wanted(sheet, item, "status", JSON_STRING);
        if (status == NULL) {
            return STATUS_INVALID;
        }
        if (!is_known(json_string_of(status))) {
            return json_sheet_complain(sheet, status,
                                       "no report.json of assay: this suite knows no such "
                                       "\"status\"");
        }
        if (is_deviation(json_string_of(status))) {
            write_entry(writer, json_string_of(id), terms);
        }
    }
    return STATUS_OK;
}

static enum status write_document(const struct json_sheet *sheet,
                                  const struct baseline_terms *terms, struct buffer *out) {
    struct json_writer writer;
    json_writer_init(&writer, out, INDENT);
    json_write_object_begin(&writer);
    json_write_name(&writer, "deviations");
    json_write_array_begin(&writer);
    enum status status = write_entries(&writer, sheet, terms);
    if (status != STATUS_OK) {
        return status;
    }
    json_write_array_end(&writer);
    json_write_object_end(&writer);
    status = json_writer_status(&writer);
    return status == STATUS_OK ? buffer_append_text(out, "\n") : status;
}

enum status baseline_write(const char *file_name, struct bytes report,
                           const struct baseline_terms *terms, struct buffer *out,
                           struct diagnostic *out_diagnostic) {
    struct json_sheet sheet;
    enum status status = json_sheet_open(file_name, report, report_limits, out_diagnostic, &sheet);
    if (status != STATUS_OK) {
        return status;
    }
    size_t size_before = out->size;
    status = write_document(&sheet, terms, out);
    if (status != STATUS_OK && out->data != NULL) {
        out->size = size_before;
        out->data[size_before] = '\0';
    }
    json_sheet_close(&sheet);
    return status;
}
