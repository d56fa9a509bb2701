#include "evidence/har.h"

#include "evidence/har_reader.h"
#include "evidence/har_rebuild.h"
#include "evidence/timestamp.h"

#include <math.h>
#include <string.h>

/* A name's index in a table of names; `count` where it is not there. */
static size_t find_name(const char *const *names, size_t count, struct bytes name) {
    size_t i = 0;
    while (i < count && !bytes_equal_text(name, names[i])) {
        i++;
    }
    return i;
}

/* The index that a required member names in a table. */
static size_t read_name(struct har_reader *reader, const struct json_node *parent,
                        const char *member, const char *const *names, size_t count) {
    const struct json_node *node = har_require(reader, parent, member, JSON_STRING);
    size_t index = node == NULL ? 0 : find_name(names, count, json_string_of(node));
    if (index == count) {
        har_reader_fail(reader, node, member, "is none of the names known");
        return 0;
    }
    return index;
}

/* ---- HAR's own members ---- */

static struct bytes read_content(struct har_reader *reader, const struct json_node *response) {
    const struct json_node *content = har_optional(reader, response, "content", JSON_OBJECT);
    const struct json_node *text = har_optional(reader, content, "text", JSON_STRING);
    struct bytes encoding = har_string(reader, content, "encoding", bytes_of_text(""));
    if (text == NULL) {
        return bytes_of_text("");
    }
    if (bytes_equal_text(encoding, "base64")) {
        return har_base64_of(reader, text);
    }
    if (encoding.size > 0) {
        har_reader_fail(reader, content, "encoding", "only base64 is known");
    }
    return har_string_of(reader, text);
}

/* Status 0 is no answer at all: as likely the page or the browser gave up as the platform. A size
   of -1 is "unknown", and a browser's export may leave the text out. Neither an answer to HEAD nor
   a 204 or 304 has one: RFC 9110 section 6.4.1. */
static bool lacks_content(struct har_reader *reader, const struct json_node *response,
                          struct bytes method) {
    const struct json_node *content = har_optional(reader, response, "content", JSON_OBJECT);
    int64_t status = har_integer(reader, response, "status", 0, 999, 0);
    bool is_empty = har_integer(reader, content, "size", -1, HAR_INTEGER_MAX, -1) == 0;
    bool is_bodiless = bytes_equal_text(method, "HEAD") || status == 204 || status == 304;
    bool has_text = har_optional(reader, content, "text", JSON_STRING) != NULL;
    return status == 0 || (!has_text && !is_empty && !is_bodiless);
}

static int64_t read_started(struct har_reader *reader, const struct json_node *entry) {
    const struct json_node *node = har_require(reader, entry, "startedDateTime", JSON_STRING);
    int64_t started_us = 0;
    if (node != NULL && !timestamp_parse(json_string_of(node), &started_us)) {
        har_reader_fail(reader, node, "startedDateTime", "is no date and time of RFC 3339");
    }
    if (started_us < 0 || started_us > HAR_INTEGER_MAX) {
        har_reader_fail(reader, node, "startedDateTime", "is not between 1970 and 2255");
    }
    return started_us;
}

static int64_t read_total(struct har_reader *reader, const struct json_node *entry) {
    const struct json_node *node = har_optional(reader, entry, "time", JSON_NUMBER);
    double total_us = node == NULL ? -1 : json_number_of(node) * 1000;
    return total_us >= 0 && total_us <= (double)HAR_INTEGER_MAX ? llround(total_us) : -1;
}

/* ---- our members; each may be absent ---- */

static void read_timing(struct har_reader *reader, const struct json_node *assay,
                        struct exchange_timing *inout_timing) {
    const struct json_node *timing = har_optional(reader, assay, "timing_us", JSON_OBJECT);
    const struct {
        const char *name;
        int64_t *value;
    } members[] = {{"connected", &inout_timing->connected_us},
                   {"secured", &inout_timing->secured_us},
                   {"first_byte", &inout_timing->first_byte_us},
                   {"total", &inout_timing->total_us}};
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
        *members[i].value =
            har_integer(reader, timing, members[i].name, -1, HAR_INTEGER_MAX, *members[i].value);
    }
}

