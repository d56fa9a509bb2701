/* What a redactor knows; for the files of redaction alone. */
#ifndef EVIDENCE_REDACTOR_H
#define EVIDENCE_REDACTOR_H

#include "evidence/forms.h"
#include "evidence/redact.h"
#include "evidence/windows.h"

enum { REDACT_KEY_SIZE = 32, REDACT_LABEL_SIZE = 8 };

struct known_secret {
    enum secret_kind kind;
    unsigned char *data; /* owned, wiped */
    size_t size;
    char label[REDACT_LABEL_SIZE]; /* "tok-1f3a", not NUL-terminated */
};

/* One secret in one form. */
struct pattern {
    size_t secret; /* index */
    const struct form *form;
    unsigned char *data; /* owned, wiped; lower case */
    size_t size;
};

struct redactor {
    unsigned char key[REDACT_KEY_SIZE];
    struct known_secret *secrets; /* owned */
    size_t secret_count;
    struct pattern *patterns; /* owned */
    size_t pattern_count;
    struct window_table secret_windows; /* of patterns */
    struct window_table public_windows; /* of public text; places mean nothing */
};

/* Of how many bytes of `secret` a stretch must tell to count as derived from it. */
static inline size_t fewest_bytes_told(const struct known_secret *secret) {
    return secret->size > REDACT_WINDOW ? REDACT_WINDOW : REDACT_WINDOW - 1;
}

static inline bool is_public_window(const struct redactor *redactor, uint64_t window) {
    size_t probe = 0;
    return window_table_may_have(&redactor->public_windows, window) &&
           window_table_find(&redactor->public_windows, window, &probe) != NULL;
}

#endif
