#include "model/transcript.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Where the excerpt begins that has `place` in its middle. */
static size_t excerpt_start(struct bytes part, size_t place) {
    size_t room = EXCERPT_SIZE_MAX;
    if (part.size <= room || place <= room / 2) {
        return 0;
    }
    size_t last = part.size - room;
    return place - room / 2 < last ? place - room / 2 : last;
}

static bool is_inside_character(struct bytes part, size_t at) {
    return at < part.size && (part.data[at] & 0xc0) == 0x80;
}

/* Off the end of a character that the cut went through; at most three bytes, and none where the
   text is not UTF-8 anyway. */
static size_t settle_on_character(struct bytes part, size_t at) {
    for (size_t moved = at; moved < part.size && moved < at + 4; moved++) {
        if (!is_inside_character(part, moved)) {
            return moved;
        }
    }
    return at;
}

static enum status take_excerpt(struct bytes part, size_t place, struct excerpt *out_excerpt) {
    size_t start = settle_on_character(part, excerpt_start(part, place));
    size_t end = part.size - start > EXCERPT_SIZE_MAX ? start + EXCERPT_SIZE_MAX : part.size;
    end = settle_on_character(part, end);
    unsigned char *data = malloc(end - start + 1);
    if (data == NULL) {
        return STATUS_NO_MEMORY;
    }
    if (end > start) {
        memcpy(data, part.data + start, end - start);
    }
    out_excerpt->data = data;
    out_excerpt->size = end - start;
    out_excerpt->offset = start;
    out_excerpt->part_size = part.size;
    return STATUS_OK;
}

/* The first place of the part that a finding points to; NULL where none does. */
static const struct finding *finding_in(const struct exchange *exchange,
                                        const struct finding *findings, size_t count,
                                        enum exchange_part part) {
    for (size_t i = 0; i < count; i++) {
        const struct finding *finding = &findings[i];
        if (finding->exchange == exchange->number && finding->mark.is_known &&
            finding->mark.part == part) {
            return finding;
        }
    }
    return NULL;
}

static struct bytes part_of(const struct exchange *exchange, enum exchange_part part) {
    switch (part) {
    case PART_URL:
        return exchange->url;
    case PART_SENT:
        return exchange->sent;
    case PART_HEAD:
        return exchange->head;
    case PART_FRAMED:
        return exchange->framed;
    case PART_BODY:
        return exchange->body;
    case PART_COUNT:
        break;
    }
    return (struct bytes){0};
}

static enum status take_parts(const struct exchange *exchange, const struct finding *findings,
                              size_t count, struct transcript *transcript) {
    bool is_plain = bytes_equal(exchange->framed, exchange->body);
    for (unsigned i = 0; i < PART_COUNT; i++) {
        enum exchange_part part = (enum exchange_part)i;
        const struct finding *finding = finding_in(exchange, findings, count, part);
        if (part == PART_FRAMED && (is_plain || finding == NULL)) {
            continue;
        }
        if (part == PART_BODY && finding == NULL && is_plain) {
            finding = finding_in(exchange, findings, count, PART_FRAMED);
        }
        size_t place = finding == NULL ? 0 : finding->mark.offset;
        enum status status = take_excerpt(part_of(exchange, part), place, &transcript->parts[part]);
        if (status != STATUS_OK) {
            return status;
        }
    }
    return STATUS_OK;
}

static void copy_words(struct bytes words, char *out_text, size_t size) {
    size_t fits = words.size < size ? words.size : size - 1;
    snprintf(out_text, size, "%.*s", (int)fits, fits == 0 ? "" : (const char *)words.data);
}

enum status transcript_take(const struct exchange *exchange, const char *case_id, int status,
                            const struct finding *findings, size_t count,
                            struct transcript *out_transcript) {
    struct transcript transcript = {
        .number = exchange->number,
        .attempt = exchange->attempt,
        .case_id = case_id,
        .outcome = exchange->outcome,
        .status = status,
        .started_us = exchange->started_us,
        .timing = exchange->timing,
    };
    copy_words(exchange->method, transcript.method, sizeof transcript.method);
    copy_words(exchange->outcome_detail, transcript.outcome_detail,
               sizeof transcript.outcome_detail);
    memcpy(transcript.tls_version, exchange->tls.version, sizeof transcript.tls_version);
    enum status taken = take_parts(exchange, findings, count, &transcript);
    if (taken != STATUS_OK) {
        transcript_clean_up(&transcript);
        return taken;
    }
    *out_transcript = transcript;
    return STATUS_OK;
}

void transcript_clean_up(struct transcript *transcript) {
    for (size_t i = 0; i < PART_COUNT; i++) {
        free(transcript->parts[i].data);
    }
    *transcript = (struct transcript){0};
}

enum status transcripts_add(struct transcripts *transcripts, struct transcript *transcript) {
    if (transcripts->count == TRANSCRIPTS_MAX) {
        transcript_clean_up(transcript);
        transcripts->left_out++;
        return STATUS_OK;
    }
    if (transcripts->count == transcripts->capacity) {
        size_t capacity = transcripts->capacity * 2 + 64;
        struct transcript *items = realloc(transcripts->items, capacity * sizeof *items);
        if (items == NULL) {
            return STATUS_NO_MEMORY;
        }
        transcripts->items = items;
        transcripts->capacity = capacity;
    }
    transcripts->items[transcripts->count++] = *transcript;
    return STATUS_OK;
}

void transcripts_clean_up(struct transcripts *transcripts) {
    for (size_t i = 0; i < transcripts->count; i++) {
        transcript_clean_up(&transcripts->items[i]);
    }
    free(transcripts->items);
    *transcripts = (struct transcripts){0};
}
