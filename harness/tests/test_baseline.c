#include "baseline/baseline.h"
#include "cases/cases.h"
#include "tests/check.h"

#include <stdlib.h>

enum { TEXT_LIMIT = 64 * 1024 };

/* 15 January 2027, noon. */
static const int64_t now_us = INT64_C(1800014400) * 1000000;

#define ENTRY(members) "{\"deviations\":[{" members "}]}"
#define TERMS "\"reason\":\"legacy\",\"owner\":\"ops\",\"expires\":\"2027-01-31\""
#define NAME "\"requirement\":\"response.name\","

struct reading_row {
    const char *name, *text;
    const char *told; /* in the diagnostic; NULL: accepted */
};

static const struct reading_row reading_rows[] = {
    {"empty list", "{\"deviations\":[]}", NULL},
    {"a requirement", ENTRY(NAME TERMS), NULL},
    {"a case", ENTRY("\"case\":\"request.prototype\"," TERMS), NULL},
    {"the 29th of February of a leap year",
     ENTRY(NAME "\"reason\":\"a\",\"owner\":\"b\",\"expires\":\"2028-02-29\""), NULL},
    {"no text", "", "b.json:1:1: "},
    {"no object", "[]", "b.json:1:1: a baseline is an object"},
    {"no list", "{}", "a list \"deviations\""},
    {"list of another kind", "{\"deviations\":{}}", "a list \"deviations\""},
    {"unknown member", "{\"deviations\":[],\n \"more\":1}", "b.json:2:9: "},
    {"entry of another kind", "{\"deviations\":[1]}", "b.json:1:16: an entry must be an object"},
    {"duplicate member", "{\"deviations\":[],\"deviations\":[]}", "b.json:1:18: "},
    {"unknown member of an entry", ENTRY(NAME TERMS ",\"why\":\"x\""), "\"why\" is unknown"},
    {"member of another kind", ENTRY("\"requirement\":7," TERMS), "must be a string"},
    {"unknown requirement", ENTRY("\"requirement\":\"response.nam\"," TERMS),
     "no requirement's id"},
    {"unknown case", ENTRY("\"case\":\"no.case\"," TERMS), "no case's id"},
    {"requirement and case", ENTRY(NAME "\"case\":\"request.prototype\"," TERMS),
     "either a requirement or a case"},
    {"neither", ENTRY(TERMS), "either a requirement or a case"},
    {"no reason", ENTRY(NAME "\"owner\":\"b\",\"expires\":\"2027-01-31\""),
     "\"reason\" is missing"},
    {"no owner", ENTRY(NAME "\"reason\":\"b\",\"expires\":\"2027-01-31\""), "\"owner\" is missing"},
    {"no end", ENTRY(NAME "\"reason\":\"b\",\"owner\":\"c\""), "\"expires\" is missing"},
    {"empty reason", ENTRY(NAME "\"reason\":\"\",\"owner\":\"c\",\"expires\":\"2027-01-31\""),
     "\"reason\" is not one line"},
    {"blank reason", ENTRY(NAME "\"reason\":\"  \",\"owner\":\"c\",\"expires\":\"2027-01-31\""),
     "\"reason\" is not one line"},
    {"blank owner", ENTRY(NAME "\"reason\":\"b\",\"owner\":\"\",\"expires\":\"2027-01-31\""),
     "\"owner\" is not one line"},
    {"reason of two lines",
     ENTRY(NAME "\"reason\":\"a\\nb\",\"owner\":\"c\",\"expires\":\"2027-01-31\""),
     "\"reason\" is not one line"},
    {"reason with NUL",
     ENTRY(NAME "\"reason\":\"a\\u0000b\",\"owner\":\"c\","
                "\"expires\":\"2027-01-31\""),
     "\"reason\" is not one line"},
    {"30 February", ENTRY(NAME "\"reason\":\"a\",\"owner\":\"b\",\"expires\":\"2027-02-30\""),
     "\"expires\" is not a day"},
    {"a time", ENTRY(NAME "\"reason\":\"a\",\"owner\":\"b\",\"expires\":\"2027-01-31T00:00:00Z\""),
     "\"expires\" is not a day"},
    {"the same twice", "{\"deviations\":[{" NAME TERMS "},\n{" NAME TERMS "}]}",
     "b.json:2:1: line 1 names the same already"},
};

