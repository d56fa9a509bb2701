/* What a run relies on, asked of the profile anew. */
#include "fuzz/oracle.h"
#include "fuzz/oracles/code_points.h"
#include "fuzz/oracles/profile.h"

#include <string.h>

#define NAME "profile-holds"

enum { TEXTS = 13, SECRETS = 4, SECRET_SIZE_MIN = 8, URL_LIMIT = 1 << 16 };

static void list_texts(const struct target *target, const char *out_texts[TEXTS]) {
    const char *const texts[TEXTS] = {
        target->name,
        target->endpoint_text,
        target->tls.ca_file,
        target->tls.client_cert_file,
        target->tls.client_key_file,
        target->proxy,
        target->app_id,
        target->unauthorized_app,
        target->unknown_app,
        target->tls.client_key_password.text,
        target->app_key.text,
        target->access_token.text,
        target->login_secret.text,
    };
    memcpy(out_texts, texts, sizeof texts);
}

static bool is_printable(const char *text) {
    size_t size = strlen(text);
    for (size_t at = 0, step; at < size; at += step) {
        uint32_t point = 0;
        step = code_point_read(text + at, size - at, &point);
        if (step == 0 || point < 0x20 || (point >= 0x7f && point < 0xa0)) {
            return false;
        }
    }
    return true;
}

static void check_texts(const struct target *target) {
    const char *texts[TEXTS];
    list_texts(target, texts);
    for (size_t i = 0; i < TEXTS; i++) {
        ORACLE(NAME, texts[i] == NULL || is_printable(texts[i]), "text %zu is \"%s\"", i, texts[i]);
        ORACLE(NAME, i == 0 || texts[i] == NULL || texts[i][0] != '\0', "text %zu is empty", i);
    }
}

static void check_secrets(const struct target *target) {
    const struct secret *secrets[SECRETS] = {&target->app_key, &target->access_token,
                                             &target->login_secret,
                                             &target->tls.client_key_password};
    for (size_t i = 0; i < SECRETS; i++) {
        bool is_there = secrets[i]->source != SECRET_ABSENT;
        ORACLE(NAME, is_there == (secrets[i]->text != NULL), "secret %zu is half there", i);
        bool is_identifier = i == 0 && is_there && target->app_id != NULL &&
                             strcmp(secrets[i]->text, target->app_id) == 0;
        ORACLE(NAME,
               secrets[i]->source != SECRET_LITERAL || is_identifier ||
                   strlen(secrets[i]->text) >= SECRET_SIZE_MIN,
               "secret %zu is too short to be redacted", i);
    }
    ORACLE(NAME, target->app_key.text != NULL, "there is no app_key");
    ORACLE(NAME,
           target->access_token.text != NULL ||
               (target->login_secret.text != NULL && target->app_id != NULL),
           "there is no way to a token");
    ORACLE(NAME, (target->tls.client_cert_file == NULL) == (target->tls.client_key_file == NULL),
           "half a client certificate");
}

static struct endpoint check_endpoint(const struct target *target) {
    struct endpoint endpoint = {.port = 0};
    enum url_fault fault =
        url_endpoint_parse(bytes_of_text(target->endpoint_text), URL_CLEARTEXT_ALLOWED, &endpoint);
    ORACLE(NAME, fault == URL_OK, "the endpoint: %s", url_fault_words[fault]);
    ORACLE(NAME,
           endpoint.port == target->endpoint.port &&
               endpoint.is_cleartext == target->endpoint.is_cleartext &&
               strcmp(endpoint.host, target->endpoint.host) == 0 &&
               strcmp(endpoint.prefix, target->endpoint.prefix) == 0,
           "another endpoint than its text");
    return endpoint;
}

static void check_can_be_asked(const struct target *target) {
    struct endpoint endpoint = check_endpoint(target);
    struct bytes app_id = bytes_of_text(target->app_id);
    size_t devices = 0;
    for (size_t i = 0; i < DEVICE_SLOT_COUNT; i++) {
        struct buffer url;
        buffer_init(&url, URL_LIMIT);
        struct bytes device = bytes_of_text(target->devices[i]);
        ORACLE(NAME, device.data == NULL || url_build(&endpoint, device, app_id, &url) == URL_OK,
               "device %zu cannot be asked for", i);
        devices += device.data != NULL;
        buffer_clean_up(&url);
    }
    ORACLE(NAME, devices > 0, "there is no device");
}

static void check_numbers(const struct target *target) {
    ORACLE(NAME, target->connect_timeout_us > 0 && target->total_timeout_us > 0, "no time-out");
    ORACLE(NAME, target->body_limit_bytes > 0 && target->header_limit_bytes > 0, "no limit");
    ORACLE(NAME, target->throttle.limit == 0 || target->throttle.window_us > 0, "no window");
}

static bool has_choice(const struct interpretation *interpretation, enum choice choice) {
    for (size_t i = 0; i < INTERPRETATION_CHOICES_MAX; i++) {
        if (interpretation->choices[i] == choice) {
            return choice != CHOICE_NONE;
        }
    }
    return false;
}

static void check_choices(const struct target *target) {
    for (size_t i = 0; i < INTERPRETATION_COUNT; i++) {
        ORACLE(NAME, has_choice(&interpretations[i], target->choices.by_id[i]),
               "%s has a choice of another", interpretations[i].id);
    }
}

void profile_check(const struct target *target) {
    ORACLE(NAME, target->name != NULL && target->endpoint_text != NULL, "a text is missing");
    check_texts(target);
    check_secrets(target);
    check_can_be_asked(target);
    check_numbers(target);
    check_choices(target);
}

static bool is_same_text(const char *a, const char *b) {
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

bool profile_is_same(const struct target *a, const struct target *b) {
    const char *texts_a[TEXTS], *texts_b[TEXTS];
    list_texts(a, texts_a);
    list_texts(b, texts_b);
    bool is_same = a->connect_timeout_us == b->connect_timeout_us &&
                   a->total_timeout_us == b->total_timeout_us &&
                   a->throttle.limit == b->throttle.limit &&
                   a->throttle.window_us == b->throttle.window_us &&
                   memcmp(&a->choices, &b->choices, sizeof a->choices) == 0;
    for (size_t i = 0; i < TEXTS; i++) {
        is_same = is_same && is_same_text(texts_a[i], texts_b[i]);
    }
    for (size_t i = 0; i < DEVICE_SLOT_COUNT; i++) {
        is_same = is_same && is_same_text(a->devices[i], b->devices[i]);
    }
    return is_same;
}
