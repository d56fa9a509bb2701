#include "judge/verdict.h"

#include "judge/finding.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum status tally_init(struct tally *out_tally, struct case_table table,
                       const struct requirement *catalogue) {
    struct tally tally = {.catalogue = catalogue, .case_count = table.count};
    tally.cases = calloc(table.count + 1, sizeof *tally.cases);
    if (tally.cases == NULL) {
        return STATUS_NO_MEMORY;
    }
    for (size_t i = 0; i < table.count; i++) {
        tally.cases[i].row = &table.rows[i];
    }
    *out_tally = tally;
    return STATUS_OK;
}

enum status tally_add(struct tally *tally, const struct case_row *row) {
    struct case_result *cases = reallocarray(tally->cases, tally->case_count + 1, sizeof *cases);
    if (cases == NULL) {
        return STATUS_NO_MEMORY;
    }
    tally->cases = cases;
    tally->cases[tally->case_count++] = (struct case_result){.row = row};
    return STATUS_OK;
}

void tally_clean_up(struct tally *tally) {
    for (size_t i = 0; i < tally->case_count; i++) {
        struct case_result *result = &tally->cases[i];
        findings_clean_up(&result->findings);
        free(result->exchanges);
        free(result->reproduce);
    }
    free(tally->cases);
    transcripts_clean_up(&tally->transcripts);
    *tally = (struct tally){.verdict = VERDICT_NONE};
}

struct case_result *tally_case(struct tally *tally, const struct case_row *row) {
    for (size_t i = 0; i < tally->case_count; i++) {
        if (tally->cases[i].row == row) {
            return &tally->cases[i];
        }
    }
    return NULL;
}

bool case_has_reason(const struct case_result *result) {
    return result->reason[0] != '\0';
}

void case_give_reason(struct case_result *result, const char *format, ...) {
    if (case_has_reason(result)) {
        return;
    }
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(result->reason, sizeof result->reason, format, arguments);
    va_end(arguments);
}
