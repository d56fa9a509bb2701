#include "app/foreign.h"

#include "app/recognition.h"
#include "base/assure.h"
#include "cases/cases.h"
#include "evidence/chain.h"
#include "evidence/har.h"
#include "evidence/head_lines.h"
#include "evidence/issued.h"
#include "evidence/views.h"

#include <stdlib.h>
#include <string.h>

enum { URL_LIMIT_BYTES = 8192, CREDENTIALS_MAX = 4096 };

struct foreign {
    struct redactor *redactor;       /* owned */
    struct recognition *recognition; /* owned */
    const struct target *target;
    struct buffer query_url, login_url; /* owned: what an URL of the API begins with */
    struct buffer device;               /* owned: the id that an exchange of no row asks for */
    unsigned char key[32];
    size_t credentials;
};

/* ---- credentials ---- */

static enum status mix_into_key(void *context, struct bytes entry,
                                struct diagnostic *out_diagnostic) {
    struct foreign *foreign = context;
    char digest[RECORD_DIGEST_SIZE];
    (void)out_diagnostic;
    enum status status = chain_digest(entry, digest);
    for (size_t i = 0; status == STATUS_OK && i < sizeof foreign->key; i++) {
        foreign->key[i] = (unsigned char)(foreign->key[i] * 31U ^ (unsigned char)digest[i]);
    }
    return status;
}

