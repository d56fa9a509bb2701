/* Rules that hold for every answer of a run beyond document and RFCs: no secret comes back, and
   nothing is marked for shared caches. */
#include "judge/inquiry.h"

/* The recorder has replaced every form of a secret before anyone reads the exchange: what it
   replaced in an answer is what the platform gave back. */
void rules_secret_echo(struct inquiry *inquiry) {
    const struct exchange *exchange = inquiry->exchange;
    if (exchange->head.size > 0) {
        inquiry_exercise(inquiry, HARDENING_SECRET_ECHO);
    }
    for (size_t i = 0; i < exchange->redaction_count; i++) {
        const struct redaction *redaction = &exchange->redactions[i];
        bool is_of_answer = redaction->part == PART_HEAD || redaction->part == PART_FRAMED ||
                            redaction->part == PART_BODY;
        if (!is_of_answer || redaction->secret == SECRET_DEVICE_ID) { /* an id has to come back */
            continue;
        }
        size_t behind_head = redaction->part == PART_HEAD ? 0 : exchange->head.size;
        struct place place = view_place_in_message(exchange, redaction->offset + behind_head);
        inquiry_accuse(inquiry,
                       (struct charge){
                           .requirement = HARDENING_SECRET_ECHO,
                           .expected = "no secret in any header or body",
                           .where = place.text,
                           .mark = place.mark,
                       },
                       "%s comes back, %zu bytes of it", secret_kind_names[redaction->secret],
                       redaction->size);
        return; /* one is enough, and the body stands in two parts */
    }
}

/* Takes the next directive off a Cache-Control value: commas inside quotes do not separate
   (RFC 9111 section 5.2). False at the end. */
static bool next_directive(struct bytes *inout_value, struct bytes *out_directive) {
    struct bytes value = *inout_value;
    bool is_quoted = false;
    size_t end = 0;
    if (value.size == 0) {
        return false;
    }
    for (; end < value.size && (is_quoted || value.data[end] != ','); end++) {
        if (is_quoted && value.data[end] == '\\') {
            end++; /* past the end at most, which slices bear */
        } else if (value.data[end] == '"') {
            is_quoted = !is_quoted;
        }
    }
    *out_directive = bytes_trim(bytes_slice(value, 0, end));
    *inout_value = bytes_slice(value, end + 1, value.size);
    return true;
}

static bool is_directive(struct bytes directive, const char *name) {
    struct bytes equals = bytes_of_text("=");
    size_t end = bytes_find(directive, equals, 0);
    struct bytes directive_name = end == SIZE_MAX ? directive : bytes_slice(directive, 0, end);
    return bytes_equal_ignoring_case(bytes_trim(directive_name), bytes_of_text(name));
}

/* What the Cache-Control fields of an answer come to, taken together. */
struct cache_marks {
    const struct http_field *shared; /* the field that lets shared caches store it, or NULL */
    bool is_forbidden;               /* no-store or private: the stricter directive counts */
};

static void read_marks(const struct http_field *field, struct cache_marks *marks) {
    struct bytes rest = field->value;
    struct bytes directive;
    while (next_directive(&rest, &directive)) {
        if (is_directive(directive, "public") || is_directive(directive, "s-maxage")) {
            marks->shared = field;
        }
        marks->is_forbidden |= is_directive(directive, "no-store") ||
                               bytes_equal_ignoring_case(directive, bytes_of_text("private"));
    }
}

void rules_cache(struct inquiry *inquiry) {
    const struct http_message *message = &inquiry->view->message;
    struct cache_marks marks = {0};
    if (!view_has_sent(inquiry->exchange, "authorization")) {
        return;
    }
    inquiry_exercise(inquiry, HARDENING_CACHE);
    for (size_t i = 0; i < message->field_count; i++) {
        if (bytes_equal_ignoring_case(message->fields[i].name, bytes_of_text("cache-control"))) {
            read_marks(&message->fields[i], &marks);
        }
    }
    if (marks.shared != NULL && !marks.is_forbidden) {
        inquiry_accuse(inquiry,
                       (struct charge){
                           .requirement = HARDENING_CACHE,
                           .expected = "not marked publicly cacheable (RFC 9111 section 3.5)",
                           .where = "header Cache-Control",
                       },
                       "Cache-Control: %s", quote_of(marks.shared->value).text);
    }
}
