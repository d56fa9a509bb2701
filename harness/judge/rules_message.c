/* Rules about the message: framing, content coding, media type. */
#include "judge/inquiry.h"

/* A message that is cut short is told by its outcome (rules_transport), and is then a fault of the
   body (response.json: complete as framed), not of the framing. Only where the transport was
   content with it does the reader's word count. */
static void accuse_truncated(struct inquiry *inquiry, size_t offset) {
    if (inquiry->exchange->outcome != OUTCOME_COMPLETE) {
        return;
    }
    struct place place = view_place_in_message(inquiry->exchange, offset);
    inquiry_accuse(inquiry,
                   (struct charge){
                       .requirement = RESPONSE_JSON,
                       .expected = "a body that is complete as framed",
                       .where = place.text,
                       .mark = place.mark,
                   },
                   "%s", http_fault_facts[HTTP_TRUNCATED].words);
}

void rules_framing(struct inquiry *inquiry) {
    const struct http_message *message = &inquiry->view->message;
    if (inquiry->exchange->head.size == 0) {
        return;
    }
    inquiry_exercise(inquiry, RESPONSE_FRAMING);
    for (size_t i = 0; i < message->fault_count; i++) {
        struct http_fault_at at = message->faults[i];
        if (at.fault == HTTP_TRUNCATED) {
            accuse_truncated(inquiry, at.offset);
            continue;
        }
        struct place place = view_place_in_message(inquiry->exchange, at.offset);
        inquiry_accuse(inquiry,
                       (struct charge){
                           .requirement = RESPONSE_FRAMING,
                           .expected = http_fault_facts[at.fault].source,
                           .where = place.text,
                           .mark = place.mark,
                       },
                       "%s", http_fault_facts[at.fault].words);
    }
}

void rules_content_coding(struct inquiry *inquiry) {
    if (!inquiry->view->is_coded) {
        return;
    }
    const struct http_field *field =
        http_message_field(&inquiry->view->message, "Content-Encoding", 0);
    inquiry_accuse(inquiry,
                   (struct charge){
                       .requirement = RESPONSE_JSON,
                       .expected = "no content coding that was not asked for",
                       .where = "header Content-Encoding",
                   },
                   "Content-Encoding: %s", quote_of(field->value).text);
}

/* An empty body has no type to state (RFC 9110 section 8.3). */
void rules_content_type(struct inquiry *inquiry) {
    const struct view *view = inquiry->view;
    struct charge charge = {
        .requirement = RESPONSE_CONTENT_TYPE,
        .expected = "Content-Type: application/json, with any parameters",
        .where = "header Content-Type",
    };
    if (view->body.size == 0) {
        return;
    }
    inquiry_exercise(inquiry, RESPONSE_CONTENT_TYPE);
    const struct http_field *field = http_message_field(&view->message, "Content-Type", 0);
    if (field == NULL) {
        inquiry_accuse(inquiry, charge, "no Content-Type");
    }
    for (; field != NULL;) {
        if (!http_media_type_is(field->value, "application/json")) {
            inquiry_accuse(inquiry, charge, "Content-Type: %s", quote_of(field->value).text);
        }
        field = http_message_field(&view->message, "Content-Type",
                                   (size_t)(field - view->message.fields) + 1);
    }
}
