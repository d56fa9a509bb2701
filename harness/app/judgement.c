#include "app/judgement.h"

#include "app/foreign.h"
#include "app/judgement_order.h"
#include "cases/cases.h"
#include "evidence/har.h"
#include "judge/finding.h"

#include <stdlib.h>
#include <string.h>

enum { REPRODUCE_LIMIT_BYTES = 64 * 1024 };

struct judge_rules judge_rules_of(const struct target *target, bool is_strict) {
    return (struct judge_rules){
        .catalogue = requirement_catalogue,
        .choices = target->choices,
        .is_strict = is_strict,
        .is_cleartext = target->endpoint.is_cleartext,
        .has_throttle = target->throttle.is_given && target->throttle.limit > 0,
        .throttle_limit = target->throttle.limit,
        .throttle_window_us = target->throttle.window_us,
        .is_throttle_exclusive = target->throttle.is_exclusive,
    };
}

/* No verdict is little to go by: the transport's words are put behind it. */
static void tell_trouble(struct tally *tally, const struct trouble *trouble) {
    const char *remedy = trouble_remedy(trouble);
    if (tally->verdict != VERDICT_NONE || remedy == NULL) {
        return;
    }
    const char *words = trouble_words(trouble);
    size_t size = strlen(tally->verdict_reason);
    snprintf(tally->verdict_reason + size, sizeof tally->verdict_reason - size, ": %s%s%s%s; %s",
             words == NULL ? "" : words, words == NULL ? "" : " (", trouble->detail,
             words == NULL ? "" : ")", remedy);
}

struct judging {
    struct judgement *judgement;
    const struct plan *plan;
    const struct target *target;
    const struct judge_rules *rules;
    const struct evidence_source *evidence;
    struct foreign *foreign; /* owned; NULL until an entry of another tool's is met */
};

/* Nothing of ours was sent for case_observed. */
static const struct case_row *row_of(const struct exchange *exchange) {
    const struct case_row *row = cases_find(exchange->case_id);
    return row == &case_observed ? NULL : row;
}

static enum status add_exchange(struct case_result *result, const struct exchange *exchange) {
    uint32_t *numbers =
        realloc(result->exchanges, (result->exchange_count + 1) * sizeof *result->exchanges);
    if (numbers == NULL) {
        return STATUS_NO_MEMORY;
    }
    result->exchanges = numbers;
    result->exchanges[result->exchange_count++] = exchange->number;
    result->elapsed_us += exchange->timing.total_us > 0 ? exchange->timing.total_us : 0;
    return STATUS_OK;
}

static enum status add_reproduce(struct case_result *result, const struct target *target,
                                 const struct exchange *exchange) {
    if (result->reproduce != NULL || result->row == &case_observed) {
        return STATUS_OK;
    }
    struct buffer command;
    buffer_init(&command, REPRODUCE_LIMIT_BYTES);
    enum status status = plan_reproduce(result->row, target, exchange->url, &command);
    if (status == STATUS_OK) {
        result->reproduce = buffer_take_text(&command);
        status = result->reproduce == NULL ? STATUS_NO_MEMORY : STATUS_OK;
    }
    buffer_clean_up(&command);
    return status;
}

static enum status reserve_observation(struct judgement *judgement) {
    if (judgement->count < judgement->capacity) {
        return STATUS_OK;
    }
    size_t capacity = judgement->capacity * 2 + 64;
    struct observation *observations =
        realloc(judgement->observations, capacity * sizeof *observations);
    if (observations == NULL) {
        return STATUS_NO_MEMORY;
    }
    judgement->observations = observations;
    judgement->capacity = capacity;
    return STATUS_OK;
}

static void note_facts(struct judgement *judgement, const struct exchange *exchange) {
    int64_t end_us =
        exchange->started_us + (exchange->timing.total_us > 0 ? exchange->timing.total_us : 0);
    bool is_first = judgement->calls == 0 || exchange->started_us < judgement->first_us;
    judgement->first_us = is_first ? exchange->started_us : judgement->first_us;
    judgement->last_us = end_us > judgement->last_us ? end_us : judgement->last_us;
    judgement->calls++;
    trouble_note(&judgement->trouble, exchange);
    if (judgement->certificate_sha256[0] == '\0') {
        memcpy(judgement->certificate_sha256, exchange->tls.certificate_sha256,
               sizeof judgement->certificate_sha256);
    }
}

/* The findings from `known` on are the exchange's own. */
static enum status add_transcript(struct judging *judging, const struct exchange *exchange,
                                  const char *case_id, int answer_status,
                                  const struct findings *findings, size_t known) {
    struct transcript transcript;
    const struct finding *own = findings->count > known ? findings->items + known : NULL;
    enum status status = transcript_take(exchange, case_id, answer_status, own,
                                         findings->count - known, &transcript);
    if (status != STATUS_OK) {
        return status;
    }
    status = transcripts_add(&judging->judgement->tally.transcripts, &transcript);
    if (status != STATUS_OK) {
        transcript_clean_up(&transcript);
    }
    return status;
}

