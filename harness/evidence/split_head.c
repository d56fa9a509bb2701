#include "evidence/split_head.h"

#include <string.h>

/* A line's value, without what leads to it and its line end. */
struct value {
    size_t from, size;
};

static bool is_blank(unsigned char byte) {
    return byte == ' ' || byte == '\t';
}

/* The value of the line at `*inout_at`, which is moved behind it. False at the end. Any line has
   one: the status line, a folded one and one without a colon are all value. */
static bool next_value(struct bytes head, size_t *inout_at, struct value *out_value) {
    size_t from = *inout_at;
    if (from >= head.size) {
        return false;
    }
    size_t line_end = bytes_find(head, bytes_of_text("\n"), from);
    size_t end = line_end == SIZE_MAX ? head.size : line_end;
    struct bytes line = bytes_slice(head, 0, end);
    size_t colon = from == 0 ? SIZE_MAX : bytes_find(line, bytes_of_text(":"), from);
    *inout_at = end + 1;
    from = colon == SIZE_MAX ? from : colon + 1;
    while (from < end && is_blank(head.data[from])) {
        from++;
    }
    while (end > from && (is_blank(head.data[end - 1]) || head.data[end - 1] == '\r')) {
        end--;
    }
    *out_value = (struct value){from, end - from};
    return true;
}

static size_t join(struct bytes head, unsigned char *out_joined) {
    struct value value;
    size_t size = 0;
    for (size_t at = 0; next_value(head, &at, &value); size += value.size) {
        memcpy(out_joined + size, head.data + value.from, value.size);
    }
    return size;
}

/* Takes over what a line by itself did not show; [out_from, out_to) holds all that was taken. */
static bool take_over(const unsigned char *original, const unsigned char *joined,
                      unsigned char *head, size_t size, size_t *out_from, size_t *out_to) {
    size_t from = size, to = 0;
    for (size_t i = 0; i < size; i++) {
        if (joined[i] != original[i] && head[i] == original[i]) {
            head[i] = joined[i];
            from = from < i ? from : i;
            to = i + 1;
        }
    }
    *out_from = from;
    *out_to = to;
    return from < to;
}

struct finds {
    struct redaction items[EXCHANGE_REDACTIONS_MAX];
    size_t count;
};

/* What was found at this place of the joined text; NULL where there was no more room to say it. */
static const struct redaction *find_at(const struct finds *finds, size_t offset) {
    for (size_t i = 0; i < finds->count; i++) {
        if (offset - finds->items[i].offset < finds->items[i].size) {
            return &finds->items[i];
        }
    }
    return NULL;
}

void redact_split_head(const struct redactor *redactor, struct bytes original, unsigned char *head,
                       unsigned char *scratch, struct redaction *out_redactions, size_t capacity,
                       size_t *inout_count) {
    struct finds finds;
    struct value value;
    size_t before = 0, from, to;
    size_t size = join(original, scratch);
    finds.count = 0;
    redact_joined_in_place(redactor, PART_HEAD, scratch, size, finds.items, EXCHANGE_REDACTIONS_MAX,
                           &finds.count);
    for (size_t at = 0; finds.count > 0 && next_value(original, &at, &value);
         before += value.size) {
        if (!take_over(original.data + value.from, scratch + before, head + value.from, value.size,
                       &from, &to)) {
            continue;
        }
        const struct redaction *found = find_at(&finds, before + from);
        if (found != NULL && *inout_count < capacity) {
            out_redactions[(*inout_count)++] =
                (struct redaction){PART_HEAD, found->secret, value.from + from, to - from};
        }
    }
    explicit_bzero(scratch, size);
}
