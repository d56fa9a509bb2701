#include "app/commands.h"
#include "app/present.h"
#include "app/rejudgement.h"
#include "app/rows_as_tests.h"
#include "app/waiving.h"

#include <inttypes.h>
#include <string.h>

struct rejudging {
    const char *evidence_file;
    const char *target_file;
    const char *baseline_file;
    bool is_strict;
    enum present_format format;
    struct waiving waiving;
    struct rejudgement again;
    struct diagnostic diagnostic;
};

static void tell_kind(const struct rejudging *work) {
    const struct ledger *ledger = &work->again.ledger;
    if (ledger->kind == LEDGER_FOREIGN) {
        fprintf(stderr,
                "assay: %s: recorded by %s, without a chain: whether it is whole cannot be told\n",
                work->evidence_file, ledger->creator[0] == '\0' ? "another tool" : ledger->creator);
    }
    if (ledger->kind == LEDGER_JOURNAL && !ledger->record.has_end) {
        fprintf(stderr, "assay: %s: the journal of a run that died after %zu exchanges%s\n",
                work->evidence_file, ledger->count,
                ledger->is_cut ? "; its last line is cut and was left out" : "");
    }
}

/* Evidence of an older suite is judged by the tables of this one. */
static void tell_version(const struct rejudging *work) {
    const struct record *record = &work->again.ledger.record;
    if (record->has_head && strcmp(record->head.cases_sha256, work->again.cases_sha256) != 0) {
        fprintf(stderr,
                "assay: %s: recorded by suite %s with other case tables, judged by those of "
                "suite %s\n",
                work->evidence_file, record->head.suite_version, ASSAY_VERSION);
    }
}

/* A HAR of a browser's, or of a suite with other cases. */
static void tell_strangers(const struct rejudging *work) {
    const struct judgement *judgement = &work->again.judgement;
    if (judgement->recognised > 0) {
        fprintf(stderr,
                "assay: %s: %" PRIu32 " of its %" PRIu32 " entries were recognised as calls of the "
                "API by what they show\n",
                work->evidence_file, judgement->recognised, judgement->calls);
    }
    if (judgement->strangers > 0) {
        fprintf(stderr,
                "assay: %s: %" PRIu32 " of its %" PRIu32 " entries belong to no case of this "
                "suite\n",
                work->evidence_file, judgement->strangers, judgement->calls);
    }
}

static enum status judge(struct rejudging *work) {
    struct tally *tally = &work->again.judgement.tally;
    enum status status = waiving_load(work->baseline_file, &work->waiving, &work->diagnostic);
    status = status == STATUS_OK
                 ? rejudgement_make(work->evidence_file, work->target_file, work->is_strict,
                                    &work->again, &work->diagnostic)
                 : status;
    if (status != STATUS_OK) {
        return status;
    }
    waiving_apply(&work->waiving, tally);
    return rows_as_tests(tally, &work->diagnostic);
}

static int rejudge(struct rejudging *work) {
    enum status status = judge(work);
    int exit_code = EXIT_HARNESS;
    if (status != STATUS_OK) {
        fprintf(stderr, "assay: %s\n",
                work->diagnostic.text[0] == '\0' ? status_words(status) : work->diagnostic.text);
        exit_code = status == STATUS_NO_MEMORY ? EXIT_HARNESS : EXIT_USAGE;
    } else if (present(&work->again.judgement.tally, work->format)) {
        exit_code = work->again.judgement.tally.run.exit_code;
        tell_kind(work);
        tell_version(work);
        tell_strangers(work);
    }
    rejudgement_clean_up(&work->again);
    waiving_clean_up(&work->waiving);
    return exit_code;
}

struct arguments {
    const char *target_file;
    const char *baseline_file;
    const char *format;
    bool is_strict;
};

static int perform(const void *context, char **operands) {
    const struct arguments *arguments = context;
    struct rejudging work = {
        .evidence_file = operands[0],
        .target_file = arguments->target_file,
        .baseline_file = arguments->baseline_file,
        .is_strict = arguments->is_strict,
    };
    if (work.target_file == NULL) {
        fprintf(stderr, "assay: --target FILE is missing; `assay judge --help` shows how\n");
        return EXIT_USAGE;
    }
    return present_format_parse(arguments->format, &work.format) ? rejudge(&work) : EXIT_USAGE;
}

static const struct arguments defaults = {.format = "console"};

static const struct option_spec options[] = {
    {"target", "FILE", "the target profile (mandatory); its secrets are not read", OPTION_TEXT,
     offsetof(struct arguments, target_file), 0},
    {"strict", NULL, "warnings count as failures", OPTION_FLAG,
     offsetof(struct arguments, is_strict), 0},
    {"baseline", "FILE", "known deviations; the exit code is about what is new, stale or expired",
     OPTION_TEXT, offsetof(struct arguments, baseline_file), 0},
    {"format", "FORMAT", "stdout: console, tap or json (default: console)", OPTION_TEXT,
     offsetof(struct arguments, format), 0},
};

const struct command command_judge = {
    .name = "judge",
    .brief = "judge recorded evidence again",
    .operands = "EVIDENCE",
    .summary = "Judges recorded evidence again: the same findings and verdict as the run's.",
    .details =
        "EVIDENCE is the evidence.har of a run, the journal.ndjson of a run that died, or a\n"
        "HAR that another tool recorded. `--format json` prints the very bytes of the run's\n"
        "report.json. Evidence of ours that was altered, or that lacks an exchange, is\n"
        "refused (exit 2) with the entry named.",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .operands_min = 1,
    .operands_max = 1,
    .defaults = &defaults,
    .arguments_size = sizeof(struct arguments),
    .perform = perform,
};
