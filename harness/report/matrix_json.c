/* selftest.json, the record that can be read again; reports/selftest.schema.json describes it. */
#include "report/matrix_report.h"

#include "report/summary.h"
#include "json/writer.h"

enum { INDENT = 1, CHANCE_DIGITS = 9 };

static const char *const kind_names[] = {
    [CELL_DEFECT] = "defect", [CELL_VARIANT] = "variant", [CELL_CHECK] = "check"};

static void member_text(struct json_writer *writer, const char *name, const char *text) {
    json_write_name(writer, name);
    json_write_text(writer, text);
}

static void member_integer(struct json_writer *writer, const char *name, int64_t value) {
    json_write_name(writer, name);
    json_write_integer(writer, value);
}

/* ---- figures ---- */

static void write_defects(struct json_writer *writer, const struct matrix *matrix) {
    const struct matrix_count *count = &matrix->defects;
    json_write_name(writer, "defects");
    json_write_object_begin(writer);
    member_integer(writer, "total", count->total);
    member_integer(writer, "killed", count->states[CELL_KILLED]);
    member_integer(writer, "survived", count->states[CELL_SURVIVED]);
    member_integer(writer, "failed", count->states[CELL_FAILED]);
    member_integer(writer, "collateral", matrix->collateral);
    member_integer(writer, "unused_excuses", matrix->unused_excuses);
    json_write_object_end(writer);
}

static void write_variants(struct json_writer *writer, const struct matrix *matrix) {
    const struct matrix_count *count = &matrix->variants;
    json_write_name(writer, "variants");
    json_write_object_begin(writer);
    member_integer(writer, "total", count->total);
    member_integer(writer, "conformant", count->states[CELL_CONFORMANT]);
    member_integer(writer, "false_alarms", count->states[CELL_FALSE_ALARM]);
    member_integer(writer, "failed", count->states[CELL_FAILED]);
    json_write_object_end(writer);
}

static void write_checks(struct json_writer *writer, const struct matrix *matrix) {
    const struct matrix_count *count = &matrix->checks;
    json_write_name(writer, "checks");
    json_write_object_begin(writer);
    member_integer(writer, "total", count->total);
    member_integer(writer, "held", count->states[CELL_KILLED] + count->states[CELL_CONFORMANT]);
    member_integer(writer, "skipped", count->states[CELL_SKIPPED]);
    member_integer(writer, "failed", count->states[CELL_FAILED]);
    member_integer(writer, "judged_otherwise", matrix->judged_otherwise);
    json_write_object_end(writer);
}

static void write_rows_figures(struct json_writer *writer, const struct matrix *matrix) {
    json_write_name(writer, "rows");
    json_write_object_begin(writer);
    member_integer(writer, "total", (int64_t)matrix->row_count);
    member_integer(writer, "needless", matrix->needless);
    json_write_object_end(writer);
}

/* ---- cells ---- */

static bool blames(const struct matrix_cell *cell, enum requirement_id id, enum severity *out) {
    bool is_blamed = false;
    for (size_t i = 0; i < cell->blame_count; i++) {
        const struct blame *blame = &cell->blames[i];
        if (blame->requirement == id) {
            *out = !is_blamed || blame->severity > *out ? blame->severity : *out;
            is_blamed = true;
        }
    }
    return is_blamed;
}

static const char *blame_word(const struct matrix_cell *cell, enum requirement_id id) {
    return id == cell->breaks                    ? "broken"
           : cell->excuses[id] == EXCUSE_ALWAYS  ? "also"
           : cell->excuses[id] == EXCUSE_PERHAPS ? "perhaps"
           : cell->breaks == REQUIREMENT_NONE    ? "unfounded"
                                                 : "collateral";
}

static void write_blame(struct json_writer *writer, const struct matrix *matrix,
                        const struct matrix_cell *cell, enum requirement_id id) {
    enum severity severity = SEVERITY_WARNING;
    if (!blames(cell, id, &severity)) {
        return;
    }
    json_write_object_begin(writer);
    member_text(writer, "requirement", matrix->catalogue[id].id);
    member_text(writer, "severity", severity == SEVERITY_FAILURE ? "failure" : "warning");
    member_text(writer, "due", blame_word(cell, id));
    json_write_name(writer, "cases");
    json_write_array_begin(writer);
    /* On real time, who meets an early throttle is an accident. */
    for (size_t i = 0; i < cell->blame_count && !cell->is_real_time; i++) {
        if (cell->blames[i].requirement == id) {
            json_write_text(writer, cell->blames[i].row->id);
        }
    }
    json_write_array_end(writer);
    json_write_object_end(writer);
}

static void write_blames(struct json_writer *writer, const struct matrix *matrix,
                         const struct matrix_cell *cell) {
    json_write_name(writer, "blames");
    json_write_array_begin(writer);
    for (enum requirement_id id = 0; id < REQUIREMENT_COUNT; id++) {
        write_blame(writer, matrix, cell, id);
    }
    json_write_array_end(writer);
}

static void write_unused_excuses(struct json_writer *writer, const struct matrix *matrix,
                                 const struct matrix_cell *cell) {
    json_write_name(writer, "unused_excuses");
    json_write_array_begin(writer);
    for (enum requirement_id id = 0; id < REQUIREMENT_COUNT; id++) {
        if (cell->is_unused_excuse[id]) {
            json_write_text(writer, matrix->catalogue[id].id);
        }
    }
    json_write_array_end(writer);
}

