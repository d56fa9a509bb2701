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

/* The index of the case, or of the one before which it would stand. */
static size_t place_of(const struct snapshot *snapshot, const char *id) {
    size_t from = 0;
    size_t to = snapshot->seen_count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        bool is_behind = strcmp(snapshot->seen[middle].id, id) < 0;
        from = is_behind ? middle + 1 : from;
        to = is_behind ? to : middle;
    }
    return from;
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

/* Takes over `id`, also on failure. */
static enum status seek_case(struct snapshot *snapshot, char *id, struct case_seen **out_seen) {
    size_t at = id == NULL ? 0 : place_of(snapshot, id);
    bool is_known =
        id != NULL && at < snapshot->seen_count && strcmp(snapshot->seen[at].id, id) == 0;
    bool is_full = snapshot->seen_count == SNAPSHOT_CASES_MAX;
    if (id == NULL || (!is_known && (is_full || !grow(snapshot)))) {
        bool is_refused = id != NULL && is_full;
        free(id);
        return is_refused ? STATUS_LIMIT : STATUS_NO_MEMORY;
    }
    struct case_seen *seen = &snapshot->seen[at];
    if (is_known) {
        free(id);
    } else {
        memmove(seen + 1, seen, (snapshot->seen_count++ - at) * sizeof *seen);
        *seen = (struct case_seen){.id = id};
    }
    *out_seen = seen;
    return STATUS_OK;
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
    struct case_seen *seen = NULL;
    enum status status = seek_case(snapshot, bytes_copy_text(exchange->case_id), &seen);
    if (status != STATUS_OK) {
        return status;
    }
    enum occasion occasion = seen->count == 0 ? OCCASION_FIRST : OCCASION_LAST;
    status = take_answer(exchange, &seen->answers[occasion]);
    seen->count += status == STATUS_OK;
    return status;
}
