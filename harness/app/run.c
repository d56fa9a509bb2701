#include "app/run.h"

#include "app/catalogue.h"
#include "app/commands.h"
#include "app/github.h"
#include "app/inspection.h"
#include "app/outputs.h"
#include "app/progress.h"
#include "app/rows_as_tests.h"
#include "app/runs_index.h"
#include "app/signing.h"
#include "app/stop.h"
#include "app/waiving.h"
#include "cases/cases.h"
#include "store/file.h"

#include <inttypes.h>

enum { RUN_ID_SIZE = 48, FOLDER_SIZE = 4096 };

/* Evidence past this ends the run; what was recorded is judged. */
static const uint64_t evidence_limit_bytes = UINT64_C(1) << 30;

struct run {
    const struct run_options *options;
    struct inspection inspection;
    struct clock clock;
    struct journal *journal;
    struct waiving waiving;
    struct key *signing_key; /* owned; NULL: no certificate is asked for */
    struct progress progress;
    int64_t started_us; /* since 1970 */
    char run_id[RUN_ID_SIZE];
    char folder[FOLDER_SIZE];
    char cases_sha256[CATALOGUE_HASH_SIZE];
    struct diagnostic diagnostic;
};

static int complain(const struct run *run, enum status status, int exit_code) {
    const char *text = run->diagnostic.text;
    fprintf(stderr, "assay: %s\n", text[0] == '\0' ? status_words(status) : text);
    return status == STATUS_NO_MEMORY ? EXIT_HARNESS : exit_code;
}

