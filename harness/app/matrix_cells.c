/* Which cells there are. */
#include "app/matrix.h"

#include "base/assure.h"
#include "cases/cases.h"
#include "mock/platform.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

/* Cells that look after the matrix: on the machine's own time, where windows are waited for, it has
   to come to the same; and what stands before real deployments changes nothing. */
static const struct check {
    const char *name, *sentence, *defect;
    const char *perhaps; /* requirement ids: known to be blamed */
    bool is_real_time, is_fronted;
} checks[] = {
    /* nginx answers some hostile requests itself, with a page of HTML. */
    {"nginx", "conforms behind a real nginx", NULL, "hardening.input hardening.error-leak",
     .is_fronted = true},
    {"real-time", "conforms, and every window is waited for", NULL, .is_real_time = true},
    {"real-time-throttle-early", "throttle-early, and every window is waited for", "throttle-early",
     .is_real_time = true},
    {"real-time-throttle-for-good", "throttle-for-good, and every window is waited for",
     "throttle-for-good", .is_real_time = true},
};

enum { CHECKS = sizeof checks / sizeof checks[0] };

static enum requirement_id find_requirement(struct bytes id) {
    enum requirement_id found = 0;
    while (found < REQUIREMENT_COUNT && !bytes_equal_text(id, requirement_catalogue[found].id)) {
        found++;
    }
    return found;
}

/* `list` is requirement ids parted by spaces, or NULL. */
static void excuse(struct matrix_cell *cell, const char *list, enum excuse kind) {
    while (list != NULL && *list != '\0') {
        size_t size = strcspn(list, " ");
        enum requirement_id id = find_requirement(bytes_of(list, size));
        ASSURE(id != REQUIREMENT_COUNT);
        cell->excuses[id] = kind;
        list += size + strspn(list + size, " ");
    }
}

static struct matrix_cell cell_of_defect(const struct defect *defect) {
    struct matrix_cell cell = {
        .kind = CELL_DEFECT,
        .name = defect->name,
        .sentence = defect->sentence,
        .breaks = find_requirement(bytes_of_text(defect->breaks)),
        .defect = defect->name,
        .one_in = defect->one_in,
        .reach = defect->reach,
        .is_unthrottled = defect->is_unthrottled,
    };
    ASSURE(cell.breaks != REQUIREMENT_NONE);
    excuse(&cell, defect->also, EXCUSE_ALWAYS);
    excuse(&cell, defect->perhaps, EXCUSE_PERHAPS);
    return cell;
}

static struct matrix_cell cell_of_variant(const struct platform_variant *variant) {
    return (struct matrix_cell){
        .kind = CELL_VARIANT,
        .name = variant->name,
        .sentence = variant->sentence,
        .breaks = REQUIREMENT_NONE,
        .variant = variant->name,
    };
}

static const struct defect *find_defect(const char *name) {
    for (size_t i = 0; i < platform_defect_count; i++) {
        if (strcmp(platform_defects[i].name, name) == 0) {
            return &platform_defects[i];
        }
    }
    return NULL;
}

static struct matrix_cell cell_of_check(const struct check *check) {
    struct matrix_cell cell = {.breaks = REQUIREMENT_NONE};
    if (check->defect != NULL) {
        const struct defect *defect = find_defect(check->defect);
        ASSURE(defect != NULL);
        cell = cell_of_defect(defect);
    }
    cell.kind = CELL_CHECK;
    excuse(&cell, check->perhaps, EXCUSE_PERHAPS);
    cell.name = check->name;
    cell.sentence = check->sentence;
    cell.is_real_time = check->is_real_time;
    cell.is_fronted = check->is_fronted;
    return cell;
}

static const struct platform_variant conforming = {
    .name = "conforming", .sentence = "does what the document says, and nothing unusual"};

/* The conforming platform is the first of the variants, and has no name in the platform. */
static void list_all(struct matrix_cell *cells) {
    *cells = cell_of_variant(&conforming);
    cells++->variant = NULL;
    for (size_t i = 0; i < platform_variant_count; i++) {
        *cells++ = cell_of_variant(&platform_variants[i]);
    }
    for (size_t i = 0; i < platform_defect_count; i++) {
        *cells++ = cell_of_defect(&platform_defects[i]);
    }
    for (size_t i = 0; i < CHECKS; i++) {
        *cells++ = cell_of_check(&checks[i]);
    }
}

static bool matches(const struct matrix_cell *cell, const char *glob) {
    return fnmatch(glob, cell->name, 0) == 0 ||
           (cell->breaks != REQUIREMENT_NONE &&
            fnmatch(glob, requirement_catalogue[cell->breaks].id, 0) == 0);
}

static bool is_wanted(const struct matrix_cell *cell, const char *const *globs, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (matches(cell, globs[i])) {
            return true;
        }
    }
    return count == 0;
}

static bool matches_any(const struct matrix *matrix, const char *glob) {
    for (size_t i = 0; i < matrix->cell_count; i++) {
        if (matches(&matrix->cells[i], glob)) {
            return true;
        }
    }
    return false;
}

static void drop_unwanted(struct matrix *matrix, const char *const *globs, size_t count) {
    size_t kept = 0;
    for (size_t i = 0; i < matrix->cell_count; i++) {
        if (is_wanted(&matrix->cells[i], globs, count)) {
            matrix->cells[kept++] = matrix->cells[i];
        }
    }
    matrix->cell_count = kept;
}

static enum status list_rows(struct matrix *matrix) {
    struct case_table table = cases_all();
    matrix->rows = calloc(table.count, sizeof *matrix->rows);
    if (matrix->rows == NULL) {
        return STATUS_NO_MEMORY;
    }
    matrix->row_count = table.count;
    for (size_t i = 0; i < table.count; i++) {
        matrix->rows[i].row = &table.rows[i];
    }
    return STATUS_OK;
}

enum status matrix_init(struct matrix *out_matrix, const char *const *globs, size_t glob_count,
                        const char **out_stranger) {
    size_t count = 1 + platform_variant_count + platform_defect_count + CHECKS;
    struct matrix matrix = {.catalogue = requirement_catalogue, .is_whole = glob_count == 0};
    matrix.cells = calloc(count, sizeof *matrix.cells);
    enum status status = matrix.cells == NULL ? STATUS_NO_MEMORY : list_rows(&matrix);
    if (status == STATUS_OK) {
        list_all(matrix.cells);
        matrix.cell_count = count;
    }
    for (size_t i = 0; status == STATUS_OK && i < glob_count; i++) {
        if (!matches_any(&matrix, globs[i])) {
            *out_stranger = globs[i];
            status = STATUS_NOT_FOUND;
        }
    }
    if (status != STATUS_OK) {
        matrix_clean_up(&matrix);
        return status;
    }
    drop_unwanted(&matrix, globs, glob_count);
    *out_matrix = matrix;
    return STATUS_OK;
}

void matrix_clean_up(struct matrix *matrix) {
    for (size_t i = 0; i < matrix->cell_count; i++) {
        free(matrix->cells[i].blames);
    }
    free(matrix->cells);
    free(matrix->rows);
    *matrix = (struct matrix){0};
}

struct cell_order matrix_order(const struct matrix_cell *cell, uint64_t seed, unsigned repeat) {
    return (struct cell_order){
        .name = cell->name,
        .defect = cell->defect,
        .variant = cell->variant,
        .seed = seed,
        .repeat = cell->one_in > 0 ? repeat : 1,
        .is_real_time = cell->is_real_time,
        .is_fronted = cell->is_fronted,
        .is_unthrottled = cell->is_unthrottled,
    };
}
