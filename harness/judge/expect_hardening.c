/* Expectations of rows that go beyond the document: they ask for little, and blame but their own
   requirement. */
#include "judge/inquiry.h"

static void accuse_own(struct inquiry *inquiry, const char *expected, const char *actual) {
    inquiry_accuse(inquiry,
                   (struct charge){
                       .requirement = inquiry->row->proves[0],
                       .is_of_case = true,
                       .expected = expected,
                       .where = inquiry->view->has_status ? "status line" : NULL,
                       .handling = inquiry->view->pair,
                   },
                   "%s", actual);
}

/* The data of another device break what every answer with data is held to. Whatever else is wrong
   with such an answer is wrong with the documented ones too, and told there. */
static void judge_general_data(struct inquiry *inquiry) {
    const struct answer *answer = &inquiry->view->answer;
    bool is_other = answer->kind == ANSWER_ACTIVATION && answer->device_id.data != NULL &&
                    !bytes_equal(answer->device_id, inquiry->exchange->asked_device);
    if (is_other) {
        inquiry_accuse(inquiry,
                       (struct charge){
                           .requirement = RESPONSE_DEVICE_ID,
                           .expected = "the device id that was asked for, or a refusal",
                           .where = "body, deviceId",
                       },
                       "%s", quote_of(answer->device_id).text);
    }
}

/* A gateway may refuse what the document does not speak of before the platform sees it, with a page
   of its own; that is the row's requirement, a warning, not the platform's error body. But a body
   that says it is JSON is held to it. */
void expect_general(struct inquiry *inquiry) {
    static const char expected[] =
        "a 4xx with a documented error body, or 200 with the data of the device asked for";
    const struct view *view = inquiry->view;
    if (view->status == 200) {
        judge_general_data(inquiry);
        return;
    }
    bool is_refused = http_is_client_error(view->status);
    if (is_refused && (view->answer.kind == ANSWER_ERROR || view_claims_json(view))) {
        rules_error_answer(inquiry, SCOPE_OPEN);
    } else if (!is_refused || view_has_readable_body(view)) {
        accuse_own(inquiry, expected, view_pair_words(view).text);
    }
}

void expect_path_refused(struct inquiry *inquiry) {
    if (!http_is_client_error(inquiry->view->status)) {
        bool has_data = inquiry->view->answer.kind == ANSWER_ACTIVATION;
        accuse_own(inquiry, "a 4xx, and never a device's data",
                   has_data ? "200, with a device's data" : view_pair_words(inquiry->view).text);
    }
}

/* 501 is the other right word for a method that is not known (RFC 9110 section 15.6.2). Whether a
   4xx was the GET's own answer is judged over the run (methods.c). */
void expect_method_refused(struct inquiry *inquiry) {
    int status = inquiry->view->status;
    if (!http_is_client_error(status) && status != 501) {
        accuse_own(inquiry, "refused as a method: 405, 501 or another 4xx",
                   view_pair_words(inquiry->view).text);
    }
}

/* Nothing by itself: bytes of a body are a fault of the framing, and whether HEAD is judged at all,
   and beside which GET, is told by the run (methods.c). */
void expect_head_like_get(struct inquiry *inquiry) {
    (void)inquiry;
}

/* Silence, garbage (a TLS alert) and any answer but a documented one are right. No connection at
   all shows nothing. */
void expect_cleartext_refused(struct inquiry *inquiry) {
    const struct view *view = inquiry->view;
    enum exchange_outcome outcome = inquiry->exchange->outcome;
    bool is_documented = inquiry->seen->is_accepted && view->answer.kind == ANSWER_ACTIVATION;
    if (outcome == OUTCOME_UNREACHABLE || outcome == OUTCOME_INTERRUPTED) {
        rules_transport_unproven(inquiry);
    } else if (outcome == OUTCOME_COMPLETE && (is_documented || view->pair != ERROR_ROW_NONE)) {
        accuse_own(inquiry, "a closed connection, or an answer that is not the document's",
                   is_documented ? "200, with a device's data" : view_pair_words(view).text);
    }
}

/* Proven by an alert or a close of theirs. A certificate that was shown, trusted or not, and a
   version in the facts, mean that they went on with the handshake. */
void expect_tls_refused(struct inquiry *inquiry) {
    enum exchange_outcome outcome = inquiry->exchange->outcome;
    bool has_gone_on = inquiry->exchange->tls.version[0] != '\0' || outcome == OUTCOME_COMPLETE ||
                       outcome == OUTCOME_TLS_UNTRUSTED;
    if (has_gone_on) {
        accuse_own(inquiry, "an alert or a close after our hello (RFC 9325 section 3.1.1)",
                   "the handshake went on");
    } else if (outcome != OUTCOME_TLS_REFUSED && outcome != OUTCOME_CLOSED) {
        rules_transport_unproven(inquiry);
    }
}
