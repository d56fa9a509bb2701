/* From records to figures. */
#include "app/matrix.h"

#include "cases/cases.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_blamed(const struct matrix_cell *cell, enum requirement_id id) {
    for (size_t i = 0; i < cell->blame_count; i++) {
        if (cell->blames[i].requirement == id) {
            return true;
        }
    }
    return false;
}

/* A hardening requirement warns and leaves the verdict alone; any other has to fail. */
static bool is_blamed_as_due(const struct matrix_cell *cell, enum verdict verdict) {
    bool is_hardening = requirement_catalogue[cell->breaks].level == LEVEL_HARDENING;
    for (size_t i = 0; i < cell->blame_count; i++) {
        const struct blame *blame = &cell->blames[i];
        if (blame->requirement == cell->breaks &&
            (is_hardening || blame->severity == SEVERITY_FAILURE)) {
            return is_hardening || verdict == VERDICT_NONCONFORMANT;
        }
    }
    return false;
}

/* No verdict (exit 4) is right where there is no HTTPS to be had: a certificate that does not hold,
   or an answer to our hello that is not TLS, or a close, whichever end is quicker. Any other
   trouble, such as ours with a file, kills nothing. */
static bool is_killed_without_verdict(const struct matrix_cell *cell,
                                      enum exchange_outcome trouble) {
    return cell->breaks == REQUEST_HTTPS &&
           (trouble == OUTCOME_TLS_UNTRUSTED || trouble == OUTCOME_TLS_REFUSED ||
            trouble == OUTCOME_MALFORMED);
}

static enum cell_state state_of(const struct matrix_cell *cell, enum exchange_outcome trouble) {
    if (cell->verdict == VERDICT_NONE) {
        return is_killed_without_verdict(cell, trouble) ? CELL_KILLED : CELL_FAILED;
    }
    if (cell->breaks == REQUIREMENT_NONE) {
        return cell->verdict == VERDICT_CONFORMANT ? CELL_CONFORMANT : CELL_FALSE_ALARM;
    }
    return is_blamed_as_due(cell, cell->verdict) ? CELL_KILLED : CELL_SURVIVED;
}

static size_t count_blames(const struct cell_record *record) {
    size_t count = 0;
    for (size_t row = 0; row < CELL_ROWS_MAX; row++) {
        for (size_t id = 0; id < REQUIREMENT_COUNT; id++) {
            count += record->blames[row][id] != CELL_BLAMES_NOT;
        }
    }
    return count;
}

static enum status take_blames(struct matrix_cell *cell, const struct cell_record *record) {
    struct case_table table = cases_all();
    struct blame *blames = calloc(count_blames(record) + 1, sizeof *blames);
    if (blames == NULL) {
        return STATUS_NO_MEMORY;
    }
    free(cell->blames);
    cell->blames = blames;
    cell->blame_count = 0;
    for (size_t row = 0; row < table.count; row++) {
        for (enum requirement_id id = 0; id < REQUIREMENT_COUNT; id++) {
            uint8_t blame = record->blames[row][id];
            if (blame != CELL_BLAMES_NOT) {
                cell->blames[cell->blame_count++] =
                    (struct blame){&table.rows[row], id,
                                   blame == CELL_FAILS ? SEVERITY_FAILURE : SEVERITY_WARNING};
            }
        }
    }
    return STATUS_OK;
}

static void compare_with_excuses(struct matrix_cell *cell) {
    for (enum requirement_id id = 0; id < REQUIREMENT_COUNT; id++) {
        bool is_told = is_blamed(cell, id);
        enum excuse known = cell->excuses[id];
        cell->is_collateral[id] = is_told && id != cell->breaks && known == EXCUSE_NONE;
        cell->is_unused_excuse[id] = !is_told && known == EXCUSE_ALWAYS;
    }
}

/* Without a verdict, the reason names the URL that failed and what a library said of it. The port
   is any free one, and those words hang on which end was quicker: one seed has to give one record.
 */
static void tell_without_accidents(struct matrix_cell *cell, const char *reason) {
    static const char host[] = "//127.0.0.1";
    const char *at = strstr(reason, host);
    if (at != NULL) {
        const char *port = at + strlen(host);
        const char *path = port + strspn(port, ":0123456789");
        snprintf(cell->reason, sizeof cell->reason, "%.*s%.*s failed", (int)(port - reason), reason,
                 (int)strcspn(path, ": "), path);
    }
}

