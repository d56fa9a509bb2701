#include "app/runs_index.h"

#include "report/runs_page.h"
#include "report/runs_told.h"
#include "store/file.h"

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

/* A report that cannot be read, or trusted, tells nothing. */
static enum status read_told(const char *reports_folder, const char *run_id, struct buffer *scratch,
                             struct runs_told *out_told) {
    char path[PATH_SIZE];
    int size = snprintf(path, sizeof path, "%s/%s/report.json", reports_folder, run_id);
    buffer_clear(scratch);
    bool is_read = size > 0 && size < PATH_SIZE &&
                   store_read(path, REPORT_READ_LIMIT_BYTES, scratch, NULL) == STATUS_OK;
    enum status status = is_read ? runs_told_read(buffer_view(scratch), out_told) : STATUS_OK;
    return status == STATUS_NO_MEMORY ? status : STATUS_OK;
}

static enum status add_run(const char *reports_folder, const char *run_id, struct buffer *scratch,
                           struct buffer *page) {
    struct runs_row row = {.run_id = run_id};
    struct runs_told told = {.verdict = bytes_of_text("")};
    enum status status = read_told(reports_folder, run_id, scratch, &told);
    if (status != STATUS_OK) {
        return status;
    }
    list_files(reports_folder, &row);
    row.verdict = told.verdict;
    row.target_name = told.target_name;
    row.started = told.started;
    status = runs_page_row(&row, page);
    runs_told_clean_up(&told);
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
