#include "app/inspection.h"

#include "app/run_notes.h"
#include "cases/cases.h"

#include <string.h>

enum { PARALLEL = 8 };

static enum status make_plan(struct inspection *inspection) {
    const struct inspection_options *options = &inspection->options;
    struct profile *profile = &inspection->profile;
    inspection->rules = judge_rules_of(&profile->target, options->is_strict);
    enum status status =
        plan_make(cases_all(), requirement_catalogue, &profile->target, &profile->credentials,
                  options->filter, options->seed, &inspection->plan, &inspection->diagnostic);
    if (status == STATUS_OK) {
        plan_repeat(&inspection->plan, options->repeat == 0 ? 1 : options->repeat);
    }
    return status;
}

static struct engine_options engine_options_of(struct inspection *inspection) {
    const struct target *target = &inspection->profile.target;
    const struct clock *clock = &inspection->options.clock;
    bool is_paced = target->throttle.is_given;
    return (struct engine_options){
        .ca_file = target->tls.ca_file,
        .client_cert_file = target->tls.client_cert_file,
        .client_key_file = target->tls.client_key_file,
        .client_key_password = inspection->profile.credentials.key_password,
        .proxy = target->proxy,
        .connect_timeout_us = target->connect_timeout_us,
        .total_timeout_us = target->total_timeout_us,
        .header_limit_bytes = target->header_limit_bytes,
        .body_limit_bytes = target->body_limit_bytes,
        .parallel = inspection->options.parallel == 0 ? PARALLEL : inspection->options.parallel,
        .allowance = is_paced ? target->throttle.limit : THROTTLE_DEFAULT_LIMIT,
        .window_us = is_paced ? target->throttle.window_us
                              : THROTTLE_DEFAULT_WINDOW_SECONDS * INT64_C(1000000),
        .deadline_us =
            clock->monotonic_us(clock->context) + plan_bound_us(&inspection->plan, target),
        .clock = *clock,
        .stop = inspection->options.stop,
        .sink = {recorder_record, &inspection->recorder},
        .on_wait = inspection->options.on_wait,
        .on_wait_context = inspection->options.progress,
    };
}

static enum status make_engine(struct inspection *inspection) {
    struct engine_options options = engine_options_of(inspection);
    return engine_new(&options, &inspection->engine, &inspection->diagnostic);
}

static enum status make_sender(struct inspection *inspection) {
    const struct inspection_options *options = &inspection->options;
    struct recorder *recorder = &inspection->recorder;
    struct campaign *campaign = &inspection->campaign;
    enum status status = recorder_init(recorder, &inspection->profile, &inspection->plan,
                                       options->devices, NULL, &inspection->diagnostic);
    status = status == STATUS_OK ? campaign_init(campaign, &inspection->plan, &inspection->profile,
                                                 &inspection->rules, &options->clock)
                                 : status;
    if (status != STATUS_OK) {
        return status;
    }
    recorder->campaign = campaign;
    recorder->on_exchange = options->on_exchange;
    recorder->on_exchange_context = options->progress;
    status = make_engine(inspection);
    campaign->engine = inspection->engine;
    campaign->on_session = recorder_learn_session;
    campaign->on_session_context = recorder;
    return status;
}

enum status inspection_prepare(struct inspection *inspection,
                               const struct inspection_options *options, struct profile *profile) {
    *inspection = (struct inspection){.options = *options, .profile = *profile};
    *profile = (struct profile){.credentials = {0}};
    buffer_init(&inspection->head, RECORD_LIMIT_BYTES);
    buffer_init(&inspection->end, RECORD_LIMIT_BYTES);
    enum status status = make_plan(inspection);
    return status == STATUS_OK ? make_sender(inspection) : status;
}

enum status inspection_begin(struct inspection *inspection, const char *run_id, int64_t started_us,
                             struct journal *journal) {
    const struct plan_filter *filter = inspection->options.filter;
    struct record *record = &inspection->record;
    struct record_notes not_generated;
    enum status status = run_notes_not_generated(&inspection->plan, &not_generated);
    if (status != STATUS_OK) {
        return status;
    }
    record->has_head = true;
    record->notes[0] = not_generated.items;
    record->head = (struct record_head){
        .suite_version = ASSAY_VERSION,
        .cases_sha256 = inspection->options.cases_sha256,
        .run_id = run_id,
        .seed = inspection->plan.seed,
        .started_us = started_us,
        .is_strict = inspection->options.is_strict,
        .repeat = inspection->plan.repeat,
        .only = {filter->only, filter->only_count},
        .skip = {filter->skip, filter->skip_count},
        .not_generated = not_generated,
    };
    status = record_head_write(&record->head, &inspection->head);
    status = status == STATUS_OK
                 ? recorder_begin(&inspection->recorder, journal, buffer_view(&inspection->head))
                 : status;
    inspection->diagnostic = inspection->recorder.diagnostic;
    return status;
}

