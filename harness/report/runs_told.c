#include "report/runs_told.h"

#include "json/skim.h"

static struct bytes string_at(const struct json_node *node) {
    bool is_string = node != NULL && json_kind_of(node) == JSON_STRING;
    return is_string ? json_string_of(node) : bytes_of_text("");
}

/* A tree of the value at `at`; an empty one where there is none. */
static enum status read_part(struct bytes report, size_t at, struct json_document *out_part) {
    const struct json_limits limits = {.depth = 4, .values = 64};
    if (at == SIZE_MAX) {
        return STATUS_OK;
    }
    struct bytes value = bytes_slice(report, at, skim_end(report, at) - at);
    enum json_fault fault = json_document_parse(value, limits, JSON_UNIQUE_NAMES, out_part).fault;
    return fault == JSON_OK          ? STATUS_OK
           : fault == JSON_NO_MEMORY ? STATUS_NO_MEMORY
                                     : STATUS_INVALID;
}

static enum status find_parts(struct bytes report, size_t out_values[3]) {
    static const char *const names[3] = {"\"verdict\"", "\"target\"", "\"run\""};
    const struct json_limits limits = {.depth = 64, .values = SIZE_MAX};
    if (json_gate(report, limits, NULL).fault != JSON_OK) {
        return STATUS_INVALID;
    }
    size_t twice = skim_members(report, skim_skip_space(report, 0), names, 3, out_values);
    return twice == SIZE_MAX ? STATUS_OK : STATUS_INVALID;
}

enum status runs_told_read(struct bytes report, struct runs_told *out_told) {
    struct runs_told told = {.verdict = bytes_of_text("")};
    size_t values[3];
    enum status status = find_parts(report, values);
    status = status == STATUS_OK ? read_part(report, values[0], &told.verdict_part) : status;
    status = status == STATUS_OK ? read_part(report, values[1], &told.target_part) : status;
    status = status == STATUS_OK ? read_part(report, values[2], &told.run_part) : status;
    if (status != STATUS_OK) {
        runs_told_clean_up(&told);
        return status;
    }
    told.verdict = string_at(told.verdict_part.root);
    told.target_name = string_at(json_member(told.target_part.root, "name"));
    told.started = string_at(json_member(told.run_part.root, "started"));
    *out_told = told;
    return STATUS_OK;
}

void runs_told_clean_up(struct runs_told *told) {
    json_document_clean_up(&told->verdict_part);
    json_document_clean_up(&told->target_part);
    json_document_clean_up(&told->run_part);
}
