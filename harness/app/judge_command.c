#include "app/catalogue.h"
#include "app/commands.h"
#include "app/judgement.h"
#include "app/present.h"
#include "app/profile.h"
#include "app/rows_as_tests.h"
#include "cases/cases.h"
#include "store/file.h"

#include <inttypes.h>

enum { HAR_LIMIT_BYTES = 1 << 30 };

struct rejudging {
    const char *har_file;
    const char *target_file;
    bool is_strict;
    enum present_format format;
    struct profile profile;
    struct plan plan;
    struct buffer har;
    struct judgement judgement;
    char cases_sha256[CATALOGUE_HASH_SIZE];
    struct diagnostic diagnostic;
};

static enum status prepare(struct rejudging *work) {
    const struct plan_filter everything = {.only_count = 0};
    enum status status = profile_load(work->target_file, URL_CLEARTEXT_ALLOWED,
                                      PROFILE_WITHOUT_SECRETS, &work->profile, &work->diagnostic);
    status = status == STATUS_OK
                 ? store_read(work->har_file, HAR_LIMIT_BYTES, &work->har, &work->diagnostic)
                 : status;
    status = status == STATUS_OK ? catalogue_hash(work->cases_sha256) : status;
    return status == STATUS_OK
               ? plan_make(cases_all(), requirement_catalogue, &work->profile.target, NULL,
                           &everything, 0, &work->plan, &work->diagnostic)
               : status;
}

static enum status judge(struct rejudging *work) {
    struct judge_rules rules = judge_rules_of(&work->profile.target, work->is_strict);
    struct bytes text = buffer_view(&work->har);
    struct judgement_reasons reasons = {.otherwise = "the evidence has no exchange of it"};
    struct diagnostic reason = {""};
    enum status status =
        judgement_make(evidence_from_har(&text), &work->plan, &work->profile.target, &rules,
                       &reasons, &work->judgement, &reason);
    if (status != STATUS_OK) {
        diagnostic_set(&work->diagnostic, "%s: %s", work->har_file,
                       reason.text[0] == '\0' ? status_words(status) : reason.text);
        return status;
    }
    struct tally *tally = &work->judgement.tally;
    tally->run = (struct run_facts){
        .run_id = "",
        .started_us = work->judgement.first_us,
        .elapsed_us = work->judgement.last_us - work->judgement.first_us,
        .is_strict = work->is_strict,
        .calls = work->judgement.calls,
        .target_name = work->profile.target.name,
        .endpoint = work->profile.target.endpoint_text,
        .certificate_sha256 = work->judgement.certificate_sha256,
        .suite_version = ASSAY_VERSION,
        .document_edition = DOCUMENT_EDITION,
        .cases_sha256 = work->cases_sha256,
    };
    tally->run.exit_code = verdict_exit_code(tally->verdict, (struct run_outcome){false, false});
    return rows_as_tests(tally, &work->diagnostic);
}

/* A HAR of a browser's, or of a suite with other cases. */
static void tell_strangers(const struct rejudging *work) {
    const struct judgement *judgement = &work->judgement;
    if (judgement->strangers > 0) {
        fprintf(stderr,
                "assay: %s: %" PRIu32 " of its %" PRIu32 " entries belong to no case of this "
                "suite\n",
                work->har_file, judgement->strangers, judgement->calls);
    }
}

static int rejudge(struct rejudging *work) {
    buffer_init(&work->har, HAR_LIMIT_BYTES);
    enum status status = prepare(work);
    status = status == STATUS_OK ? judge(work) : status;
    int exit_code = EXIT_HARNESS;
    if (status != STATUS_OK) {
        fprintf(stderr, "assay: %s\n",
                work->diagnostic.text[0] == '\0' ? status_words(status) : work->diagnostic.text);
        exit_code = status == STATUS_NO_MEMORY ? EXIT_HARNESS : EXIT_USAGE;
    } else if (present(&work->judgement.tally, work->format)) {
        exit_code = work->judgement.tally.run.exit_code;
        tell_strangers(work);
    }
    judgement_clean_up(&work->judgement);
    plan_clean_up(&work->plan);
    profile_clean_up(&work->profile);
    buffer_clean_up(&work->har);
    return exit_code;
}

struct arguments {
    const char *target_file;
    const char *format;
    bool is_strict;
};

static int perform(const void *context, char **operands) {
    const struct arguments *arguments = context;
    struct rejudging work = {
        .har_file = operands[0],
        .target_file = arguments->target_file,
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
    {"format", "FORMAT", "stdout: console, tap or json (default: console)", OPTION_TEXT,
     offsetof(struct arguments, format), 0},
};

const struct command command_judge = {
    .name = "judge",
    .brief = "judge recorded evidence again",
    .operands = "HAR",
    .summary = "Judges recorded evidence again: the same findings and verdict as the run's.",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .operands_min = 1,
    .operands_max = 1,
    .defaults = &defaults,
    .arguments_size = sizeof(struct arguments),
    .perform = perform,
};
