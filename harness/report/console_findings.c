/* The console's findings. A platform with one fault shows it in dozens of cases; it is told in full
   where it is met first, and named where it is met again. */
#include "report/console.h"

#include "report/mark.h"

#include <string.h>

enum { FINDING_COLUMN = 2, LABEL_COLUMN = 4, VALUE_COLUMN = 14 };

struct section {
    const char *heading;
    bool (*has)(enum case_status status);
};

static bool is_failure(enum case_status status) {
    return status == CASE_FAIL || status == CASE_ERROR;
}

static bool is_warning(enum case_status status) {
    return status == CASE_WARN;
}

static const struct section warnings = {"Warnings", is_warning};
static const struct section failures = {"Failures", is_failure};

static bool is_same(const struct finding *a, const struct finding *b) {
    return a->requirement == b->requirement && a->severity == b->severity &&
           strcmp(a->expected, b->expected) == 0 && strcmp(a->actual, b->actual) == 0;
}

static size_t count_same(const struct case_result *result, const struct finding *finding) {
    size_t count = 0;
    for (size_t i = 0; i < result->findings.count; i++) {
        count += is_same(&result->findings.items[i], finding);
    }
    return count;
}

/* The case of the section that shows this finding first. */
static const struct case_result *home_of(const struct tally *tally, const struct section *section,
                                         const struct finding *finding) {
    for (size_t i = 0; i < tally->case_count; i++) {
        const struct case_result *result = &tally->cases[i];
        if (section->has(result->status) && count_same(result, finding) > 0) {
            return result;
        }
    }
    return NULL;
}

static size_t count_cases(const struct tally *tally, const struct section *section,
                          const struct finding *finding) {
    size_t count = 0;
    for (size_t i = 0; i < tally->case_count; i++) {
        count += section->has(tally->cases[i].status) &&
                 (finding == NULL || count_same(&tally->cases[i], finding) > 0);
    }
    return count;
}

static bool is_first_in_its_case(const struct case_result *result, size_t index) {
    for (size_t i = 0; i < index; i++) {
        if (is_same(&result->findings.items[i], &result->findings.items[index])) {
            return false;
        }
    }
    return true;
}

static void write_labelled(struct page *page, const char *label, const char *value) {
    if (value == NULL || value[0] == '\0') {
        return;
    }
    page_tab(page, LABEL_COLUMN);
    page_put_in(page, INK_FAINT, label);
    page_tab(page, VALUE_COLUMN);
    page->margin = VALUE_COLUMN;
    page_words(page, value);
    page->margin = 0;
    page_line_end(page);
}

static void write_place(struct page *page, const struct tally *tally, const struct section *section,
                        const struct case_result *result, const struct finding *finding) {
    char place[FINDING_WHERE_SIZE + 96];
    size_t times = count_same(result, finding);
    size_t others = count_cases(tally, section, finding) - 1;
    int size = snprintf(place, sizeof place, "%s%sexchange %u", finding->where,
                        finding->where[0] == '\0' ? "" : "; ", (unsigned)finding->exchange);
    if (times > 1) {
        size += snprintf(place + size, sizeof place - (size_t)size, "; %zu times here", times);
    }
    if (others > 0) {
        snprintf(place + size, sizeof place - (size_t)size, "; also in %zu other case%s", others,
                 others == 1 ? "" : "s");
    }
    write_labelled(page, "where", place);
}

static void write_finding(struct page *page, const struct tally *tally,
                          const struct section *section, const struct case_result *result,
                          const struct finding *finding) {
    const struct requirement *requirement = finding_requirement(tally, finding);
    const char *handling = finding_handling(finding);
    page_tab(page, FINDING_COLUMN);
    page_put(page, requirement->id);
    page_ink(page, INK_FAINT);
    page_put(page, "  ");
    page_put(page, level_names[requirement->level]);
    page_put(page, finding->severity == SEVERITY_WARNING ? ", a warning" : "");
    page_ink(page, INK_PLAIN);
    page_line_end(page);
    write_labelled(page, "expected", finding->expected);
    write_labelled(page, "actual", finding->actual);
    write_place(page, tally, section, result, finding);
    write_labelled(page, "handling", handling);
    write_labelled(page, "remedy", requirement->remedy);
}

static void write_reference(struct page *page, const struct tally *tally,
                            const struct finding *finding, const struct case_result *home) {
    page_tab(page, FINDING_COLUMN);
    page->margin = LABEL_COLUMN;
    page_words(page, finding_requirement(tally, finding)->id);
    page_ink(page, INK_FAINT);
    page_words(page, "  as in ");
    page_words(page, home->row->id);
    page_ink(page, INK_PLAIN);
    page->margin = 0;
    page_line_end(page);
}

