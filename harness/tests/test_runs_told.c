/* What the page of runs takes out of a report, and which reports it takes nothing of. */
#include "report/runs_told.h"
#include "tests/check.h"

struct told_row {
    const char *name, *report;
    enum status status;
    const char *verdict, *target_name, *started;
};

#define WHOLE                                                                                      \
    "{\"verdict\":\"conformant\",\"target\":{\"name\":\"staging\"},"                               \
    "\"run\":{\"started\":\"2026-01-01T00:00:00Z\"}"

static const struct told_row rows[] = {
    {"a report", WHOLE "}", STATUS_OK, "conformant", "staging", "2026-01-01T00:00:00Z"},
    {"a member of the same name further down", WHOLE ",\"cases\":[{\"verdict\":\"none\"}]}",
     STATUS_OK, "conformant", "staging", "2026-01-01T00:00:00Z"},
    {"nothing of it", "{}", STATUS_OK, "", "", ""},
    {"a target without a name", "{\"target\":{\"name\":null}}", STATUS_OK, "", "", ""},
    {"members of other kinds", "{\"verdict\":1,\"target\":[],\"run\":\"x\"}", STATUS_OK, "", "",
     ""},
    {"an array", "[\"verdict\"]", STATUS_OK, "", "", ""},
    {"two verdicts", WHOLE ",\"verdict\":\"none\"}", STATUS_INVALID, NULL, NULL, NULL},
    {"two names", "{\"target\":{\"name\":\"a\",\"name\":\"b\"}}", STATUS_INVALID, NULL, NULL, NULL},
    {"a target that is too deep", "{\"target\":[[[[[1]]]]]}", STATUS_INVALID, NULL, NULL, NULL},
    {"a report that is cut", WHOLE, STATUS_INVALID, NULL, NULL, NULL},
    {"nothing at all", "", STATUS_INVALID, NULL, NULL, NULL},
};

static void test_runs_told_read__takes_what_a_report_says_once(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct told_row *row = &rows[i];
        struct runs_told told;
        enum status status = runs_told_read(bytes_of_text(row->report), &told);
        check_row(row->name, status == row->status);
        if (status == STATUS_OK) {
            check_row(row->name, bytes_equal_text(told.verdict, row->verdict));
            check_row(row->name, bytes_equal_text(told.target_name, row->target_name));
            check_row(row->name, bytes_equal_text(told.started, row->started));
            runs_told_clean_up(&told);
        }
    }
    check_finish();
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_runs_told_read__takes_what_a_report_says_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
