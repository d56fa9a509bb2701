/* The console's tables: requirements by chapter, and the cases that passed. */
#include "report/console.h"

#include "report/mark.h"

#include <string.h>

enum {
    MARK_COLUMN = 2,
    ID_COLUMN = 18,        /* past the longest word, "not provoked" */
    CASE_ID_COLUMN = 10,   /* past "pass" */
    TITLE_COLUMNS_MIN = 24 /* where less room is left, the title is left out */
};

static bool is_of_chapter(const struct tally *tally, size_t id, struct bytes chapter) {
    return id < REQUIREMENT_COUNT && bytes_equal(chapter_of(tally->catalogue[id].id), chapter);
}

static void write_number(struct page *page, size_t number) {
    char digits[24];
    snprintf(digits, sizeof digits, "%zu", number);
    page_put(page, digits);
}

static void write_chapter_heading(struct page *page, const struct tally *tally, size_t first,
                                  struct bytes chapter) {
    size_t count = 0;
    size_t proven = 0;
    for (size_t id = first; is_of_chapter(tally, id, chapter); id++) {
        count++;
        proven += tally->requirements[id].status == REQUIREMENT_PROVEN;
    }
    page_ink(page, INK_STRONG);
    page_words_of(page, chapter);
    page_ink(page, INK_FAINT);
    page_put(page, "  ");
    write_number(page, proven);
    page_put(page, " of ");
    write_number(page, count);
    page_put(page, " proven");
    page_ink(page, INK_PLAIN);
    page_line_end(page);
}

static unsigned title_column(const struct tally *tally) {
    size_t longest = 0;
    for (size_t id = 0; id < REQUIREMENT_COUNT; id++) {
        size_t size = strlen(tally->catalogue[id].id);
        longest = size > longest ? size : longest;
    }
    return ID_COLUMN + (unsigned)longest + 2;
}

static void write_title(struct page *page, unsigned column, const char *title) {
    if (page->width >= column + TITLE_COLUMNS_MIN) {
        page_tab(page, column);
        page_ink(page, INK_FAINT);
        page_cut(page, title);
        page_ink(page, INK_PLAIN);
    }
}

static void write_reason(struct page *page, const char *reason) {
    page_tab(page, ID_COLUMN);
    page->margin = ID_COLUMN;
    page_words(page, reason);
    page->margin = 0;
    page_line_end(page);
}

static void write_requirement(struct page *page, const struct tally *tally, size_t id) {
    const struct requirement_result *result = &tally->requirements[id];
    page_tab(page, MARK_COLUMN);
    page_mark(page, &requirement_marks[result->status]);
    page_tab(page, ID_COLUMN);
    page_put(page, tally->catalogue[id].id);
    write_title(page, title_column(tally), tally->catalogue[id].title);
    page_line_end(page);
    if (result->reason[0] != '\0') {
        write_reason(page, result->reason);
    }
}

void console_requirements(struct page *page, const struct tally *tally) {
    struct bytes chapter = {0};
    for (size_t id = 0; id < REQUIREMENT_COUNT; id++) {
        if (!is_of_chapter(tally, id, chapter)) {
            chapter = chapter_of(tally->catalogue[id].id);
            write_chapter_heading(page, tally, id, chapter);
        }
        write_requirement(page, tally, id);
    }
    page_blank_line(page);
}

static void write_passing_case(struct page *page, const struct case_row *row) {
    page_tab(page, MARK_COLUMN);
    page_mark(page, &case_marks[CASE_PASS]);
    page_tab(page, CASE_ID_COLUMN);
    page_put(page, row->id);
    page_put(page, "  ");
    page_ink(page, INK_FAINT);
    page_cut(page, row->title);
    page_ink(page, INK_PLAIN);
    page_line_end(page);
}

void console_passing_cases(struct page *page, const struct tally *tally) {
    if (summary_of(tally).cases[CASE_PASS] == 0) {
        return;
    }
    page_put_in(page, INK_STRONG, "Cases that passed");
    page_line_end(page);
    for (size_t i = 0; i < tally->case_count; i++) {
        if (tally->cases[i].status == CASE_PASS) {
            write_passing_case(page, tally->cases[i].row);
        }
    }
    page_blank_line(page);
}
