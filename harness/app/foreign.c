#include "app/foreign.h"

#include "app/foreign_redactor.h"
#include "app/recognition.h"
#include "base/assure.h"
#include "cases/cases.h"
#include "evidence/views.h"

#include <stdlib.h>
#include <string.h>

enum { URL_LIMIT_BYTES = 8192 };

struct foreign {
    struct redactor *redactor;       /* owned */
    struct recognition *recognition; /* owned */
    const struct target *target;
    struct buffer query_url; /* owned: what an URL of the API begins with */
    struct buffer device;    /* owned: the id that an exchange of no row asks for */
};

/* ---- life ---- */

static enum status make_url(struct foreign *foreign) {
    static const char device[] = "d";
    buffer_init(&foreign->query_url, URL_LIMIT_BYTES);
    buffer_init(&foreign->device, URL_LIMIT_BYTES);
    enum url_fault fault = url_build(&foreign->target->endpoint, bytes_of_text(device),
                                     bytes_of(NULL, 0), &foreign->query_url);
    ASSURE(fault == URL_OK || fault == URL_NO_MEMORY); /* the endpoint was checked */
    foreign->query_url.size -= fault == URL_OK ? strlen(device) : 0;
    return fault == URL_OK ? STATUS_OK : STATUS_NO_MEMORY;
}

static enum status prepare(struct foreign *foreign, const struct evidence_source *evidence,
                           const struct plan *plan, struct diagnostic *out_diagnostic) {
    enum status status = make_url(foreign);
    status = status == STATUS_OK ? foreign_redactor_new(evidence, foreign->target,
                                                        &foreign->redactor, out_diagnostic)
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
    buffer_clean_up(&foreign->device);
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
