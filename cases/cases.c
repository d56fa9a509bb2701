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

const struct case_row *cases_find(struct bytes id) {
    struct case_table table = cases_all();
    for (size_t i = 0; i < table.count; i++) {
        if (bytes_equal_text(id, table.rows[i].id)) {
            return &table.rows[i];
        }
    }
    return bytes_equal_text(id, case_observed.id) ? &case_observed : NULL;
}
