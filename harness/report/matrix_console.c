/* The matrix on a terminal. */
#include "report/matrix_report.h"

#include "report/page.h"
#include "report/summary.h"

#include <math.h>
#include <stdio.h>

enum { MARK_COLUMN = 2, NAME_COLUMN = 4, COUNT_COLUMN = 16 };

static void put_number(struct page *page, uint64_t number) {
    char digits[24];
    snprintf(digits, sizeof digits, "%llu", (unsigned long long)number);
    page_put(page, digits);
}

/* ---- chapters ---- */

static bool is_of_chapter(const struct matrix *matrix, const struct matrix_cell *cell,
                          struct bytes chapter) {
    return cell->kind == CELL_DEFECT &&
           bytes_equal(chapter_of(matrix->catalogue[cell->breaks].id), chapter);
}

static void write_chapter(struct page *page, const struct matrix *matrix, struct bytes chapter) {
    uint32_t total = 0;
    uint32_t killed = 0;
    for (size_t i = 0; i < matrix->cell_count; i++) {
        const struct matrix_cell *cell = &matrix->cells[i];
        if (is_of_chapter(matrix, cell, chapter)) {
            total++;
            killed += cell->state == CELL_KILLED;
        }
    }
    if (total == 0) {
        return;
    }
    page_tab(page, MARK_COLUMN);
    page_words_of(page, chapter);
    page_tab(page, COUNT_COLUMN);
    page_ink(page, killed == total ? INK_GOOD : INK_BAD);
    put_number(page, killed);
    page_put(page, " of ");
    put_number(page, total);
    page_ink(page, INK_PLAIN);
    page_line_end(page);
}

static void write_chapters(struct page *page, const struct matrix *matrix) {
    struct bytes chapter = {0};
    if (matrix->defects.total == 0) {
        return;
    }
    page_put_in(page, INK_STRONG, "Defects killed");
    page_line_end(page);
    for (size_t id = 0; id < REQUIREMENT_COUNT; id++) {
        struct bytes own = chapter_of(matrix->catalogue[id].id);
        if (!bytes_equal(own, chapter)) {
            chapter = own;
            write_chapter(page, matrix, chapter);
        }
    }
    page_blank_line(page);
}

/* ---- what is not as it has to be ---- */

static void write_ids(struct page *page, const struct matrix *matrix,
                      const bool is_listed[REQUIREMENT_COUNT]) {
    const char *separator = "";
    for (size_t id = 0; id < REQUIREMENT_COUNT; id++) {
        if (is_listed[id]) {
            page_words(page, separator);
            page_words(page, matrix->catalogue[id].id);
            separator = ", ";
        }
    }
}

static void write_blamed(struct page *page, const struct matrix *matrix,
                         const struct matrix_cell *cell) {
    bool is_blamed[REQUIREMENT_COUNT] = {false};
    for (size_t i = 0; i < cell->blame_count; i++) {
        is_blamed[cell->blames[i].requirement] = true;
    }
    page_words(page, cell->blame_count == 0 ? "nobody was blamed" : "blamed: ");
    write_ids(page, matrix, is_blamed);
}

static void write_cell(struct page *page, const struct matrix *matrix,
                       const struct matrix_cell *cell) {
    page_tab(page, MARK_COLUMN);
    page_put(page, cell->name);
    page->margin = NAME_COLUMN;
    page_words(page, ": ");
    page_words(page, cell->sentence);
    page_line_end(page);
    page_tab(page, NAME_COLUMN);
    if (cell->breaks != REQUIREMENT_NONE) {
        page_words(page, "breaks ");
        page_words(page, matrix->catalogue[cell->breaks].id);
        page_words(page, "; ");
    }
    if (cell->state == CELL_FAILED || cell->state == CELL_SKIPPED) {
        page_words(page, cell->reason);
    } else {
        page_words(page, verdict_names[cell->verdict]);
        page_words(page, "; ");
        write_blamed(page, matrix, cell);
    }
    page->margin = 0;
    page_line_end(page);
}

static void write_all_of(struct page *page, const struct matrix *matrix, enum cell_state state,
                         const char *heading) {
    bool is_begun = false;
    for (size_t i = 0; i < matrix->cell_count; i++) {
        if (matrix->cells[i].state == state) {
            if (!is_begun) {
                page_put_in(page, state == CELL_SKIPPED ? INK_STRONG : INK_BAD, heading);
                page_line_end(page);
            }
            is_begun = true;
            write_cell(page, matrix, &matrix->cells[i]);
        }
    }
    if (is_begun) {
        page_blank_line(page);
    }
}

static bool has_any(const bool is_listed[REQUIREMENT_COUNT]) {
    size_t id = 0;
    while (id < REQUIREMENT_COUNT && !is_listed[id]) {
        id++;
    }
    return id < REQUIREMENT_COUNT;
}