static void write_lot(struct json_writer *writer, const struct matrix_cell *cell) {
    if (cell->one_in > 0) {
        member_integer(writer, "one_in", cell->one_in);
        member_integer(writer, "exercising", cell->exercising);
        json_write_name(writer, "chance");
        json_write_decimal(writer, cell->chance, CHANCE_DIGITS);
    }
}

static void write_cell(struct json_writer *writer, const struct matrix *matrix,
                       const struct matrix_cell *cell) {
    json_write_object_begin(writer);
    member_text(writer, "name", cell->name);
    member_text(writer, "kind", kind_names[cell->kind]);
    member_text(writer, "sentence", cell->sentence);
    if (cell->breaks != REQUIREMENT_NONE) {
        member_text(writer, "breaks", matrix->catalogue[cell->breaks].id);
    }
    member_text(writer, "state", cell_state_names[cell->state]);
    if (cell->state != CELL_FAILED && cell->state != CELL_SKIPPED) {
        member_text(writer, "verdict", verdict_names[cell->verdict]);
    }
    member_text(writer, "reason", cell->reason);
    write_lot(writer, cell);
    if (cell->only_by != NULL) {
        member_text(writer, "only_by", cell->only_by->id);
    }
    write_blames(writer, matrix, cell);
    write_unused_excuses(writer, matrix, cell);
    json_write_object_end(writer);
}

static void write_cells(struct json_writer *writer, const struct matrix *matrix) {
    json_write_name(writer, "cells");
    json_write_array_begin(writer);
    for (size_t i = 0; i < matrix->cell_count; i++) {
        write_cell(writer, matrix, &matrix->cells[i]);
    }
    json_write_array_end(writer);
}

/* ---- rows and the run ---- */

static void write_row(struct json_writer *writer, const struct matrix *matrix,
                      const struct matrix_row *row) {
    json_write_object_begin(writer);
    member_text(writer, "id", row->row->id);
    member_text(writer, "title", row->row->title);
    member_integer(writer, "catches", row->catches);
    member_integer(writer, "twin_of", row->twin_of);
    member_integer(writer, "proves_alone", row->proves);
    json_write_name(writer, "needless");
    json_write_bool(writer, matrix->is_whole && matrix_row_is_needless(row));
    json_write_name(writer, "alone");
    json_write_array_begin(writer);
    for (size_t i = 0; i < matrix->cell_count; i++) {
        if (matrix->cells[i].kind == CELL_DEFECT && matrix->cells[i].only_by == row->row) {
            json_write_text(writer, matrix->cells[i].name);
        }
    }
    json_write_array_end(writer);
    json_write_object_end(writer);
}

static void write_rows(struct json_writer *writer, const struct matrix *matrix) {
    json_write_name(writer, "cases");
    json_write_array_begin(writer);
    for (size_t i = 0; i < matrix->row_count; i++) {
        write_row(writer, matrix, &matrix->rows[i]);
    }
    json_write_array_end(writer);
}

static void write_requirements(struct json_writer *writer, const struct matrix *matrix) {
    json_write_name(writer, "requirements");
    json_write_array_begin(writer);
    for (size_t i = 0; i < REQUIREMENT_COUNT; i++) {
        json_write_object_begin(writer);
        member_text(writer, "id", matrix->catalogue[i].id);
        member_text(writer, "level", level_names[matrix->catalogue[i].level]);
        member_text(writer, "title", matrix->catalogue[i].title);
        json_write_object_end(writer);
    }
    json_write_array_end(writer);
}

static void write_suite(struct json_writer *writer, const struct matrix *matrix) {
    json_write_name(writer, "suite");
    json_write_object_begin(writer);
    member_text(writer, "version", matrix->suite_version);
    member_text(writer, "document", matrix->document_edition);
    member_text(writer, "cases_sha256", matrix->cases_sha256);
    json_write_object_end(writer);
}

static void write_run(struct json_writer *writer, const struct matrix *matrix) {
    json_write_name(writer, "run");
    json_write_object_begin(writer);
    json_write_name(writer, "whole");
    json_write_bool(writer, matrix->is_whole);
    member_integer(writer, "seed", (int64_t)matrix->seed);
    member_integer(writer, "repeat", matrix->repeat);
    member_integer(writer, "jobs", matrix->jobs);
    json_write_name(writer, "seconds");
    json_write_decimal(writer, (double)matrix->elapsed_us / 1e6, 1);
    json_write_object_end(writer);
}

enum status matrix_report_json(const struct matrix *matrix, struct buffer *out) {
    size_t size = out->size;
    struct json_writer writer;
    json_writer_init(&writer, out, INDENT);
    json_write_object_begin(&writer);
    write_defects(&writer, matrix);
    write_variants(&writer, matrix);
    write_checks(&writer, matrix);
    write_rows_figures(&writer, matrix);
    write_suite(&writer, matrix);
    write_run(&writer, matrix);
    write_requirements(&writer, matrix);
    write_cells(&writer, matrix);
    write_rows(&writer, matrix);
    json_write_object_end(&writer);
    enum status status = json_writer_status(&writer);
    status = status == STATUS_OK ? buffer_append_text(out, "\n") : status;
    return append_or_take_back(out, size, status);
}
