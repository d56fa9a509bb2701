#include "compare/snapshot.h"

#include <stdlib.h>
#include <string.h>

enum { PART_LIMIT_BYTES = 4 * 1024 * 1024 };

void snapshot_init(struct snapshot *snapshot) {
    *snapshot = (struct snapshot){.verdict = NULL};
}

static void clean_up_standings(struct standings *standings) {
    for (size_t i = 0; i < standings->count; i++) {
        free(standings->items[i].id);
        free(standings->items[i].status);
    }
    free(standings->items);
}

static void clean_up_answer(struct answer_seen *answer) {
    free(answer->outcome);
    buffer_clean_up(&answer->head);
    buffer_clean_up(&answer->body);
}

void snapshot_clean_up(struct snapshot *snapshot) {
    free(snapshot->verdict);
    clean_up_standings(&snapshot->requirements);
    clean_up_standings(&snapshot->cases);
    for (size_t i = 0; i < snapshot->seen_count; i++) {
        free(snapshot->seen[i].id);
        clean_up_answer(&snapshot->seen[i].answers[OCCASION_FIRST]);
        clean_up_answer(&snapshot->seen[i].answers[OCCASION_LAST]);
    }
    free(snapshot->seen);
    snapshot_init(snapshot);
}

static struct case_seen *find_case(struct snapshot *snapshot, struct bytes id) {
    for (size_t i = 0; i < snapshot->seen_count; i++) {
        if (bytes_equal_text(id, snapshot->seen[i].id)) {
            return &snapshot->seen[i];
        }
    }
    return NULL;
}

static bool grow(struct snapshot *snapshot) {
    if (snapshot->seen_count < snapshot->seen_capacity) {
        return true;
    }
    size_t capacity = snapshot->seen_capacity == 0 ? 64 : 2 * snapshot->seen_capacity;
    struct case_seen *seen = realloc(snapshot->seen, capacity * sizeof *seen);
    if (seen != NULL) {
        snapshot->seen = seen;
        snapshot->seen_capacity = capacity;
    }
    return seen != NULL;
}

static struct case_seen *add_case(struct snapshot *snapshot, struct bytes id) {
    char *copy = bytes_copy_text(id);
    if (copy == NULL || !grow(snapshot)) {
        free(copy);
        return NULL;
    }
    size_t at = snapshot->seen_count++;
    for (; at > 0 && strcmp(snapshot->seen[at - 1].id, copy) > 0; at--) {
        snapshot->seen[at] = snapshot->seen[at - 1];
    }
    snapshot->seen[at] = (struct case_seen){.id = copy};
    return &snapshot->seen[at];
}

static enum status copy_part(struct bytes part, struct buffer *out) {
    buffer_init(out, PART_LIMIT_BYTES);
    return part.size == 0 ? STATUS_OK : buffer_append(out, part);
}

static enum status take_answer(const struct exchange_seen *exchange, struct answer_seen *out) {
    struct answer_seen answer = {.status = exchange->status, .has_content = exchange->has_content};
    answer.outcome = bytes_copy_text(exchange->outcome);
    enum status status = answer.outcome == NULL ? STATUS_NO_MEMORY : STATUS_OK;
    status = status == STATUS_OK ? copy_part(exchange->head, &answer.head) : status;
    status = status == STATUS_OK ? copy_part(exchange->body, &answer.body) : status;
    if (status == STATUS_LIMIT) { /* what is too long to be compared is left out */
        answer.has_content = false;
        status = STATUS_OK;
    }
    if (status != STATUS_OK) {
        clean_up_answer(&answer);
        return status;
    }
    clean_up_answer(out);
    *out = answer;
    return STATUS_OK;
}

enum status snapshot_note(struct snapshot *snapshot, const struct exchange_seen *exchange) {
    struct case_seen *seen = find_case(snapshot, exchange->case_id);
    seen = seen == NULL ? add_case(snapshot, exchange->case_id) : seen;
    if (seen == NULL) {
        return STATUS_NO_MEMORY;
    }
    enum occasion occasion = seen->count == 0 ? OCCASION_FIRST : OCCASION_LAST;
    enum status status = take_answer(exchange, &seen->answers[occasion]);
    seen->count += status == STATUS_OK;
    return status;
}