static enum status learn(struct foreign *foreign, enum secret_kind kind, struct bytes value,
                         struct diagnostic *out_diagnostic) {
    bool is_identifier = kind == SECRET_APP_KEY && foreign->target->app_id != NULL &&
                         bytes_equal_text(value, foreign->target->app_id);
    if (value.size < REDACT_WINDOW || is_identifier || issued_is_mask(value)) {
        return STATUS_OK;
    }
    enum status status = foreign->credentials++ < CREDENTIALS_MAX
                             ? redactor_add(foreign->redactor, kind, value)
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

/* Path and query: the authority may be a recording proxy's. */
static bool is_below(const struct exchange *exchange, const struct buffer *url) {
    struct bytes target = recognition_target_of(exchange->url);
    return bytes_starts_with(target, recognition_target_of(buffer_view(url)));
}

static enum status learn_from(struct foreign *foreign, const struct exchange *exchange,
                              struct diagnostic *out_diagnostic) {
    struct head_lines lines = head_lines_of(exchange->sent);
    struct bytes token = without_scheme(head_field_value(lines, "Authorization"));
    enum status status =
        learn(foreign, SECRET_APP_KEY, head_field_value(lines, "app_key"), out_diagnostic);
    status =
        status == STATUS_OK ? learn(foreign, SECRET_ACCESS_TOKEN, token, out_diagnostic) : status;
    if (status != STATUS_OK || !is_below(exchange, &foreign->login_url)) {
        return status;
    }
    status = issued_learn_secret(foreign->redactor, exchange->sent);
    return status == STATUS_OK ? issued_learn(foreign->redactor, exchange, ISSUED_WITH_MASKS)
                               : status;
}

static enum status learn_from_entry(void *context, struct bytes text,
                                    struct diagnostic *out_diagnostic) {
    struct har_entry *entry = calloc(1, sizeof *entry);
    if (entry == NULL) {
        return STATUS_NO_MEMORY;
    }
    enum status status = har_entry_read(text, entry, out_diagnostic);
    if (status == STATUS_OK) {
        status = entry->is_ours ? STATUS_OK : learn_from(context, &entry->exchange, out_diagnostic);
        har_entry_clean_up(entry);
    }
    free(entry);
    return status;
}

/* What is public in the profile is no sign of a credential. */
static enum status spare_public(struct foreign *foreign) {
    const struct target *target = foreign->target;
    enum status status = redactor_spare(foreign->redactor, bytes_of_text(target->endpoint_text));
    if (status == STATUS_OK && target->app_id != NULL) {
        status = redactor_spare(foreign->redactor, bytes_of_text(target->app_id));
    }
    for (size_t i = 0; status == STATUS_OK && i < DEVICE_SLOT_COUNT; i++) {
        if (target->devices[i] != NULL) {
            status = redactor_spare(foreign->redactor, bytes_of_text(target->devices[i]));
        }
    }
    return status;
}

/* ---- life ---- */

static enum status make_urls(struct foreign *foreign) {
    static const char device[] = "d";
    buffer_init(&foreign->query_url, URL_LIMIT_BYTES);
    buffer_init(&foreign->login_url, URL_LIMIT_BYTES);
    buffer_init(&foreign->device, URL_LIMIT_BYTES);
    enum url_fault fault = url_build(&foreign->target->endpoint, bytes_of_text(device),
                                     bytes_of(NULL, 0), &foreign->query_url);
    fault = fault == URL_OK ? url_build_path(&foreign->target->endpoint, "/iocm/app/sec/v1.1.0",
                                             &foreign->login_url)
                            : fault;
    ASSURE(fault == URL_OK || fault == URL_NO_MEMORY); /* the endpoint was checked */
    foreign->query_url.size -= fault == URL_OK ? strlen(device) : 0;
    return fault == URL_OK ? STATUS_OK : STATUS_NO_MEMORY;
}

static enum status prepare(struct foreign *foreign, const struct evidence_source *evidence,
                           const struct plan *plan, struct diagnostic *out_diagnostic) {
    enum status status = make_urls(foreign);
    status = status == STATUS_OK
                 ? evidence->each(evidence->context, mix_into_key, foreign, out_diagnostic)
                 : status;
    status = status == STATUS_OK ? redactor_new(foreign->key, &foreign->redactor) : status;
    status = status == STATUS_OK ? spare_public(foreign) : status;
    status = status == STATUS_OK
                 ? evidence->each(evidence->context, learn_from_entry, foreign, out_diagnostic)
                 : status;
    return status == STATUS_OK
               ? recognition_new(plan, foreign->target, &foreign->recognition, out_diagnostic)
               : status;
}

enum status foreign_new(const struct evidence_source *evidence, const struct plan *plan,
                        const struct target *target, struct foreign **out_foreign,
                        struct diagnostic *out_diagnostic) {
    struct foreign *foreign = calloc(1, sizeof *foreign);
    if (foreign == NULL) {
        return STATUS_NO_MEMORY;
    }
    foreign->target = target;
    enum status status = prepare(foreign, evidence, plan, out_diagnostic);
    if (status != STATUS_OK) {
        foreign_destroy(foreign);
        return status;
    }
    *out_foreign = foreign;
    return STATUS_OK;
}

void foreign_destroy(struct foreign *foreign) {
    if (foreign == NULL) {
        return;
    }
    redactor_destroy(foreign->redactor);
    recognition_destroy(foreign->recognition);
    buffer_clean_up(&foreign->query_url);
    buffer_clean_up(&foreign->login_url);
    buffer_clean_up(&foreign->device);
    explicit_bzero(foreign->key, sizeof foreign->key);
    free(foreign);
}

enum status foreign_redact(const struct foreign *foreign, const struct exchange *exchange,
                           struct redacted *out_redacted) {
    return redacted_make(exchange, foreign->redactor, out_redacted);
}

/* ---- whose it is ---- */

/* The id that a URL of the API ends with, its escapes taken off; nothing else has one. */
static enum status read_device(struct foreign *foreign, const struct exchange *exchange) {
    struct bytes target = recognition_target_of(exchange->url);
    struct bytes begin = recognition_target_of(buffer_view(&foreign->query_url));
    struct bytes rest = bytes_slice(target, begin.size, target.size);
    struct bytes segment = bytes_slice(rest, 0, bytes_find(rest, bytes_of_text("?"), 0));
    struct view_cursor cursor = view_cursor_at(&views[VIEW_PERCENT], segment, 0);
    enum status status = STATUS_OK;
    unsigned char byte;
    buffer_clear(&foreign->device);
    bool is_call =
        bytes_starts_with(target, begin) && bytes_find(segment, bytes_of_text("/"), 0) == SIZE_MAX;
    while (is_call && status == STATUS_OK && view_cursor_next(&cursor, &byte)) {
        status = buffer_append_byte(&foreign->device, byte);
    }
    return status == STATUS_LIMIT ? STATUS_OK : status; /* no id is that long */
}

enum status foreign_next_row(struct foreign *foreign, struct exchange *inout_exchange,
                             size_t *inout_next, const struct case_row **out_row) {
    struct bytes device;
    bool is_first = *inout_next == 0;
    const struct case_row *row =
        recognition_next(foreign->recognition, inout_exchange, inout_next, &device);
    if (row == NULL && is_first) {
        enum status status = read_device(foreign, inout_exchange);
        if (status != STATUS_OK) {
            return status;
        }
        device = buffer_view(&foreign->device);
        row = device.size > 0 ? &case_observed : NULL;
    }
    if (row != NULL) {
        inout_exchange->asked_device = device;
    }
    *out_row = row;
    return STATUS_OK;
}
