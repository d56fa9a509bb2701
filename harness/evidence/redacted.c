#include "evidence/redacted.h"

#include "evidence/chunk_map.h"
#include "evidence/split_head.h"

#include <stdlib.h>
#include <string.h>

/* ---- chunked bodies ---- */

static void record(struct redacted *redacted, struct redaction redaction) {
    if (redacted->exchange.redaction_count < EXCHANGE_REDACTIONS_MAX) {
        redacted->redactions[redacted->exchange.redaction_count++] = redaction;
    }
}

/* Says of `found`, whose offset is one of the content, where it lies in the chunk that holds the
   content from `content_from` on. */
static void record_in_chunk(struct redacted *redacted, const struct redaction *found,
                            struct chunk chunk, size_t content_from) {
    size_t content_to = content_from + chunk.size;
    size_t from = found->offset > content_from ? found->offset : content_from;
    size_t to = found->offset + found->size;
    to = to < content_to ? to : content_to;
    if (from < to) {
        struct redaction redaction = *found;
        redaction.offset = chunk.from + from - content_from;
        redaction.size = to - from;
        record(redacted, redaction);
    }
}

static void scatter(struct redacted *redacted, unsigned char *framed, size_t framed_size,
                    const unsigned char *content, const struct redaction *found, size_t count) {
    struct chunk chunk;
    size_t from = 0;
    /* The sizes before the data are as they were, so the chunks are found where they were. */
    for (size_t at = 0; chunk_next(bytes_of(framed, framed_size), &at, &chunk);
         from += chunk.size) {
        memcpy(framed + chunk.from, content + from, chunk.size);
        for (size_t i = 0; i < count; i++) {
            record_in_chunk(redacted, &found[i], chunk, from);
        }
    }
}

static enum status redact_chunks(const struct redactor *redactor, struct redacted *redacted,
                                 unsigned char *framed, size_t size) {
    struct redaction found[EXCHANGE_REDACTIONS_MAX];
    size_t count = 0;
    unsigned char *content = malloc(size + 1);
    if (content == NULL) {
        return STATUS_NO_MEMORY;
    }
    size_t content_size = chunks_gather(bytes_of(framed, size), content);
    redact_in_place(redactor, PART_FRAMED, content, content_size, found, EXCHANGE_REDACTIONS_MAX,
                    &count);
    scatter(redacted, framed, size, content, found, count);
    explicit_bzero(content, content_size);
    free(content);
    return STATUS_OK;
}

/* ---- the copy ---- */

/* Moves `*inout_view` to a copy of itself at `*inout_next`. */
static void copy_view(struct bytes *inout_view, unsigned char **inout_next) {
    unsigned char *copy = *inout_next;
    if (inout_view->size > 0) {
        memcpy(copy, inout_view->data, inout_view->size);
    }
    inout_view->data = copy;
    *inout_next += inout_view->size;
}

static void redact_part(const struct redactor *redactor, struct redacted *redacted,
                        enum exchange_part part, const struct bytes *view, unsigned char *text) {
    redact_in_place(redactor, part, text, view->size, redacted->redactions, EXCHANGE_REDACTIONS_MAX,
                    &redacted->exchange.redaction_count);
}

/* Copies and redacts the parts one after another into the memory. */
static enum status redact_parts(const struct redactor *redactor, struct redacted *redacted) {
    struct exchange *exchange = &redacted->exchange;
    const struct {
        enum exchange_part part;
        struct bytes *view;
    } parts[] = {{PART_URL, &exchange->url},
                 {PART_SENT, &exchange->sent},
                 {PART_HEAD, &exchange->head},
                 {PART_BODY, &exchange->body}};
    bool is_framed_apart = !bytes_equal(exchange->framed, exchange->body);
    unsigned char *next = redacted->memory;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        unsigned char *text = next;
        struct bytes original = *parts[i].view;
        copy_view(parts[i].view, &next);
        redact_part(redactor, redacted, parts[i].part, parts[i].view, text);
        if (parts[i].part == PART_HEAD) {
            /* The room of what is copied behind it. */
            redact_split_head(redactor, original, text, next, redacted->redactions,
                              EXCHANGE_REDACTIONS_MAX, &exchange->redaction_count);
        }
    }
    unsigned char *detail = next;
    size_t unlisted = 0;
    copy_view(&exchange->outcome_detail, &next);
    redact_in_place(redactor, PART_URL, detail, exchange->outcome_detail.size, NULL, 0, &unlisted);
    unsigned char *asked = next;
    copy_view(&exchange->asked_device, &next);
    redact_in_place(redactor, PART_URL, asked, exchange->asked_device.size, NULL, 0, &unlisted);
    if (!is_framed_apart) {
        exchange->framed = exchange->body;
        return STATUS_OK;
    }
    unsigned char *framed = next;
    copy_view(&exchange->framed, &next);
    enum status status = redact_chunks(redactor, redacted, framed, exchange->framed.size);
    redact_part(redactor, redacted, PART_FRAMED, &exchange->framed, framed);
    return status;
}

/* An absent part is an empty one from here on. */
static void make_present(struct exchange *exchange) {
    struct bytes *const views[] = {
        &exchange->case_id, &exchange->asked_device, &exchange->method,
        &exchange->url,     &exchange->sent,         &exchange->head,
        &exchange->framed,  &exchange->body,         &exchange->outcome_detail};
    for (size_t i = 0; i < sizeof views / sizeof views[0]; i++) {
        if (views[i]->data == NULL) {
            *views[i] = bytes_of_text("");
        }
    }
}

static void copy_redactions(const struct exchange *exchange, struct redacted *out_redacted) {
    out_redacted->exchange.redactions = out_redacted->redactions;
    out_redacted->exchange.redaction_count = 0;
    for (size_t i = 0; i < exchange->redaction_count; i++) {
        record(out_redacted, exchange->redactions[i]);
    }
}

enum status redacted_make(const struct exchange *exchange, const struct redactor *redactor,
                          struct redacted *out_redacted) {
    size_t scratch_size = exchange->head.size;
    size_t size = exchange->url.size + exchange->sent.size + exchange->head.size + scratch_size +
                  exchange->framed.size + exchange->body.size + exchange->outcome_detail.size +
                  exchange->asked_device.size;
    unsigned char *memory = redactor == NULL ? NULL : malloc(size + 1);
    if (redactor != NULL && memory == NULL) {
        return STATUS_NO_MEMORY;
    }
    out_redacted->memory = memory;
    out_redacted->exchange = *exchange;
    make_present(&out_redacted->exchange);
    copy_redactions(exchange, out_redacted);
    enum status status = redactor == NULL ? STATUS_OK : redact_parts(redactor, out_redacted);
    if (status != STATUS_OK) {
        redacted_clean_up(out_redacted);
    }
    return status;
}

void redacted_clean_up(struct redacted *redacted) {
    free(redacted->memory);
    redacted->memory = NULL;
}