static void
test_baseline_read__takes_what_is_whole_and_names_the_place_of_what_is_not(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof reading_rows / sizeof reading_rows[0]; i++) {
        const struct reading_row *row = &reading_rows[i];
        struct baseline baseline = {NULL, 0};
        struct diagnostic diagnostic = {""};
        enum status status =
            baseline_read("b.json", bytes_of_text(row->text), requirement_catalogue, cases_all(),
                          &baseline, &diagnostic);
        check_row(row->name, (status == STATUS_OK) == (row->told == NULL));
        check_row(row->name, row->told == NULL || strstr(diagnostic.text, row->told) != NULL);
        baseline_clean_up(&baseline);
    }
    check_finish();
}

static void test_baseline_read__refuses_more_entries_than_anyone_answers_for(void **state) {
    (void)state;
    struct buffer text;
    buffer_init(&text, TEXT_LIMIT);
    assert_int_equal(buffer_append_text(&text, "{\"deviations\":[0"), STATUS_OK);
    for (int i = 0; i < BASELINE_ENTRIES_MAX; i++) {
        assert_int_equal(buffer_append_text(&text, ",0"), STATUS_OK);
    }
    assert_int_equal(buffer_append_text(&text, "]}"), STATUS_OK);
    struct baseline baseline = {NULL, 0};
    struct diagnostic diagnostic = {""};
    assert_int_equal(baseline_read("b.json", buffer_view(&text), requirement_catalogue, cases_all(),
                                   &baseline, &diagnostic),
                     STATUS_INVALID);
    assert_non_null(strstr(diagnostic.text, "more than 1024 entries"));
    buffer_clean_up(&text);
}

/* Two cases; the first may fail in response.name, the second in response.name or response.json. */
enum { FIRST, SECOND, CASES };

struct deviation {
    enum requirement_id first, second; /* REQUIREMENT_NONE: passes */
    bool is_warning;
    bool is_not_run;   /* the second one */
    bool hides_method; /* which the first case would have proven */
};

struct apply_row {
    const char *name;
    struct deviation found;
    const char *entries;
    struct baseline_outcome outcome;
    int exit_code;
};

#define NOTHING                                                                                    \
    { REQUIREMENT_NONE, REQUIREMENT_NONE, false, false, false }
#define BROKEN(first, second)                                                                      \
    { first, second, false, false, false }
#define OVER "\"reason\":\"old\",\"owner\":\"ops\",\"expires\":\"2027-01-14\""
#define TODAY "\"reason\":\"old\",\"owner\":\"ops\",\"expires\":\"2027-01-15\""
#define OF_JSON "\"requirement\":\"response.json\","
#define OF_FIRST "\"case\":\"request.prototype\","

static const struct apply_row apply_rows[] = {
    {"nothing found, nothing waived", NOTHING, "{\"deviations\":[]}", {0, 0, 0, 0}, 0},
    {"found and not waived",
     BROKEN(RESPONSE_NAME, REQUIREMENT_NONE),
     "{\"deviations\":[]}",
     {0, 1, 0, 0},
     1},
    {"waived by requirement",
     BROKEN(RESPONSE_NAME, RESPONSE_NAME),
     ENTRY(NAME TERMS),
     {1, 0, 0, 0},
     0},
    {"waived by case",
     BROKEN(RESPONSE_NAME, REQUIREMENT_NONE),
     ENTRY(OF_FIRST TERMS),
     {1, 0, 0, 0},
     0},
    {"waived in one case of two",
     BROKEN(RESPONSE_NAME, RESPONSE_NAME),
     ENTRY(OF_FIRST TERMS),
     {0, 1, 0, 0},
     1},
    {"one requirement of two",
     BROKEN(RESPONSE_NAME, RESPONSE_JSON),
     ENTRY(NAME TERMS),
     {1, 1, 0, 0},
     1},
    {"both",
     BROKEN(RESPONSE_NAME, RESPONSE_JSON),
     "{\"deviations\":[{" NAME TERMS "},{" OF_JSON TERMS "}]}",
     {2, 0, 0, 0},
     0},
    {"passes now", NOTHING, ENTRY(NAME TERMS), {0, 0, 1, 0}, 1},
    {"its case passes now", NOTHING, ENTRY(OF_FIRST TERMS), {0, 0, 1, 0}, 1},
    {"expired yesterday",
     BROKEN(RESPONSE_NAME, REQUIREMENT_NONE),
     ENTRY(NAME OVER),
     {0, 1, 0, 1},
     1},
    {"its last day", BROKEN(RESPONSE_NAME, REQUIREMENT_NONE), ENTRY(NAME TODAY), {1, 0, 0, 0}, 0},
    {"expired, and nothing found", NOTHING, ENTRY(NAME OVER), {0, 0, 0, 1}, 1},
    {"a warning needs no waiver",
     {RESPONSE_NAME, REQUIREMENT_NONE, true, false, false},
     "{\"deviations\":[]}",
     {0, 0, 0, 0},
     0},
    {"what a waived failure hides",
     {RESPONSE_NAME, REQUIREMENT_NONE, false, false, true},
     ENTRY(NAME TERMS),
     {1, 0, 0, 0},
     0},
    {"what was not run is not stale",
     {REQUIREMENT_NONE, REQUIREMENT_NONE, false, true, false},
     ENTRY("\"case\":\"activation.online\"," TERMS),
     {0, 0, 0, 0},
     3},
};