enum status matrix_record(struct matrix_cell *cell, const struct cell_record *record) {
    snprintf(cell->reason, sizeof cell->reason, "%s", record->reason);
    if (!record->is_done) {
        cell->state = record->is_skipped ? CELL_SKIPPED : CELL_FAILED;
        return STATUS_OK;
    }
    enum status status = take_blames(cell, record);
    if (status != STATUS_OK) {
        return status;
    }
    cell->verdict = record->verdict;
    cell->state = state_of(cell, record->trouble);
    if (cell->state == CELL_KILLED) {
        tell_without_accidents(cell, record->reason);
    }
    cell->chance = 1;
    if (cell->one_in > 0) {
        cell->exercising = record->exercised[cell->breaks][cell->reach];
        cell->chance = 1 - pow(1 - 1.0 / cell->one_in, cell->exercising);
    }
    compare_with_excuses(cell);
    return STATUS_OK;
}

void matrix_lose(struct matrix_cell *cell, const char *why) {
    cell->state = CELL_FAILED;
    snprintf(cell->reason, sizeof cell->reason, "%s", why);
}

void matrix_drop_unrun(struct matrix *matrix, const bool *is_run) {
    size_t kept = 0;
    for (size_t i = 0; i < matrix->cell_count; i++) {
        if (is_run[i]) {
            matrix->cells[kept++] = matrix->cells[i];
        } else {
            free(matrix->cells[i].blames);
        }
    }
    matrix->is_whole = false;
    matrix->cell_count = kept;
}

/* ---- rows ---- */

static struct matrix_row *row_in(struct matrix *matrix, const struct case_row *row) {
    for (size_t i = 0; i < matrix->row_count; i++) {
        if (matrix->rows[i].row == row) {
            return &matrix->rows[i];
        }
    }
    return NULL;
}

/* Who blames a defect on what it breaks. */
static void credit(struct matrix *matrix, struct matrix_cell *cell) {
    struct matrix_row *catcher = NULL;
    size_t catchers = 0;
    for (size_t i = 0; i < cell->blame_count; i++) {
        if (cell->blames[i].requirement == cell->breaks) {
            catcher = row_in(matrix, cell->blames[i].row);
            catcher->catches++;
            catchers++;
        }
    }
    if (catchers == 1) {
        catcher->alone++;
        cell->only_by = catcher->row;
    }
}

static void count_twins(struct matrix *matrix) {
    for (size_t i = 0; i < matrix->row_count; i++) {
        const char *twin = matrix->rows[i].row->twin;
        for (size_t k = 0; twin != NULL && k < matrix->row_count; k++) {
            matrix->rows[k].twin_of += strcmp(matrix->rows[k].row->id, twin) == 0;
        }
    }
}

static bool has_proof(const struct case_row *row, enum requirement_id id) {
    bool is_found = false;
    for (unsigned i = 0; i < row->proves_count; i++) {
        is_found |= row->proves[i] == id;
    }
    return is_found;
}

static void count_proofs(struct matrix *matrix) {
    for (enum requirement_id id = 0; id < REQUIREMENT_COUNT; id++) {
        struct matrix_row *last = NULL;
        size_t count = 0;
        for (size_t i = 0; i < matrix->row_count; i++) {
            if (has_proof(matrix->rows[i].row, id)) {
                last = &matrix->rows[i];
                count++;
            }
        }
        if (count == 1) {
            last->proves++;
        }
    }
}

static void count_cell(struct matrix *matrix, const struct matrix_cell *cell) {
    struct matrix_count *counts[] = {[CELL_DEFECT] = &matrix->defects,
                                     [CELL_VARIANT] = &matrix->variants,
                                     [CELL_CHECK] = &matrix->checks};
    counts[cell->kind]->total++;
    counts[cell->kind]->states[cell->state]++;
    for (size_t id = 0; cell->kind == CELL_DEFECT && id < REQUIREMENT_COUNT; id++) {
        matrix->collateral += cell->is_collateral[id];
        matrix->unused_excuses += cell->state == CELL_KILLED && cell->is_unused_excuse[id];
    }
}

void matrix_settle(struct matrix *matrix) {
    count_twins(matrix);
    count_proofs(matrix);
    for (size_t i = 0; i < matrix->cell_count; i++) {
        count_cell(matrix, &matrix->cells[i]);
        if (matrix->cells[i].kind == CELL_DEFECT && matrix->cells[i].state == CELL_KILLED) {
            credit(matrix, &matrix->cells[i]);
        }
    }
    for (size_t i = 0; i < matrix->row_count; i++) {
        matrix->needless += matrix_row_is_needless(&matrix->rows[i]);
    }
}
