/* The exchanges of report.json: what was sent and received, as far as there is room for it. */
#include "report/report_json.h"

#include "base/base64.h"
#include "base/utf8.h"
#include "report/record.h"

#include <stdlib.h>
#include <string.h>

/* Whose content is shown first. */
enum rank { RANK_FINDING, RANK_FIRST_OF_CASE, RANK_OTHER, RANK_COUNT };

/* The parts that are shown, in the order in which they went over the wire. */
static const enum exchange_part parts[] = {PART_SENT, PART_HEAD, PART_FRAMED, PART_BODY};
static const char *const part_members[PART_COUNT] = {
    [PART_SENT] = "sent", [PART_HEAD] = "head", [PART_FRAMED] = "framed", [PART_BODY] = "body"};
enum { PARTS_SHOWN = sizeof parts / sizeof parts[0] };

/* What JSON or a page spells with a backslash, and in how many bytes at most. */
enum { ESCAPE_SIZE = 6, PART_FRAME_SIZE = 80 };

static bool is_escaped(unsigned char byte) {
    return byte < 0x20 || byte == 0x7f || strchr("\"\\<>&", byte) != NULL;
}

static size_t bytes_in_page(const struct excerpt *excerpt) {
    size_t size = PART_FRAME_SIZE;
    for (size_t i = 0; i < excerpt->size; i++) {
        size += is_escaped(excerpt->data[i]) ? ESCAPE_SIZE : 1;
    }
    return size;
}

static size_t content_in_page(const struct transcript *transcript) {
    size_t size = 0;
    for (size_t i = 0; i < PARTS_SHOWN; i++) {
        size += bytes_in_page(&transcript->parts[parts[i]]);
    }
    return size;
}

static const struct case_result *result_of(const struct tally *tally,
                                           const struct transcript *transcript) {
    for (size_t i = 0; i < tally->case_count; i++) {
        if (strcmp(tally->cases[i].row->id, transcript->case_id) == 0) {
            return &tally->cases[i];
        }
    }
    return NULL;
}

static enum rank rank_of(const struct tally *tally, const struct transcript *transcript) {
    const struct case_result *result = result_of(tally, transcript);
    if (result == NULL) {
        return RANK_OTHER;
    }
    for (size_t i = 0; i < result->findings.count; i++) {
        if (result->findings.items[i].exchange == transcript->number) {
            return RANK_FINDING;
        }
    }
    bool is_first = result->exchange_count > 0 && result->exchanges[0] == transcript->number;
    return is_first ? RANK_FIRST_OF_CASE : RANK_OTHER;
}

struct showing {
    enum rank rank;
    bool has_content;
};

static void share_out(const struct transcripts *transcripts, struct showing *showings, size_t count,
                      size_t budget_bytes) {
    for (unsigned rank = 0; rank < RANK_COUNT; rank++) {
        for (size_t i = 0; i < count; i++) {
            size_t size = content_in_page(&transcripts->items[i]);
            if (showings[i].rank == (enum rank)rank && size <= budget_bytes) {
                showings[i].has_content = true;
                budget_bytes -= size;
            }
        }
    }
}

/* As text where it is UTF-8, else in base64. */
static enum status write_excerpt(struct json_writer *writer, const struct excerpt *excerpt) {
    struct bytes data = bytes_of(excerpt->data, excerpt->size);
    bool is_text = utf8_is_valid(data);
    struct buffer encoded;
    buffer_init(&encoded, 2 * (size_t)EXCERPT_SIZE_MAX);
    enum status status = is_text ? STATUS_OK : base64_encode(data, &encoded);
    json_write_object_begin(writer);
    record_natural(writer, "bytes", excerpt->part_size);
    record_natural(writer, "offset", excerpt->offset);
    record_text(writer, "encoding", is_text ? "utf-8" : "base64");
    json_write_name(writer, "content");
    json_write_string(writer, is_text ? data : buffer_view(&encoded));
    json_write_object_end(writer);
    buffer_clean_up(&encoded);
    return status;
}

static enum status write_parts(struct json_writer *writer, const struct transcript *transcript,
                               bool has_content) {
    enum status status = STATUS_OK;
    for (size_t i = 0; i < PARTS_SHOWN && status == STATUS_OK; i++) {
        const struct excerpt *excerpt = &transcript->parts[parts[i]];
        json_write_name(writer, part_members[parts[i]]);
        if (has_content && excerpt->data != NULL) {
            status = write_excerpt(writer, excerpt);
        } else {
            json_write_null(writer);
        }
    }
    return status;
}

/* Microseconds as milliseconds; what never came is null. */
static void record_milliseconds(struct json_writer *writer, const char *name, int64_t elapsed_us) {
    json_write_name(writer, name);
    if (elapsed_us < 0) {
        json_write_null(writer);
    } else {
        json_write_decimal(writer, (double)elapsed_us / 1000, 3);
    }
}

enum { URL_SHOWN_MAX = 512 };

static void write_url(struct json_writer *writer, const struct excerpt *url) {
    json_write_name(writer, "url");
    json_write_string(
        writer, bytes_slice(bytes_of(url->data == NULL ? (const void *)"" : url->data, url->size),
                            0, URL_SHOWN_MAX));
}

static enum status write_exchange(struct json_writer *writer, const struct tally *tally,
                                  const struct transcript *transcript, bool has_content) {
    int64_t since_us = transcript->started_us - tally->run.started_us;
    json_write_object_begin(writer);
    record_integer(writer, "number", transcript->number);
    record_text(writer, "case", transcript->case_id);
    record_integer(writer, "attempt", transcript->attempt);
    record_text(writer, "method", transcript->method);
    write_url(writer, &transcript->parts[PART_URL]);
    record_text(writer, "outcome", exchange_outcome_names[transcript->outcome]);
    record_text(writer, "outcome_detail", transcript->outcome_detail);
    record_integer(writer, "status", transcript->status);
    record_text(writer, "tls", transcript->tls_version);
    record_milliseconds(writer, "at", since_us > 0 ? since_us : 0);
    record_milliseconds(writer, "connected", transcript->timing.connected_us);
    record_milliseconds(writer, "secured", transcript->timing.secured_us);
    record_milliseconds(writer, "first_byte", transcript->timing.first_byte_us);
    record_milliseconds(writer, "total", transcript->timing.total_us);
    enum status status = write_parts(writer, transcript, has_content);
    json_write_object_end(writer);
    return status;
}

enum status report_exchanges_write(struct json_writer *writer, const struct tally *tally,
                                   const struct report_detail *detail) {
    const struct transcripts *transcripts = &tally->transcripts;
    size_t count =
        transcripts->count < detail->exchanges_max ? transcripts->count : detail->exchanges_max;
    struct showing *showings = calloc(count + 1, sizeof *showings);
    if (showings == NULL) {
        return STATUS_NO_MEMORY;
    }
    for (size_t i = 0; i < count; i++) {
        showings[i].rank = rank_of(tally, &transcripts->items[i]);
    }
    share_out(transcripts, showings, count, detail->content_budget_bytes);
    enum status status = STATUS_OK;
    json_write_name(writer, "exchanges");
    json_write_array_begin(writer);
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        status = write_exchange(writer, tally, &transcripts->items[i], showings[i].has_content);
    }
    json_write_array_end(writer);
    record_natural(writer, "exchanges_left_out",
                   transcripts->left_out + (transcripts->count - count));
    free(showings);
    return status;
}