/* What the inspection has to say of an error becomes the run's. */
static enum status take_words(struct run *run, enum status status) {
    run->diagnostic = run->inspection.diagnostic;
    return status;
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

static enum status prepare_inspection(struct run *run) {
    const struct run_options *options = run->options;
    struct profile profile = {.credentials = {0}};
    enum status status = profile_load(options->target_file, options->schemes, PROFILE_RESOLVE,
                                      &profile, &run->diagnostic);
    if (status != STATUS_OK) {
        return status;
    }
    struct inspection_options inspection = {
        .filter = &options->filter,
        .seed = options->seed,
        .is_strict = options->is_strict,
        .repeat = options->repeat,
        .clock = run->clock,
        .stop = &stop_requested,
        .devices = options->devices,
        .cases_sha256 = run->cases_sha256,
        .on_exchange = progress_call,
        .on_wait = progress_wait,
        .progress = &run->progress,
    };
    return take_words(run, inspection_prepare(&run->inspection, &inspection, &profile));
}

/* The journal comes last: where nothing can be sent, nothing is written. */
static enum status prepare(struct run *run) {
    const struct run_options *options = run->options;
    enum status status = options->signing_key == NULL
                             ? STATUS_OK
                             : signing_key_load(options->signing_key, options->passphrase_variable,
                                                &run->signing_key, &run->diagnostic);
    status = status == STATUS_OK
                 ? waiving_load(options->baseline_file, &run->waiving, &run->diagnostic)
                 : status;
    status = status == STATUS_OK ? catalogue_hash(run->cases_sha256) : status;
    status = status == STATUS_OK ? prepare_inspection(run) : status;
    if (status != STATUS_OK) {
        return status;
    }
    name_run(run);
    return open_folder(run);
}

static enum status begin(struct run *run) {
    return take_words(
        run, inspection_begin(&run->inspection, run->run_id, run->started_us, run->journal));
}

static void announce(const struct run *run) {
    const struct plan *plan = &run->inspection.plan;
    const struct target *target = &run->inspection.profile.target;
    bool has_login = run->inspection.profile.credentials.access_token == NULL;
    uint32_t calls = plan->calls_max + has_login;
    fprintf(stderr,
            "assay: %zu case%s, at most %" PRIu32 " call%s, about %.0f s, %.0f s at most; "
            "seed %" PRIu64 "\n",
            plan->order_count, plan->order_count == 1 ? "" : "s", calls, calls == 1 ? "" : "s",
            (double)plan_estimate_us(plan, target) / 1e6 + 0.5,
            (double)plan_bound_us(plan, target) / 1e6 + 0.5, plan->seed);
}

static enum status drive(struct run *run) {
    run->progress = progress_begin(run->inspection.plan.calls_max + 1);
    enum status status = inspection_send(&run->inspection, run->journal);
    progress_end(&run->progress);
    return take_words(run, status);
}

/* Judging */

/* A journal that is full holds the run's evidence all the same, and the HAR has its end. */
static enum status write_end(struct run *run) {
    struct bytes end = buffer_view(&run->inspection.end);
    enum status status = journal_append(run->journal, end, &run->diagnostic);
    if (status == STATUS_LIMIT) {
        return STATUS_OK;
    }
    return status == STATUS_OK ? journal_sync(run->journal, &run->diagnostic) : status;
}

static enum status judge(struct run *run) {
    enum status status = write_end(run);
    if (status != STATUS_OK) {
        return status;
    }
    struct tally *tally = &run->inspection.judgement.tally;
    status = take_words(run, inspection_judge(&run->inspection));
    if (status != STATUS_OK) {
        return status;
    }
    waiving_apply(&run->waiving, tally);
    return rows_as_tests(tally, &run->diagnostic);
}

/* Without a certificate the report says why, and so does this. */
static enum status certify(struct run *run) {
    if (run->signing_key == NULL) {
        return STATUS_OK;
    }
    struct target *target = &run->inspection.profile.target;
    if (run->options->devices == RECORDER_DEVICES_REDACTED) {
        recorder_label_devices(&run->inspection.recorder, target);
    }
    enum status status = signing_write(run->folder, target, run->signing_key, &run->diagnostic);
    if (status == STATUS_NOT_FOUND) {
        fprintf(stderr, "assay: %s\n", run->diagnostic.text);
        return STATUS_OK;
    }
    return status;
}

/* What the folder of all runs shows. The run's own files are there, so no trouble here ends it. */
static void list_run(const struct run *run) {
    const char *folder = run->options->reports_folder;
    struct diagnostic diagnostic = {""};
    outputs_sweep(folder);
    if (outputs_link(folder, run->run_id, &diagnostic) != STATUS_OK) {
        fprintf(stderr, "assay: %s\n", diagnostic.text);
    }
    if (runs_index_write(folder, &diagnostic) != STATUS_OK) {
        fprintf(stderr, "assay: %s\n", diagnostic.text);
    }
}

static int report(struct run *run) {
    const struct tally *tally = &run->inspection.judgement.tally;
    const struct outputs_record record = {buffer_view(&run->inspection.head),
                                          buffer_view(&run->inspection.end)};
    struct evidence_source evidence = evidence_from_journal(&run->inspection.recorded);
    enum status status = outputs_write(run->folder, tally, &evidence, &record, &run->diagnostic);
    status = status == STATUS_OK ? certify(run) : status;
    if (status != STATUS_OK) {
        return complain(run, status, EXIT_HARNESS);
    }
    journal_close(run->journal, false);
    run->journal = NULL;
    list_run(run);
    github_tell(tally);
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
    status = begin(run);
    status = status == STATUS_OK ? drive(run) : status;
    if (status != STATUS_OK && status != STATUS_NETWORK) {
        return complain(run, status, EXIT_HARNESS);
    }
    if (status == STATUS_NETWORK) {
        fprintf(stderr, "assay: %s\n", run->diagnostic.text);
    }
    status = judge(run);
    if (status != STATUS_OK) {
        return complain(run, status, EXIT_HARNESS);
    }
    return report(run);
}

/* A run that could not finish its reports leaves its journal, which can be judged; one without an
   exchange behind its head is nobody's evidence, and goes with its folder. */
static void leave_journal(struct run *run) {
    if (run->journal == NULL) {
        return;
    }
    bool is_kept = journal_count(run->journal) > 1 && journal_is_there(run->journal);
    journal_close(run->journal, is_kept);
    if (is_kept) {
        fprintf(stderr, "assay: what was recorded is in %s/journal.ndjson, for `assay judge`\n",
                run->folder);
    } else {
        store_remove_if_empty(run->folder);
    }
}

static void clean_up(struct run *run) {
    inspection_clean_up(&run->inspection);
    waiving_clean_up(&run->waiving);
    key_destroy(run->signing_key);
    leave_journal(run);
}

int run_perform(const struct run_options *options) {
    struct run run = {.options = options, .clock = clock_system()};
    stop_install();
    int exit_code = perform(&run);
    clean_up(&run);
    return exit_code;
}
