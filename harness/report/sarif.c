/* SARIF 2.1.0, for code scanning: a rule for each requirement, a result for each finding. */
#include "report/report.h"

#include "base/clock.h"
#include "report/record.h"
#include "report/summary.h"

enum { INDENT = 2, SENTENCE_SIZE_MAX = 4096 };

static const char *level_of(enum level level) {
    return level == LEVEL_HARDENING ? "warning" : "error";
}

/* An object with a text alone, as SARIF has them everywhere; absent where there is no text. */
static void member_message(struct json_writer *writer, const char *name, const char *text) {
    if (text == NULL || text[0] == '\0') {
        return;
    }
    json_write_name(writer, name);
    json_write_object_begin(writer);
    record_text(writer, "text", text);
    json_write_object_end(writer);
}

static void write_rule(struct json_writer *writer, const struct requirement *requirement) {
    json_write_object_begin(writer);
    record_text(writer, "id", requirement->id);
    member_message(writer, "shortDescription", requirement->title);
    member_message(writer, "fullDescription", requirement->words);
    member_message(writer, "help", requirement->remedy);
    json_write_name(writer, "defaultConfiguration");
    json_write_object_begin(writer);
    record_text(writer, "level", level_of(requirement->level));
    json_write_object_end(writer);
    json_write_name(writer, "properties");
    json_write_object_begin(writer);
    json_write_name(writer, "tags");
    json_write_array_begin(writer);
    json_write_text(writer, level_names[requirement->level]);
    json_write_array_end(writer);
    record_fact(writer, "source", requirement->source);
    record_fact(writer, "proof", requirement->proof);
    json_write_object_end(writer);
    json_write_object_end(writer);
}

static void write_tool(struct json_writer *writer, const struct tally *tally) {
    json_write_object_begin(writer);
    json_write_name(writer, "driver");
    json_write_object_begin(writer);
    record_text(writer, "name", "assay");
    record_fact(writer, "version", tally->run.suite_version);
    json_write_name(writer, "rules");
    json_write_array_begin(writer);
    for (size_t id = 0; id < REQUIREMENT_COUNT; id++) {
        write_rule(writer, &tally->catalogue[id]);
    }
    json_write_array_end(writer);
    json_write_object_end(writer);
    json_write_object_end(writer);
}

static void write_invocation(struct json_writer *writer, const struct tally *tally) {
    char started[CLOCK_RFC3339_SIZE];
    clock_format_rfc3339(tally->run.started_us, started);
    json_write_object_begin(writer);
    record_bool(writer, "executionSuccessful", tally->verdict != VERDICT_NONE);
    record_integer(writer, "exitCode", tally->run.exit_code);
    record_text(writer, "exitCodeDescription", verdict_names[tally->verdict]);
    record_text(writer, "startTimeUtc", started);
    json_write_object_end(writer);
}

/* What a viewer has to hang a result on: the recorded evidence, and the case. */
static void write_location(struct json_writer *writer, const struct case_result *result) {
    json_write_object_begin(writer);
    json_write_name(writer, "physicalLocation");
    json_write_object_begin(writer);
    json_write_name(writer, "artifactLocation");
    json_write_object_begin(writer);
    record_text(writer, "uri", "evidence.har");
    json_write_object_end(writer);
    json_write_name(writer, "region"); /* GitHub drops a result without one */
    json_write_object_begin(writer);
    record_integer(writer, "startLine", 1);
    json_write_object_end(writer);
    json_write_object_end(writer);
    json_write_name(writer, "logicalLocations");
    json_write_array_begin(writer);
    json_write_object_begin(writer);
    record_text(writer, "name", result->row->id);
    json_write_object_end(writer);
    json_write_array_end(writer);
    json_write_object_end(writer);
}

/* The same deviation of the same case is the same alert, run after run. GitHub goes by the hash of
   a line, and has no line here: under its name the same words keep two alerts apart. */
static void write_fingerprint(struct json_writer *writer, const struct case_result *result,
                              const struct requirement *requirement) {
    char both[512];
    snprintf(both, sizeof both, "%s %s", requirement->id, result->row->id);
    json_write_object_begin(writer);
    record_text(writer, "requirementAndCase/v1", both);
    record_text(writer, "primaryLocationLineHash", both);
    json_write_object_end(writer);
}