static void write_collateral_of(struct page *page, const struct matrix *matrix,
                                const struct matrix_cell *cell, const bool *is_listed,
                                const char *words) {
    if (has_any(is_listed)) {
        page_tab(page, MARK_COLUMN);
        page->margin = NAME_COLUMN;
        page_words(page, cell->name);
        page_words(page, words);
        write_ids(page, matrix, is_listed);
        page->margin = 0;
        page_line_end(page);
    }
}

static void write_collateral(struct page *page, const struct matrix *matrix) {
    if (matrix->collateral + matrix->unused_excuses == 0) {
        return;
    }
    page_put_in(page, INK_WARN, "Collateral");
    page_line_end(page);
    for (size_t i = 0; i < matrix->cell_count; i++) {
        const struct matrix_cell *cell = &matrix->cells[i];
        if (cell->kind == CELL_DEFECT && cell->state != CELL_FAILED) {
            write_collateral_of(page, matrix, cell, cell->is_collateral, " is also blamed on ");
            write_collateral_of(page, matrix, cell, cell->is_unused_excuse,
                                " was said to show also in ");
        }
    }
    page_blank_line(page);
}

static void write_needless(struct page *page, const struct matrix *matrix) {
    if (!matrix->is_whole || matrix->needless == 0) {
        return;
    }
    page_put_in(page, INK_WARN, "Cases that no defect needs");
    page_line_end(page);
    for (size_t i = 0; i < matrix->row_count; i++) {
        const struct matrix_row *row = &matrix->rows[i];
        if (matrix_row_is_needless(row)) {
            page_tab(page, MARK_COLUMN);
            page_put(page, row->row->id);
            page_ink(page, INK_FAINT);
            page_put(page, "  catches ");
            put_number(page, row->catches);
            page_put(page, " with others");
            page_ink(page, INK_PLAIN);
            page_line_end(page);
        }
    }
    page_blank_line(page);
}

/* ---- totals ---- */

static void write_total(struct page *page, const char *label, uint32_t good, uint32_t total,
                        const char *words) {
    if (total == 0) {
        return;
    }
    page_put(page, label);
    page_tab(page, COUNT_COLUMN);
    page_ink(page, good == total ? INK_GOOD : INK_BAD);
    put_number(page, good);
    page_put(page, " of ");
    put_number(page, total);
    page_put(page, words);
    page_ink(page, INK_PLAIN);
    page_line_end(page);
}

/* What can be promised of defects that show now and then: the chance of the least likely one. */
static void write_promise(struct page *page, const struct matrix *matrix) {
    double least = 1;
    bool is_any = false;
    for (size_t i = 0; i < matrix->cell_count; i++) {
        const struct matrix_cell *cell = &matrix->cells[i];
        bool is_seldom = cell->kind == CELL_DEFECT && cell->one_in > 0;
        is_any |= is_seldom;
        least = is_seldom && cell->chance < least ? cell->chance : least;
    }
    if (is_any) {
        char text[96];
        snprintf(text, sizeof text, "missed by chance at most once in %.0f runs, at --repeat %u",
                 1 / fmax(1 - least, 1e-9), matrix->repeat);
        page_put(page, "now and then");
        page_tab(page, COUNT_COLUMN);
        page_words(page, text);
        page_line_end(page);
    }
}

static void write_totals(struct page *page, const struct matrix *matrix) {
    const struct matrix_count *defects = &matrix->defects;
    const struct matrix_count *variants = &matrix->variants;
    const struct matrix_count *checks = &matrix->checks;
    write_total(page, "defects", defects->states[CELL_KILLED], defects->total, " killed");
    write_total(page, "variants", variants->states[CELL_CONFORMANT], variants->total,
                " let through");
    write_total(page, "checks", checks->states[CELL_KILLED] + checks->states[CELL_CONFORMANT],
                checks->total - checks->states[CELL_SKIPPED], " held");
    if (matrix->is_whole) {
        uint32_t rows = (uint32_t)matrix->row_count;
        write_total(page, "cases", rows - matrix->needless, rows, " needed");
    }
    write_promise(page, matrix);
}

enum status matrix_report_console(const struct matrix *matrix, struct console_options options,
                                  struct buffer *out) {
    struct page page;
    page_init(&page, options, out);
    write_chapters(&page, matrix);
    write_all_of(&page, matrix, CELL_SURVIVED, "Survivors");
    write_all_of(&page, matrix, CELL_FALSE_ALARM, "False alarms");
    write_collateral(&page, matrix);
    write_needless(&page, matrix);
    write_all_of(&page, matrix, CELL_SKIPPED, "Skipped");
    write_all_of(&page, matrix, CELL_FAILED, "Could not be run");
    write_totals(&page, matrix);
    return page_finish(&page);
}
