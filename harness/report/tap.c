/* TAP 13: one line for each case, a YAML block below each one that has something to say. */
#include "report/report.h"

#include "report/summary.h"

enum { TEXT_SIZE_MAX = 1024 * 1024 };

/* TAP in the making: the pen on the output, and a scratch buffer for text that is escaped twice. */
struct tap {
    const struct tally *tally;
    struct pen pen;
    struct buffer scratch; /* owned */
};

/* Text made fit to show, each byte of `special` with a backslash in front. */
static void write_escaped(struct tap *tap, const char *text, const char *special) {
    struct pen safe;
    buffer_clear(&tap->scratch);
    pen_init(&safe, &tap->scratch);
    pen_safe_text(&safe, text);
    if (tap->pen.status == STATUS_OK) {
        tap->pen.status = pen_finish(&safe);
    }
    for (const char *at = buffer_text(&tap->scratch); *at != '\0'; at++) {
        if (strchr(special, *at) != NULL) {
            pen_text(&tap->pen, "\\");
        }
        pen_bytes(&tap->pen, bytes_of(at, 1));
    }
}

/* In a test line '#' begins a directive. */
static void write_description(struct tap *tap, const char *text) {
    write_escaped(tap, text, "\\#");
}

/* YAML 1.1 section 9.1: in double quotes nothing but the quote and the backslash is special once
   control characters are gone. */
static void write_yaml(struct tap *tap, const char *before, const char *text) {
    pen_text(&tap->pen, before);
    pen_text(&tap->pen, "\"");
    write_escaped(tap, text, "\\\"");
    pen_text(&tap->pen, "\"\n");
}

static void write_message(struct tap *tap, const struct case_result *result) {
    if (result->findings.count == 0) {
        write_yaml(tap, "  message: ", result->reason);
        return;
    }
    struct buffer sentence;
    struct pen pen;
    buffer_init(&sentence, TEXT_SIZE_MAX);
    pen_init(&pen, &sentence);
    finding_write_sentence(&pen, tap->tally, &result->findings.items[0]);
    if (tap->pen.status == STATUS_OK) {
        tap->pen.status = pen_finish(&pen);
    }
    write_yaml(tap, "  message: ", buffer_text(&sentence));
    buffer_clean_up(&sentence);
}

static void write_finding(struct tap *tap, const struct finding *finding) {
    const struct requirement *requirement = finding_requirement(tap->tally, finding);
    write_yaml(tap, "    - requirement: ", requirement->id);
    write_yaml(tap, "      level: ", level_names[requirement->level]);
    write_yaml(tap, "      severity: ", severity_names[finding->severity]);
    write_yaml(tap, "      expected: ", finding->expected);
    write_yaml(tap, "      actual: ", finding->actual);
    write_yaml(tap, "      where: ", finding->where);
    if (finding_handling(finding) != NULL) {
        write_yaml(tap, "      handling: ", finding_handling(finding));
    }
    pen_text(&tap->pen, "      exchange: ");
    pen_number(&tap->pen, finding->exchange);
    pen_text(&tap->pen, "\n");
}

/* What a harness prints beside the line: a warning passes, an error is the harness's own. */
static const char *const severities[CASE_STATUS_COUNT] = {
    [CASE_PASS] = "comment", [CASE_WARN] = "warning", [CASE_NOT_RUN] = "comment",
    [CASE_FAIL] = "fail",    [CASE_ERROR] = "error",
};

static void write_diagnostic(struct tap *tap, const struct case_result *result) {
    pen_text(&tap->pen, "  ---\n");
    write_message(tap, result);
    write_yaml(tap, "  severity: ", severities[result->status]);
    write_yaml(tap, "  title: ", result->row->title);
    if (result->is_flaky) {
        pen_text(&tap->pen, "  flaky: true\n");
    }
    if (result->findings.count > 0) {
        pen_text(&tap->pen, "  findings:\n");
    }
    for (size_t i = 0; i < result->findings.count; i++) {
        write_finding(tap, &result->findings.items[i]);
    }
    if (result->reproduce != NULL) {
        write_yaml(tap, "  reproduce: ", result->reproduce);
    }
    pen_text(&tap->pen, "  ...\n");
}

static bool is_ok(enum case_status status) {
    return status != CASE_FAIL && status != CASE_ERROR;
}

static bool has_diagnostic(enum case_status status) {
    return status == CASE_WARN || !is_ok(status);
}

static void write_case(struct tap *tap, size_t index) {
    const struct case_result *result = &tap->tally->cases[index];
    pen_text(&tap->pen, is_ok(result->status) ? "ok " : "not ok ");
    pen_number(&tap->pen, index + 1);
    pen_text(&tap->pen, " - ");
    write_description(tap, result->row->id);
    if (result->status == CASE_NOT_RUN) {
        pen_text(&tap->pen, " # SKIP ");
        write_description(tap, result->reason);
    }
    pen_text(&tap->pen, "\n");
    if (has_diagnostic(result->status)) {
        write_diagnostic(tap, result);
    }
}

/* A plan of nothing must give its reason, or a reader takes it for a mistake. */
static void write_plan(struct tap *tap) {
    pen_text(&tap->pen, "TAP version 13\n1..");
    pen_number(&tap->pen, tap->tally->case_count);
    pen_text(&tap->pen, tap->tally->case_count == 0 ? " # SKIP there are no cases\n" : "\n");
}

static void write_verdict(struct tap *tap) {
    const struct tally *tally = tap->tally;
    pen_text(&tap->pen, "# ");
    summary_write(&tap->pen, tally);
    pen_text(&tap->pen, "\n# verdict: ");
    pen_text(&tap->pen, verdict_names[tally->verdict]);
    pen_text(&tap->pen, ". ");
    pen_safe_text(&tap->pen, tally->verdict_reason);
    pen_text(&tap->pen, "\n");
    if (tally->verdict == VERDICT_NONE) {
        pen_text(&tap->pen, "Bail out! ");
        pen_safe_text(&tap->pen, tally->verdict_reason);
        pen_text(&tap->pen, "\n");
    }
}

enum status report_tap(const struct tally *tally, struct buffer *out) {
    struct tap tap = {.tally = tally};
    pen_init(&tap.pen, out);
    buffer_init(&tap.scratch, TEXT_SIZE_MAX);
    write_plan(&tap);
    for (size_t i = 0; i < tally->case_count; i++) {
        write_case(&tap, i);
    }
    write_verdict(&tap);
    buffer_clean_up(&tap.scratch);
    return pen_finish(&tap.pen);
}
