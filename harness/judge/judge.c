#include "judge/judge.h"

#include "judge/inquiry.h"

static bool is_login(const struct exchange *exchange) {
    return bytes_equal_text(exchange->case_id, "login");
}

/* The data of another device are no answer to what was asked. */
static bool is_about(const struct exchange *exchange, const struct view *view) {
    return bytes_equal(view->answer.device_id, exchange->asked_device);
}

static struct observation observe(const struct case_row *row, const struct exchange *exchange,
                                  const struct view *view) {
    bool is_complete = exchange->outcome == OUTCOME_COMPLETE;
    bool has_code = view_has_code(view);
    bool is_error = view->answer.kind == ANSWER_ERROR;
    return (struct observation){
        .row = row,
        .exchange = exchange->number,
        .attempt = exchange->attempt,
        .outcome = exchange->outcome,
        .status = view->status,
        .error = view->pair,
        .is_accepted = is_complete && view->status == 200 && !is_error,
        .is_throttled = has_code && bytes_equal_text(view->answer.code, "1010009"),
        .has_activated = view->answer.has_activated,
        .activated = view->answer.activated,
        .asked_digest = digest_of(&exchange->asked_device, 1),
        .answer_digest = is_about(exchange, view) ? view_answer_digest(view) : 0,
        .code_digest = has_code ? digest_of(&view->answer.code, 1) : 0,
        .started_us = exchange->started_us,
        .ended_us =
            exchange->started_us + (exchange->timing.total_us > 0 ? exchange->timing.total_us : 0),
    };
}

/* A verified handshake stands behind every whole answer over TLS: the engine gives no other. */
static void judge_https(struct inquiry *inquiry) {
    bool is_tls = inquiry->row != NULL && inquiry->row->request.transport == TRANSPORT_TLS;
    if (is_tls && !inquiry->rules->is_cleartext && inquiry->exchange->outcome == OUTCOME_COMPLETE) {
        inquiry_exercise(inquiry, REQUEST_HTTPS);
    }
}

/* The internal server error is out of reach from outside, and judged whenever it is observed. */
static void judge_observed_pair(struct inquiry *inquiry) {
    if (inquiry->view->pair == ERROR_ROW_500_50252) {
        inquiry_exercise(inquiry, ERROR_500_50252);
    }
}

static void judge(struct inquiry *inquiry) {
    rules_framing(inquiry);
    if (is_login(inquiry->exchange)) {
        return; /* its answer carries the token by design, and the document does not describe it */
    }
    rules_secret_echo(inquiry);
    if (inquiry->view->has_status) {
        rules_content_coding(inquiry);
        rules_cache(inquiry);
        rules_error_leak(inquiry);
    }
    if (inquiry->row != NULL) {
        judge_https(inquiry);
        judge_observed_pair(inquiry);
        expect_judge(inquiry);
    }
}

enum status judge_glance(const struct judge_rules *rules, const struct case_row *row,
                         const struct exchange *exchange, struct observation *out_observation) {
    struct view view;
    enum status status = view_open(rules, exchange, &view);
    if (status != STATUS_OK) {
        return status;
    }
    *out_observation = observe(row, exchange, &view);
    view_close(&view);
    return STATUS_OK;
}

enum status judge_exchange(const struct judge_rules *rules, const struct case_row *row,
                           const struct exchange *exchange, struct findings *inout_findings,
                           struct observation *out_observation) {
    struct view view;
    enum status status = view_open(rules, exchange, &view);
    if (status != STATUS_OK) {
        return status;
    }
    struct observation seen = observe(row, exchange, &view);
    size_t findings_before = inout_findings->count;
    struct inquiry inquiry = {
        .rules = rules,
        .row = row,
        .exchange = exchange,
        .view = &view,
        .findings = inout_findings,
        .seen = &seen,
    };
    judge(&inquiry);
    view_close(&view);
    if (inquiry.status != STATUS_OK) {
        inout_findings->count = findings_before;
        return inquiry.status;
    }
    *out_observation = seen;
    return STATUS_OK;
}

bool judge_is_early_refusal(const struct judge_rules *rules,
                            const struct observation *observation) {
    const struct case_row *row = observation->row;
    return rules->has_throttle && observation->is_throttled && observation->attempt == 0 &&
           row != NULL && row->kind != KIND_THROTTLE && row->kind != KIND_TRANSPORT &&
           row->kind != KIND_OBSERVED;
}
