#include "evidence/har.h"

#include "base/base64.h"
#include "base/clock.h"
#include "base/utf8.h"
#include "evidence/head_lines.h"
#include "evidence/redacted.h"
#include "json/writer.h"

/* ---- values ---- */

static void keep_error(struct json_writer *writer, enum status status) {
    if (writer->status == STATUS_OK) {
        writer->status = status;
    }
}

/* For people and other tools: what is no UTF-8 is replaced. */
static void write_shown(struct json_writer *writer, const char *name, struct bytes value) {
    json_write_name(writer, name);
    json_write_string(writer, value.data == NULL ? bytes_of_text("") : value);
}

static void write_base64(struct json_writer *writer, const char *name, struct bytes value) {
    struct buffer encoded;
    buffer_init(&encoded, writer->out->limit);
    keep_error(writer, base64_encode(value, &encoded));
    write_shown(writer, name, buffer_view(&encoded));
    buffer_clean_up(&encoded);
}

/* For reading back: a string where it can carry the bytes, {"base64": …} where it cannot. */
static void write_exact(struct json_writer *writer, const char *name, struct bytes value) {
    if (utf8_is_valid(value)) {
        write_shown(writer, name, value);
        return;
    }
    json_write_name(writer, name);
    json_write_object_begin(writer);
    write_base64(writer, "base64", value);
    json_write_object_end(writer);
}

static void write_text(struct json_writer *writer, const char *name, const char *value) {
    json_write_name(writer, name);
    json_write_text(writer, value);
}

static void write_integer(struct json_writer *writer, const char *name, int64_t value) {
    json_write_name(writer, name);
    json_write_integer(writer, value);
}

static void write_ms(struct json_writer *writer, const char *name, int64_t us) {
    json_write_name(writer, name);
    json_write_fixed(writer, us, 3);
}

static void write_empty_array(struct json_writer *writer, const char *name) {
    json_write_name(writer, name);
    json_write_array_begin(writer);
    json_write_array_end(writer);
}

/* ---- request ---- */

static void write_pair(struct json_writer *writer, struct bytes name, struct bytes value) {
    json_write_object_begin(writer);
    write_shown(writer, "name", name);
    write_shown(writer, "value", value);
    json_write_object_end(writer);
}

static void write_headers(struct json_writer *writer, struct head_lines lines) {
    struct head_field field;
    json_write_name(writer, "headers");
    json_write_array_begin(writer);
    while (head_next_field(&lines, &field)) {
        write_pair(writer, field.name, field.value);
    }
    json_write_array_end(writer);
}

/* The pairs as they stand in the URL, still encoded: decoding could not be undone. */
static void write_query(struct json_writer *writer, struct bytes url) {
    size_t mark = bytes_find(url, bytes_of_text("?"), 0);
    struct bytes query = bytes_slice(url, mark == SIZE_MAX ? url.size : mark + 1, url.size);
    query = bytes_slice(query, 0, bytes_find(query, bytes_of_text("#"), 0));
    json_write_name(writer, "queryString");
    json_write_array_begin(writer);
    while (query.size > 0) {
        struct bytes pair = bytes_slice(query, 0, bytes_find(query, bytes_of_text("&"), 0));
        struct bytes name = bytes_slice(pair, 0, bytes_find(pair, bytes_of_text("="), 0));
        write_pair(writer, name, bytes_slice(pair, name.size + 1, pair.size));
        query = bytes_slice(query, pair.size + 1, query.size);
    }
    json_write_array_end(writer);
}

static void write_post_data(struct json_writer *writer, struct head_lines lines,
                            struct bytes content) {
    json_write_name(writer, "postData");
    json_write_object_begin(writer);
    write_shown(writer, "mimeType", head_field_value(lines, "Content-Type"));
    write_empty_array(writer, "params");
    write_shown(writer, "text", content);
    json_write_object_end(writer);
}

