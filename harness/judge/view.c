#include "judge/view.h"

#include "base/fnv1a.h"
#include "judge/finding.h"

#include <stdio.h>

/* Faults after which the body may have bytes too few or too many: what is wrong inside it is then
   the framing's fault, not the body's. */
static const bool hides_extent[HTTP_FAULT_COUNT] = {
    [HTTP_BAD_CONTENT_LENGTH] = true,  [HTTP_CONFLICTING_LENGTHS] = true,
    [HTTP_LENGTH_AND_ENCODING] = true, [HTTP_BAD_TRANSFER_ENCODING] = true,
    [HTTP_BAD_CHUNK_SIZE] = true,      [HTTP_BAD_CHUNK_END] = true,
    [HTTP_TRUNCATED] = true,           [HTTP_EXCESS_BYTES] = true,
};

static bool has_hidden_extent(const struct http_message *message) {
    for (size_t i = 0; i < message->fault_count; i++) {
        if (hides_extent[message->faults[i].fault]) {
            return true;
        }
    }
    return false;
}

static enum string_length string_length_of(const struct judge_rules *rules) {
    enum choice choice = rules->choices.by_id[INTERPRET_STRING_LENGTH];
    return choice == CHOICE_BYTES   ? LENGTH_IN_BYTES
           : choice == CHOICE_UTF16 ? LENGTH_IN_UTF16_UNITS
                                    : LENGTH_IN_CHARACTERS;
}

static bool is_coded(const struct http_message *message) {
    for (size_t i = 0; i < message->field_count; i++) {
        const struct http_field *field = &message->fields[i];
        if (bytes_equal_ignoring_case(field->name, bytes_of_text("content-encoding")) &&
            field->value.size > 0 &&
            !bytes_equal_ignoring_case(field->value, bytes_of_text("identity"))) {
            return true;
        }
    }
    return false;
}

static enum status read_answer(const struct judge_rules *rules, struct view *view) {
    enum status status =
        answer_parse(view->status, view->body, string_length_of(rules), &view->answer);
    if (status == STATUS_OK) {
        view->pair = error_row_id_of(view->answer.row);
    }
    return status;
}

enum status view_open(const struct judge_rules *rules, const struct exchange *exchange,
                      struct view *out_view) {
    struct view view = {.answer = {.kind = ANSWER_NONE}};
    bool is_head_request = bytes_equal_text(exchange->method, "HEAD");
    enum status status =
        http_message_read(exchange->head, exchange->framed, is_head_request, &view.message);
    if (status != STATUS_OK) {
        return status;
    }
    view.has_status = view.message.has_status;
    view.status = view.message.has_status ? view.message.status : 0;
    /* Evidence of another tool may have the content alone. */
    bool is_content_alone = exchange->framed.size == 0 && !is_head_request;
    view.body = is_content_alone ? exchange->body : buffer_view(&view.message.body);
    view.is_coded = is_coded(&view.message) && !view_has_sent(exchange, "accept-encoding");
    bool has_answer = view.has_status && exchange->outcome == OUTCOME_COMPLETE;
    if (has_answer && !view.is_coded && !is_head_request) {
        status = read_answer(rules, &view);
    }
    view.is_extent_unknown = view.answer.document.root == NULL && has_hidden_extent(&view.message);
    if (status != STATUS_OK) {
        http_message_clean_up(&view.message);
        return status;
    }
    *out_view = view;
    return STATUS_OK;
}

bool view_has_sent(const struct exchange *exchange, const char *name) {
    struct bytes wanted = bytes_of_text(name);
    struct bytes sent = exchange->sent;
    struct bytes line_end = bytes_of_text("\n");
    for (size_t at = bytes_find(sent, line_end, 0); at != SIZE_MAX;
         at = bytes_find(sent, line_end, at + 1)) {
        struct bytes colon = bytes_slice(sent, at + 1 + wanted.size, 1);
        if (bytes_equal_ignoring_case(bytes_slice(sent, at + 1, wanted.size), wanted) &&
            bytes_equal_text(colon, ":")) {
            return true;
        }
    }
    return false;
}

void view_close(struct view *view) {
    answer_clean_up(&view->answer);
    http_message_clean_up(&view->message);
}

bool view_has_code(const struct view *view) {
    return view->answer.kind == ANSWER_ERROR && view->answer.code.size > 0;
}

bool view_claims_json(const struct view *view) {
    const struct http_field *field = http_message_field(&view->message, "Content-Type", 0);
    return field != NULL && http_media_type_is(field->value, "application/json");
}

bool view_has_readable_body(const struct view *view) {
    return !view->is_coded && !view->is_extent_unknown;
}

const struct error_row *error_row_of(enum error_row_id id) {
    return id == ERROR_ROW_NONE ? NULL : &error_table[id - 1];
}

enum error_row_id error_row_id_of(const struct error_row *row) {
    return row == NULL ? ERROR_ROW_NONE : (enum error_row_id)(row - error_table + 1);
}

struct place view_place_in_body(const struct view *view, size_t offset) {
    struct json_position position = json_position_of(view->body, offset);
    struct place place = {.mark = {true, PART_BODY, offset}};
    snprintf(place.text, sizeof place.text, "body, byte %zu (line %zu, column %zu)", offset,
             position.line, position.column);
    return place;
}

struct place view_place_in_message(const struct exchange *exchange, size_t offset) {
    bool is_in_head = offset < exchange->head.size;
    size_t offset_in_part = is_in_head ? offset : offset - exchange->head.size;
    struct place place = {.mark = {true, is_in_head ? PART_HEAD : PART_FRAMED, offset_in_part}};
    snprintf(place.text, sizeof place.text, "%s, byte %zu", is_in_head ? "head" : "behind the head",
             offset_in_part);
    return place;
}

struct quote view_pair_words(const struct view *view) {
    struct quote words;
    if (view_has_code(view)) {
        snprintf(words.text, sizeof words.text, "%d with code %.100s", view->status,
                 quote_of(view->answer.code).text);
    } else {
        snprintf(words.text, sizeof words.text, "%d without a readable error code", view->status);
    }
    return words;
}

uint64_t digest_of(const struct bytes *parts, size_t count) {
    uint64_t digest = FNV1A_START;
    for (size_t i = 0; i < count; i++) {
        digest = fnv1a_part(digest, parts[i]);
    }
    return digest == 0 ? 1 : digest;
}

uint64_t view_answer_digest(const struct view *view) {
    const struct answer *answer = &view->answer;
    bool has_name = answer->name.data != NULL || answer->is_name_null;
    if (answer->device_id.data == NULL || !answer->has_activated || !has_name) {
        return 0;
    }
    struct bytes parts[DIGEST_PARTS_MAX] = {
        answer->device_id,
        bytes_of_text(answer->activated ? "true" : "false"),
        answer->name,
        bytes_of_text(answer->is_name_null ? "null" : ""),
    };
    return digest_of(parts, DIGEST_PARTS_MAX);
}
