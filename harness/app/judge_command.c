#include "app/commands.h"
#include "app/core_dump.h"
#include "app/judge_notes.h"
#include "app/present.h"
#include "app/rows_as_tests.h"
#include "app/waiving.h"

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
        judge_notes_tell(work->evidence_file, &work->again);
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
    core_dump_forbid(); /* another tool's evidence shows credentials */
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
        "HAR that another tool recorded: calls in it that are no case's are told under\n"
        "observed.elsewhere. `--format json` prints the very bytes of the run's\n"
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