static void write_request(struct json_writer *writer, const struct exchange *exchange) {
    struct head_lines lines = head_lines_of(exchange->sent);
    struct bytes version = head_word(lines.first, 2, true);
    size_t head_size = head_end(exchange->sent);
    struct bytes content = bytes_slice(exchange->sent, head_size, exchange->sent.size);
    json_write_name(writer, "request");
    json_write_object_begin(writer);
    write_shown(writer, "method", exchange->method);
    write_shown(writer, "url", exchange->url);
    write_shown(writer, "httpVersion", version.size > 0 ? version : bytes_of_text("HTTP/1.1"));
    write_empty_array(writer, "cookies");
    write_headers(writer, lines);
    write_query(writer, exchange->url);
    if (content.size > 0) {
        write_post_data(writer, lines, content);
    }
    write_integer(writer, "headersSize", (int64_t)head_size);
    write_integer(writer, "bodySize", (int64_t)content.size);
    json_write_object_end(writer);
}

/* ---- response ---- */

static int64_t status_of(struct bytes status_line) {
    struct bytes word = head_word(status_line, 1, false);
    int64_t status = 0;
    for (size_t i = 0; i < word.size; i++) {
        if (word.size > 3 || word.data[i] < '0' || word.data[i] > '9') {
            return 0;
        }
        status = status * 10 + word.data[i] - '0';
    }
    return status;
}

static void write_content(struct json_writer *writer, struct bytes body, struct bytes type) {
    json_write_name(writer, "content");
    json_write_object_begin(writer);
    write_integer(writer, "size", (int64_t)body.size);
    write_shown(writer, "mimeType", type);
    if (utf8_is_valid(body)) {
        write_shown(writer, "text", body);
    } else {
        write_base64(writer, "text", body);
        write_text(writer, "encoding", "base64");
    }
    json_write_object_end(writer);
}

static void write_response(struct json_writer *writer, const struct exchange *exchange) {
    struct head_lines lines = head_lines_of(exchange->head);
    json_write_name(writer, "response");
    json_write_object_begin(writer);
    write_integer(writer, "status", status_of(lines.first));
    write_shown(writer, "statusText", head_word(lines.first, 2, true));
    write_shown(writer, "httpVersion", head_word(lines.first, 0, false));
    write_empty_array(writer, "cookies");
    write_headers(writer, lines);
    write_content(writer, exchange->body, head_field_value(lines, "Content-Type"));
    write_shown(writer, "redirectURL", head_field_value(lines, "Location"));
    write_integer(writer, "headersSize", (int64_t)exchange->head.size);
    write_integer(writer, "bodySize", (int64_t)exchange->framed.size);
    json_write_object_end(writer);
}

/* ---- timings ---- */

/* HAR's phases follow one another; -1 means "does not apply" and is allowed for the first four
   alone. `connect` includes `ssl`, as HAR wants it. */
static void write_timings(struct json_writer *writer, const struct exchange_timing *timing) {
    bool is_connected = timing->connected_us >= 0, is_secured = timing->secured_us >= 0;
    int64_t total = timing->total_us > 0 ? timing->total_us : 0;
    int64_t connect = is_secured ? timing->secured_us : timing->connected_us;
    int64_t ready = connect > 0 ? connect : 0;
    int64_t first_byte = timing->first_byte_us >= ready ? timing->first_byte_us : total;
    json_write_name(writer, "timings");
    json_write_object_begin(writer);
    write_integer(writer, "blocked", -1);
    write_integer(writer, "dns", -1);
    write_ms(writer, "connect", connect >= 0 ? connect : -1000);
    write_ms(writer, "ssl",
             is_connected && is_secured ? timing->secured_us - timing->connected_us : -1000);
    write_ms(writer, "send", 0);
    write_ms(writer, "wait", first_byte > ready ? first_byte - ready : 0);
    write_ms(writer, "receive", total > first_byte ? total - first_byte : 0);
    json_write_object_end(writer);
}

/* ---- what HAR has no member for ---- */