/* A tally as judging leaves it. */
struct stage {
    struct tally tally;
    struct case_result results[CASES];
    struct finding findings[CASES];
};

static void deviate(struct stage *stage, size_t at, enum requirement_id requirement,
                    bool is_warning) {
    struct case_result *result = &stage->results[at];
    if (requirement == REQUIREMENT_NONE) {
        return;
    }
    stage->findings[at] = (struct finding){
        .requirement = requirement,
        .severity = is_warning ? SEVERITY_WARNING : SEVERITY_FAILURE,
    };
    result->findings = (struct findings){&stage->findings[at], 1, 1};
    result->status = is_warning ? CASE_WARN : CASE_FAIL;
    stage->tally.requirements[requirement].status =
        is_warning ? REQUIREMENT_WARNED : REQUIREMENT_BROKEN;
    stage->tally.verdict = is_warning ? stage->tally.verdict : VERDICT_NONCONFORMANT;
}

static void set_stage(struct stage *stage, const struct deviation *found) {
    *stage = (struct stage){.tally = {.verdict = VERDICT_CONFORMANT,
                                      .catalogue = requirement_catalogue,
                                      .cases = stage->results,
                                      .case_count = CASES}};
    stage->results[FIRST].row = cases_find(bytes_of_text("request.prototype"));
    stage->results[SECOND].row = cases_find(bytes_of_text("activation.online"));
    deviate(stage, FIRST, found->first, found->is_warning);
    deviate(stage, SECOND, found->second, found->is_warning);
    if (found->hides_method) {
        stage->tally.requirements[REQUEST_METHOD].status = REQUIREMENT_NOT_RUN;
    }
    if (found->is_not_run) {
        stage->results[SECOND].status = CASE_NOT_RUN;
        stage->tally.requirements[ACTIVATION_ONLINE].status = REQUIREMENT_NOT_RUN;
        stage->tally.verdict = VERDICT_INCONCLUSIVE;
    }
}

static bool is_same(const struct baseline_outcome *a, const struct baseline_outcome *b) {
    return a->waived == b->waived && a->fresh == b->fresh && a->stale == b->stale &&
           a->expired == b->expired;
}

static void test_baseline_apply__fails_on_what_is_new_stale_or_expired_alone(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof apply_rows / sizeof apply_rows[0]; i++) {
        const struct apply_row *row = &apply_rows[i];
        struct baseline baseline = {NULL, 0};
        struct diagnostic diagnostic = {""};
        struct stage stage;
        set_stage(&stage, &row->found);
        enum verdict verdict = stage.tally.verdict;
        check_row(row->name,
                  baseline_read("b.json", bytes_of_text(row->entries), requirement_catalogue,
                                cases_all(), &baseline, &diagnostic) == STATUS_OK);
        struct baseline_outcome outcome = baseline_apply(&baseline, &stage.tally, now_us);
        check_row(row->name, is_same(&outcome, &row->outcome));
        check_row(row->name, baseline_exit_code(&stage.tally, &outcome) == row->exit_code);
        check_row(row->name, stage.tally.verdict == verdict);
        baseline_clean_up(&baseline);
    }
    check_finish();
}

static void test_baseline_apply__says_until_when_and_by_whom_it_is_waived(void **state) {
    (void)state;
    struct baseline baseline = {NULL, 0};
    struct diagnostic diagnostic = {""};
    struct stage stage;
    set_stage(&stage, &(struct deviation)BROKEN(RESPONSE_NAME, REQUIREMENT_NONE));
    assert_int_equal(baseline_read("b.json", bytes_of_text(ENTRY(NAME TERMS)),
                                   requirement_catalogue, cases_all(), &baseline, &diagnostic),
                     STATUS_OK);
    baseline_apply(&baseline, &stage.tally, now_us);
    const struct requirement_result *result = &stage.tally.requirements[RESPONSE_NAME];
    assert_int_equal(result->status, REQUIREMENT_WAIVED);
    assert_string_equal(result->reason, "waived until 2027-01-31 by ops: legacy");
    baseline_clean_up(&baseline);
}

