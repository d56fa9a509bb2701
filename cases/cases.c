#include "cases/cases.h"

#include "base/assure.h"

#include <string.h>

enum { CASES_MAX = 200 };

static const struct case_table *const chapters[] = {
    &request_cases, &activation_cases, &error_cases, &hardening_cases, &throttle_cases,
};

static size_t gather(struct case_row *rows) {
    size_t count = 0;
    for (size_t i = 0; i < sizeof chapters / sizeof chapters[0]; i++) {
        ASSURE(count + chapters[i]->count <= CASES_MAX);
        memcpy(rows + count, chapters[i]->rows, chapters[i]->count * sizeof rows[0]);
        count += chapters[i]->count;
    }
    return count;
}

struct case_table cases_all(void) {
    static struct case_row rows[CASES_MAX];
    static size_t count = 0;
    if (count == 0) {
        count = gather(rows);
    }
    return (struct case_table){rows, count};
}

const struct case_row *cases_find(const char *id) {
    struct case_table table = cases_all();
    for (size_t i = 0; i < table.count; i++) {
        if (strcmp(table.rows[i].id, id) == 0) {
            return &table.rows[i];
        }
    }
    return strcmp(case_observed.id, id) == 0 ? &case_observed : NULL;
}
