/* An exchange as a run has it, written, read and compared. */
#ifndef TESTS_HAR_FIXTURE_H
#define TESTS_HAR_FIXTURE_H

#include "evidence/har.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
/* cmocka.h needs the four before it. */
#include <cmocka.h>

#define TOKEN "kq7Zp+/w3X~vB9=eYr2M0uLs"
#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

enum { ENTRY_LIMIT = 1 << 24 };

static inline struct bytes text(const char *words) {
    return bytes_of_text(words);
}

/* An exchange as a run has it; rows change what they are about. */
static inline struct exchange ordinary(void) {
    return (struct exchange){
        .number = 7,
        .case_id = text("activation.online"),
        .asked_device = text("77c26a9d"),
        .method = text("GET"),
        .url = text("https://h:8743/iocm/app/reg/v1.1.0/deviceCredentials/77c26a9d?appId=a%26b&x"),
        .sent =
            text("GET /iocm/77c26a9d?appId=a%26b&x HTTP/1.1\r\nHost: h\r\napp_key: abc\r\n\r\n"),
        .head = text("HTTP/1.1 200 Fine Enough\r\nContent-Type: application/json\r\n\r\n"),
        .framed = text("{\"activated\":true}"),
        .body = text("{\"activated\":true}"),
        .outcome_detail = text(""),
        .started_us = 1645689600123456,
        .timing = {1000, 3500, 10250, 12000},
        .tls = {"TLSv1.3", "00ff"},
    };
}

static inline struct buffer write_entry(const struct exchange *exchange,
                                        const struct redactor *redactor) {
    struct buffer out;
    buffer_init(&out, ENTRY_LIMIT);
    assert_int_equal(har_entry_write(exchange, redactor, &out), STATUS_OK);
    return out;
}

static inline struct har_entry *read_entry(struct bytes entry_text) {
    struct diagnostic diagnostic = {""};
    struct har_entry *entry = calloc(1, sizeof *entry);
    assert_non_null(entry);
    if (har_entry_read(entry_text, entry, &diagnostic) != STATUS_OK) {
        print_error("%s\n", diagnostic.text);
        free(entry);
        fail();
        return NULL;
    }
    return entry;
}

static inline void free_entry(struct har_entry *entry) {
    har_entry_clean_up(entry);
    free(entry);
}

static inline bool are_redactions_equal(const struct exchange *a, const struct exchange *b) {
    bool is_equal = a->redaction_count == b->redaction_count;
    for (size_t i = 0; is_equal && i < a->redaction_count; i++) {
        const struct redaction *x = &a->redactions[i], *y = &b->redactions[i];
        is_equal = x->part == y->part && x->secret == y->secret && x->offset == y->offset &&
                   x->size == y->size;
    }
    return is_equal;
}

static inline bool are_views_equal(const struct exchange *a, const struct exchange *b) {
    return bytes_equal(a->case_id, b->case_id) && bytes_equal(a->asked_device, b->asked_device) &&
           bytes_equal(a->method, b->method) && bytes_equal(a->url, b->url) &&
           bytes_equal(a->sent, b->sent) && bytes_equal(a->head, b->head) &&
           bytes_equal(a->framed, b->framed) && bytes_equal(a->body, b->body) &&
           bytes_equal(a->outcome_detail, b->outcome_detail);
}

static inline bool are_equal(const struct exchange *a, const struct exchange *b) {
    return are_views_equal(a, b) && are_redactions_equal(a, b) && a->number == b->number &&
           a->attempt == b->attempt && a->outcome == b->outcome && a->started_us == b->started_us &&
           memcmp(&a->timing, &b->timing, sizeof a->timing) == 0 &&
           strcmp(a->tls.version, b->tls.version) == 0 &&
           strcmp(a->tls.certificate_sha256, b->tls.certificate_sha256) == 0;
}

#endif
