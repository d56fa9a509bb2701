/* Exchanges, written as evidence and read back. */
#include "evidence/har.h"
#include "fuzz/oracle.h"
#include "fuzz/oracles/exchange.h"
#include "http/message.h"

#include <stdlib.h>

enum { ENTRY_LIMIT = 1 << 26 };

static struct buffer write_entry(const struct exchange *exchange, const struct redactor *redactor) {
    struct buffer out;
    buffer_init(&out, ENTRY_LIMIT);
    enum status status = har_entry_write(exchange, redactor, &out);
    ORACLE("evidence-round-trip", status == STATUS_OK, "not written: %s", status_words(status));
    return out;
}

static struct har_entry *read_entry(struct bytes text) {
    struct har_entry *entry = calloc(1, sizeof *entry);
    struct diagnostic diagnostic = {""};
    SETUP(entry != NULL);
    enum status status = har_entry_read(text, entry, &diagnostic);
    ORACLE("evidence-round-trip", status == STATUS_OK, "what was written is not read: %s",
           diagnostic.text);
    return entry;
}

static void free_entry(struct har_entry *entry) {
    har_entry_clean_up(entry);
    free(entry);
}

static void check_line(struct bytes line) {
    const struct json_limits limits = {.depth = 64, .values = SIZE_MAX};
    ORACLE("evidence-round-trip", json_gate(line, limits, NULL).fault == JSON_OK, "no JSON");
    ORACLE("evidence-round-trip", bytes_find(line, bytes_of_text("\n"), 0) == SIZE_MAX, "lines");
}

void exchange_check_round_trip(const struct exchange *exchange) {
    struct buffer first = write_entry(exchange, NULL);
    check_line(buffer_view(&first));
    struct har_entry *entry = read_entry(buffer_view(&first));
    ORACLE("evidence-round-trip", exchange_is_same(exchange, &entry->exchange),
           "read back as another: %.*s", BYTES_PRINT(buffer_view(&first)));
    struct buffer second = write_entry(&entry->exchange, NULL);
    ORACLE("evidence-round-trip", bytes_equal(buffer_view(&first), buffer_view(&second)),
           "written otherwise: %.*s", BYTES_PRINT(buffer_view(&second)));
    free_entry(entry);
    buffer_clean_up(&first);
    buffer_clean_up(&second);
}

const struct redactor *exchange_redactor(struct bytes secret) {
    static const unsigned char key[32] = {1};
    static struct redactor *redactor;
    if (redactor == NULL) {
        SETUP(redactor_new(key, &redactor) == STATUS_OK);
        SETUP(redactor_add(redactor, SECRET_ACCESS_TOKEN, secret) == STATUS_OK);
    }
    return redactor;
}

static void check_sizes(const struct exchange *a, const struct exchange *b) {
    ORACLE("evidence-secret",
           a->url.size == b->url.size && a->sent.size == b->sent.size &&
               a->head.size == b->head.size && a->framed.size == b->framed.size &&
               a->body.size == b->body.size,
           "a part has another size without its secrets");
}

/* What names the case and what was asked for is the recorder's own, and is not redacted. */
static bool is_named_by(const struct exchange *exchange, struct bytes secret) {
    return bytes_find(exchange->case_id, secret, 0) != SIZE_MAX ||
           bytes_find(exchange->asked_device, secret, 0) != SIZE_MAX ||
           bytes_find(exchange->method, secret, 0) != SIZE_MAX;
}

/* A secret that chunks cut in two stands nowhere in one piece before it is put together. */
static void check_content(const struct exchange *exchange, struct bytes secret) {
    struct http_message message;
    SETUP(http_message_read(exchange->head, exchange->framed, false, &message) == STATUS_OK);
    ORACLE("evidence-secret", bytes_find(buffer_view(&message.body), secret, 0) == SIZE_MAX,
           "the secret stands in the content of \"%.*s\"", BYTES_PRINT(exchange->framed));
    http_message_clean_up(&message);
}

void exchange_check_redaction(const struct exchange *exchange, struct bytes secret) {
    if (is_named_by(exchange, secret)) {
        return;
    }
    struct buffer line = write_entry(exchange, exchange_redactor(secret));
    ORACLE("evidence-secret", bytes_find(buffer_view(&line), secret, 0) == SIZE_MAX,
           "the secret stands in %.*s", BYTES_PRINT(buffer_view(&line)));
    struct har_entry *entry = read_entry(buffer_view(&line));
    exchange_check("evidence-secret", &entry->exchange);
    check_sizes(exchange, &entry->exchange);
    check_content(&entry->exchange, secret);
    free_entry(entry);
    buffer_clean_up(&line);
}
