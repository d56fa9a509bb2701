/* Targets the reader of reports and the comparison behind it (harness/compare): any bytes as a
   report.json, held against itself and against a fixed one. */
#include "compare/compare.h"
#include "fuzz/oracle.h"
#include "fuzz/oracles/profile.h"
#include "fuzz/oracles/sample.h"
#include "fuzz/oracles/sweep.h"
#include "report/differences.h"
#include "json/gate.h"

#include <limits.h>
#include <string.h>

enum { SWEEP_ONE_IN = 512, SWEEP_TRIES = 24, RENDERED_LIMIT_BYTES = 64 * 1024 * 1024 };

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char fixed_text[] =
    "{\"verdict\":\"conformant\",\"requirements\":[{\"id\":\"response.json\",\"status\":\"proven\"}"
    "],"
    "\"cases\":[{\"id\":\"a.b\",\"status\":\"pass\"},{\"id\":\"c.d\",\"status\":\"fail\"}],"
    "\"exchanges\":[{\"case\":\"a.b\",\"outcome\":\"complete\",\"status\":200,"
    "\"head\":{\"bytes\":36,\"encoding\":\"utf-8\",\"content\":\"HTTP/1.1 200 OK\\r\\nServer: "
    "nginx\\r\\n\\r\\n"
    "\"},\"body\":{\"bytes\":18,\"encoding\":\"utf-8\",\"content\":\"{\\\"activated\\\":true}\"}}]"
    "}";

static struct snapshot fixed;

static enum status read_report(struct bytes text, struct snapshot *snapshot,
                               struct diagnostic *out_diagnostic) {
    snapshot_init(snapshot);
    return snapshot_read_report("r.json", text, snapshot, out_diagnostic);
}

int LLVMFuzzerInitialize(int *argc, char ***argv) {
    (void)argc, (void)argv;
    struct diagnostic diagnostic;
    SETUP(read_report(bytes_of_text(fixed_text), &fixed, &diagnostic) == STATUS_OK);
    return 0;
}

static size_t count_lines(const struct buffer *text) {
    size_t lines = 0;
    for (size_t i = 0; i < text->size; i++) {
        lines += text->data[i] == '\n';
    }
    return lines;
}

/* A line for each difference: what a platform sent begins no line of its own. */
static void check_lines(const struct differences *differences,
                        enum status (*render)(const struct differences *differences,
                                              struct buffer *out),
                        size_t other_lines) {
    struct buffer out;
    buffer_init(&out, RENDERED_LIMIT_BYTES);
    SETUP(render(differences, &out) == STATUS_OK);
    size_t wanted = differences->count + other_lines;
    ORACLE("diff-lines", count_lines(&out) == wanted, "%zu lines instead of %zu", count_lines(&out),
           wanted);
    ORACLE("diff-text", memchr(out.data, 0x1b, out.size) == NULL, "a terminal's escape");
    buffer_clean_up(&out);
}

static void check_rendered(const struct differences *differences) {
    struct buffer out;
    buffer_init(&out, RENDERED_LIMIT_BYTES);
    SETUP(report_differences_json(differences, &out) == STATUS_OK);
    const struct json_limits limits = {.depth = 8, .values = SIZE_MAX};
    struct json_error error = json_gate(buffer_view(&out), limits, NULL);
    ORACLE("diff-json", error.fault == JSON_OK, "%s", json_fault_words[error.fault]);
    buffer_clean_up(&out);
    check_lines(differences, report_differences_text, 1);
    check_lines(differences, report_differences_markdown, differences->count > 0 ? 4 : 1);
}

static void check_compared(const struct snapshot *old, const struct snapshot *new) {
    struct differences differences = {NULL, 0, 0};
    enum status status = compare_snapshots(old, new, &differences);
    ORACLE("diff-status", status == STATUS_OK || status == STATUS_LIMIT, "%s",
           status_words(status));
    for (size_t i = 1; i < differences.count; i++) {
        ORACLE("diff-order", differences.items[i - 1].grade >= differences.items[i].grade,
               "a worse one behind a better one");
    }
    check_rendered(&differences);
    differences_clean_up(&differences);
}

static void check_itself(const struct snapshot *snapshot) {
    struct differences differences = {NULL, 0, 0};
    SETUP(compare_snapshots(snapshot, snapshot, &differences) == STATUS_OK);
    ORACLE("diff-itself", differences.count == 0, "differs from itself: %s, %s",
           differences.items[0].subject, differences.items[0].what);
    differences_clean_up(&differences);
}

static enum sweep_result compare_with_less_memory(void *context) {
    struct snapshot snapshot;
    struct differences differences = {NULL, 0, 0};
    struct diagnostic diagnostic;
    enum status status = read_report(*(struct bytes *)context, &snapshot, &diagnostic);
    status = status == STATUS_OK ? compare_snapshots(&fixed, &snapshot, &differences) : status;
    differences_clean_up(&differences);
    snapshot_clean_up(&snapshot);
    return status == STATUS_NO_MEMORY ? SWEEP_NO_MEMORY : SWEEP_DONE;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct bytes text = bytes_of(data, size);
    struct snapshot snapshot;
    struct diagnostic diagnostic = {""};
    oracle_count_input();
    enum status status = read_report(text, &snapshot, &diagnostic);
    ORACLE("diff-status", status == STATUS_OK || status == STATUS_INVALID, "%s",
           status_words(status));
    if (status == STATUS_OK) {
        oracle_count_deep();
        check_itself(&snapshot);
        check_compared(&fixed, &snapshot);
        check_compared(&snapshot, &fixed);
    } else {
        profile_check_diagnostic(&diagnostic, "r.json", text);
    }
    snapshot_clean_up(&snapshot);
    if (sample_takes(text, "diff-allocation-failure", SWEEP_ONE_IN)) {
        sweep_floor("diff-allocation-failure", compare_with_less_memory, &text,
                    oracle_is_replay() ? UINT_MAX : SWEEP_TRIES);
    }
    return 0;
}