static void write_redactions(struct json_writer *writer, const struct exchange *exchange) {
    json_write_name(writer, "redactions");
    json_write_array_begin(writer);
    for (size_t i = 0; i < exchange->redaction_count; i++) {
        const struct redaction *redaction = &exchange->redactions[i];
        json_write_object_begin(writer);
        write_text(writer, "part", exchange_part_names[redaction->part]);
        write_text(writer, "secret", secret_kind_names[redaction->secret]);
        write_integer(writer, "offset", (int64_t)redaction->offset);
        write_integer(writer, "size", (int64_t)redaction->size);
        json_write_object_end(writer);
    }
    json_write_array_end(writer);
}

static void write_exact_timing(struct json_writer *writer, const struct exchange_timing *timing) {
    json_write_name(writer, "timing_us");
    json_write_object_begin(writer);
    write_integer(writer, "connected", timing->connected_us);
    write_integer(writer, "secured", timing->secured_us);
    write_integer(writer, "first_byte", timing->first_byte_us);
    write_integer(writer, "total", timing->total_us);
    json_write_object_end(writer);
}

static void write_tls(struct json_writer *writer, const struct tls_facts *tls) {
    json_write_name(writer, "tls");
    json_write_object_begin(writer);
    write_text(writer, "version", tls->version);
    write_text(writer, "certificate_sha256", tls->certificate_sha256);
    json_write_object_end(writer);
}

/* Written where HAR's own member could not carry the bytes. */
static void write_exact_if_needed(struct json_writer *writer, const char *name,
                                  struct bytes value) {
    if (!utf8_is_valid(value)) {
        write_exact(writer, name, value);
    }
}

static void write_assay(struct json_writer *writer, const struct exchange *exchange) {
    json_write_name(writer, "_assay");
    json_write_object_begin(writer);
    write_integer(writer, "number", exchange->number);
    write_integer(writer, "attempt", exchange->attempt);
    write_exact(writer, "case", exchange->case_id);
    write_exact(writer, "device", exchange->asked_device);
    write_text(writer, "outcome", exchange_outcome_names[exchange->outcome]);
    write_exact(writer, "detail", exchange->outcome_detail);
    write_integer(writer, "started_us", exchange->started_us);
    write_exact_timing(writer, &exchange->timing);
    write_tls(writer, &exchange->tls);
    write_exact_if_needed(writer, "method", exchange->method);
    write_exact_if_needed(writer, "url", exchange->url);
    write_exact(writer, "sent", exchange->sent);
    write_exact(writer, "head", exchange->head);
    if (!bytes_equal(exchange->framed, exchange->body)) {
        write_exact(writer, "framed", exchange->framed);
    }
    write_redactions(writer, exchange);
    json_write_object_end(writer);
}

/* ---- the entry ---- */

static enum status write_entry(const struct exchange *exchange, struct buffer *out) {
    char started[CLOCK_RFC3339_SIZE];
    struct json_writer writer;
    clock_format_rfc3339(exchange->started_us, started);
    json_writer_init(&writer, out, 0);
    json_write_object_begin(&writer);
    write_text(&writer, "startedDateTime", started);
    write_ms(&writer, "time", exchange->timing.total_us > 0 ? exchange->timing.total_us : 0);
    write_request(&writer, exchange);
    write_response(&writer, exchange);
    json_write_name(&writer, "cache");
    json_write_object_begin(&writer);
    json_write_object_end(&writer);
    write_timings(&writer, &exchange->timing);
    write_assay(&writer, exchange);
    json_write_object_end(&writer);
    return json_writer_status(&writer);
}

enum status har_entry_write(const struct exchange *exchange, const struct redactor *redactor,
                            struct buffer *out) {
    struct redacted redacted;
    size_t size_before = out->size;
    enum status status = redacted_make(exchange, redactor, &redacted);
    if (status != STATUS_OK) {
        return status;
    }
    status = write_entry(&redacted.exchange, out);
    redacted_clean_up(&redacted);
    if (status != STATUS_OK && out->data != NULL) {
        out->size = size_before;
        out->data[size_before] = '\0';
    }
    return status;
}