static void test_baseline_exit_code__stays_4_without_a_verdict(void **state) {
    (void)state;
    struct stage stage;
    set_stage(&stage, &(struct deviation)NOTHING);
    stage.tally.verdict = VERDICT_NONE;
    assert_int_equal(baseline_exit_code(&stage.tally, &(struct baseline_outcome){0, 0, 1, 0}), 4);
}

struct writing_row {
    const char *name, *report;
    const char *written; /* in the baseline; NULL: refused */
    const char *told;
};

#define REPORT(requirements) "{\"verdict\":\"x\",\"requirements\":[" requirements "]}"
#define IS(id, status) "{\"id\":\"" id "\",\"status\":\"" status "\"}"

static const struct writing_row writing_rows[] = {
    {"nothing broken", REPORT(IS("response.name", "proven")), "\"deviations\": []", NULL},
    {"broken", REPORT(IS("response.name", "broken")), "\"requirement\": \"response.name\"", NULL},
    {"waived before", REPORT(IS("response.name", "waived")), "\"requirement\": \"response.name\"",
     NULL},
    {"no requirements", "{}", NULL, "r.json:1:1: no report.json of assay: \"requirements\""},
    {"no id", REPORT("{\"status\":\"broken\"}"), NULL, "\"id\" must be a string"},
    {"status of another kind", REPORT("{\"id\":\"a\",\"status\":1}"), NULL,
     "\"status\" must be a string"},
    {"a status of another suite", REPORT(IS("response.name", "bent")), NULL,
     "r.json:1:63: no report.json of assay: this suite knows no such \"status\""},
    {"cut", "{\"requirements\":[", NULL, "r.json:1:18: "},
};

static void test_baseline_write__names_each_broken_requirement(void **state) {
    (void)state;
    const struct baseline_terms terms = {"known", "ops", "2027-01-31"};
    for (size_t i = 0; i < sizeof writing_rows / sizeof writing_rows[0]; i++) {
        const struct writing_row *row = &writing_rows[i];
        struct diagnostic diagnostic = {""};
        struct buffer out;
        buffer_init(&out, TEXT_LIMIT);
        enum status status =
            baseline_write("r.json", bytes_of_text(row->report), &terms, &out, &diagnostic);
        check_row(row->name, (status == STATUS_OK) == (row->written != NULL));
        check_row(row->name, row->written == NULL || strstr(buffer_text(&out), row->written));
        check_row(row->name, row->told == NULL || strstr(diagnostic.text, row->told) != NULL);
        buffer_clean_up(&out);
    }
    check_finish();
}

static void test_baseline_write__writes_what_baseline_read_takes(void **state) {
    (void)state;
    const struct baseline_terms terms = {"known", "ops", "2027-01-31"};
    struct diagnostic diagnostic = {""};
    struct baseline baseline = {NULL, 0};
    struct buffer out;
    buffer_init(&out, TEXT_LIMIT);
    assert_int_equal(baseline_write("r.json", bytes_of_text(REPORT(IS("response.name", "broken"))),
                                    &terms, &out, &diagnostic),
                     STATUS_OK);
    assert_int_equal(baseline_read("b.json", buffer_view(&out), requirement_catalogue, cases_all(),
                                   &baseline, &diagnostic),
                     STATUS_OK);
    assert_int_equal(baseline.count, 1);
    assert_int_equal(baseline.items[0].requirement, RESPONSE_NAME);
    assert_string_equal(baseline.items[0].owner, "ops");
    baseline_clean_up(&baseline);
    buffer_clean_up(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            test_baseline_read__takes_what_is_whole_and_names_the_place_of_what_is_not),
        cmocka_unit_test(test_baseline_read__refuses_more_entries_than_anyone_answers_for),
        cmocka_unit_test(test_baseline_apply__fails_on_what_is_new_stale_or_expired_alone),
        cmocka_unit_test(test_baseline_apply__says_until_when_and_by_whom_it_is_waived),
        cmocka_unit_test(test_baseline_exit_code__stays_4_without_a_verdict),
        cmocka_unit_test(test_baseline_write__names_each_broken_requirement),
        cmocka_unit_test(test_baseline_write__writes_what_baseline_read_takes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
