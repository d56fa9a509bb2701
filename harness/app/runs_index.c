#include "app/runs_index.h"

#include "evidence/span.h"
#include "report/runs_page.h"
#include "store/file.h"
#include "json/document.h"

#include <string.h>
#include <unistd.h>

enum {
    PAGE_LIMIT_BYTES = 16 * 1024 * 1024,
    REPORT_READ_LIMIT_BYTES = 8 * 1024 * 1024, /* a larger one is listed without its words */
    PATH_SIZE = 4200,
};

/* 20260101T000000Z-0123abcd: what run.c calls its folders. */
static bool is_run_id(const char *name) {
    static const char shape[] = "99999999T999999Z-hhhhhhhh";
    size_t i = 0;
    for (; shape[i] != '\0'; i++) {
        bool is_digit = name[i] >= '0' && name[i] <= '9';
        bool is_hex = is_digit || (name[i] >= 'a' && name[i] <= 'f');
        bool is_right = shape[i] == '9' ? is_digit : shape[i] == 'h' ? is_hex : name[i] == shape[i];
        if (!is_right) {
            return false;
        }
    }
    return name[i] == '\0';
}

/* What a report tells of its run. */
struct told {
    struct json_document verdict, target, run; /* owned: small trees of these members alone */
};

/* The whole report is gated but never made a tree: it is read for each of hundreds of runs. */
static struct json_document member_of(struct bytes report, const char *quoted_name) {
    struct json_document document = {NULL, bytes_of(NULL, 0)};
    const struct json_limits limits = {.depth = 4, .values = 64};
    size_t at = span_member(report, span_skip_space(report, 0), quoted_name);
    if (at != SIZE_MAX) {
        struct bytes value = bytes_slice(report, at, span_end(report, at) - at);
        struct json_document parsed;
        if (json_document_parse(value, limits, JSON_UNIQUE_NAMES, &parsed).fault == JSON_OK) {
            document = parsed;
        }
    }
    return document;
}

static struct told read_told(struct bytes report) {
    const struct json_limits limits = {.depth = 64, .values = SIZE_MAX};
    if (json_gate(report, limits, NULL).fault != JSON_OK) {
        return (struct told){.run = {NULL, bytes_of(NULL, 0)}};
    }
    return (struct told){member_of(report, "\"verdict\""), member_of(report, "\"target\""),
                         member_of(report, "\"run\"")};
}

static void told_clean_up(struct told *told) {
    json_document_clean_up(&told->verdict);
    json_document_clean_up(&told->target);
    json_document_clean_up(&told->run);
}

static struct bytes string_at(const struct json_node *node) {
    bool is_string = node != NULL && json_kind_of(node) == JSON_STRING;
    return is_string ? json_string_of(node) : bytes_of_text("");
}

static bool has_file(const char *reports_folder, const char *run_id, const char *file) {
    char path[PATH_SIZE];
    int size = snprintf(path, sizeof path, "%s/%s/%s", reports_folder, run_id, file);
    return size > 0 && size < PATH_SIZE && access(path, F_OK) == 0;
}

static void list_files(const char *reports_folder, struct runs_row *row) {
    static const char *const files[] = {"report.html",  "report.json",      "junit.xml",
                                        "evidence.har", "certificate.json", "journal.ndjson"};
    size_t count = 0;
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        if (has_file(reports_folder, row->run_id, files[i])) {
            row->files[count++] = files[i];
        }
    }
}

static enum status add_run(const char *reports_folder, const char *run_id, struct buffer *scratch,
                           struct buffer *page) {
    char path[PATH_SIZE];
    struct runs_row row = {.run_id = run_id};
    struct told told = {.run = {NULL, bytes_of(NULL, 0)}};
    int size = snprintf(path, sizeof path, "%s/%s/report.json", reports_folder, run_id);
    list_files(reports_folder, &row);
    buffer_clear(scratch);
    bool is_read = size > 0 && size < PATH_SIZE &&
                   store_read(path, REPORT_READ_LIMIT_BYTES, scratch, NULL) == STATUS_OK;
    if (is_read) {
        told = read_told(buffer_view(scratch));
    }
    row.verdict = string_at(told.verdict.root);
    row.target_name = string_at(json_member(told.target.root, "name"));
    row.started = string_at(json_member(told.run.root, "started"));
    enum status status = runs_page_row(&row, page);
    told_clean_up(&told);
    return status;
}

static enum status render(const char *reports_folder, const struct store_names *runs,
                          struct buffer *page) {
    struct buffer scratch;
    buffer_init(&scratch, REPORT_READ_LIMIT_BYTES);
    enum status status = runs_page_begin(page);
    for (size_t i = 0; status == STATUS_OK && i < runs->count && i < RUNS_INDEX_MAX; i++) {
        status = add_run(reports_folder, runs->items[i], &scratch, page);
    }
    buffer_clean_up(&scratch);
    return status == STATUS_OK ? runs_page_end(page) : status;
}

enum status runs_index_write(const char *reports_folder, struct diagnostic *out_diagnostic) {
    struct store_names runs;
    struct buffer page;
    enum status status = store_list(reports_folder, is_run_id, &runs, out_diagnostic);
    if (status != STATUS_OK) {
        return status;
    }
    buffer_init(&page, PAGE_LIMIT_BYTES);
    status = render(reports_folder, &runs, &page);
    if (status == STATUS_OK) {
        status =
            store_write(reports_folder, "index.html", 0644, buffer_view(&page), out_diagnostic);
    } else {
        diagnostic_set(out_diagnostic, "index.html cannot be made: %s", status_words(status));
    }
    buffer_clean_up(&page);
    store_names_clean_up(&runs);
    return status;
}
