#include "app/rejudgement.h"

#include "app/belonging.h"
#include "app/run_notes.h"
#include "cases/cases.h"
#include "store/file.h"

enum { EVIDENCE_LIMIT_BYTES = 1 << 30 };

static enum status blame_file(const char *file, enum status status, const struct diagnostic *reason,
                              struct diagnostic *out_diagnostic) {
    if (status != STATUS_OK) {
        diagnostic_set(out_diagnostic, "%s: %s", file,
                       reason->text[0] == '\0' ? status_words(status) : reason->text);
    }
    return status;
}

/* The plan that the run had: same filter, same seed, and without the rows that its secrets did not
   allow. Foreign evidence is held against all rows. */
static enum status remake_plan(struct rejudgement *work, bool is_strict,
                               struct diagnostic *out_reason) {
    const struct record_head *head = &work->ledger.record.head;
    struct plan_filter filter = {head->only.items, head->only.count, head->skip.items,
                                 head->skip.count};
    enum status status = plan_make(cases_all(), requirement_catalogue, &work->profile.target, NULL,
                                   &filter, head->seed, &work->plan, out_reason);
    if (status == STATUS_OK) {
        run_notes_apply(&head->not_generated, &work->plan);
        plan_repeat(&work->plan, head->repeat == 0 ? 1 : head->repeat); /* 0: there is no head */
        work->rules = judge_rules_of(&work->profile.target, is_strict || head->is_strict);
    }
    return status;
}

static enum status judge(struct rejudgement *work, struct diagnostic *out_reason) {
    enum status status =
        belonging_check(evidence_from_ledger(&work->ledger), &work->profile.target, out_reason);
    if (status != STATUS_OK) {
        return status;
    }
    const struct conclusion conclusion = {
        .evidence = evidence_from_ledger(&work->ledger),
        .plan = &work->plan,
        .target = &work->profile.target,
        .rules = &work->rules,
        .record = &work->ledger.record,
        .cases_sha256 = work->cases_sha256,
    };
    return conclusion_make(&conclusion, &work->judgement, out_reason);
}

static enum status load(struct rejudgement *work, const char *evidence_file,
                        const char *target_file, struct diagnostic *out_diagnostic) {
    enum status status = profile_load(target_file, URL_CLEARTEXT_ALLOWED, PROFILE_WITHOUT_SECRETS,
                                      &work->profile, out_diagnostic);
    status = status == STATUS_OK ? catalogue_hash(work->cases_sha256) : status;
    return status == STATUS_OK
               ? store_read(evidence_file, EVIDENCE_LIMIT_BYTES, &work->text, out_diagnostic)
               : status;
}

enum status rejudgement_read(const char *evidence_file, const char *target_file,
                             struct rejudgement *out_rejudgement,
                             struct diagnostic *out_diagnostic) {
    struct rejudgement *work = out_rejudgement;
    *work = (struct rejudgement){.judgement = {.count = 0}};
    buffer_init(&work->text, EVIDENCE_LIMIT_BYTES);
    enum status status = load(work, evidence_file, target_file, out_diagnostic);
    if (status != STATUS_OK) {
        return status;
    }
    struct diagnostic reason = {""};
    status = ledger_read(buffer_view(&work->text), &work->ledger, &reason);
    return blame_file(evidence_file, status, &reason, out_diagnostic);
}

enum status rejudgement_judge(struct rejudgement *rejudgement, bool is_strict,
                              struct diagnostic *out_diagnostic) {
    enum status status = remake_plan(rejudgement, is_strict, out_diagnostic);
    return status == STATUS_OK ? judge(rejudgement, out_diagnostic) : status;
}

enum status rejudgement_make(const char *evidence_file, const char *target_file, bool is_strict,
                             struct rejudgement *out_rejudgement,
                             struct diagnostic *out_diagnostic) {
    enum status status =
        rejudgement_read(evidence_file, target_file, out_rejudgement, out_diagnostic);
    if (status != STATUS_OK) {
        return status;
    }
    struct diagnostic reason = {""};
    status = rejudgement_judge(out_rejudgement, is_strict, &reason);
    return blame_file(evidence_file, status, &reason, out_diagnostic);
}

void rejudgement_clean_up(struct rejudgement *rejudgement) {
    judgement_clean_up(&rejudgement->judgement);
    plan_clean_up(&rejudgement->plan);
    profile_clean_up(&rejudgement->profile);
    ledger_clean_up(&rejudgement->ledger);
    buffer_clean_up(&rejudgement->text);
}
