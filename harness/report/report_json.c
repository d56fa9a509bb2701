/* report.json, the record that can be read again; reports/report.schema.json describes it. */
#include "report/report_json.h"

#include "base/clock.h"
#include "report/record.h"
#include "report/report.h"
#include "report/summary.h"

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
    record_text(writer, "id", requirement->id);
    record_text(writer, "level", level_names[requirement->level]);
    record_text(writer, "status", requirement_status_names[result->status]);
    json_write_name(writer, "cases");
    write_case_ids(writer, tally, id, is_proof);
    json_write_name(writer, "found_in");
    write_case_ids(writer, tally, id, case_has_finding_about);
    record_text(writer, "reason", result->reason);
    record_fact(writer, "title", requirement->title);
    record_fact(writer, "source", requirement->source);
    record_fact(writer, "words", requirement->words);
    record_fact(writer, "proof", requirement->proof);
    record_fact(writer, "remedy", requirement->remedy);
    json_write_object_end(writer);
}

static void write_mark(struct json_writer *writer, const struct finding_mark *mark) {
    json_write_name(writer, "mark");
    if (!mark->is_known) {
        json_write_null(writer);
        return;
    }
    json_write_object_begin(writer);
    record_text(writer, "part", exchange_part_names[mark->part]);
    record_natural(writer, "offset", mark->offset);
    json_write_object_end(writer);
}

static void write_finding(struct json_writer *writer, const struct tally *tally,
                          const struct finding *finding) {
    const struct requirement *requirement = finding_requirement(tally, finding);
    json_write_object_begin(writer);
    record_text(writer, "requirement", requirement->id);
    record_text(writer, "level", level_names[requirement->level]);
    record_text(writer, "severity", severity_names[finding->severity]);
    record_text(writer, "expected", finding->expected);
    record_text(writer, "actual", finding->actual);
    record_text(writer, "where", finding->where);
    write_mark(writer, &finding->mark);
    record_text(writer, "handling", finding_handling(finding));
    record_integer(writer, "exchange", finding->exchange);
    json_write_object_end(writer);
}

static void write_case_lists(struct json_writer *writer, const struct tally *tally,
                             const struct case_result *result, size_t findings_max) {
    size_t count = result->findings.count < findings_max ? result->findings.count : findings_max;
    json_write_name(writer, "findings");
    json_write_array_begin(writer);
    for (size_t i = 0; i < count; i++) {
        write_finding(writer, tally, &result->findings.items[i]);
    }
    json_write_array_end(writer);
    record_natural(writer, "findings_left_out", result->findings.count - count);
    json_write_name(writer, "exchanges");
    json_write_array_begin(writer);
    for (size_t i = 0; i < result->exchange_count; i++) {
        json_write_integer(writer, result->exchanges[i]);
    }
    json_write_array_end(writer);
}

static void write_answers(struct json_writer *writer, const struct case_result *result) {
    json_write_name(writer, "answers");
    json_write_object_begin(writer);
    record_integer(writer, "judged", result->judged);
    record_integer(writer, "deviating", result->deviating);
    json_write_object_end(writer);
}

static void write_case(struct json_writer *writer, const struct tally *tally,
                       const struct case_result *result, size_t findings_max) {
    json_write_object_begin(writer);
    record_text(writer, "id", result->row->id);
    record_fact(writer, "title", result->row->title);
    json_write_name(writer, "proves");
    json_write_array_begin(writer);
    for (unsigned i = 0; i < result->row->proves_count; i++) {
        json_write_text(writer, tally->catalogue[result->row->proves[i]].id);
    }
    json_write_array_end(writer);
    record_text(writer, "twin", result->row->twin);
    record_text(writer, "status", case_status_names[result->status]);
    record_text(writer, "reason", result->reason);
    record_bool(writer, "out_of_scope", result->is_out_of_scope);
    record_bool(writer, "not_generated", result->is_not_generated);
    record_bool(writer, "flaky", result->is_flaky);
    write_answers(writer, result);
    write_case_lists(writer, tally, result, findings_max);
    record_text(writer, "reproduce", result->reproduce);
    record_seconds(writer, "seconds", result->elapsed_us);
    json_write_object_end(writer);
}

