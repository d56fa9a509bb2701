/* Targets baselines (harness/baseline): any bytes as a baseline that a run is held against, and as
   the report that one is written from. */
#include "baseline/baseline.h"
#include "cases/cases.h"
#include "fuzz/oracle.h"
#include "fuzz/oracles/profile.h"
#include "fuzz/oracles/sample.h"
#include "fuzz/oracles/sweep.h"
#include "json/gate.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#define FILE_NAME "b.json"

enum { SWEEP_ONE_IN = 512, SWEEP_TRIES = 24, RUN_CASES_MAX = 256 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const int64_t now_us = INT64_C(1800000000) * 1000000; /* 2027-01-15 */
static const char today[] = "2027-01-15";

/* ---- reading ---- */

static void check_waiver(const struct waiver *waiver) {
    ORACLE("baseline-subject",
           (waiver->requirement == REQUIREMENT_NONE) == (waiver->row != NULL) &&
               (waiver->row != NULL || waiver->requirement < REQUIREMENT_COUNT),
           "an entry of neither or both");
    ORACLE("baseline-terms",
           waiver->reason[0] != '\0' && waiver->owner[0] != '\0' &&
               baseline_is_day(waiver->expires) && waiver->line > 0,
           "an entry without reason, owner, day or line");
}

static bool reads(struct bytes text, struct baseline *out_baseline) {
    struct diagnostic diagnostic = {""};
    out_baseline->count = SIZE_MAX;
    enum status status = baseline_read(FILE_NAME, text, requirement_catalogue, cases_all(),
                                       out_baseline, &diagnostic);
    ORACLE("baseline-status", status == STATUS_OK || status == STATUS_INVALID, "%s",
           status_words(status));
    if (status == STATUS_INVALID) {
        ORACLE("baseline-untouched", out_baseline->count == SIZE_MAX, "a failure that leaves some");
        profile_check_diagnostic(&diagnostic, FILE_NAME, text);
    }
    return status == STATUS_OK;
}

/* ---- a run held against it ---- */

struct run {
    struct tally tally;
    struct case_result cases[RUN_CASES_MAX];
    struct finding findings[RUN_CASES_MAX];
};

/* Each case breaks what it proves first, or does not, by lot. */
static void draw_run(struct run *run, uint64_t lot) {
    struct case_table table = cases_all();
    *run = (struct run){.tally = {.catalogue = requirement_catalogue, .cases = run->cases}};
    SETUP(table.count <= RUN_CASES_MAX);
    run->tally.case_count = table.count;
    run->tally.verdict = VERDICT_NONCONFORMANT;
    for (size_t i = 0; i < table.count; i++) {
        const struct case_row *row = &table.rows[i];
        bool is_broken = (lot >> i % 61 & 1) != 0;
        run->findings[i] =
            (struct finding){.requirement = row->proves[0], .severity = SEVERITY_FAILURE};
        run->cases[i] = (struct case_result){.row = row,
                                             .status = is_broken ? CASE_FAIL : CASE_PASS,
                                             .findings = {&run->findings[i], is_broken, 1}};
        if (is_broken) {
            run->tally.requirements[row->proves[0]].status = REQUIREMENT_BROKEN;
        }
    }
}

static bool is_covered(const struct baseline *baseline, const struct case_result *result) {
    for (size_t i = 0; i < baseline->count; i++) {
        const struct waiver *waiver = &baseline->items[i];
        bool is_meant = waiver->row == result->row ||
                        waiver->requirement == result->findings.items[0].requirement;
        if (is_meant && strcmp(waiver->expires, today) >= 0) {
            return true;
        }
    }
    return false;
}

/* The same by brute force: what is left broken is what no entry of today covers whole. */
static void check_statuses(const struct baseline *baseline, const struct run *run,
                           const struct baseline_outcome *outcome) {
    size_t waived = 0;
    size_t fresh = 0;
    for (size_t id = 0; id < REQUIREMENT_COUNT; id++) {
        bool is_broken = false;
        bool is_whole = true;
        for (size_t i = 0; i < run->tally.case_count; i++) {
            const struct case_result *result = &run->cases[i];
            if (result->findings.count > 0 && result->findings.items[0].requirement == id) {
                is_broken = true;
                is_whole = is_whole && is_covered(baseline, result);
            }
        }
        enum requirement_status wanted = !is_broken ? REQUIREMENT_PROVEN
                                         : is_whole ? REQUIREMENT_WAIVED
                                                    : REQUIREMENT_BROKEN;
        ORACLE("baseline-waives", run->tally.requirements[id].status == wanted,
               "%s is %d instead of %d", requirement_catalogue[id].id,
               (int)run->tally.requirements[id].status, (int)wanted);
        waived += wanted == REQUIREMENT_WAIVED;
        fresh += wanted == REQUIREMENT_BROKEN;
    }
    ORACLE("baseline-counts", outcome->waived == waived && outcome->fresh == fresh,
           "%zu waived and %zu fresh", outcome->waived, outcome->fresh);
}

static void check_run(struct baseline *baseline, uint64_t lot) {
    static struct run run;
    draw_run(&run, lot);
    struct baseline_outcome outcome = baseline_apply(baseline, &run.tally, now_us);
    check_statuses(baseline, &run, &outcome);
    for (size_t i = 0; i < baseline->count; i++) {
        bool is_over = strcmp(baseline->items[i].expires, today) < 0;
        ORACLE("baseline-expires", (baseline->items[i].state == WAIVER_EXPIRED) == is_over,
               "%s on %s", baseline->items[i].expires, today);
    }
    bool is_bad = outcome.fresh + outcome.stale + outcome.expired > 0;
    ORACLE("baseline-exit", baseline_exit_code(&run.tally, &outcome) == is_bad, "exit code %d",
           baseline_exit_code(&run.tally, &outcome));
    ORACLE("baseline-verdict", run.tally.verdict == VERDICT_NONCONFORMANT, "another verdict");
}

/* ---- writing ---- */

/* What is written from a report is a baseline, but for ids that no requirement has. */
static void check_written(struct bytes report) {
    const struct baseline_terms terms = {"a reason", "an owner", "2027-01-31"};
    struct diagnostic diagnostic = {""};
    struct json_error error;
    struct buffer out;
    buffer_init(&out, 16 * BASELINE_LIMIT_BYTES);
    enum status status = baseline_write("r.json", report, &terms, &out, &diagnostic);
    ORACLE("baseline-status", status == STATUS_OK || status == STATUS_INVALID, "%s",
           status_words(status));
    if (status == STATUS_OK) {
        oracle_count_deep();
        const struct json_limits limits = {.depth = 8, .values = SIZE_MAX};
        error = json_gate(buffer_view(&out), limits, NULL);
        ORACLE("baseline-written", error.fault == JSON_OK, "%s", json_fault_words[error.fault]);
    } else {
        ORACLE("baseline-untouched", out.size == 0, "a failure that leaves text behind");
        profile_check_diagnostic(&diagnostic, "r.json", report);
    }
    buffer_clean_up(&out);
}

static enum sweep_result read_with_less_memory(void *context) {
    struct baseline baseline = {NULL, 0};
    struct diagnostic diagnostic;
    enum status status = baseline_read(FILE_NAME, *(struct bytes *)context, requirement_catalogue,
                                       cases_all(), &baseline, &diagnostic);
    baseline_clean_up(&baseline);
    return status == STATUS_NO_MEMORY ? SWEEP_NO_MEMORY : SWEEP_DONE;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct bytes text = bytes_of(data, size);
    struct baseline baseline;
    oracle_count_input();
    if (reads(text, &baseline)) {
        oracle_count_deep();
        for (size_t i = 0; i < baseline.count; i++) {
            check_waiver(&baseline.items[i]);
        }
        check_run(&baseline, sample_hash(text));
        check_run(&baseline, 0);
        baseline_clean_up(&baseline);
    }
    check_written(text);
    if (sample_takes(text, "baseline-allocation-failure", SWEEP_ONE_IN)) {
        sweep_floor("baseline-allocation-failure", read_with_less_memory, &text,
                    oracle_is_replay() ? UINT_MAX : SWEEP_TRIES);
    }
    return 0;
}
