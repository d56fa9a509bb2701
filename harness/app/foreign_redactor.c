#include "app/foreign_redactor.h"

#include "evidence/chain.h"
#include "evidence/har.h"
#include "evidence/head_lines.h"
#include "evidence/issued.h"

#include <string.h>

enum { CREDENTIALS_MAX = 4096 };

struct learner {
    struct redactor *redactor;   /* owned, until it is given away */
    const struct target *target; /* may be NULL */
    unsigned char key[32];
    size_t credentials;
};

static enum status mix_into_key(void *context, struct bytes entry,
                                struct diagnostic *out_diagnostic) {
    struct learner *learner = context;
    char digest[RECORD_DIGEST_SIZE];
    (void)out_diagnostic;
    enum status status = chain_digest(entry, digest);
    for (size_t i = 0; status == STATUS_OK && i < sizeof learner->key; i++) {
        learner->key[i] = (unsigned char)(learner->key[i] * 31U ^ (unsigned char)digest[i]);
    }
    return status;
}

static enum status learn(struct learner *learner, enum secret_kind kind, struct bytes value,
                         struct diagnostic *out_diagnostic) {
    bool is_identifier = kind == SECRET_APP_KEY && learner->target != NULL &&
                         learner->target->app_id != NULL &&
                         bytes_equal_text(value, learner->target->app_id);
    if (value.size < REDACT_WINDOW || is_identifier || issued_is_mask(value)) {
        return STATUS_OK;
    }
    enum status status = learner->credentials++ < CREDENTIALS_MAX
                             ? redactor_add(learner->redactor, kind, value)
                             : STATUS_LIMIT;
    if (status == STATUS_LIMIT) {
        diagnostic_set(out_diagnostic, "too many credentials, or one that is too long");
    }
    return status;
}

static struct bytes without_scheme(struct bytes authorization) {
    size_t space = bytes_find(authorization, bytes_of_text(" "), 0);
    return space == SIZE_MAX ? authorization
                             : bytes_trim(bytes_slice(authorization, space, authorization.size));
}

/* What is asked of the Authentication API, wherever the endpoint puts it. */
static bool is_login(const struct exchange *exchange) {
    return bytes_find(exchange->url, bytes_of_text("/iocm/app/sec/"), 0) != SIZE_MAX;
}

static enum status learn_from(struct learner *learner, const struct exchange *exchange,
                              struct diagnostic *out_diagnostic) {
    struct head_lines lines = head_lines_of(exchange->sent);
    struct bytes token = without_scheme(head_field_value(lines, "Authorization"));
    enum status status =
        learn(learner, SECRET_APP_KEY, head_field_value(lines, "app_key"), out_diagnostic);
    status =
        status == STATUS_OK ? learn(learner, SECRET_ACCESS_TOKEN, token, out_diagnostic) : status;
    if (status != STATUS_OK || !is_login(exchange)) {
        return status;
    }
    status = issued_learn_secret(learner->redactor, exchange->sent);
    return status == STATUS_OK ? issued_learn(learner->redactor, exchange, ISSUED_WITH_MASKS)
                               : status;
}

static enum status learn_from_entry(void *context, struct har_entry *entry,
                                    struct diagnostic *out_diagnostic) {
    return entry->is_ours ? STATUS_OK : learn_from(context, &entry->exchange, out_diagnostic);
}

static enum status learn_from_text(void *context, struct bytes text,
                                   struct diagnostic *out_diagnostic) {
    return evidence_show_entry(text, learn_from_entry, context, out_diagnostic);
}

/* What is public in the profile is no sign of a credential. */
static enum status spare_public(struct learner *learner) {
    const struct target *target = learner->target;
    if (target == NULL) {
        return STATUS_OK;
    }
    enum status status = redactor_spare(learner->redactor, bytes_of_text(target->endpoint_text));
    if (status == STATUS_OK && target->app_id != NULL) {
        status = redactor_spare(learner->redactor, bytes_of_text(target->app_id));
    }
    for (size_t i = 0; status == STATUS_OK && i < DEVICE_SLOT_COUNT; i++) {
        if (target->devices[i] != NULL) {
            status = redactor_spare(learner->redactor, bytes_of_text(target->devices[i]));
        }
    }
    return status;
}

static enum status learn_all(struct learner *learner, const struct evidence_source *evidence,
                             struct diagnostic *out_diagnostic) {
    enum status status = evidence->each(evidence->context, mix_into_key, learner, out_diagnostic);
    status = status == STATUS_OK ? redactor_new(learner->key, &learner->redactor) : status;
    explicit_bzero(learner->key, sizeof learner->key);
    status = status == STATUS_OK ? spare_public(learner) : status;
    return status == STATUS_OK
               ? evidence->each(evidence->context, learn_from_text, learner, out_diagnostic)
               : status;
}

enum status foreign_redactor_new(const struct evidence_source *evidence,
                                 const struct target *target, struct redactor **out_redactor,
                                 struct diagnostic *out_diagnostic) {
    struct learner learner = {.target = target};
    enum status status = learn_all(&learner, evidence, out_diagnostic);
    if (status != STATUS_OK) {
        redactor_destroy(learner.redactor);
        return status;
    }
    *out_redactor = learner.redactor;
    return STATUS_OK;
}
