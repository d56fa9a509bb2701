#include "app/recorder.h"

#include "evidence/issued.h"
#include "plan/alter.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

enum { ENTRY_LIMIT_BYTES = 512 * 1024 * 1024 };

static const char login_case[] = "login";

/* An app_key that equals the app_id is an identifier. */
static bool is_identifier(const struct profile *profile, const char *app_key) {
    return profile->target.app_id != NULL && strcmp(profile->target.app_id, app_key) == 0;
}

/* The cases change one character in the middle. Of a short secret no long stretch is left then, and
   yet all but that character: so what they make of it is a secret too. */
static enum status add_changed(struct redactor *redactor, enum secret_kind kind,
                               struct bytes secret) {
    enum { LONG_ON_BOTH_SIDES = 2 * REDACT_WINDOW + 1 };
    if (secret.size >= LONG_ON_BOTH_SIDES) {
        return STATUS_OK;
    }
    struct random unused = random_seeded(0);
    struct buffer changed;
    buffer_init(&changed, 2 * LONG_ON_BOTH_SIDES);
    enum status status = alter(secret, MIDDLE_CHARACTER_CHANGED, &unused, &changed);
    if (status == STATUS_OK && changed.size >= REDACT_WINDOW) { /* a long character may be gone */
        status = redactor_add(redactor, kind, buffer_view(&changed));
    }
    if (changed.data != NULL) {
        explicit_bzero(changed.data, changed.capacity);
    }
    buffer_clean_up(&changed);
    return status;
}

static enum status add(struct redactor *redactor, enum secret_kind kind, const char *secret) {
    if (secret == NULL) {
        return STATUS_OK;
    }
    enum status status = redactor_add(redactor, kind, bytes_of_text(secret));
    return status == STATUS_OK ? add_changed(redactor, kind, bytes_of_text(secret)) : status;
}

static enum status add_secrets(struct redactor *redactor, const struct profile *profile,
                               struct diagnostic *out_diagnostic) {
    const struct credentials *credentials = &profile->credentials;
    const struct {
        const char *member;
        enum secret_kind kind;
        const char *value;
    } rows[] = {
        {"credentials.access_token", SECRET_ACCESS_TOKEN, credentials->access_token},
        {"credentials.app_key", SECRET_APP_KEY,
         is_identifier(profile, credentials->app_key) ? NULL : credentials->app_key},
        {"credentials.secret", SECRET_LOGIN_SECRET, credentials->login_secret},
        {"tls.client_key_password", SECRET_KEY_PASSWORD, credentials->key_password},
    };
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < sizeof rows / sizeof rows[0]; i++) {
        if (rows[i].value != NULL && redactor_is_word(redactor, bytes_of_text(rows[i].value))) {
            diagnostic_set(out_diagnostic,
                           "member \"%s\" of the profile: is a word of the document or of HTTP, so "
                           "it could not be kept out of the evidence; use another one",
                           rows[i].member);
            return STATUS_INVALID;
        }
        status = add(redactor, rows[i].kind, rows[i].value);
    }
    return status;
}

static enum status take_devices(struct redactor *redactor, const struct target *target,
                                enum recorder_devices devices, struct diagnostic *out_diagnostic) {
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < DEVICE_SLOT_COUNT; i++) {
        const char *id = target->devices[i];
        if (id != NULL) {
            status = devices == RECORDER_DEVICES_REDACTED
                         ? add(redactor, SECRET_DEVICE_ID, id)
                         : redactor_spare(redactor, bytes_of_text(id));
        }
    }
    if (status == STATUS_INVALID) {
        diagnostic_set(out_diagnostic,
                       "member \"devices\" or \"triggers\" of the profile: an id of fewer than %d "
                       "bytes cannot be redacted; leave out --redact-devices",
                       REDACT_WINDOW);
    }
    return status;
}

static enum status spare_public(struct redactor *redactor, const struct profile *profile,
                                const struct plan *plan) {
    const struct target *target = &profile->target;
    const char *const texts[] = {target->endpoint_text,    target->name,        target->app_id,
                                 target->unauthorized_app, target->unknown_app, plan->fresh_device,
                                 plan->unknown_app};
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < sizeof texts / sizeof texts[0]; i++) {
        if (texts[i] != NULL) {
            status = redactor_spare(redactor, bytes_of_text(texts[i]));
        }
    }
    return status;
}

static enum status write_record(void *context, const struct exchange *exchange);

enum status recorder_init(struct recorder *out_recorder, const struct profile *profile,
                          const struct plan *plan, enum recorder_devices devices,
                          struct journal *journal, struct diagnostic *out_diagnostic) {
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
    status = add_secrets(recorder.redactor, profile, out_diagnostic);
    status = status == STATUS_OK ? spare_public(recorder.redactor, profile, plan) : status;
    status = status == STATUS_OK
                 ? take_devices(recorder.redactor, &profile->target, devices, out_diagnostic)
                 : status;
    if (status != STATUS_OK) {
        recorder_clean_up(&recorder);
        return status;
    }
    *out_recorder = recorder;
    status = scribe_new(write_record, out_recorder, &out_recorder->scribe);
    if (status != STATUS_OK) {
        recorder_clean_up(out_recorder);
    }
    return status;
}

