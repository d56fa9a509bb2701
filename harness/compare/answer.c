/* Two answers to the same case: status, header, body. */
#include "compare/find.h"
#include "http/message.h"

#include <stdio.h>

/* What says when, for how long or by which connection, and nothing about the answer. */
static const char *const passing_fields[] = {
    "Date", "Age", "Expires", "Last-Modified", "ETag", "Set-Cookie", "Content-Length",
};

/* A client must know these to read the body. */
static const char *const telling_fields[] = {"Content-Type", "Content-Encoding", "Location"};

static bool is_among(struct bytes name, const char *const *names, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (bytes_equal_ignoring_case(name, bytes_of_text(names[i]))) {
            return true;
        }
    }
    return false;
}

static bool is_passing(struct bytes name) {
    return is_among(name, passing_fields, sizeof passing_fields / sizeof passing_fields[0]);
}

static enum grade grade_of(struct bytes name) {
    bool is_telling =
        is_among(name, telling_fields, sizeof telling_fields / sizeof telling_fields[0]);
    return is_telling ? GRADE_BREAKING : GRADE_HARMLESS;
}

static const struct http_field *find_field(const struct http_message *message, struct bytes name) {
    for (size_t i = 0; i < message->field_count; i++) {
        if (bytes_equal_ignoring_case(message->fields[i].name, name)) {
            return &message->fields[i];
        }
    }
    return NULL;
}

static enum status note_field(const struct finding_place *place, enum grade grade,
                              struct bytes name, struct bytes before, struct bytes after) {
    char what[DIFFERENCE_TEXT_SIZE];
    snprintf(what, sizeof what, "header %.*s", name.size > 80 ? 80 : (int)name.size,
             (const char *)name.data);
    return note_difference(place, grade, what, before, after);
}

static enum status compare_field(const struct finding_place *place, const struct http_field *old,
                                 const struct http_field *new) {
    if (is_passing(old->name)) {
        return STATUS_OK;
    }
    if (new == NULL) {
        return note_field(place, grade_of(old->name), old->name, old->value, bytes_of_text(NULL));
    }
    bool is_same = bytes_equal(old->value, new->value) || is_fresh_each_run(old->value, new->value);
    return is_same ? STATUS_OK
                   : note_field(place, grade_of(old->name), old->name, old->value, new->value);
}

static enum status compare_fields(const struct finding_place *place, const struct http_message *old,
                                  const struct http_message *new) {
    enum status status = STATUS_OK;
    for (size_t i = 0; i < old->field_count && status == STATUS_OK; i++) {
        status = compare_field(place, &old->fields[i], find_field(new, old->fields[i].name));
    }
    for (size_t i = 0; i < new->field_count &&status == STATUS_OK; i++) {
        const struct http_field *field = &new->fields[i];
        if (find_field(old, field->name) == NULL && !is_passing(field->name)) {
            status = note_field(place, grade_of(field->name), field->name, bytes_of_text(NULL),
                                field->value);
        }
    }
    return status;
}

static enum status compare_heads(const struct finding_place *place, struct bytes old,
                                 struct bytes new) {
    struct http_message before;
    struct http_message after;
    const struct bytes nothing = bytes_of("", 0);
    enum status status = http_message_read(old, nothing, true, &before);
    if (status != STATUS_OK) {
        return status;
    }
    status = http_message_read(new, nothing, true, &after);
    if (status == STATUS_OK) {
        status = compare_fields(place, &before, &after);
        http_message_clean_up(&after);
    }
    http_message_clean_up(&before);
    return status;
}

static enum status compare_status(const struct finding_place *place, const struct answer_seen *old,
                                  const struct answer_seen *new) {
    char before[64];
    char after[64];
    snprintf(before, sizeof before, "%d, %.40s", old->status, old->outcome);
    snprintf(after, sizeof after, "%d, %.40s", new->status, new->outcome);
    return note_text(place, GRADE_BREAKING, "status", before, after);
}

enum status compare_answers(const struct finding_place *place, const struct answer_seen *old,
                            const struct answer_seen *new) {
    if (old->status != new->status || strcmp(old->outcome, new->outcome) != 0) {
        return compare_status(place, old, new);
    }
    if (!old->has_content || !new->has_content) {
        return STATUS_OK;
    }
    enum status status = compare_heads(place, buffer_view(&old->head), buffer_view(&new->head));
    return status == STATUS_OK
               ? compare_bodies(place, buffer_view(&old->body), buffer_view(&new->body))
               : status;
}
