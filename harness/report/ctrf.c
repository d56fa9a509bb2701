/* The Common Test Report Format: one test for each case, for dashboards and comment bots. */
#include "report/report.h"

#include "report/finding_text.h"
#include "report/record.h"

enum { INDENT = 2, TEXT_SIZE_MAX = 4 * 1024 * 1024 };

static const char *const statuses[CASE_STATUS_COUNT] = {
    [CASE_PASS] = "passed", [CASE_WARN] = "passed", [CASE_NOT_RUN] = "skipped",
    [CASE_FAIL] = "failed", [CASE_ERROR] = "other",
};

static int64_t milliseconds(int64_t us) {
    return us <= 0 ? 0 : (us + 500) / 1000;
}

static void write_tool(struct json_writer *writer, const struct tally *tally) {
    json_write_object_begin(writer);
    record_text(writer, "name", "assay");
    record_fact(writer, "version", tally->run.suite_version);
    json_write_object_end(writer);
}

static void write_summary(struct json_writer *writer, const struct tally *tally) {
    struct summary summary = summary_of(tally);
    int64_t start_ms = milliseconds(tally->run.started_us);
    json_write_object_begin(writer);
    record_natural(writer, "tests", tally->case_count);
    record_natural(writer, "passed", summary.cases[CASE_PASS] + summary.cases[CASE_WARN]);
    record_natural(writer, "failed", summary.cases[CASE_FAIL]);
    record_natural(writer, "skipped", summary.cases[CASE_NOT_RUN]);
    record_natural(writer, "pending", 0);
    record_natural(writer, "other", summary.cases[CASE_ERROR]);
    record_integer(writer, "start", start_ms);
    record_integer(writer, "stop", start_ms + milliseconds(tally->run.elapsed_us));
    json_write_object_end(writer);
}

static void write_suite(struct json_writer *writer, const struct case_result *result) {
    json_write_name(writer, "suite");
    json_write_array_begin(writer);
    json_write_string(writer, chapter_of(result->row->id));
    json_write_array_end(writer);
}

static void write_tags(struct json_writer *writer, const struct tally *tally,
                       const struct case_result *result) {
    json_write_name(writer, "tags");
    json_write_array_begin(writer);
    for (unsigned i = 0; i < result->row->proves_count; i++) {
        json_write_text(writer, tally->catalogue[result->row->proves[i]].id);
    }
    json_write_array_end(writer);
}

/* What was found, or why it was not run; nothing where there is nothing to say. */
static enum status write_message(struct json_writer *writer, const struct tally *tally,
                                 const struct case_result *result) {
    struct buffer text;
    struct pen pen;
    buffer_init(&text, TEXT_SIZE_MAX);
    pen_init(&pen, &text);
    pen_safe_text(&pen, result->reason);
    if (result->findings.count > 0) {
        findings_write_text(&pen, tally, result);
    }
    enum status status = pen_finish(&pen);
    if (status == STATUS_OK && text.size > 0) {
        record_text(writer, "message", buffer_text(&text));
    }
    buffer_clean_up(&text);
    return status;
}

static enum status write_test(struct json_writer *writer, const struct tally *tally,
                              const struct case_result *result) {
    json_write_object_begin(writer);
    record_text(writer, "testId", result->row->id);
    record_text(writer, "name", result->row->title == NULL ? result->row->id : result->row->title);
    record_text(writer, "status", statuses[result->status]);
    record_text(writer, "rawStatus", case_status_names[result->status]);
    record_bool(writer, "flaky", result->is_flaky);
    record_integer(writer, "duration", milliseconds(result->elapsed_us));
    write_suite(writer, result);
    write_tags(writer, tally, result);
    enum status status = write_message(writer, tally, result);
    if (status == STATUS_OK) {
        json_write_object_end(writer);
    }
    return status;
}

static enum status write_results(struct json_writer *writer, const struct tally *tally) {
    json_write_object_begin(writer);
    json_write_name(writer, "tool");
    write_tool(writer, tally);
    json_write_name(writer, "summary");
    write_summary(writer, tally);
    json_write_name(writer, "tests");
    json_write_array_begin(writer);
    enum status status = STATUS_OK;
    for (size_t i = 0; i < tally->case_count && status == STATUS_OK; i++) {
        status = write_test(writer, tally, &tally->cases[i]);
    }
    if (status == STATUS_OK) {
        json_write_array_end(writer);
        json_write_object_end(writer);
    }
    return status;
}

enum status report_ctrf(const struct tally *tally, struct buffer *out) {
    size_t start = out->size;
    struct json_writer writer;
    json_writer_init(&writer, out, INDENT);
    json_write_object_begin(&writer);
    record_text(&writer, "reportFormat", "CTRF");
    record_text(&writer, "specVersion", "0.0.0");
    record_text(&writer, "generatedBy", "assay");
    json_write_name(&writer, "results");
    enum status status = write_results(&writer, tally);
    if (status == STATUS_OK) {
        json_write_object_end(&writer);
        status = json_writer_status(&writer);
    }
    status = status == STATUS_OK ? buffer_append_text(out, "\n") : status;
    return append_or_take_back(out, start, status);
}
