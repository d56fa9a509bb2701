#include "app/recorder.h"

#include <string.h>
#include <sys/random.h>

enum { ENTRY_LIMIT_BYTES = 512 * 1024 * 1024 };

/* An app_key that equals the app_id is an identifier. */
static bool is_identifier(const struct profile *profile, const char *app_key) {
    return profile->target.app_id != NULL && strcmp(profile->target.app_id, app_key) == 0;
}

static enum status add(struct redactor *redactor, enum secret_kind kind, const char *secret) {
    return secret == NULL ? STATUS_OK : redactor_add(redactor, kind, bytes_of_text(secret));
}

static enum status add_secrets(struct redactor *redactor, const struct profile *profile) {
    const struct credentials *credentials = &profile->credentials;
    enum status status = add(redactor, SECRET_ACCESS_TOKEN, credentials->access_token);
    if (status == STATUS_OK && !is_identifier(profile, credentials->app_key)) {
        status = add(redactor, SECRET_APP_KEY, credentials->app_key);
    }
    status = status == STATUS_OK ? add(redactor, SECRET_LOGIN_SECRET, credentials->login_secret)
                                 : status;
    return status == STATUS_OK ? add(redactor, SECRET_KEY_PASSWORD, credentials->key_password)
                               : status;
}

static enum status spare_public(struct redactor *redactor, const struct profile *profile,
                                const struct plan *plan) {
    const struct target *target = &profile->target;
    const char *texts[DEVICE_SLOT_COUNT + 8] = {
        target->endpoint_text, target->name,       target->app_id,   target->unauthorized_app,
        target->unknown_app,   plan->fresh_device, plan->unknown_app};
    memcpy(texts + 7, target->devices, sizeof target->devices);
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < sizeof texts / sizeof texts[0]; i++) {
        if (texts[i] != NULL) {
            status = redactor_spare(redactor, bytes_of_text(texts[i]));
        }
    }
    return status;
}

enum status recorder_init(struct recorder *out_recorder, const struct profile *profile,
                          const struct plan *plan, struct journal *journal) {
    unsigned char key[32];
    if (getrandom(key, sizeof key, 0) != (ssize_t)sizeof key) {
        return STATUS_IO;
    }
    struct recorder recorder = {.journal = journal};
    enum status status = redactor_new(key, &recorder.redactor);
    explicit_bzero(key, sizeof key);
    if (status != STATUS_OK) {
        return status;
    }
    buffer_init(&recorder.entry, ENTRY_LIMIT_BYTES);
    status = add_secrets(recorder.redactor, profile);
    status = status == STATUS_OK ? spare_public(recorder.redactor, profile, plan) : status;
    if (status != STATUS_OK) {
        recorder_clean_up(&recorder);
        return status;
    }
    *out_recorder = recorder;
    return STATUS_OK;
}

void recorder_clean_up(struct recorder *recorder) {
    redactor_destroy(recorder->redactor);
    buffer_clean_up(&recorder->entry);
    *recorder = (struct recorder){0};
}

enum status recorder_record(void *context, const struct exchange *exchange) {
    struct recorder *recorder = context;
    if (recorder->campaign != NULL) {
        enum status status = campaign_note(recorder->campaign, exchange);
        if (status != STATUS_OK) {
            return status;
        }
    }
    buffer_clear(&recorder->entry);
    enum status status = har_entry_write(exchange, recorder->redactor, &recorder->entry);
    if (status == STATUS_OK) {
        status =
            journal_append(recorder->journal, buffer_view(&recorder->entry), &recorder->diagnostic);
    }
    if (status == STATUS_OK && recorder->on_exchange != NULL) {
        recorder->on_exchange(recorder->on_exchange_context, exchange->number);
    }
    return status;
}

enum status recorder_learn_session(void *context, const struct session *session) {
    struct recorder *recorder = context;
    enum status status = add(recorder->redactor, SECRET_ACCESS_TOKEN, session->access_token);
    bool has_refresh =
        session->refresh_token != NULL && strlen(session->refresh_token) >= REDACT_WINDOW;
    return status == STATUS_OK && has_refresh
               ? add(recorder->redactor, SECRET_REFRESH_TOKEN, session->refresh_token)
               : status;
}