/* At the end of each phase all its exchanges are recorded: then the journal is synced. */
static enum source_state next_request(void *context, struct request *out_request) {
    struct inspection *inspection = context;
    struct campaign *campaign = &inspection->campaign;
    enum phase phase = campaign->phase;
    enum source_state state = campaign_next(campaign, out_request);
    if (campaign->phase != phase && state != SOURCE_FAILED) {
        campaign->failure = recorder_sync(&inspection->recorder);
    }
    if (campaign->failure == STATUS_OK || state == SOURCE_FAILED) {
        return state;
    }
    campaign->diagnostic = inspection->recorder.diagnostic;
    return SOURCE_FAILED;
}

/* What the engine, the campaign and the recorder have to say of an end, the last word first. */
static enum status find_cause(struct inspection *inspection, enum status status) {
    const struct campaign *campaign = &inspection->campaign;
    enum status recorded = recorder_settle(&inspection->recorder);
    if (campaign->failure != STATUS_OK) {
        inspection->diagnostic = campaign->diagnostic;
        status = campaign->failure;
    }
    if (recorded != STATUS_OK) {
        inspection->diagnostic = inspection->recorder.diagnostic;
        status = recorded;
    }
    recorder_redact(&inspection->recorder, &inspection->diagnostic);
    return status;
}

static const char *find_cut(const struct inspection *inspection, enum status status) {
    if (status == STATUS_INTERRUPTED) {
        return engine_is_past_deadline(inspection->engine) ? "the run's time was up"
                                                           : "the run was stopped";
    }
    return status == STATUS_LIMIT ? "the run's evidence grew past 1 GiB" : NULL;
}

static enum status fill_end(struct inspection *inspection, enum status status) {
    const struct chain *chain = &inspection->recorder.chain;
    const volatile sig_atomic_t *stop = inspection->options.stop;
    struct record_notes unsent;
    if (run_notes_unsent(&inspection->campaign, &unsent) != STATUS_OK) {
        return STATUS_NO_MEMORY;
    }
    inspection->no_verdict = inspection->diagnostic;
    inspection->record.has_end = true;
    inspection->record.notes[1] = unsent.items;
    inspection->record.end = (struct record_end){
        .exchanges = chain->count,
        .is_stopped = stop != NULL && *stop != 0 && !inspection->campaign.is_untrusted,
        .cut = find_cut(inspection, status),
        .no_verdict = status == STATUS_NETWORK ? inspection->no_verdict.text : NULL,
        .unsent = unsent,
    };
    memcpy(inspection->record.end.last_sha256, chain->last_sha256, sizeof chain->last_sha256);
    enum status written = record_end_write(&inspection->record.end, &inspection->end);
    if (written != STATUS_OK) {
        return written;
    }
    return status == STATUS_INTERRUPTED || status == STATUS_LIMIT ? STATUS_OK : status;
}

enum status inspection_send(struct inspection *inspection, struct journal *journal) {
    struct request_source source = {next_request, inspection};
    inspection->recorder.journal = journal;
    enum status status = engine_run(inspection->engine, &source, &inspection->diagnostic);
    status = find_cause(inspection, status);
    inspection->recorded = recorder_finish(&inspection->recorder);
    return fill_end(inspection, status);
}

enum status inspection_judge(struct inspection *inspection) {
    const char *cases_sha256 = inspection->options.cases_sha256;
    const struct conclusion conclusion = {
        .evidence = evidence_from_journal(&inspection->recorded),
        .plan = &inspection->plan,
        .target = &inspection->profile.target,
        .rules = &inspection->rules,
        .record = &inspection->record,
        .cases_sha256 = cases_sha256 == NULL ? "" : cases_sha256,
    };
    return conclusion_make(&conclusion, &inspection->judgement, &inspection->diagnostic);
}

void inspection_clean_up(struct inspection *inspection) {
    engine_destroy(inspection->engine);
    recorder_clean_up(&inspection->recorder);
    campaign_clean_up(&inspection->campaign);
    judgement_clean_up(&inspection->judgement);
    record_clean_up(&inspection->record);
    buffer_clean_up(&inspection->head);
    buffer_clean_up(&inspection->end);
    plan_clean_up(&inspection->plan);
    profile_clean_up(&inspection->profile);
}
