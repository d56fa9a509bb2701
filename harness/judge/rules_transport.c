/* Rules about answers that did not come, or not whole. On an endpoint that answers at all they are
   findings about the platform; judge_run takes them back where it never did. */
#include "judge/inquiry.h"

/* What an outcome breaks. */
struct outcome_rule {
    enum requirement_id requirement; /* REQUIREMENT_NONE: nothing */
    bool cuts_body; /* behind a whole head, it is the body that is not complete as framed */
    const char *words;
};

static const struct outcome_rule outcome_rules[OUTCOME_COUNT] = {
    /* Not listed: OUTCOME_COMPLETE, which is never asked about. */
    [OUTCOME_UNREACHABLE] = {RESPONSE_STATUS, .words = "no connection could be made"},
    [OUTCOME_TLS_UNTRUSTED] = {REQUIREMENT_NONE,
                               .words = "the certificate chain or the host name does not hold"},
    [OUTCOME_TLS_REFUSED] = {RESPONSE_STATUS, .words = "the TLS handshake was refused"},
    [OUTCOME_TLS_LOCAL] = {REQUIREMENT_NONE,
                           .words = "the local TLS library does not offer what the case needs"},
    [OUTCOME_TIMED_OUT] = {RESPONSE_STATUS, .cuts_body = true, .words = "the time allowed ran out"},
    [OUTCOME_CLOSED] = {RESPONSE_STATUS, .words = "the connection was closed before an answer"},
    [OUTCOME_TRUNCATED] = {RESPONSE_STATUS, .cuts_body = true,
                           .words = "the connection was closed inside the answer"},
    [OUTCOME_HEADER_OVER_LIMIT] = {RESPONSE_STATUS, .words = "the header is longer than the limit"},
    [OUTCOME_BODY_OVER_LIMIT] = {RESPONSE_JSON, .words = "the body is longer than the limit"},
    [OUTCOME_MALFORMED] = {RESPONSE_FRAMING, .words = "the answer is not well-formed HTTP/1.x"},
    [OUTCOME_INTERRUPTED] = {REQUIREMENT_NONE,
                             .words = "the run was stopped while it was under way"},
};

static bool has_whole_head(const struct inquiry *inquiry) {
    const struct exchange *exchange = inquiry->exchange;
    bool is_interim = inquiry->view->status >= 100 && inquiry->view->status <= 199;
    bool has_empty_line = bytes_find(exchange->head, bytes_of_text("\r\n\r\n"), 0) != SIZE_MAX ||
                          bytes_find(exchange->head, bytes_of_text("\n\n"), 0) != SIZE_MAX;
    return exchange->framed.size > 0 ||
           (has_empty_line && inquiry->view->status != 0 && !is_interim);
}

/* A row that asks beyond the document cannot show that documented answers are missing: it is its
   own requirement that gets no answer. */
static bool is_beyond_the_document(const struct inquiry *inquiry) {
    enum requirement_id first = inquiry->row->proves[0];
    return inquiry->rules->catalogue[first].level == LEVEL_HARDENING;
}

/* A body that says it is JSON and is cut is that of every other answer, and no matter of what was
   asked; a gateway's page is. */
static bool is_cut_json(const struct inquiry *inquiry, enum requirement_id requirement) {
    return requirement == RESPONSE_JSON && view_claims_json(inquiry->view);
}

static bool has_framing_fault(const struct http_message *message) {
    for (size_t i = 0; i < message->fault_count; i++) {
        if (message->faults[i].fault != HTTP_TRUNCATED) {
            return true;
        }
    }
    return false;
}

/* Where the head contradicts itself about the length, a client that waits for the longer one finds
   the body cut, though it may be whole: that no end came is the fault of the head. */
static bool is_length_in_doubt(const struct http_message *message) {
    static const bool is_of_length[HTTP_FAULT_COUNT] = {
        [HTTP_BAD_CONTENT_LENGTH] = true,
        [HTTP_CONFLICTING_LENGTHS] = true,
        [HTTP_LENGTH_AND_ENCODING] = true,
        [HTTP_BAD_TRANSFER_ENCODING] = true,
    };
    for (size_t i = 0; i < message->fault_count; i++) {
        if (is_of_length[message->faults[i].fault]) {
            return true;
        }
    }
    return false;
}

/* The bytes that came have told the fault already (rules_framing). */
static bool is_told_by_framing(const struct inquiry *inquiry, enum requirement_id requirement) {
    const struct http_message *message = &inquiry->view->message;
    enum exchange_outcome outcome = inquiry->exchange->outcome;
    bool has_no_end = outcome == OUTCOME_TIMED_OUT || outcome == OUTCOME_TRUNCATED;
    return (requirement == RESPONSE_FRAMING && has_framing_fault(message)) ||
           (requirement == RESPONSE_JSON && has_no_end && is_length_in_doubt(message));
}

/* An over-long request may be answered by closing the connection. */
static bool is_refusal_by_closing(const struct inquiry *inquiry) {
    enum exchange_outcome outcome = inquiry->exchange->outcome;
    return inquiry->row->request.overlong_characters > 0 &&
           (outcome == OUTCOME_CLOSED || outcome == OUTCOME_TRUNCATED);
}

void rules_transport(struct inquiry *inquiry) {
    const struct exchange *exchange = inquiry->exchange;
    const struct outcome_rule *rule = &outcome_rules[exchange->outcome];
    if (is_refusal_by_closing(inquiry)) {
        return;
    }
    inquiry->seen->unproven = rule->words;
    enum requirement_id requirement =
        rule->cuts_body && has_whole_head(inquiry) ? RESPONSE_JSON : rule->requirement;
    if (requirement == REQUIREMENT_NONE || is_told_by_framing(inquiry, requirement)) {
        return;
    }
    bool is_of_every_answer = requirement == RESPONSE_FRAMING || is_cut_json(inquiry, requirement);
    if (!is_of_every_answer && is_beyond_the_document(inquiry)) {
        requirement = inquiry->row->proves[0];
    }
    bool has_detail = exchange->outcome_detail.size > 0;
    inquiry_accuse(
        inquiry,
        (struct charge){.requirement = requirement,
                        .expected = requirement == RESPONSE_FRAMING
                                        ? "a message in the syntax of HTTP/1.x (RFC 9112)"
                                        : "a whole answer in time"},
        "%s%s%s", rule->words, has_detail ? ": " : "",
        has_detail ? quote_of(exchange->outcome_detail).text : "");
}

void rules_transport_unproven(struct inquiry *inquiry) {
    inquiry->seen->unproven = outcome_rules[inquiry->exchange->outcome].words;
}
