#include "http/message.h"

#include "http/body.h"
#include "http/fault.h"
#include "http/framing.h"
#include "http/section.h"
#include "http/status_line.h"

/* Every field counts for the framing; the first HTTP_FIELDS_MAX are kept as well. */
static void take_field(void *context, struct http_reader *reader, const struct http_field *field) {
    struct http_message *message = reader->message;
    http_lengths_take(context, reader, field);
    if (message->field_count < HTTP_FIELDS_MAX) {
        message->fields[message->field_count++] = *field;
    } else {
        message->fields_left_out++;
    }
}

/* What the answer before said is forgotten; its faults are not. */
static void forget_answer(struct http_message *message) {
    message->has_status = false;
    message->minor_version = 0;
    message->status = 0;
    message->reason = bytes_of(NULL, 0);
    message->field_count = 0;
    message->fields_left_out = 0;
    message->framing = HTTP_FRAMING_CLOSE;
}

/* Any number of 1xx answers may come before the final one (RFC 9110 section 15.2); 101 alone can be
   the last word. */
static bool is_interim(const struct http_message *message) {
    return message->status >= 100 && message->status <= 199;
}

static bool read_answer(struct http_reader *reader, bool is_head_request, uint64_t *out_length) {
    struct http_lengths lengths = {0};
    struct http_section header = {.take = take_field, .context = &lengths};
    forget_answer(reader->message);
    if (!http_status_line_read(reader)) {
        return false;
    }
    header.is_interim = is_interim(reader->message);
    bool is_whole = http_section_read(reader, &header);
    if (!is_whole) {
        http_reader_note_truncation(reader);
    }
    reader->message->framing = http_framing_decide(&lengths, reader->message, is_head_request);
    *out_length = lengths.length;
    return is_whole;
}

static uint64_t read_head(struct http_reader *reader, bool is_head_request) {
    uint64_t length = 0;
    bool is_whole;
    do {
        is_whole = read_answer(reader, is_head_request, &length);
    } while (is_whole && is_interim(reader->message) && !http_reader_is_at_end(reader));
    if (is_whole && !http_reader_is_at_end(reader)) {
        http_reader_note(reader, HTTP_EXCESS_BYTES, reader->input.data + reader->at);
    }
    if (is_whole && is_interim(reader->message) && reader->message->status != 101) {
        http_reader_note_truncation(reader);
    }
    return length;
}

/* The readers point into their input; an absent view has nowhere to point to. */
static struct bytes present(struct bytes view) {
    return view.data == NULL ? bytes_of("", 0) : view;
}

enum status http_message_read(struct bytes head, struct bytes framed, bool is_head_request,
                              struct http_message *out_message) {
    struct http_message message = {.framing = HTTP_FRAMING_CLOSE};
    buffer_init(&message.body, framed.size);
    struct http_reader head_reader = {present(head), 0, 0, &message};
    struct http_reader body_reader = {present(framed), 0, head.size, &message};
    uint64_t length = read_head(&head_reader, is_head_request);
    enum status status = http_body_read(&body_reader, length);
    if (status != STATUS_OK) {
        http_message_clean_up(&message);
        return status;
    }
    *out_message = message;
    return STATUS_OK;
}

void http_message_clean_up(struct http_message *message) {
    buffer_clean_up(&message->body);
}

bool http_is_client_error(int status) {
    return status >= 400 && status <= 499;
}

const struct http_field *http_message_field(const struct http_message *message, const char *name,
                                            size_t from) {
    struct bytes wanted = bytes_of_text(name);
    for (size_t i = from; i < message->field_count; i++) {
        if (bytes_equal_ignoring_case(message->fields[i].name, wanted)) {
            return &message->fields[i];
        }
    }
    return NULL;
}
