#include "app/inspection.h"

#include "cases/cases.h"

enum { PARALLEL = 8 };

static enum status make_plan(struct inspection *inspection) {
    const struct inspection_options *options = &inspection->options;
    struct profile *profile = &inspection->profile;
    inspection->rules = judge_rules_of(&profile->target, options->is_strict);
    return plan_make(cases_all(), requirement_catalogue, &profile->target, &profile->credentials,
                     options->filter, options->seed, &inspection->plan, &inspection->diagnostic);
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
        .parallel = PARALLEL,
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

/* What the engine cannot use is a file that the profile names. */
static enum status make_engine(struct inspection *inspection, const char *target_file) {
    struct engine_options options = engine_options_of(inspection);
    struct diagnostic reason = {""};
    enum status status = engine_new(&options, &inspection->engine, &reason);
    if (status == STATUS_INVALID) {
        diagnostic_set(&inspection->diagnostic,
                       "%s: member \"tls\": %s; give PEM files that belong together", target_file,
                       reason.text);
    } else if (status != STATUS_OK) {
        inspection->diagnostic = reason;
    }
    return status;
}

static enum status make_sender(struct inspection *inspection, const char *target_file) {
    const struct inspection_options *options = &inspection->options;
    struct recorder *recorder = &inspection->recorder;
    struct campaign *campaign = &inspection->campaign;
    enum status status = recorder_init(recorder, &inspection->profile, &inspection->plan, NULL);
    status = status == STATUS_OK ? campaign_init(campaign, &inspection->plan, &inspection->profile,
                                                 &inspection->rules, &options->clock)
                                 : status;
    if (status != STATUS_OK) {
        return status;
    }
    recorder->campaign = campaign;
    recorder->on_exchange = options->on_exchange;
    recorder->on_exchange_context = options->progress;
    status = make_engine(inspection, target_file);
    campaign->engine = inspection->engine;
    campaign->on_session = recorder_learn_session;
    campaign->on_session_context = recorder;
    return status;
}

enum status inspection_prepare(struct inspection *inspection,
                               const struct inspection_options *options, struct profile *profile,
                               const char *target_file) {
    *inspection = (struct inspection){.options = *options, .profile = *profile};
    *profile = (struct profile){.credentials = {0}};
    enum status status = make_plan(inspection);
    return status == STATUS_OK ? make_sender(inspection, target_file) : status;
}

enum status inspection_send(struct inspection *inspection, struct journal *journal) {
    struct campaign *campaign = &inspection->campaign;
    struct request_source source = {campaign_next, campaign};
    inspection->recorder.journal = journal;
    enum status status = engine_run(inspection->engine, &source, &inspection->diagnostic);
    inspection->recorded = recorder_finish(&inspection->recorder);
    if (campaign->failure != STATUS_OK) {
        inspection->diagnostic = campaign->diagnostic;
        status = campaign->failure;
    }
    if (inspection->recorder.diagnostic.text[0] != '\0') {
        inspection->diagnostic = inspection->recorder.diagnostic;
    }
    if (status == STATUS_INTERRUPTED) {
        inspection->cut = engine_is_past_deadline(inspection->engine) ? "the run's time was up"
                                                                      : "the run was stopped";
        return STATUS_OK;
    }
    if (status == STATUS_LIMIT) {
        inspection->cut = "the run's evidence grew past 1 GiB";
        return STATUS_OK;
    }
    return status;
}

static const char *reason_of(void *context, const struct step *step) {
    const struct inspection *inspection = context;
    const struct fate *fate = campaign_fate(&inspection->campaign, step);
    return fate->reason != NULL && fate->sent < step->sends ? fate->reason : NULL;
}

enum status inspection_judge(struct inspection *inspection) {
    struct judgement_reasons reasons = {
        .reason_of = reason_of,
        .context = inspection,
        .otherwise = inspection->cut != NULL ? inspection->cut : "the run ended before it",
    };
    return judgement_make(evidence_from_journal(&inspection->recorded), &inspection->plan,
                          &inspection->profile.target, &inspection->rules, &reasons,
                          &inspection->judgement, &inspection->diagnostic);
}

void inspection_clean_up(struct inspection *inspection) {
    engine_destroy(inspection->engine);
    recorder_clean_up(&inspection->recorder);
    campaign_clean_up(&inspection->campaign);
    judgement_clean_up(&inspection->judgement);
    plan_clean_up(&inspection->plan);
    profile_clean_up(&inspection->profile);
}
