/* report.json, the record that can be read again; reports/report.schema.json describes it. */
#include "report/report.h"

#include "base/clock.h"
#include "report/summary.h"
#include "json/writer.h"

enum { INDENT = 2, NUMBER_SIZE_MAX = 32 };

static void member_text(struct json_writer *writer, const char *name, const char *text) {
    json_write_name(writer, name);
    json_write_text(writer, text);
}

/* What is unknown is "", never null. */
static void member_fact(struct json_writer *writer, const char *name, const char *text) {
    member_text(writer, name, text == NULL ? "" : text);
}

static void member_bool(struct json_writer *writer, const char *name, bool value) {
    json_write_name(writer, name);
    json_write_bool(writer, value);
}

static void member_integer(struct json_writer *writer, const char *name, int64_t value) {
    json_write_name(writer, name);
    json_write_integer(writer, value);
}

/* A number as a pen spells it: beyond int64_t, and independent of the locale. */
static void member_pen_number(struct json_writer *writer, const char *name,
                              void (*spell)(struct pen *pen, const void *value),
                              const void *value) {
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

static void spell_seed(struct pen *pen, const void *seed) {
    pen_number(pen, *(const uint64_t *)seed);
}

static void write_case_ids(struct json_writer *writer, const struct tally *tally,
                           enum requirement_id id,
                           bool (*has_part)(const struct case_result *, enum requirement_id)) {
    json_write_array_begin(writer);
    for (size_t i = 0; i < tally->case_count; i++) {
        if (has_part(&tally->cases[i], id)) {
            json_write_text(writer, tally->cases[i].row->id);
        }
    }
    json_write_array_end(writer);
}

static bool is_proof(const struct case_result *result, enum requirement_id id) {
    return case_proves(result->row, id);
}

static void write_requirement(struct json_writer *writer, const struct tally *tally,
                              enum requirement_id id) {
    const struct requirement *requirement = &tally->catalogue[id];
    const struct requirement_result *result = &tally->requirements[id];
    json_write_object_begin(writer);
    member_text(writer, "id", requirement->id);
    member_text(writer, "level", level_names[requirement->level]);
    member_text(writer, "status", requirement_status_names[result->status]);
    json_write_name(writer, "cases");
    write_case_ids(writer, tally, id, is_proof);
    json_write_name(writer, "found_in");
    write_case_ids(writer, tally, id, case_has_finding_about);
    member_text(writer, "reason", result->reason);
    member_fact(writer, "title", requirement->title);
    member_fact(writer, "source", requirement->source);
    member_fact(writer, "remedy", requirement->remedy);
    json_write_object_end(writer);
}

static void write_finding(struct json_writer *writer, const struct tally *tally,
                          const struct finding *finding) {
    const struct requirement *requirement = finding_requirement(tally, finding);
    json_write_object_begin(writer);
    member_text(writer, "requirement", requirement->id);
    member_text(writer, "level", level_names[requirement->level]);
    member_text(writer, "severity", severity_names[finding->severity]);
    member_text(writer, "expected", finding->expected);
    member_text(writer, "actual", finding->actual);
    member_text(writer, "where", finding->where);
    member_text(writer, "handling", finding_handling(finding));
    member_integer(writer, "exchange", finding->exchange);
    json_write_object_end(writer);
}

static void write_case_lists(struct json_writer *writer, const struct tally *tally,
                             const struct case_result *result) {
    json_write_name(writer, "findings");
    json_write_array_begin(writer);
    for (size_t i = 0; i < result->findings.count; i++) {
        write_finding(writer, tally, &result->findings.items[i]);
    }
    json_write_array_end(writer);
    json_write_name(writer, "exchanges");
    json_write_array_begin(writer);
    for (size_t i = 0; i < result->exchange_count; i++) {
        json_write_integer(writer, result->exchanges[i]);
    }
    json_write_array_end(writer);
}

static void write_case(struct json_writer *writer, const struct tally *tally,
                       const struct case_result *result) {
    json_write_object_begin(writer);
    member_text(writer, "id", result->row->id);
    member_fact(writer, "title", result->row->title);
    json_write_name(writer, "proves");
    json_write_array_begin(writer);
    for (unsigned i = 0; i < result->row->proves_count; i++) {
        json_write_text(writer, tally->catalogue[result->row->proves[i]].id);
    }
    json_write_array_end(writer);
    member_text(writer, "twin", result->row->twin);
    member_text(writer, "status", case_status_names[result->status]);
    member_text(writer, "reason", result->reason);
    member_bool(writer, "out_of_scope", result->is_out_of_scope);
    member_bool(writer, "not_generated", result->is_not_generated);
    write_case_lists(writer, tally, result);
    member_text(writer, "reproduce", result->reproduce);
    member_pen_number(writer, "seconds", spell_seconds, &result->elapsed_us);
    json_write_object_end(writer);
}

static void write_interpretation(struct json_writer *writer, const struct tally *tally,
                                 enum interpretation_id id) {
    json_write_object_begin(writer);
    member_text(writer, "id", interpretations[id].id);
    member_text(writer, "choice", choice_names[tally->interpretations[id].choice]);
    member_bool(writer, "mattered", tally->interpretations[id].mattered);
    json_write_object_end(writer);
}

static void write_suite(struct json_writer *writer, const struct run_facts *run) {
    json_write_object_begin(writer);
    member_fact(writer, "version", run->suite_version);
    member_fact(writer, "document", run->document_edition);
    member_fact(writer, "cases_sha256", run->cases_sha256);
    json_write_object_end(writer);
}

static void write_target(struct json_writer *writer, const struct run_facts *run) {
    json_write_object_begin(writer);
    member_fact(writer, "name", run->target_name);
    member_fact(writer, "endpoint", run->endpoint);
    member_fact(writer, "certificate_sha256", run->certificate_sha256);
    json_write_object_end(writer);
}

static void write_run(struct json_writer *writer, const struct run_facts *run) {
    char started[CLOCK_RFC3339_SIZE];
    clock_format_rfc3339(run->started_us, started);
    json_write_object_begin(writer);
    member_fact(writer, "id", run->run_id);
    member_text(writer, "started", started);
    member_pen_number(writer, "seconds", spell_seconds, &run->elapsed_us);
    member_pen_number(writer, "seed", spell_seed, &run->seed);
    member_bool(writer, "strict", run->is_strict);
    member_integer(writer, "exit", run->exit_code);
    member_integer(writer, "calls", run->calls);
    json_write_object_end(writer);
}

static void write_judgement(struct json_writer *writer, const struct tally *tally) {
    json_write_name(writer, "requirements");
    json_write_array_begin(writer);
    for (unsigned id = 0; id < REQUIREMENT_COUNT; id++) {
        write_requirement(writer, tally, (enum requirement_id)id);
    }
    json_write_array_end(writer);
    json_write_name(writer, "cases");
    json_write_array_begin(writer);
    for (size_t i = 0; i < tally->case_count; i++) {
        write_case(writer, tally, &tally->cases[i]);
    }
    json_write_array_end(writer);
    json_write_name(writer, "interpretations");
    json_write_array_begin(writer);
    for (unsigned id = 0; id < INTERPRETATION_COUNT; id++) {
        write_interpretation(writer, tally, (enum interpretation_id)id);
    }
    json_write_array_end(writer);
}

enum status report_json(const struct tally *tally, struct buffer *out) {
    size_t start = out->size;
    struct json_writer writer;
    json_writer_init(&writer, out, INDENT);
    json_write_object_begin(&writer);
    member_text(&writer, "verdict", verdict_names[tally->verdict]);
    member_text(&writer, "verdict_reason", tally->verdict_reason);
    write_judgement(&writer, tally);
    json_write_name(&writer, "suite");
    write_suite(&writer, &tally->run);
    json_write_name(&writer, "target");
    write_target(&writer, &tally->run);
    json_write_name(&writer, "run");
    write_run(&writer, &tally->run);
    json_write_object_end(&writer);
    enum status status = json_writer_status(&writer);
    if (status == STATUS_OK) {
        status = buffer_append_text(out, "\n");
    }
    return append_or_take_back(out, start, status);
}
