#include "evidence/redact.h"

#include "api/error_table.h"
#include "base/assure.h"
#include "evidence/redactor.h"
#include "evidence/vocabulary.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SECRET_SIZE_MAX = 1 << 16, LABEL_DIGEST_SIZE = 32 };

/* Three letters each: what a label begins with. */
static const char kind_letters[SECRET_KIND_COUNT][4] = {
    [SECRET_ACCESS_TOKEN] = "tok", [SECRET_REFRESH_TOKEN] = "rfr", [SECRET_APP_KEY] = "key",
    [SECRET_LOGIN_SECRET] = "sec", [SECRET_KEY_PASSWORD] = "pwd",  [SECRET_DEVICE_ID] = "dev",
};

static enum status spare_vocabulary(struct redactor *redactor) {
    enum status status = STATUS_OK;
    for (size_t i = 0; vocabulary[i] != NULL && status == STATUS_OK; i++) {
        status = redactor_spare(redactor, bytes_of_text(vocabulary[i]));
    }
    for (size_t i = 0; i < ERROR_TABLE_ROWS && status == STATUS_OK; i++) {
        status = redactor_spare(redactor, bytes_of_text(error_table[i].description));
        if (status == STATUS_OK) {
            status = redactor_spare(redactor, bytes_of_text(error_table[i].code));
        }
    }
    return status;
}

enum status redactor_new(const unsigned char key[32], struct redactor **out_redactor) {
    struct redactor *redactor = calloc(1, sizeof *redactor);
    if (redactor == NULL) {
        return STATUS_NO_MEMORY;
    }
    memcpy(redactor->key, key, REDACT_KEY_SIZE);
    enum status status = window_table_init(&redactor->secret_windows);
    if (status == STATUS_OK) {
        status = window_table_init(&redactor->public_windows);
    }
    if (status == STATUS_OK) {
        status = spare_vocabulary(redactor);
    }
    if (status != STATUS_OK) {
        redactor_destroy(redactor);
        return status;
    }
    *out_redactor = redactor;
    return STATUS_OK;
}

static void wipe_and_free(unsigned char *data, size_t size) {
    if (data != NULL) {
        explicit_bzero(data, size);
        free(data);
    }
}

static void patterns_clean_up(struct pattern *patterns, size_t count) {
    for (size_t i = 0; i < count; i++) {
        wipe_and_free(patterns[i].data, patterns[i].size);
    }
}

void redactor_destroy(struct redactor *redactor) {
    if (redactor == NULL) {
        return;
    }
    patterns_clean_up(redactor->patterns, redactor->pattern_count);
    for (size_t i = 0; i < redactor->secret_count; i++) {
        wipe_and_free(redactor->secrets[i].data, redactor->secrets[i].size);
    }
    free(redactor->patterns);
    free(redactor->secrets);
    window_table_clean_up(&redactor->secret_windows);
    window_table_clean_up(&redactor->public_windows);
    explicit_bzero(redactor, sizeof *redactor);
    free(redactor);
}

/* ---- adding a secret ---- */

static bool is_known(const struct redactor *redactor, enum secret_kind kind, struct bytes secret) {
    for (size_t i = 0; i < redactor->secret_count; i++) {
        const struct known_secret *known = &redactor->secrets[i];
        if (known->kind == kind && bytes_equal(bytes_of(known->data, known->size), secret)) {
            return true;
        }
    }
    return false;
}

static bool is_label_taken(const struct redactor *redactor, const char *label) {
    for (size_t i = 0; i < redactor->secret_count; i++) {
        if (memcmp(redactor->secrets[i].label, label, REDACT_LABEL_SIZE) == 0) {
            return true;
        }
    }
    return false;
}

/* HMAC-SHA256 over kind and secret; sixteen of its bits say "the same one" and nothing else. They
   are the next ones where the first are those of another secret. */
static enum status make_label(const struct redactor *redactor, struct known_secret *secret) {
    unsigned char message[1 + SECRET_SIZE_MAX];
    unsigned char digest[EVP_MAX_MD_SIZE];
    char text[REDACT_LABEL_SIZE + 1];
    message[0] = (unsigned char)secret->kind;
    memcpy(message + 1, secret->data, secret->size);
    bool is_done = HMAC(EVP_sha256(), redactor->key, REDACT_KEY_SIZE, message, secret->size + 1,
                        digest, NULL) != NULL;
    explicit_bzero(message, secret->size + 1);
    if (!is_done) {
        return STATUS_NO_MEMORY;
    }
    size_t at = 0;
    do {
        (void)snprintf(text, sizeof text, "%s-%02x%02x", kind_letters[secret->kind], digest[at],
                       digest[at + 1]);
        at += 2;
    } while (at < LABEL_DIGEST_SIZE && is_label_taken(redactor, text));
    memcpy(secret->label, text, REDACT_LABEL_SIZE);
    return STATUS_OK;
}

static enum status make_secret(const struct redactor *redactor, enum secret_kind kind,
                               struct bytes bytes, struct known_secret *out_secret) {
    struct known_secret secret = {.kind = kind, .data = malloc(bytes.size), .size = bytes.size};
    if (secret.data == NULL) {
        return STATUS_NO_MEMORY;
    }
    memcpy(secret.data, bytes.data, bytes.size);
    enum status status = make_label(redactor, &secret);
    if (status != STATUS_OK) {
        wipe_and_free(secret.data, secret.size);
        return status;
    }
    *out_secret = secret;
    return STATUS_OK;
}

