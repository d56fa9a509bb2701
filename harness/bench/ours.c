#include "bench/ours.h"

#include "app/judgement.h"
#include "app/outputs.h"
#include "app/recorder.h"

#include <stdio.h>
#include <string.h>

static const uint64_t journal_limit_bytes = UINT64_C(4) << 30;

/* One run, put together as app/run.c does it. */
struct ours {
    const struct workload *workload;
    const char *folder;
    struct clock clock;
    struct journal *journal;
    struct recorder recorder;
    struct journal_order recorded;
    struct campaign campaign;
    struct engine *engine;
    struct judgement judgement;
    struct diagnostic *diagnostic;
};

static enum status make_engine(struct ours *ours, struct exchange_sink sink) {
    const struct target *target = &ours->workload->profile.target;
    const struct engine_options options = {
        .ca_file = target->tls.ca_file,
        .connect_timeout_us = target->connect_timeout_us,
        .total_timeout_us = target->total_timeout_us,
        .header_limit_bytes = target->header_limit_bytes,
        .body_limit_bytes = target->body_limit_bytes,
        .parallel = WORKLOAD_PARALLEL,
        .clock = ours->clock,
        .sink = sink,
    };
    enum status status = engine_new(&options, &ours->engine, ours->diagnostic);
    ours->campaign.engine = ours->engine;
    return status;
}

static enum status make_campaign(struct ours *ours) {
    const struct workload *workload = ours->workload;
    return campaign_init(&ours->campaign, &workload->plan, &workload->profile, &workload->rules,
                         &ours->clock);
}

static enum status prepare(struct ours *ours) {
    const struct workload *workload = ours->workload;
    enum status status = journal_create(ours->folder, "journal.ndjson", journal_limit_bytes,
                                        &ours->journal, ours->diagnostic);
    if (status == STATUS_OK) {
        status = recorder_init(&ours->recorder, &workload->profile, &workload->plan,
                               RECORDER_DEVICES_SHOWN, ours->journal, ours->diagnostic);
    }
    if (status == STATUS_OK) {
        status = make_campaign(ours);
    }
    if (status == STATUS_OK) {
        status = make_engine(ours, (struct exchange_sink){recorder_record, &ours->recorder});
    }
    if (status == STATUS_OK) {
        status = recorder_begin(&ours->recorder, ours->journal, bytes_of_text("{}"));
    }
    ours->recorder.campaign = &ours->campaign;
    ours->campaign.on_session = recorder_learn_session;
    ours->campaign.on_session_context = &ours->recorder;
    return status;
}

static enum status send_all(struct ours *ours) {
    struct request_source source = {campaign_next, &ours->campaign};
    enum status status = engine_run(ours->engine, &source, ours->diagnostic);
    if (status == STATUS_OK && ours->recorder.scribe != NULL) {
        status = recorder_settle(&ours->recorder);
    }
    if (status == STATUS_OK && engine_calls(ours->engine) < ours->workload->requests) {
        diagnostic_set(ours->diagnostic, "only %u of %u requests were sent",
                       engine_calls(ours->engine), ours->workload->requests);
        return STATUS_INVALID;
    }
    return status;
}

static enum status judge_all(struct ours *ours) {
    const struct workload *workload = ours->workload;
    const struct judgement_reasons reasons = {.otherwise = ""};
    ours->recorded = recorder_finish(&ours->recorder);
    enum status status = judgement_make(evidence_from_journal(&ours->recorded), &workload->plan,
                                        &workload->profile.target, &workload->rules, &reasons,
                                        &ours->judgement, ours->diagnostic);
    if (status != STATUS_OK) {
        return status;
    }
    for (size_t i = 0; i < ours->judgement.tally.case_count; i++) {
        const struct case_result *result = &ours->judgement.tally.cases[i];
        if (result->status == CASE_FAIL || result->status == CASE_ERROR) {
            diagnostic_set(ours->diagnostic, "%s did not pass", result->row->id);
            return STATUS_INVALID;
        }
    }
    return STATUS_OK;
}

static enum status write_all(struct ours *ours) {
    const struct outputs_record record = {bytes_of_text("{}"), bytes_of_text("{}")};
    struct evidence_source evidence = evidence_from_journal(&ours->recorded);
    ours->judgement.tally.run = (struct run_facts){
        .run_id = "bench",
        .calls = ours->judgement.calls,
        .target_name = "",
        .endpoint = ours->workload->profile.target.endpoint_text,
        .certificate_sha256 = "",
        .suite_version = ASSAY_VERSION,
        .document_edition = "",
        .cases_sha256 = "",
    };
    return outputs_write(ours->folder, &ours->judgement.tally, &evidence, &record,
                         ours->diagnostic);
}

static enum status run(struct ours *ours, struct ours_laps *out_laps) {
    uint32_t requests = ours->workload->requests;
    struct lap begun = lap_begin();
    enum status status = send_all(ours);
    out_laps->recording = lap_end(begun, requests);
    if (status == STATUS_OK) {
        status = judge_all(ours);
        out_laps->judging = lap_end(begun, requests);
    }
    if (status == STATUS_OK) {
        status = write_all(ours);
        out_laps->writing = lap_end(begun, requests);
    }
    return status;
}

static enum status drop(void *context, const struct exchange *exchange) {
    (void)context, (void)exchange;
    return STATUS_OK;
}

static enum status ignore_session(void *context, const struct session *session) {
    (void)context, (void)session;
    return STATUS_OK;
}

static void clean_up(struct ours *ours) {
    engine_destroy(ours->engine);
    recorder_clean_up(&ours->recorder);
    campaign_clean_up(&ours->campaign);
    judgement_clean_up(&ours->judgement);
    journal_close(ours->journal, false);
}

enum status ours_run(const struct workload *workload, const char *folder,
                     struct ours_laps *out_laps, char out_token[OURS_TOKEN_SIZE],
                     struct diagnostic *out_diagnostic) {
    struct ours ours = {
        .workload = workload,
        .folder = folder,
        .clock = clock_system(),
        .diagnostic = out_diagnostic,
    };
    struct ours_laps laps = {.recording = {0}};
    enum status status = prepare(&ours);
    if (status == STATUS_OK) {
        status = run(&ours, &laps);
    }
    if (status == STATUS_OK) {
        *out_laps = laps;
        const char *token = ours.campaign.session.access_token;
        snprintf(out_token, OURS_TOKEN_SIZE, "%s", token == NULL ? "" : token);
    }
    clean_up(&ours);
    return status;
}

enum status ours_send(const struct workload *workload, struct lap *out_lap,
                      struct diagnostic *out_diagnostic) {
    struct ours ours = {
        .workload = workload,
        .clock = clock_system(),
        .diagnostic = out_diagnostic,
    };
    enum status status = make_campaign(&ours);
    ours.campaign.on_session = ignore_session;
    if (status == STATUS_OK) {
        status = make_engine(&ours, (struct exchange_sink){drop, NULL});
    }
    if (status == STATUS_OK) {
        struct lap begun = lap_begin();
        status = send_all(&ours);
        *out_lap = lap_end(begun, workload->requests);
    }
    clean_up(&ours);
    return status;
}
