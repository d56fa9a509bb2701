#include "app/run.h"

#include "app/campaign.h"
#include "app/catalogue.h"
#include "app/commands.h"
#include "app/judgement.h"
#include "app/outputs.h"
#include "app/progress.h"
#include "app/recorder.h"
#include "app/rows_as_tests.h"
#include "app/stop.h"
#include "cases/cases.h"
#include "store/file.h"

#include <inttypes.h>

enum { PARALLEL = 8, RUN_ID_SIZE = 48, FOLDER_SIZE = 4096 };

/* Evidence past this ends the run; what was recorded is judged. */
static const uint64_t evidence_limit_bytes = UINT64_C(1) << 30;

struct run {
    const struct run_options *options;
    struct profile profile;
    struct plan plan;
    struct judge_rules rules;
    struct clock clock;
    struct campaign campaign;
    struct recorder recorder;
    struct journal *journal;
    struct engine *engine;
    struct progress progress;
    struct journal_order recorded;
    struct judgement judgement;
    int64_t started_us; /* since 1970 */
    char run_id[RUN_ID_SIZE];
    char folder[FOLDER_SIZE];
    char cases_sha256[CATALOGUE_HASH_SIZE];
    const char *cut; /* why the run was stopped before its end; a literal, or NULL */
    struct diagnostic diagnostic;
};

static int complain(const struct run *run, enum status status, int exit_code) {
    const char *text = run->diagnostic.text;
    fprintf(stderr, "assay: %s\n", text[0] == '\0' ? status_words(status) : text);
    return status == STATUS_NO_MEMORY ? EXIT_HARNESS : exit_code;
}

/* Before anything is sent: whatever fails here is a usage or profile error. */

static void name_run(struct run *run) {
    char time[CLOCK_RFC3339_SIZE];
    run->started_us = run->clock.wall_us(run->clock.context);
    clock_format_rfc3339(run->started_us, time);
    struct random random = random_seeded((uint64_t)run->started_us);
    char suffix[9];
    random_hex(&random, suffix, 8);
    snprintf(run->run_id, sizeof run->run_id, "%.4s%.2s%.2sT%.2s%.2s%.2sZ-%s", time, time + 5,
             time + 8, time + 11, time + 14, time + 17, suffix);
}

static enum status open_folder(struct run *run) {
    int size = snprintf(run->folder, sizeof run->folder, "%s/%s", run->options->reports_folder,
                        run->run_id);
    if (size < 0 || (size_t)size >= sizeof run->folder) {
        diagnostic_set(&run->diagnostic, "--reports: the path is too long");
        return STATUS_INVALID;
    }
    enum status status = store_make_folder(run->folder, &run->diagnostic);
    return status == STATUS_OK ? journal_create(run->folder, "journal.ndjson", evidence_limit_bytes,
                                                &run->journal, &run->diagnostic)
                               : status;
}

static enum status prepare_target(struct run *run) {
    const struct run_options *options = run->options;
    enum status status = profile_load(options->target_file, options->schemes, PROFILE_RESOLVE,
                                      &run->profile, &run->diagnostic);
    if (status != STATUS_OK) {
        return status;
    }
    run->rules = judge_rules_of(&run->profile.target, options->is_strict);
    return plan_make(cases_all(), requirement_catalogue, &run->profile.target,
                     &run->profile.credentials, &options->filter, options->seed, &run->plan,
                     &run->diagnostic);
}

static struct engine_options engine_options_of(struct run *run) {
    const struct target *target = &run->profile.target;
    bool is_paced = target->throttle.is_given;
    return (struct engine_options){
        .ca_file = target->tls.ca_file,
        .client_cert_file = target->tls.client_cert_file,
        .client_key_file = target->tls.client_key_file,
        .client_key_password = run->profile.credentials.key_password,
        .proxy = target->proxy,
        .connect_timeout_us = target->connect_timeout_us,
        .total_timeout_us = target->total_timeout_us,
        .header_limit_bytes = target->header_limit_bytes,
        .body_limit_bytes = target->body_limit_bytes,
        .parallel = PARALLEL,
        .allowance = is_paced ? target->throttle.limit : THROTTLE_DEFAULT_LIMIT,
        .window_us = is_paced ? target->throttle.window_us
                              : THROTTLE_DEFAULT_WINDOW_SECONDS * INT64_C(1000000),
        .deadline_us =
            run->clock.monotonic_us(run->clock.context) + plan_bound_us(&run->plan, target),
        .clock = run->clock,
        .stop = &stop_requested,
        .sink = {recorder_record, &run->recorder},
        .on_wait = progress_wait,
        .on_wait_context = &run->progress,
    };
}