/* The forms differ in the characters that a secret happens to have: often two are the same text. */
static bool is_made(const struct pattern *made, size_t count, const struct pattern *pattern) {
    for (size_t i = 0; i < count; i++) {
        if (bytes_equal(bytes_of(made[i].data, made[i].size),
                        bytes_of(pattern->data, pattern->size))) {
            return true;
        }
    }
    return false;
}

static enum status make_patterns(struct bytes secret, size_t index,
                                 struct pattern out_patterns[FORM_COUNT], size_t *out_count) {
    size_t count = 0;
    for (size_t i = 0; i < FORM_COUNT; i++) {
        struct pattern pattern = {.secret = index, .form = &forms[i]};
        pattern.size = form_size(&forms[i], secret.size);
        pattern.data = malloc(pattern.size);
        if (pattern.data == NULL) {
            patterns_clean_up(out_patterns, count);
            return STATUS_NO_MEMORY;
        }
        form_write(&forms[i], secret, pattern.data);
        if (is_made(out_patterns, count, &pattern)) {
            wipe_and_free(pattern.data, pattern.size);
        } else {
            out_patterns[count++] = pattern;
        }
    }
    *out_count = count;
    return STATUS_OK;
}

static bool is_indexed(const struct redactor *redactor, uint64_t window, uint32_t pattern) {
    size_t probe = 0;
    const struct window_place *place;
    do {
        place = window_table_find(&redactor->secret_windows, window, &probe);
    } while (place != NULL && place->pattern != pattern);
    return place != NULL;
}

/* Of equal windows in one pattern the first stands for all: a platform that issues "ababab…" as its
   token must not make every look-up a long one. */
static void index_pattern(struct redactor *redactor, uint32_t pattern) {
    struct bytes text =
        bytes_of(redactor->patterns[pattern].data, redactor->patterns[pattern].size);
    uint64_t window = 0;
    for (size_t i = 0; i < text.size; i++) {
        window = window_slide(window, text.data[i]);
        if (i + 1 >= WINDOW_SIZE && !is_indexed(redactor, window, pattern)) {
            struct window_place place = {pattern, (uint32_t)(i + 1 - WINDOW_SIZE)};
            window_table_add(&redactor->secret_windows, window, place);
        }
    }
}

/* Everything that can fail, so that the rest cannot leave a secret half known. */
static enum status make_room(struct redactor *redactor, size_t windows) {
    struct known_secret *secrets =
        reallocarray(redactor->secrets, redactor->secret_count + 1, sizeof *secrets);
    if (secrets == NULL) {
        return STATUS_NO_MEMORY;
    }
    redactor->secrets = secrets;
    struct pattern *patterns =
        reallocarray(redactor->patterns, redactor->pattern_count + FORM_COUNT, sizeof *patterns);
    if (patterns == NULL) {
        return STATUS_NO_MEMORY;
    }
    redactor->patterns = patterns;
    return window_table_reserve(&redactor->secret_windows, windows);
}

static enum status learn(struct redactor *redactor, struct known_secret *secret) {
    struct pattern made[FORM_COUNT];
    size_t count = 0, windows = 0;
    enum status status =
        make_patterns(bytes_of(secret->data, secret->size), redactor->secret_count, made, &count);
    for (size_t i = 0; i < count; i++) {
        windows += made[i].size;
    }
    if (status == STATUS_OK) {
        status = make_room(redactor, windows);
    }
    if (status != STATUS_OK) {
        patterns_clean_up(made, count);
        return status;
    }
    redactor->secrets[redactor->secret_count++] = *secret;
    for (size_t i = 0; i < count; i++) {
        redactor->patterns[redactor->pattern_count++] = made[i];
        index_pattern(redactor, (uint32_t)(redactor->pattern_count - 1));
    }
    return STATUS_OK;
}

enum status redactor_add(struct redactor *redactor, enum secret_kind kind, struct bytes secret) {
    if (secret.size < REDACT_WINDOW || secret.size > SECRET_SIZE_MAX) {
        return secret.size < REDACT_WINDOW ? STATUS_INVALID : STATUS_LIMIT;
    }
    if (is_known(redactor, kind, secret)) {
        return STATUS_OK;
    }
    struct known_secret known;
    enum status status = make_secret(redactor, kind, secret, &known);
    if (status == STATUS_OK) {
        status = learn(redactor, &known);
        if (status != STATUS_OK) {
            wipe_and_free(known.data, known.size);
        }
    }
    return status;
}

/* ---- public text ---- */

bool redactor_is_word(const struct redactor *redactor, struct bytes text) {
    uint64_t window = 0;
    bool is_word = text.size >= WINDOW_SIZE;
    for (size_t i = 0; i < text.size && is_word; i++) {
        window = window_slide(window, text.data[i]);
        is_word = i + 1 < WINDOW_SIZE || is_public_window(redactor, window);
    }
    return is_word;
}

enum status redactor_spare(struct redactor *redactor, struct bytes text) {
    enum status status = window_table_reserve(&redactor->public_windows, text.size);
    uint64_t window = 0;
    for (size_t i = 0; i < text.size && status == STATUS_OK; i++) {
        window = window_slide(window, text.data[i]);
        if (i + 1 >= WINDOW_SIZE && !is_public_window(redactor, window)) {
            window_table_add(&redactor->public_windows, window, (struct window_place){0, 0});
        }
    }
    return status;
}