static void read_short_text(struct har_reader *reader, const struct json_node *parent,
                            const char *name, char *out_text, size_t size) {
    const struct json_node *node = har_optional(reader, parent, name, JSON_STRING);
    if (node == NULL) {
        return;
    }
    struct bytes text = har_string_of(reader, node);
    if (text.size >= size || memchr(text.data, 0, text.size) != NULL) {
        har_reader_fail(reader, node, name, "is too long, or holds a NUL");
        return;
    }
    memcpy(out_text, text.data, text.size);
    out_text[text.size] = '\0';
}

static void read_tls(struct har_reader *reader, const struct json_node *assay,
                     struct tls_facts *out_tls) {
    const struct json_node *tls = har_optional(reader, assay, "tls", JSON_OBJECT);
    read_short_text(reader, tls, "version", out_tls->version, sizeof out_tls->version);
    read_short_text(reader, tls, "certificate_sha256", out_tls->certificate_sha256,
                    sizeof out_tls->certificate_sha256);
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
    case PART_COUNT:
        break;
    }
    return exchange->body;
}

static struct redaction read_redaction(struct har_reader *reader, const struct json_node *node,
                                       const struct exchange *exchange) {
    struct redaction redaction = {
        .part =
            (enum exchange_part)read_name(reader, node, "part", exchange_part_names, PART_COUNT),
        .secret = (enum secret_kind)read_name(reader, node, "secret", secret_kind_names,
                                              SECRET_KIND_COUNT),
    };
    int64_t whole = (int64_t)part_of(exchange, redaction.part).size;
    int64_t offset = har_integer(reader, node, "offset", 0, whole, 0);
    redaction.offset = (size_t)offset;
    redaction.size = (size_t)har_integer(reader, node, "size", 0, whole - offset, 0);
    return redaction;
}

static void read_redactions(struct har_reader *reader, const struct json_node *assay,
                            struct har_entry *entry) {
    struct exchange *exchange = &entry->exchange;
    const struct json_node *list = har_optional(reader, assay, "redactions", JSON_ARRAY);
    for (const struct json_node *node = list == NULL ? NULL : json_first(list);
         node != NULL && reader->status == STATUS_OK; node = json_next(node)) {
        if (exchange->redaction_count == EXCHANGE_REDACTIONS_MAX) {
            har_reader_fail(reader, list, "redactions", "are more than an exchange may have");
            return;
        }
        entry->redactions[exchange->redaction_count++] = read_redaction(reader, node, exchange);
    }
}

/* Browsers list an exchange without an answer too, with status 0. */
static enum exchange_outcome read_outcome(struct har_reader *reader, const struct json_node *assay,
                                          const struct json_node *response) {
    if (har_optional(reader, assay, "outcome", JSON_STRING) == NULL) {
        bool has_answer = har_integer(reader, response, "status", 0, 999, 0) > 0;
        return has_answer ? OUTCOME_COMPLETE : OUTCOME_CLOSED;
    }
    return (enum exchange_outcome)read_name(reader, assay, "outcome", exchange_outcome_names,
                                            OUTCOME_COUNT);
}

/* ---- the entry ---- */