static enum status judge_of_row(struct judging *judging, const struct case_row *row,
                                const struct exchange *exchange) {
    struct judgement *judgement = judging->judgement;
    struct case_result *result = tally_case(&judgement->tally, row);
    size_t known = result->findings.count;
    enum status status = reserve_observation(judgement);
    status = status == STATUS_OK ? judge_exchange(judging->rules, row, exchange, &result->findings,
                                                  &judgement->observations[judgement->count])
                                 : status;
    if (status != STATUS_OK) {
        return status;
    }
    int answer_status = judgement->observations[judgement->count++].status;
    status = add_transcript(judging, exchange, row->id, answer_status, &result->findings, known);
    status = status == STATUS_OK ? add_exchange(result, exchange) : status;
    return status == STATUS_OK ? add_reproduce(result, judging->target, exchange) : status;
}

/* A login is no case, but one that was refused is why there is nothing else. */
static enum status note_login(struct judging *judging, const struct exchange *exchange) {
    struct findings findings = {0};
    struct observation seen;
    enum status status = judge_exchange(judging->rules, NULL, exchange, &findings, &seen);
    status = status == STATUS_OK
                 ? add_transcript(judging, exchange, "login", seen.status, &findings, 0)
                 : status;
    findings_clean_up(&findings);
    if (status == STATUS_OK) {
        bool is_answered = seen.status / 100 == 2; /* whatever it says: the record knows better */
        judging->judgement->is_login_refused =
            !is_answered && exchange->outcome != OUTCOME_INTERRUPTED;
    }
    return status;
}

static enum status observe_refused_login(struct judgement *judgement) {
    if (judgement->count > 0 || !judgement->is_login_refused) {
        return STATUS_OK;
    }
    enum status status = reserve_observation(judgement);
    if (status == STATUS_OK) {
        judgement->observations[judgement->count++] =
            (struct observation){.row = NULL, .outcome = judgement->trouble.outcome};
    }
    return status;
}

static void note_unknown(struct judgement *judgement, struct bytes id) {
    char text[JUDGEMENT_ID_SIZE];
    print_safely(id, text, sizeof text);
    for (size_t i = 0; i < judgement->unknown_count; i++) {
        if (strcmp(judgement->unknown_ids[i], text) == 0) {
            return;
        }
    }
    if (judgement->unknown_count < JUDGEMENT_UNKNOWN_MAX) {
        memcpy(judgement->unknown_ids[judgement->unknown_count++], text, sizeof text);
    }
}

static enum status judge_exchange_of_none(struct judging *judging,
                                          const struct exchange *exchange) {
    if (bytes_equal_text(exchange->case_id, "login")) {
        return note_login(judging, exchange);
    }
    judging->judgement->strangers++;
    note_unknown(judging->judgement, exchange->case_id);
    return STATUS_OK;
}

/* Framing and excess bytes are not in a HAR: what was rebuilt of them proves nothing. */
static void forget_framing(struct judging *judging, const struct case_row *row,
                           const struct exchange *exchange) {
    struct judgement *judgement = judging->judgement;
    struct findings *findings = &tally_case(&judgement->tally, row)->findings;
    size_t kept = 0;
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        bool is_guess =
            finding->exchange == exchange->number && finding->requirement == RESPONSE_FRAMING;
        if (!is_guess) {
            findings->items[kept++] = *finding;
        }
    }
    findings->count = kept;
    judgement->observations[judgement->count - 1].exercised[RESPONSE_FRAMING] = false;
}

/* It proves nothing: nobody knows what it was sent for. */
static enum status judge_observed(struct judging *judging, const struct exchange *exchange) {
    struct judgement *judgement = judging->judgement;
    enum status status = tally_case(&judgement->tally, &case_observed) == NULL
                             ? tally_add(&judgement->tally, &case_observed)
                             : STATUS_OK;
    status = status == STATUS_OK ? judge_of_row(judging, &case_observed, exchange) : status;
    if (status == STATUS_OK) {
        struct observation *seen = &judgement->observations[judgement->count - 1];
        memset(seen->exercised, 0, sizeof seen->exercised);
        forget_framing(judging, &case_observed, exchange);
    }
    return status;
}

/* An exchange that another tool recorded speaks for every row that it may belong to. */
static enum status judge_by_rows(struct judging *judging, struct exchange *exchange) {
    const struct case_row *row = NULL;
    size_t next = 0, rows = 0;
    enum status status = foreign_next_row(judging->foreign, exchange, &next, &row);
    bool is_observed = row == &case_observed;
    while (status == STATUS_OK && row != NULL && !is_observed) {
        status = judge_of_row(judging, row, exchange);
        rows++;
        if (status == STATUS_OK) {
            forget_framing(judging, row, exchange);
            status = foreign_next_row(judging->foreign, exchange, &next, &row);
        }
    }
    judging->judgement->recognised += rows > 0;
    judging->judgement->observed += is_observed;
    judging->judgement->strangers += rows == 0 && !is_observed;
    return status == STATUS_OK && is_observed ? judge_observed(judging, exchange) : status;
}

