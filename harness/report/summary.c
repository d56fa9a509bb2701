#include "report/summary.h"

#include "api/error_table.h"
#include "base/assure.h"

#include <string.h>

const char *const severity_names[] = {
    [SEVERITY_WARNING] = "warning",
    [SEVERITY_FAILURE] = "failure",
};

const char *const absence_names[ABSENCE_COUNT] = {
    [ABSENCE_NOT_RUN] = "not-run",
    [ABSENCE_OUT_OF_SCOPE] = "out-of-scope",
    [ABSENCE_NOT_GENERATED] = "not-generated",
};

_Static_assert(ERROR_ROW_COUNT == ERROR_TABLE_ROWS + 1, "a row id is the row's place, from 1");

struct summary summary_of(const struct tally *tally) {
    struct summary summary = {0};
    for (size_t i = 0; i < REQUIREMENT_COUNT; i++) {
        summary.requirements[tally->requirements[i].status]++;
    }
    for (size_t i = 0; i < tally->case_count; i++) {
        summary.cases[tally->cases[i].status]++;
        summary.flaky += tally->cases[i].is_flaky;
    }
    return summary;
}

struct counted_word {
    unsigned status;
    const char *word;
};

/* In the order in which a person wants to hear them. */
static const struct counted_word requirement_words[] = {
    {REQUIREMENT_PROVEN, "proven"},
    {REQUIREMENT_BROKEN, "broken"},
    {REQUIREMENT_WARNED, "warned"},
    {REQUIREMENT_NOT_RUN, "not run"},
    {REQUIREMENT_NOT_PROVOKED, "not provoked"},
    {REQUIREMENT_WAIVED, "waived"},
};

static const struct counted_word case_words[] = {
    {CASE_PASS, "passed"}, {CASE_FAIL, "failed"},     {CASE_ERROR, "in error"},
    {CASE_WARN, "warned"}, {CASE_NOT_RUN, "not run"},
};

static void write_counts(struct pen *pen, const size_t *counts, const struct counted_word *words,
                         size_t word_count) {
    const char *before = ": ";
    for (size_t i = 0; i < word_count; i++) {
        if (counts[words[i].status] > 0) {
            pen_text(pen, before);
            pen_number(pen, counts[words[i].status]);
            pen_text(pen, " ");
            pen_text(pen, words[i].word);
            before = ", ";
        }
    }
}

void summary_write(struct pen *pen, const struct tally *tally) {
    struct summary summary = summary_of(tally);
    pen_counted(pen, REQUIREMENT_COUNT, "requirement", "requirements");
    write_counts(pen, summary.requirements, requirement_words,
                 sizeof requirement_words / sizeof requirement_words[0]);
    pen_text(pen, "; ");
    pen_counted(pen, tally->case_count, "case", "cases");
    write_counts(pen, summary.cases, case_words, sizeof case_words / sizeof case_words[0]);
    if (summary.flaky > 0) {
        pen_text(pen, ", ");
        pen_number(pen, summary.flaky);
        pen_text(pen, " of them flaky");
    }
    pen_text(pen, "; ");
    pen_counted(pen, tally->run.calls, "call", "calls");
    pen_text(pen, " in ");
    pen_seconds(pen, tally->run.elapsed_us);
    pen_text(pen, " s");
}

bool case_is_uneven(const struct case_result *result) {
    return result->deviating > 0 && result->deviating < result->judged;
}

void case_write_flakiness(struct pen *pen, const struct case_result *result) {
    if (case_is_uneven(result)) {
        pen_text(pen, result->is_flaky ? "flaky: " : "");
        pen_number(pen, result->deviating);
        pen_text(pen, " of ");
        pen_counted(pen, result->judged, "answer", "answers");
        pen_text(pen, result->deviating == 1 ? " deviates" : " deviate");
    }
}

struct bytes chapter_of(const char *id) {
    return bytes_of(id, strcspn(id, "."));
}

enum absence case_absence(const struct case_result *result) {
    return result->is_out_of_scope    ? ABSENCE_OUT_OF_SCOPE
           : result->is_not_generated ? ABSENCE_NOT_GENERATED
                                      : ABSENCE_NOT_RUN;
}

bool case_proves(const struct case_row *row, enum requirement_id requirement) {
    for (unsigned i = 0; i < row->proves_count; i++) {
        if (row->proves[i] == requirement) {
            return true;
        }
    }
    return false;
}

bool case_has_finding_about(const struct case_result *result, enum requirement_id requirement) {
    for (size_t i = 0; i < result->findings.count; i++) {
        if (result->findings.items[i].requirement == requirement) {
            return true;
        }
    }
    return false;
}

const struct requirement *finding_requirement(const struct tally *tally,
                                              const struct finding *finding) {
    ASSURE(finding->requirement < REQUIREMENT_COUNT);
    return &tally->catalogue[finding->requirement];
}

const char *finding_handling(const struct finding *finding) {
    ASSURE(finding->handling < ERROR_ROW_COUNT);
    return finding->handling == ERROR_ROW_NONE ? NULL : error_table[finding->handling - 1].handling;
}

void finding_write_sentence(struct pen *pen, const struct tally *tally,
                            const struct finding *finding) {
    pen_safe_text(pen, finding_requirement(tally, finding)->id);
    pen_text(pen, ": expected ");
    pen_safe_text(pen, finding->expected);
    pen_text(pen, ", got ");
    pen_safe_text(pen, finding->actual);
}