/* What only we record comes from _assay; where it lacks something, HAR's members stand in. */
static void read_exchange(struct har_reader *reader, const struct json_node *root,
                          struct har_entry *entry) {
    struct exchange *exchange = &entry->exchange;
    struct bytes none = bytes_of_text("");
    const struct json_node *assay = har_optional(reader, root, "_assay", JSON_OBJECT);
    const struct json_node *request = har_require(reader, root, "request", JSON_OBJECT);
    const struct json_node *response = har_require(reader, root, "response", JSON_OBJECT);
    entry->is_ours = assay != NULL;
    exchange->number = (uint32_t)har_integer(reader, assay, "number", 0, UINT32_MAX, 0);
    exchange->attempt = (uint32_t)har_integer(reader, assay, "attempt", 0, UINT32_MAX, 0);
    exchange->case_id = har_exact(reader, assay, "case", none);
    exchange->asked_device = har_exact(reader, assay, "device", none);
    exchange->method = har_string(reader, request, "method", none);
    exchange->method = har_exact(reader, assay, "method", exchange->method);
    exchange->url = har_string(reader, request, "url", none);
    exchange->url = har_exact(reader, assay, "url", exchange->url);
    exchange->sent = har_exact(reader, assay, "sent", bytes_of(NULL, 0));
    exchange->head = har_exact(reader, assay, "head", bytes_of(NULL, 0));
    exchange->body = read_content(reader, response);
    entry->lacks_body = assay == NULL && lacks_content(reader, response, exchange->method);
    exchange->framed = har_exact(reader, assay, "framed", exchange->body);
    exchange->outcome = read_outcome(reader, assay, response);
    exchange->outcome_detail = har_exact(reader, assay, "detail", none);
    exchange->started_us =
        har_integer(reader, assay, "started_us", 0, HAR_INTEGER_MAX, read_started(reader, root));
    exchange->timing = (struct exchange_timing){-1, -1, -1, read_total(reader, root)};
    read_timing(reader, assay, &exchange->timing);
    read_tls(reader, assay, &exchange->tls);
    if (exchange->sent.data == NULL && request != NULL) {
        exchange->sent = har_rebuild_request(reader, request, exchange->method, exchange->url);
    }
    if (exchange->head.data == NULL && response != NULL) {
        exchange->head = har_rebuild_head(reader, response);
    }
    read_redactions(reader, assay, entry);
}

static const struct json_limits entry_limits = {.depth = 64, .values = 1 << 20};

static enum status parse(struct bytes text, struct json_document *out_document,
                         struct diagnostic *out_diagnostic) {
    struct json_error error =
        json_document_parse(text, entry_limits, JSON_UNIQUE_NAMES, out_document);
    if (error.fault == JSON_OK) {
        return STATUS_OK;
    }
    diagnostic_set(out_diagnostic, "no JSON at byte %zu: %s", error.offset,
                   json_fault_words[error.fault]);
    return error.fault == JSON_NO_MEMORY ? STATUS_NO_MEMORY : STATUS_INVALID;
}

enum status har_entry_read(struct bytes text, struct har_entry *out_entry,
                           struct diagnostic *out_diagnostic) {
    struct har_entry entry = {.exchange = {.number = 0}};
    enum status status = parse(text, &entry.document, out_diagnostic);
    if (status != STATUS_OK) {
        return status;
    }
    status = har_storage_init(&entry.storage, text.size);
    if (status != STATUS_OK) {
        json_document_clean_up(&entry.document);
        return status;
    }
    struct har_reader reader = {.document = &entry.document,
                                .storage = &entry.storage,
                                .status = STATUS_OK,
                                .diagnostic = out_diagnostic};
    if (json_kind_of(entry.document.root) == JSON_OBJECT) {
        read_exchange(&reader, entry.document.root, &entry);
    } else {
        har_reader_fail(&reader, entry.document.root, "entry", "must be an object");
    }
    if (reader.status != STATUS_OK) {
        har_entry_clean_up(&entry);
        return reader.status;
    }
    *out_entry = entry;
    out_entry->exchange.redactions = out_entry->redactions;
    return STATUS_OK;
}

void har_entry_clean_up(struct har_entry *entry) {
    json_document_clean_up(&entry->document);
    buffer_clean_up(&entry->storage);
    entry->exchange = (struct exchange){.number = 0};
}