static void write_interpretation(struct json_writer *writer, const struct tally *tally,
                                 enum interpretation_id id) {
    json_write_object_begin(writer);
    record_text(writer, "id", interpretations[id].id);
    record_text(writer, "choice", choice_names[tally->interpretations[id].choice]);
    record_bool(writer, "mattered", tally->interpretations[id].mattered);
    record_text(writer, "trouble", interpretations[id].trouble);
    record_text(writer, "effect", interpretations[id].effect);
    json_write_object_end(writer);
}

static void write_suite(struct json_writer *writer, const struct run_facts *run) {
    json_write_object_begin(writer);
    record_fact(writer, "version", run->suite_version);
    record_fact(writer, "document", run->document_edition);
    record_fact(writer, "cases_sha256", run->cases_sha256);
    json_write_object_end(writer);
}

static void write_target(struct json_writer *writer, const struct run_facts *run) {
    json_write_object_begin(writer);
    record_fact(writer, "name", run->target_name);
    record_fact(writer, "endpoint", run->endpoint);
    record_fact(writer, "certificate_sha256", run->certificate_sha256);
    json_write_object_end(writer);
}

static void write_run(struct json_writer *writer, const struct run_facts *run) {
    char started[CLOCK_RFC3339_SIZE];
    clock_format_rfc3339(run->started_us, started);
    json_write_object_begin(writer);
    record_fact(writer, "id", run->run_id);
    record_text(writer, "started", started);
    record_seconds(writer, "seconds", run->elapsed_us);
    record_natural(writer, "seed", run->seed);
    record_bool(writer, "strict", run->is_strict);
    record_integer(writer, "repeat", run->repeat == 0 ? 1 : run->repeat);
    record_integer(writer, "exit", run->exit_code);
    record_integer(writer, "calls", run->calls);
    json_write_object_end(writer);
}

static void write_judgement(struct json_writer *writer, const struct tally *tally,
                            const struct report_detail *detail) {
    json_write_name(writer, "requirements");
    json_write_array_begin(writer);
    for (unsigned id = 0; id < REQUIREMENT_COUNT; id++) {
        write_requirement(writer, tally, (enum requirement_id)id);
    }
    json_write_array_end(writer);
    json_write_name(writer, "cases");
    json_write_array_begin(writer);
    for (size_t i = 0; i < tally->case_count; i++) {
        write_case(writer, tally, &tally->cases[i], detail->findings_max);
    }
    json_write_array_end(writer);
    json_write_name(writer, "interpretations");
    json_write_array_begin(writer);
    for (unsigned id = 0; id < INTERPRETATION_COUNT; id++) {
        write_interpretation(writer, tally, (enum interpretation_id)id);
    }
    json_write_array_end(writer);
}

enum status report_json_write(const struct tally *tally, const struct report_detail *detail,
                              struct buffer *out) {
    size_t start = out->size;
    struct json_writer writer;
    json_writer_init(&writer, out, detail->indent);
    json_write_object_begin(&writer);
    record_text(&writer, "verdict", verdict_names[tally->verdict]);
    record_text(&writer, "verdict_reason", tally->verdict_reason);
    write_judgement(&writer, tally, detail);
    json_write_name(&writer, "suite");
    write_suite(&writer, &tally->run);
    json_write_name(&writer, "target");
    write_target(&writer, &tally->run);
    json_write_name(&writer, "run");
    write_run(&writer, &tally->run);
    enum status written = report_exchanges_write(&writer, tally, detail);
    json_write_object_end(&writer);
    enum status status = written == STATUS_OK ? json_writer_status(&writer) : written;
    if (status == STATUS_OK) {
        status = buffer_append_text(out, "\n");
    }
    return append_or_take_back(out, start, status);
}

enum status report_json(const struct tally *tally, struct buffer *out) {
    static const struct report_detail full = {
        .indent = 2,
        .findings_max = SIZE_MAX,
        .exchanges_max = SIZE_MAX,
        .content_budget_bytes = 512 * (size_t)1024,
    };
    return report_json_write(tally, &full, out);
}
