/* A redactor with one secret, a text that went through it, and rows of texts. */
#ifndef TESTS_REDACT_FIXTURE_H
#define TESTS_REDACT_FIXTURE_H

#include "evidence/redact.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
/* cmocka.h needs the four before it. */
#include <cmocka.h>

#define TOKEN "kq7Zp+/w3X~vB9=eYr2M0uLs"

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

enum { TEXT_SIZE_MAX = 4096, REDACTIONS_MAX = 64 };

static const unsigned char key[32] = "of a run";

/* A text after redaction. */
struct outcome {
    unsigned char text[TEXT_SIZE_MAX];
    size_t size;
    struct redaction redactions[REDACTIONS_MAX];
    size_t count;
};

static inline struct redactor *redactor_with(enum secret_kind kind, const char *secret) {
    struct redactor *redactor = NULL;
    assert_int_equal(redactor_new(key, &redactor), STATUS_OK);
    if (secret != NULL) {
        assert_int_equal(redactor_add(redactor, kind, bytes_of_text(secret)), STATUS_OK);
    }
    return redactor;
}

static inline struct outcome redact(const struct redactor *redactor, struct bytes text) {
    struct outcome outcome = {.size = text.size};
    assert_true(text.size <= TEXT_SIZE_MAX);
    if (text.size > 0) {
        memcpy(outcome.text, text.data, text.size);
    }
    redact_in_place(redactor, PART_BODY, outcome.text, outcome.size, outcome.redactions,
                    REDACTIONS_MAX, &outcome.count);
    return outcome;
}

/* The text with '#' for every byte that a redaction claims. */
static inline void mask(const struct outcome *outcome, char out_text[TEXT_SIZE_MAX + 1]) {
    memcpy(out_text, outcome->text, outcome->size);
    out_text[outcome->size] = '\0';
    for (size_t i = 0; i < outcome->count; i++) {
        memset(out_text + outcome->redactions[i].offset, '#', outcome->redactions[i].size);
    }
}

/* Whether each redaction is a label: "tok-" and four hex digits, then stars. */
static inline bool has_labels(const struct outcome *outcome, const char *letters) {
    for (size_t i = 0; i < outcome->count; i++) {
        const struct redaction *redaction = &outcome->redactions[i];
        const char *at = (const char *)outcome->text + redaction->offset;
        size_t head = redaction->size < 8 ? redaction->size : 8;
        if (strncmp(at, letters, 3) != 0 || at[3] != '-' ||
            strspn(at + 4, "0123456789abcdef") < head - 4 ||
            strspn(at + head, "*") < redaction->size - head) {
            return false;
        }
    }
    return true;
}

struct row {
    const char *name, *text, *expected; /* '#' for what must be replaced */
};

static inline bool row_holds(const struct redactor *redactor, const struct row *row) {
    char masked[TEXT_SIZE_MAX + 1];
    struct outcome outcome = redact(redactor, bytes_of_text(row->text));
    mask(&outcome, masked);
    bool holds = strcmp(masked, row->expected) == 0 && has_labels(&outcome, "tok");
    if (!holds) {
        print_error("failed: %s\n  is       %s\n  expected %s\n  bytes    %.*s\n", row->name,
                    masked, row->expected, (int)outcome.size, (const char *)outcome.text);
    }
    return holds;
}

static inline void check_rows(const struct redactor *redactor, const struct row *rows,
                              size_t count) {
    size_t failures = 0;
    for (size_t i = 0; i < count; i++) {
        failures += !row_holds(redactor, &rows[i]);
    }
    assert_int_equal(failures, 0);
}

#endif
