/* A redactor with one secret, and a text that went through it. */
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

#endif