void recorder_clean_up(struct recorder *recorder) {
    scribe_destroy(recorder->scribe);
    redactor_destroy(recorder->redactor);
    buffer_clean_up(&recorder->entry);
    free(recorder->order);
    *recorder = (struct recorder){0};
}

enum status recorder_begin(struct recorder *recorder, struct journal *journal, struct bytes head) {
    enum status status = chain_begin(head, &recorder->chain);
    recorder->journal = journal;
    return status == STATUS_OK ? journal_append(journal, head, &recorder->diagnostic) : status;
}

/* Records come in the order of ending; their places are kept by number. */
static enum status keep_place(struct recorder *recorder, uint32_t number, size_t record) {
    if (number >= recorder->order_capacity) {
        size_t capacity = (size_t)number * 2 + 256;
        size_t *order = realloc(recorder->order, capacity * sizeof *order);
        if (order == NULL) {
            return STATUS_NO_MEMORY;
        }
        for (size_t i = recorder->order_capacity; i < capacity; i++) {
            order[i] = SIZE_MAX;
        }
        recorder->order = order;
        recorder->order_capacity = capacity;
    }
    recorder->order[number] = record;
    return STATUS_OK;
}

struct journal_order recorder_finish(struct recorder *recorder) {
    size_t count = 0;
    for (size_t i = 0; i < recorder->order_capacity; i++) {
        if (recorder->order[i] != SIZE_MAX) {
            recorder->order[count++] = recorder->order[i];
        }
    }
    recorder->order_capacity = count;
    return (struct journal_order){recorder->journal, recorder->order, count};
}

/* Without a head there is nothing to be chained to: evidence that nobody will see again. */
static bool is_chained(const struct recorder *recorder) {
    return recorder->chain.last_sha256[0] != '\0';
}

/* In the scribe's thread: redactor, journal, chain, entry and places are its own. An answer to a
   login may hold a token whether or not it gave a session. */
static enum status write_record(void *context, const struct exchange *exchange) {
    struct recorder *recorder = context;
    buffer_clear(&recorder->entry);
    bool is_login = bytes_equal_text(exchange->case_id, login_case);
    enum status status =
        is_login ? issued_learn(recorder->redactor, exchange, ISSUED_WITHOUT_MASKS) : STATUS_OK;
    status = status == STATUS_OK ? har_entry_write(exchange, recorder->redactor, &recorder->entry)
                                 : status;
    if (status == STATUS_OK && is_chained(recorder)) {
        status = chain_link(&recorder->chain, &recorder->entry);
    }
    status = status == STATUS_OK ? journal_append(recorder->journal, buffer_view(&recorder->entry),
                                                  &recorder->diagnostic)
                                 : status;
    if (status == STATUS_OK && is_chained(recorder)) {
        chain_advance(&recorder->chain);
    }
    return status == STATUS_OK
               ? keep_place(recorder, exchange->number, journal_count(recorder->journal) - 1)
               : status;
}

enum status recorder_record(void *context, const struct exchange *exchange) {
    struct recorder *recorder = context;
    if (recorder->campaign != NULL) {
        enum status status = campaign_note(recorder->campaign, exchange);
        if (status != STATUS_OK) {
            return status;
        }
    }
    enum status status = scribe_hand(recorder->scribe, exchange);
    if (status == STATUS_OK && recorder->on_exchange != NULL) {
        recorder->on_exchange(recorder->on_exchange_context, exchange->number);
    }
    return status;
}

enum status recorder_settle(struct recorder *recorder) {
    return scribe_wait(recorder->scribe);
}

enum status recorder_sync(struct recorder *recorder) {
    enum status status = recorder_settle(recorder);
    return status == STATUS_OK ? journal_sync(recorder->journal, &recorder->diagnostic) : status;
}

void recorder_redact(struct recorder *recorder, struct diagnostic *inout_diagnostic) {
    size_t unlisted = 0;
    if (recorder->redactor != NULL) {
        redact_in_place(recorder->redactor, PART_BODY, (unsigned char *)inout_diagnostic->text,
                        strlen(inout_diagnostic->text), NULL, 0, &unlisted);
    }
}

void recorder_label_devices(struct recorder *recorder, struct target *target) {
    size_t unlisted = 0;
    for (size_t i = 0; i < DEVICE_SLOT_COUNT; i++) {
        char *id = target->devices[i];
        if (id != NULL) {
            redact_in_place(recorder->redactor, PART_URL, (unsigned char *)id, strlen(id), NULL, 0,
                            &unlisted);
        }
    }
}

enum status recorder_learn_session(void *context, const struct session *session) {
    struct recorder *recorder = context;
    enum status status = scribe_wait(recorder->scribe); /* it reads the redactor */
    if (status == STATUS_OK) {
        status = add(recorder->redactor, SECRET_ACCESS_TOKEN, session->access_token);
    }
    bool has_refresh =
        session->refresh_token != NULL && strlen(session->refresh_token) >= REDACT_WINDOW;
    return status == STATUS_OK && has_refresh
               ? add(recorder->redactor, SECRET_REFRESH_TOKEN, session->refresh_token)
               : status;
}
