#include "fuzz/oracles/exchange.h"

#include "fuzz/oracle.h"

#include <string.h>

enum { VIEWS = 9 };

static void list_views(const struct exchange *exchange, struct bytes out_views[VIEWS]) {
    const struct bytes views[VIEWS] = {
        exchange->case_id, exchange->asked_device, exchange->method,
        exchange->url,     exchange->sent,         exchange->head,
        exchange->framed,  exchange->body,         exchange->outcome_detail,
    };
    memcpy(out_views, views, sizeof views);
}

static bool are_same_redactions(const struct exchange *a, const struct exchange *b) {
    bool is_same = a->redaction_count == b->redaction_count;
    for (size_t i = 0; is_same && i < a->redaction_count; i++) {
        const struct redaction *x = &a->redactions[i], *y = &b->redactions[i];
        is_same = x->part == y->part && x->secret == y->secret && x->offset == y->offset &&
                  x->size == y->size;
    }
    return is_same;
}

bool exchange_is_same(const struct exchange *a, const struct exchange *b) {
    struct bytes of_a[VIEWS], of_b[VIEWS];
    list_views(a, of_a);
    list_views(b, of_b);
    bool is_same = are_same_redactions(a, b);
    for (size_t i = 0; i < VIEWS; i++) {
        is_same = is_same && bytes_equal(of_a[i], of_b[i]);
    }
    return is_same && a->number == b->number && a->attempt == b->attempt &&
           a->outcome == b->outcome && a->started_us == b->started_us &&
           memcmp(&a->timing, &b->timing, sizeof a->timing) == 0 &&
           strcmp(a->tls.version, b->tls.version) == 0 &&
           strcmp(a->tls.certificate_sha256, b->tls.certificate_sha256) == 0;
}

static size_t size_of_part(const struct exchange *exchange, enum exchange_part part) {
    const size_t sizes[PART_COUNT] = {
        [PART_URL] = exchange->url.size,   [PART_SENT] = exchange->sent.size,
        [PART_HEAD] = exchange->head.size, [PART_FRAMED] = exchange->framed.size,
        [PART_BODY] = exchange->body.size,
    };
    return sizes[part];
}

static void check_redactions(const char *oracle, const struct exchange *exchange) {
    ORACLE(oracle, exchange->redaction_count <= EXCHANGE_REDACTIONS_MAX, "%zu redactions",
           exchange->redaction_count);
    for (size_t i = 0; i < exchange->redaction_count; i++) {
        const struct redaction *one = &exchange->redactions[i];
        ORACLE(oracle, one->part < PART_COUNT && one->secret < SECRET_KIND_COUNT,
               "redaction %zu is of nothing known", i);
        size_t size = size_of_part(exchange, one->part);
        ORACLE(oracle, one->offset <= size && one->size <= size - one->offset,
               "redaction %zu, %zu bytes at %zu, is outside of %zu", i, one->size, one->offset,
               size);
    }
}

/* Reads every byte, so that a view that is longer than its memory shows. */
static void touch(struct bytes view) {
    for (size_t i = 0; i < view.size; i++) {
        (void)*(const volatile unsigned char *)&view.data[i];
    }
}

void exchange_check(const char *oracle, const struct exchange *exchange) {
    struct bytes views[VIEWS];
    const struct exchange_timing *timing = &exchange->timing;
    list_views(exchange, views);
    for (size_t i = 0; i < VIEWS; i++) {
        touch(views[i]);
    }
    ORACLE(oracle, exchange->outcome < OUTCOME_COUNT, "outcome %d", (int)exchange->outcome);
    ORACLE(oracle,
           timing->connected_us >= -1 && timing->secured_us >= -1 && timing->first_byte_us >= -1 &&
               timing->total_us >= -1,
           "a time before the beginning");
    ORACLE(oracle,
           memchr(exchange->tls.version, 0, sizeof exchange->tls.version) != NULL &&
               memchr(exchange->tls.certificate_sha256, 0,
                      sizeof exchange->tls.certificate_sha256) != NULL,
           "TLS facts without an end");
    check_redactions(oracle, exchange);
}
