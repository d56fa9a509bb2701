/* What the console notes beside the findings: what was not run, and how the document was read. */
#include "report/console.h"

#include <string.h>

enum { NOTE_COLUMN = 2, DETAIL_COLUMN = 4, NAMES_SHOWN = 8 };

static bool is_group(const struct case_result *result, enum absence absence, const char *reason) {
    return result->status == CASE_NOT_RUN && case_absence(result) == absence &&
           (reason == NULL || strcmp(result->reason, reason) == 0);
}

static size_t count_group(const struct tally *tally, size_t end, enum absence absence,
                          const char *reason) {
    size_t count = 0;
    for (size_t i = 0; i < end; i++) {
        count += is_group(&tally->cases[i], absence, reason);
    }
    return count;
}

/* A filter or a cut run leaves out a hundred cases for one reason: the report names them all, the
   terminal the first few. */
static void write_members(struct page *page, const struct tally *tally, enum absence absence,
                          const char *reason) {
    size_t count = count_group(tally, tally->case_count, absence, reason);
    size_t shown = count > NAMES_SHOWN + 2 ? NAMES_SHOWN : count;
    page->margin = DETAIL_COLUMN;
    page_tab(page, DETAIL_COLUMN);
    page_ink(page, INK_FAINT);
    for (size_t i = 0, written = 0; i < tally->case_count && written < shown; i++) {
        if (is_group(&tally->cases[i], absence, reason)) {
            page_words(page, written == 0 ? "" : " ");
            page_words(page, tally->cases[i].row->id);
            written++;
        }
    }
    if (shown < count) {
        char rest[32];
        snprintf(rest, sizeof rest, " and %zu more", count - shown);
        page_words(page, rest);
    }
    page_ink(page, INK_PLAIN);
    page->margin = 0;
    page_line_end(page);
}

static void write_group(struct page *page, const struct tally *tally, enum absence absence,
                        const char *reason) {
    page->margin = NOTE_COLUMN;
    page_tab(page, NOTE_COLUMN);
    page_words(page, reason[0] == '\0' ? "no reason was recorded" : reason);
    page->margin = 0;
    page_line_end(page);
    write_members(page, tally, absence, reason);
}

static void write_groups(struct page *page, const struct tally *tally, enum absence absence,
                         const char *heading) {
    if (count_group(tally, tally->case_count, absence, NULL) == 0) {
        return;
    }
    page_put_in(page, INK_STRONG, heading);
    page_line_end(page);
    for (size_t i = 0; i < tally->case_count; i++) {
        const char *reason = tally->cases[i].reason;
        if (is_group(&tally->cases[i], absence, NULL) &&
            count_group(tally, i, absence, reason) == 0) {
            write_group(page, tally, absence, reason);
        }
    }
    page_blank_line(page);
}

void console_not_run(struct page *page, const struct tally *tally) {
    write_groups(page, tally, ABSENCE_NOT_GENERATED, "Not generated");
    write_groups(page, tally, ABSENCE_OUT_OF_SCOPE, "Out of scope");
    write_groups(page, tally, ABSENCE_NOT_RUN, "Not run");
}

static void write_interpretation(struct page *page, const struct interpretation *interpretation,
                                 enum choice choice) {
    page_tab(page, NOTE_COLUMN);
    page_put(page, interpretation->id);
    page_put(page, ": ");
    page_put_in(page, INK_STRONG, choice_names[choice]);
    page_line_end(page);
    page->margin = DETAIL_COLUMN;
    page_tab(page, DETAIL_COLUMN);
    page_ink(page, INK_FAINT);
    page_words(page, interpretation->trouble);
    page_words(page, " ");
    page_words(page, interpretation->effect);
    page_ink(page, INK_PLAIN);
    page->margin = 0;
    page_line_end(page);
}

static bool has_mattering(const struct tally *tally) {
    for (size_t i = 0; i < INTERPRETATION_COUNT; i++) {
        if (tally->interpretations[i].mattered) {
            return true;
        }
    }
    return false;
}

void console_interpretations(struct page *page, const struct tally *tally) {
    if (!has_mattering(tally)) {
        return;
    }
    page_put_in(page, INK_STRONG, "Interpretations that mattered");
    page_line_end(page);
    for (size_t i = 0; i < INTERPRETATION_COUNT; i++) {
        if (tally->interpretations[i].mattered) {
            write_interpretation(page, &interpretations[i], tally->interpretations[i].choice);
        }
    }
    page_blank_line(page);
}