static void write_suppression(struct json_writer *writer, const char *reason) {
    json_write_name(writer, "suppressions");
    json_write_array_begin(writer);
    json_write_object_begin(writer);
    record_text(writer, "kind", "external");
    record_text(writer, "justification", reason);
    json_write_object_end(writer);
    json_write_array_end(writer);
}

static enum status write_sentence(struct buffer *sentence, const struct tally *tally,
                                  const struct case_result *result, const struct finding *finding) {
    struct pen pen;
    buffer_clear(sentence);
    pen_init(&pen, sentence);
    pen_safe_text(&pen, result->row->id);
    pen_text(&pen, ": ");
    finding_write_sentence(&pen, tally, finding);
    if (finding->where[0] != '\0') {
        pen_text(&pen, " (");
        pen_safe_text(&pen, finding->where);
        pen_text(&pen, ")");
    }
    return pen_finish(&pen);
}

static void write_result(struct json_writer *writer, const struct tally *tally,
                         const struct case_result *result, const struct finding *finding,
                         const char *sentence) {
    const struct requirement *requirement = finding_requirement(tally, finding);
    const struct requirement_result *settled = &tally->requirements[finding->requirement];
    json_write_object_begin(writer);
    record_text(writer, "ruleId", requirement->id);
    record_integer(writer, "ruleIndex", (int64_t)finding->requirement);
    record_text(writer, "level", finding->severity == SEVERITY_FAILURE ? "error" : "warning");
    member_message(writer, "message", sentence);
    json_write_name(writer, "locations");
    json_write_array_begin(writer);
    write_location(writer, result);
    json_write_array_end(writer);
    json_write_name(writer, "partialFingerprints");
    write_fingerprint(writer, result, requirement);
    if (settled->status == REQUIREMENT_WAIVED) {
        write_suppression(writer, settled->reason);
    }
    json_write_object_end(writer);
}

static enum status write_case(struct json_writer *writer, const struct tally *tally,
                              const struct case_result *result) {
    struct buffer sentence;
    buffer_init(&sentence, SENTENCE_SIZE_MAX);
    enum status status = STATUS_OK;
    for (size_t i = 0; i < result->findings.count && status == STATUS_OK; i++) {
        const struct finding *finding = &result->findings.items[i];
        status = write_sentence(&sentence, tally, result, finding);
        if (status == STATUS_OK) {
            write_result(writer, tally, result, finding, buffer_text(&sentence));
        }
    }
    buffer_clean_up(&sentence);
    return status;
}

static enum status write_results(struct json_writer *writer, const struct tally *tally) {
    enum status status = STATUS_OK;
    json_write_array_begin(writer);
    for (size_t i = 0; i < tally->case_count && status == STATUS_OK; i++) {
        status = write_case(writer, tally, &tally->cases[i]);
    }
    if (status == STATUS_OK) {
        json_write_array_end(writer);
    }
    return status;
}

static enum status write_run(struct json_writer *writer, const struct tally *tally) {
    json_write_object_begin(writer);
    json_write_name(writer, "tool");
    write_tool(writer, tally);
    json_write_name(writer, "invocations");
    json_write_array_begin(writer);
    write_invocation(writer, tally);
    json_write_array_end(writer);
    json_write_name(writer, "results");
    enum status status = write_results(writer, tally);
    if (status == STATUS_OK) {
        json_write_object_end(writer);
    }
    return status;
}

static enum status write_log(struct json_writer *writer, const struct tally *tally) {
    json_write_object_begin(writer);
    record_text(writer, "$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    record_text(writer, "version", "2.1.0");
    json_write_name(writer, "runs");
    json_write_array_begin(writer);
    enum status status = write_run(writer, tally);
    if (status == STATUS_OK) {
        json_write_array_end(writer);
        json_write_object_end(writer);
    }
    return status;
}

enum status report_sarif(const struct tally *tally, struct buffer *out) {
    size_t start = out->size;
    struct json_writer writer;
    json_writer_init(&writer, out, INDENT);
    enum status status = write_log(&writer, tally);
    status = status == STATUS_OK ? json_writer_status(&writer) : status;
    status = status == STATUS_OK ? buffer_append_text(out, "\n") : status;
    return append_or_take_back(out, start, status);
}