static enum status judge_foreign(struct judging *judging, const struct exchange *exchange,
                                 struct diagnostic *out_diagnostic) {
    enum status status = STATUS_OK;
    if (judging->foreign == NULL) {
        status = foreign_new(judging->evidence, judging->plan, judging->target, &judging->foreign,
                             out_diagnostic);
    }
    struct redacted *redacted = calloc(1, sizeof *redacted);
    status = status == STATUS_OK && redacted == NULL ? STATUS_NO_MEMORY : status;
    status = status == STATUS_OK ? foreign_redact(judging->foreign, exchange, redacted) : status;
    if (status == STATUS_OK) {
        status = judge_by_rows(judging, &redacted->exchange);
        redacted_clean_up(redacted);
    }
    free(redacted);
    return status;
}

static enum status judge_entry(void *context, struct har_entry *entry,
                               struct diagnostic *out_diagnostic) {
    struct judging *judging = context;
    struct exchange *exchange = &entry->exchange;
    if (!entry->is_ours) {
        exchange->number = judging->judgement->calls; /* as listed */
    }
    note_facts(judging->judgement, exchange);
    if (entry->lacks_body) {
        judging->judgement->bodiless++;
        return STATUS_OK;
    }
    if (!entry->is_ours) {
        return judge_foreign(judging, exchange, out_diagnostic);
    }
    const struct case_row *row = row_of(exchange);
    return row == NULL ? judge_exchange_of_none(judging, exchange)
                       : judge_of_row(judging, row, exchange);
}

static enum status judge_text(void *context, struct bytes text, struct diagnostic *out_diagnostic) {
    return evidence_show_entry(text, judge_entry, context, out_diagnostic);
}

static void add_reasons(struct tally *tally, const struct plan *plan,
                        const struct judgement_reasons *reasons) {
    for (size_t i = 0; i < plan->step_count; i++) {
        const struct step *step = &plan->steps[i];
        struct case_result *result = tally_case(tally, step->row);
        const char *known =
            reasons->reason_of == NULL ? NULL : reasons->reason_of(reasons->context, step);
        const char *reason = step->state != STEP_PLANNED  ? step->reason
                             : known != NULL              ? known
                             : result->exchange_count > 0 ? ""
                                                          : reasons->otherwise;
        snprintf(result->reason, sizeof result->reason, "%s", reason);
        result->is_out_of_scope = step->state == STEP_OUT_OF_SCOPE;
        result->is_not_generated = step->state == STEP_NOT_GENERATED;
    }
}

/* A case that passed proves what it names, but not what another tool did not keep. */
static void leave_framing_open(struct judgement *judgement) {
    static const char why[] = "the evidence is another tool's, and a HAR keeps no framing";
    struct tally *tally = &judgement->tally;
    struct requirement_result *framing = &tally->requirements[RESPONSE_FRAMING];
    if (judgement->recognised == 0 || framing->status != REQUIREMENT_PROVEN) {
        return;
    }
    framing->status = REQUIREMENT_NOT_RUN;
    snprintf(framing->reason, sizeof framing->reason, "%s", why);
    if (tally->verdict == VERDICT_CONFORMANT) {
        tally->verdict = VERDICT_INCONCLUSIVE;
        snprintf(tally->verdict_reason, sizeof tally->verdict_reason,
                 "response.framing could not be proven: %s.", why);
    }
}

enum status judgement_make(struct evidence_source evidence, const struct plan *plan,
                           const struct target *target, const struct judge_rules *rules,
                           const struct judgement_reasons *reasons, struct judgement *out_judgement,
                           struct diagnostic *out_diagnostic) {
    struct judgement judgement = {.count = 0};
    enum status status = tally_init(&judgement.tally, cases_all(), requirement_catalogue);
    if (status != STATUS_OK) {
        return status;
    }
    struct judging judging = {&judgement, plan, target, rules, &evidence, NULL};
    status = evidence.each(evidence.context, judge_text, &judging, out_diagnostic);
    foreign_destroy(judging.foreign);
    status = status == STATUS_OK ? observe_refused_login(&judgement) : status;
    if (status == STATUS_OK) {
        add_reasons(&judgement.tally, plan, reasons);
        judgement_sort(&judgement);
        status = judge_run(rules, judgement.observations, judgement.count, &judgement.tally);
    }
    if (status != STATUS_OK) {
        judgement_clean_up(&judgement);
        return status;
    }
    tally_settle(&judgement.tally, rules, judgement.observations, judgement.count);
    leave_framing_open(&judgement);
    tell_trouble(&judgement.tally, &judgement.trouble);
    judgement_sort(&judgement);
    *out_judgement = judgement;
    return STATUS_OK;
}

void judgement_clean_up(struct judgement *judgement) {
    tally_clean_up(&judgement->tally);
    free(judgement->observations);
    *judgement = (struct judgement){0};
}