static void write_findings(struct page *page, const struct tally *tally,
                           const struct section *section, const struct case_result *result) {
    for (size_t i = 0; i < result->findings.count; i++) {
        const struct finding *finding = &result->findings.items[i];
        const struct case_result *home = home_of(tally, section, finding);
        if (!is_first_in_its_case(result, i)) {
            continue;
        }
        if (home == result) {
            write_finding(page, tally, section, result, finding);
        } else {
            write_reference(page, tally, finding, home);
        }
    }
}

static void write_reproduce(struct page *page, const char *command) {
    page_tab(page, FINDING_COLUMN);
    page_put(page, "reproduce");
    page_line_end(page);
    page->margin = LABEL_COLUMN + 2; /* a line that goes on stands deeper than its beginning */
    page_tab(page, LABEL_COLUMN);
    page_command(page, command);
    page->margin = 0;
    page_line_end(page);
}

static void write_flakiness(struct page *page, const struct case_result *result) {
    if (case_is_uneven(result)) {
        char words[64];
        snprintf(words, sizeof words, "  %s%u of %u answers", result->is_flaky ? "flaky: " : "in ",
                 (unsigned)result->deviating, (unsigned)result->judged);
        page_put_in(page, INK_STRONG, words);
    }
}

static void write_case(struct page *page, const struct tally *tally, const struct section *section,
                       const struct case_result *result) {
    page_mark(page, &case_marks[result->status]);
    page_put(page, "  ");
    page_put_in(page, INK_STRONG, result->row->id);
    write_flakiness(page, result);
    page_line_end(page);
    page->margin = FINDING_COLUMN;
    page_tab(page, FINDING_COLUMN);
    page_words(page, result->status == CASE_ERROR ? result->reason : result->row->title);
    page->margin = 0;
    page_line_end(page);
    write_findings(page, tally, section, result);
    if (result->reproduce != NULL) {
        write_reproduce(page, result->reproduce);
    }
    page_blank_line(page);
}

/* True where every finding is told in full by an earlier case. */
static bool is_repetition(const struct tally *tally, const struct section *section,
                          const struct case_result *result) {
    for (size_t i = 0; i < result->findings.count; i++) {
        if (home_of(tally, section, &result->findings.items[i]) == result) {
            return false;
        }
    }
    return result->findings.count > 0;
}

/* A requirement is named once for findings that follow one another. */
static void write_repetition(struct page *page, const struct tally *tally,
                             const struct case_result *result) {
    const struct findings *findings = &result->findings;
    page_mark(page, &case_marks[result->status]);
    page_put(page, "  ");
    page->margin = page->column;
    page_words(page, result->row->id);
    page_ink(page, INK_FAINT);
    for (size_t i = 0; i < findings->count; i++) {
        if (i == 0 || findings->items[i].requirement != findings->items[i - 1].requirement) {
            page_words(page, "  ");
            page_words(page, finding_requirement(tally, &findings->items[i])->id);
        }
    }
    page_ink(page, INK_PLAIN);
    page->margin = 0;
    write_flakiness(page, result);
    page_line_end(page);
}

static size_t count_repetitions(const struct tally *tally, const struct section *section) {
    size_t count = 0;
    for (size_t i = 0; i < tally->case_count; i++) {
        const struct case_result *result = &tally->cases[i];
        count += section->has(result->status) && is_repetition(tally, section, result);
    }
    return count;
}

/* Cases that show nothing new: a line each. */
static void write_repetitions(struct page *page, const struct tally *tally,
                              const struct section *section) {
    if (count_repetitions(tally, section) == 0) {
        return;
    }
    page_put_in(page, INK_STRONG, "The same again");
    page_line_end(page);
    for (size_t i = 0; i < tally->case_count; i++) {
        const struct case_result *result = &tally->cases[i];
        if (section->has(result->status) && is_repetition(tally, section, result)) {
            write_repetition(page, tally, result);
        }
    }
    page_blank_line(page);
}

static void write_section(struct page *page, const struct tally *tally,
                          const struct section *section) {
    if (count_cases(tally, section, NULL) == 0) {
        return;
    }
    page_put_in(page, INK_STRONG, section->heading);
    page_blank_line(page);
    for (size_t i = 0; i < tally->case_count; i++) {
        const struct case_result *result = &tally->cases[i];
        if (section->has(result->status) && !is_repetition(tally, section, result)) {
            write_case(page, tally, section, result);
        }
    }
    write_repetitions(page, tally, section);
}

void console_warnings(struct page *page, const struct tally *tally) {
    write_section(page, tally, &warnings);
}

void console_failures(struct page *page, const struct tally *tally) {
    write_section(page, tally, &failures);
}
