#include "app/conclusion.h"

#include "cases/cases.h"

#include <string.h>

static const char *reason_of(void *context, const struct step *step) {
    const struct record *record = context;
    const struct record_notes *unsent = &record->end.unsent;
    for (size_t i = 0; record->has_end && i < unsent->count; i++) {
        if (strcmp(unsent->items[i].case_id, step->row->id) == 0) {
            return unsent->items[i].reason;
        }
    }
    return NULL;
}

const char conclusion_not_asked_for[] = "the suite that recorded the evidence had no such case";

/* Why a planned row without any exchange has none, where nothing better is known. */
static const char *otherwise(const struct record *record, const char *cases_sha256) {
    if (!record->has_end) {
        return record->has_head ? "the run died before it" : "the evidence has no exchange of it";
    }
    const char *recorded = record->head.cases_sha256; /* NULL: evidence that never was a file */
    bool is_of_other_tables = recorded != NULL && strcmp(recorded, cases_sha256) != 0;
    return record->end.cut != NULL          ? record->end.cut
           : record->end.no_verdict != NULL ? "the run ended before it"
           : is_of_other_tables             ? conclusion_not_asked_for
                                            : "the run ended before it";
}

static void fill_facts(const struct conclusion *conclusion, struct judgement *judgement) {
    const struct record_head *head = &conclusion->record->head;
    bool is_known = conclusion->record->has_head;
    int64_t started_us = is_known ? head->started_us : 0;
    judgement->tally.run = (struct run_facts){
        .run_id = is_known ? head->run_id : "",
        .started_us = judgement->calls > 0 ? judgement->first_us : started_us,
        .elapsed_us = judgement->last_us - judgement->first_us,
        .seed = is_known ? head->seed : 0,
        .calls = judgement->calls,
        .is_strict = conclusion->rules->is_strict,
        .repeat = conclusion->plan->repeat,
        .target_name = conclusion->target->name,
        .endpoint = conclusion->target->endpoint_text,
        .certificate_sha256 = judgement->certificate_sha256,
        .suite_version = ASSAY_VERSION,
        .document_edition = DOCUMENT_EDITION,
        .cases_sha256 = conclusion->cases_sha256,
    };
}

/* The login was refused or nobody answered it: there is no verdict, and the report says why. */
static void withdraw_verdict(struct judgement *judgement, const char *why) {
    struct tally *tally = &judgement->tally;
    const char *words = trouble_words(&judgement->trouble);
    const char *remedy = trouble_remedy(&judgement->trouble);
    tally->verdict = VERDICT_NONE;
    snprintf(tally->verdict_reason, sizeof tally->verdict_reason, "%.170s%s%s%s%s", why,
             words == NULL ? "" : ": ", words == NULL ? "" : words, remedy == NULL ? "" : "; ",
             remedy == NULL ? "" : remedy);
}

/* Stopped by hand before the first answer: that says nothing about the endpoint. */
static void keep_open(struct tally *tally) {
    if (tally->verdict == VERDICT_NONE) {
        tally->verdict = VERDICT_INCONCLUSIVE;
        snprintf(tally->verdict_reason, sizeof tally->verdict_reason,
                 "The run was stopped before its first answer.");
    }
}

enum status conclusion_make(const struct conclusion *conclusion, struct judgement *out_judgement,
                            struct diagnostic *out_diagnostic) {
    struct record record = *conclusion->record;
    const struct judgement_reasons reasons = {reason_of, &record,
                                              otherwise(&record, conclusion->cases_sha256)};
    enum status status = judgement_make(conclusion->evidence, conclusion->plan, conclusion->target,
                                        conclusion->rules, &reasons, out_judgement, out_diagnostic);
    if (status != STATUS_OK) {
        return status;
    }
    struct tally *tally = &out_judgement->tally;
    fill_facts(conclusion, out_judgement);
    if (record.has_end && record.end.no_verdict != NULL) {
        withdraw_verdict(out_judgement, record.end.no_verdict);
    }
    if (record.has_end && record.end.is_stopped) {
        keep_open(tally);
    }
    tally->run.exit_code = verdict_exit_code(tally->verdict);
    return STATUS_OK;
}