/* What the engine cannot use is a file that the profile names. */
static enum status make_engine(struct run *run) {
    struct engine_options options = engine_options_of(run);
    struct diagnostic reason = {""};
    enum status status = engine_new(&options, &run->engine, &reason);
    if (status == STATUS_INVALID) {
        diagnostic_set(&run->diagnostic,
                       "%s: member \"tls\": %s; give PEM files that belong together",
                       run->options->target_file, reason.text);
    } else if (status != STATUS_OK) {
        run->diagnostic = reason;
    }
    return status;
}

/* The journal comes last: where nothing can be sent, nothing is written. */
static enum status prepare_engine(struct run *run) {
    enum status status = recorder_init(&run->recorder, &run->profile, &run->plan, NULL);
    status = status == STATUS_OK ? campaign_init(&run->campaign, &run->plan, &run->profile,
                                                 &run->rules, &run->clock)
                                 : status;
    if (status != STATUS_OK) {
        return status;
    }
    run->recorder.campaign = &run->campaign;
    run->recorder.on_exchange = progress_call;
    run->recorder.on_exchange_context = &run->progress;
    status = make_engine(run);
    run->campaign.engine = run->engine;
    run->campaign.on_session = recorder_learn_session;
    run->campaign.on_session_context = &run->recorder;
    return status;
}

static enum status prepare(struct run *run) {
    enum status status = prepare_target(run);
    status = status == STATUS_OK ? catalogue_hash(run->cases_sha256) : status;
    if (status != STATUS_OK) {
        return status;
    }
    status = prepare_engine(run);
    if (status != STATUS_OK) {
        return status;
    }
    name_run(run);
    status = open_folder(run);
    run->recorder.journal = run->journal;
    return status;
}

static void announce(const struct run *run) {
    const struct target *target = &run->profile.target;
    bool has_login = run->profile.credentials.access_token == NULL;
    fprintf(stderr,
            "assay: %zu cases, at most %" PRIu32 " calls, about %.0f s, %.0f s at most; "
            "seed %" PRIu64 "\n",
            run->plan.order_count, run->plan.calls_max + has_login,
            (double)plan_estimate_us(&run->plan, target) / 1e6 + 0.5,
            (double)plan_bound_us(&run->plan, target) / 1e6 + 0.5, run->plan.seed);
}

/* Sending. What ends a run early is no error: what is there gets judged. */

static enum status drive(struct run *run) {
    struct request_source source = {campaign_next, &run->campaign};
    run->progress = progress_begin(run->plan.calls_max + 1);
    enum status status = engine_run(run->engine, &source, &run->diagnostic);
    progress_end(&run->progress);
    if (run->campaign.failure != STATUS_OK) {
        run->diagnostic = run->campaign.diagnostic;
        status = run->campaign.failure;
    }
    if (run->recorder.diagnostic.text[0] != '\0') {
        run->diagnostic = run->recorder.diagnostic;
    }
    if (status == STATUS_INTERRUPTED) {
        run->cut =
            engine_is_past_deadline(run->engine) ? "the run's time was up" : "the run was stopped";
        return STATUS_OK;
    }
    if (status == STATUS_LIMIT) {
        run->cut = "the run's evidence grew past 1 GiB";
        return STATUS_OK;
    }
    return status;
}

/* Judging */

static const char *reason_of(void *context, const struct step *step) {
    const struct run *run = context;
    const struct fate *fate = campaign_fate(&run->campaign, step);
    return fate->reason != NULL && fate->sent < step->sends ? fate->reason : NULL;
}

static void fill_facts(struct run *run) {
    const struct judgement *judgement = &run->judgement;
    run->judgement.tally.run = (struct run_facts){
        .run_id = run->run_id,
        .started_us = judgement->calls > 0 ? judgement->first_us : run->started_us,
        .elapsed_us = judgement->last_us - judgement->first_us,
        .seed = run->plan.seed,
        .is_strict = run->rules.is_strict,
        .calls = judgement->calls,
        .target_name = run->profile.target.name,
        .endpoint = run->profile.target.endpoint_text,
        .certificate_sha256 = judgement->certificate_sha256,
        .suite_version = ASSAY_VERSION,
        .document_edition = DOCUMENT_EDITION,
        .cases_sha256 = run->cases_sha256,
    };
}

