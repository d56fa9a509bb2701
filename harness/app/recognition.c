#include "app/recognition.h"

#include "evidence/head_lines.h"

#include <stdlib.h>
#include <string.h>

/* What a header shows of a credential that nobody may see. */
enum shown { SHOWN_ABSENT, SHOWN_EMPTY, SHOWN_GIVEN };

struct sign {
    enum shown app_key, token;
    struct bytes scheme; /* of the Authorization; empty where it has but one word */
};

struct known_request {
    const struct step *step;
    struct request request; /* owned */
    struct sign sign;
};

struct recognition {
    struct known_request *requests; /* owned */
    size_t count;
};

/* Stands for every credential: what matters is where it stands. */
static const char stand_in[] = "stand-in-for-a-credential";

static enum shown shown_of(struct bytes value) {
    return value.data == NULL ? SHOWN_ABSENT : value.size == 0 ? SHOWN_EMPTY : SHOWN_GIVEN;
}

static struct sign sign_of(struct bytes app_key, struct bytes authorization) {
    size_t space = bytes_find(authorization, bytes_of_text(" "), 0);
    bool has_scheme = space != SIZE_MAX;
    return (struct sign){
        .app_key = shown_of(app_key),
        .token = shown_of(authorization),
        .scheme = bytes_slice(authorization, 0, has_scheme ? space : 0),
    };
}

/* ---- the rows ---- */

static bool is_shown(enum alteration alteration) {
    return alteration == AS_GIVEN || alteration == ABSENT || alteration == EMPTY;
}

static bool is_recognisable(const struct step *step) {
    const struct request_spec *request = &step->row->request;
    bool is_alone = step->row->phase == PHASE_ACCEPTED || step->row->phase == PHASE_REFUSED;
    return step->state == STEP_PLANNED && is_alone && request->repeat <= 1 &&
           request->transport == TRANSPORT_TLS && is_shown(request->app_key) &&
           is_shown(request->token);
}

/* The value of a "Name: value" or "Name;"; absent where there is no such header. */
static struct bytes header_of(const struct request *request, const char *name) {
    size_t size = strlen(name);
    for (size_t i = 0; i < request->header_count; i++) {
        struct bytes header = bytes_of_text(request->headers[i]);
        if (bytes_equal_ignoring_case(bytes_slice(header, 0, size), bytes_of_text(name)) &&
            header.size > size && (header.data[size] == ':' || header.data[size] == ';')) {
            return bytes_trim(bytes_slice(header, size + 1, header.size));
        }
    }
    return bytes_of(NULL, 0);
}

static enum status add(struct recognition *recognition, const struct plan *plan,
                       const struct step *step, const struct target *target,
                       struct diagnostic *out_diagnostic) {
    char app_key[sizeof stand_in];
    memcpy(app_key, stand_in, sizeof stand_in);
    const struct credentials credentials = {.app_key = app_key};
    struct known_request *known = &recognition->requests[recognition->count];
    enum status status =
        plan_request(plan, step, target, &credentials, stand_in, &known->request, out_diagnostic);
    if (status == STATUS_OK) {
        known->step = step;
        known->sign = sign_of(header_of(&known->request, "app_key"),
                              header_of(&known->request, "Authorization"));
        recognition->count++;
    }
    return status;
}

enum status recognition_new(const struct plan *plan, const struct target *target,
                            struct recognition **out_recognition,
                            struct diagnostic *out_diagnostic) {
    struct recognition *recognition = calloc(1, sizeof *recognition);
    if (recognition == NULL) {
        return STATUS_NO_MEMORY;
    }
    recognition->requests = calloc(plan->step_count + 1, sizeof *recognition->requests);
    enum status status = recognition->requests == NULL ? STATUS_NO_MEMORY : STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < plan->step_count; i++) {
        if (is_recognisable(&plan->steps[i])) {
            status = add(recognition, plan, &plan->steps[i], target, out_diagnostic);
        }
    }
    if (status != STATUS_OK) {
        recognition_destroy(recognition);
        return status;
    }
    *out_recognition = recognition;
    return STATUS_OK;
}

void recognition_destroy(struct recognition *recognition) {
    if (recognition == NULL) {
        return;
    }
    for (size_t i = 0; i < recognition->count; i++) {
        request_clean_up(&recognition->requests[i].request);
    }
    free(recognition->requests);
    free(recognition);
}

/* ---- an exchange ---- */

struct bytes recognition_target_of(struct bytes url) {
    size_t scheme = bytes_find(url, bytes_of_text("://"), 0);
    size_t path = scheme == SIZE_MAX ? SIZE_MAX : bytes_find(url, bytes_of_text("/"), scheme + 3);
    struct bytes target = path == SIZE_MAX ? bytes_of_text("/") : bytes_slice(url, path, url.size);
    return bytes_slice(target, 0, bytes_find(target, bytes_of_text("#"), 0));
}

/* Absent and empty are told apart, which head_field_value does not. */
static struct bytes field_of(struct head_lines lines, const char *name) {
    struct head_field field;
    while (head_next_field(&lines, &field)) {
        if (bytes_equal_ignoring_case(field.name, bytes_of_text(name))) {
            return field.value;
        }
    }
    return bytes_of(NULL, 0);
}

static bool is_same_sign(const struct sign *one, const struct sign *other) {
    return one->app_key == other->app_key && one->token == other->token &&
           bytes_equal(one->scheme, other->scheme);
}

static bool is_denied(struct bytes status) {
    return bytes_equal_text(status, "401") || bytes_equal_text(status, "403");
}

static bool is_refused(struct bytes status) {
    return status.size == 3 && (status.data[0] == '4' || status.data[0] == '5');
}

/* Nobody can see whether credentials that were sent were right, and tools leave out some that were:
   what such a request was answered must agree with what it shows. */
static bool is_believable(const struct case_row *row, const struct exchange *exchange) {
    bool shows_all = row->request.app_key == AS_GIVEN && row->request.token == AS_GIVEN &&
                     row->request.authorization == NULL;
    struct bytes status = head_word(head_lines_of(exchange->head).first, 1, false);
    return shows_all ? !is_denied(status) : is_refused(status);
}

static bool is_of(const struct known_request *known, const struct exchange *exchange) {
    struct head_lines lines = head_lines_of(exchange->sent);
    struct sign sign = sign_of(field_of(lines, "app_key"), field_of(lines, "Authorization"));
    return bytes_equal_text(exchange->method, known->request.method) &&
           bytes_equal(recognition_target_of(exchange->url),
                       recognition_target_of(bytes_of_text(known->request.url))) &&
           is_same_sign(&sign, &known->sign) && is_believable(known->step->row, exchange);
}

const struct case_row *recognition_next(const struct recognition *recognition,
                                        const struct exchange *exchange, size_t *inout_next,
                                        struct bytes *out_asked_device) {
    while (*inout_next < recognition->count) {
        const struct known_request *known = &recognition->requests[(*inout_next)++];
        if (is_of(known, exchange)) {
            *out_asked_device =
                bytes_of(known->request.asked_device, known->request.asked_device_size);
            return known->step->row;
        }
    }
    return NULL;
}
