/* report.json, the record that can be read again; reports/report.schema.json describes it. */
#include "report/report_json.h"

#include "base/clock.h"
#include "report/members.h"
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
    member_fact(writer, "words", requirement->words);
    member_fact(writer, "proof", requirement->proof);
    member_fact(writer, "remedy", requirement->remedy);
    json_write_object_end(writer);
}

static void write_mark(struct json_writer *writer, const struct finding_mark *mark) {
    json_write_name(writer, "mark");
    if (!mark->is_known) {
        json_write_null(writer);
        return;
    }
    json_write_object_begin(writer);
    member_text(writer, "part", exchange_part_names[mark->part]);
    member_natural(writer, "offset", mark->offset);
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
    write_mark(writer, &finding->mark);
    member_text(writer, "handling", finding_handling(finding));
    member_integer(writer, "exchange", finding->exchange);
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
    member_natural(writer, "findings_left_out", result->findings.count - count);
    json_write_name(writer, "exchanges");
    json_write_array_begin(writer);
    for (size_t i = 0; i < result->exchange_count; i++) {
        json_write_integer(writer, result->exchanges[i]);
    }
    json_write_array_end(writer);
}

static void write_case(struct json_writer *writer, const struct tally *tally,
                       const struct case_result *result, size_t findings_max) {
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
    write_case_lists(writer, tally, result, findings_max);
    member_text(writer, "reproduce", result->reproduce);
    member_seconds(writer, "seconds", result->elapsed_us);
    json_write_object_end(writer);
}

static void write_interpretation(struct json_writer *writer, const struct tally *tally,
                                 enum interpretation_id id) {
    json_write_object_begin(writer);
    member_text(writer, "id", interpretations[id].id);
    member_text(writer, "choice", choice_names[tally->interpretations[id].choice]);
    member_bool(writer, "mattered", tally->interpretations[id].mattered);
    member_text(writer, "trouble", interpretations[id].trouble);
    member_text(writer, "effect", interpretations[id].effect);
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
    member_seconds(writer, "seconds", run->elapsed_us);
    member_natural(writer, "seed", run->seed);
    member_bool(writer, "strict", run->is_strict);
    member_integer(writer, "exit", run->exit_code);
    member_integer(writer, "calls", run->calls);
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
    member_text(&writer, "verdict", verdict_names[tally->verdict]);
    member_text(&writer, "verdict_reason", tally->verdict_reason);
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