static enum status judge(struct run *run) {
    struct judgement_reasons reasons = {
        .reason_of = reason_of,
        .context = run,
        .otherwise = run->cut != NULL ? run->cut : "the run ended before it",
    };
    run->recorded = recorder_finish(&run->recorder);
    enum status status =
        judgement_make(evidence_from_journal(&run->recorded), &run->plan, &run->profile.target,
                       &run->rules, &reasons, &run->judgement, &run->diagnostic);
    if (status != STATUS_OK) {
        return status;
    }
    fill_facts(run);
    return rows_as_tests(&run->judgement.tally, &run->diagnostic);
}

/* The login was refused or nobody answered it: there is no verdict, and the report says why. */
static void withdraw_verdict(struct run *run, const char *why) {
    struct tally *tally = &run->judgement.tally;
    const char *remedy = trouble_remedy(&run->judgement.trouble);
    tally->verdict = VERDICT_NONE;
    snprintf(tally->verdict_reason, sizeof tally->verdict_reason, "%.170s%s%s", why,
             remedy == NULL ? "" : "; ", remedy == NULL ? "" : remedy);
}

/* Stopped by hand before the first answer: that says nothing about the endpoint. */
static void keep_open(struct run *run) {
    struct tally *tally = &run->judgement.tally;
    if (stop_requested && tally->verdict == VERDICT_NONE && !run->campaign.is_untrusted) {
        tally->verdict = VERDICT_INCONCLUSIVE;
        snprintf(tally->verdict_reason, sizeof tally->verdict_reason,
                 "The run was stopped before its first answer.");
    }
}

static int report(struct run *run) {
    struct tally *tally = &run->judgement.tally;
    keep_open(run);
    tally->run.exit_code = verdict_exit_code(tally->verdict, (struct run_outcome){false, false});
    struct har_creator creator = {ASSAY_VERSION, run->cases_sha256, run->run_id, run->plan.seed};
    struct evidence_source evidence = evidence_from_journal(&run->recorded);
    enum status status = outputs_write(run->folder, tally, &evidence, &creator, &run->diagnostic);
    if (status != STATUS_OK) {
        return complain(run, status, EXIT_HARNESS);
    }
    journal_close(run->journal, false);
    run->journal = NULL;
    status = outputs_link(run->options->reports_folder, run->run_id, &run->diagnostic);
    if (status != STATUS_OK) {
        fprintf(stderr, "assay: %s\n", run->diagnostic.text);
    }
    if (!present(tally, run->options->format)) {
        return EXIT_HARNESS;
    }
    fprintf(stderr, "assay: the reports are in %s\n", run->folder);
    return tally->run.exit_code;
}

static int perform(struct run *run) {
    enum status status = prepare(run);
    if (status != STATUS_OK) {
        return complain(run, status, EXIT_USAGE);
    }
    announce(run);
    status = drive(run);
    if (status != STATUS_OK && status != STATUS_NETWORK) {
        return complain(run, status, EXIT_HARNESS);
    }
    struct diagnostic no_verdict = run->diagnostic;
    enum status judged = judge(run);
    if (judged != STATUS_OK) {
        return complain(run, judged, EXIT_HARNESS);
    }
    if (status == STATUS_NETWORK) {
        fprintf(stderr, "assay: %s\n", no_verdict.text);
        withdraw_verdict(run, no_verdict.text);
    }
    return report(run);
}

static void clean_up(struct run *run) {
    engine_destroy(run->engine);
    recorder_clean_up(&run->recorder);
    campaign_clean_up(&run->campaign);
    journal_close(run->journal, run->journal != NULL && journal_count(run->journal) > 0);
    judgement_clean_up(&run->judgement);
    plan_clean_up(&run->plan);
    profile_clean_up(&run->profile);
}

int run_perform(const struct run_options *options) {
    struct run run = {.options = options, .clock = clock_system()};
    stop_install();
    int exit_code = perform(&run);
    clean_up(&run);
    return exit_code;
}
