#include "plan/alter.h"
#include "plan/fixture.h"
#include "plan/plan.h"

#include <stdlib.h>
#include <string.h>

/* From a row to the bytes of its request. A secret goes nowhere but over verified TLS: in
   cleartext, and under old versions of it, a random value of the same shape stands in. */

enum { TEXT_LIMIT = 64 * 1024 };

struct rendering {
    const struct plan *plan;
    const struct case_row *row;
    const struct target *target;
    struct random random;
    struct request *request;
};

static bool is_secret_safe(enum transport transport) {
    return transport == TRANSPORT_TLS;
}

static enum alteration credential_alteration(const struct rendering *rendering,
                                             enum alteration asked) {
    bool is_sent = asked != ABSENT && asked != EMPTY;
    return is_sent && !is_secret_safe(rendering->row->request.transport) ? REPLACED : asked;
}

static enum status add_header(struct request *request, struct buffer *line) {
    if (request->header_count == REQUEST_HEADERS_MAX) {
        buffer_clean_up(line);
        return STATUS_LIMIT;
    }
    char *text = buffer_take_text(line);
    if (text == NULL) {
        return STATUS_NO_MEMORY;
    }
    request->headers[request->header_count++] = text;
    return STATUS_OK;
}

/* "name: prefix value", or "name;" for an empty value, as libcurl's lists spell it. */
static enum status render_header(struct rendering *rendering, const char *name, const char *prefix,
                                 const char *value, enum alteration alteration) {
    struct buffer line;
    buffer_init(&line, TEXT_LIMIT);
    enum status status = buffer_append_text(&line, name);
    if (alteration == EMPTY) {
        status = status == STATUS_OK ? buffer_append_byte(&line, ';') : status;
    } else {
        status = status == STATUS_OK ? buffer_append_text(&line, ": ") : status;
        status = status == STATUS_OK ? buffer_append_text(&line, prefix) : status;
        status = status == STATUS_OK
                     ? alter(bytes_of_text(value), alteration, &rendering->random, &line)
                     : status;
    }
    if (status != STATUS_OK) {
        buffer_clean_up(&line);
        return status;
    }
    return add_header(rendering->request, &line);
}

static enum status render_credential(struct rendering *rendering, const char *name,
                                     const char *prefix, const char *value, enum alteration asked) {
    enum alteration alteration = credential_alteration(rendering, asked);
    unsigned times = alteration == ABSENT ? 0 : alteration == REPEATED ? 2 : 1;
    enum status status = STATUS_OK;
    while (status == STATUS_OK && times-- > 0) {
        status = render_header(rendering, name, prefix, value, alteration);
    }
    return status;
}

static enum status render_authorization(struct rendering *rendering, const char *token) {
    const struct request_spec *spec = &rendering->row->request;
    if (spec->authorization != NULL) {
        return render_header(rendering, "Authorization", "", spec->authorization, AS_GIVEN);
    }
    const char *scheme = spec->scheme == NULL ? "Bearer" : spec->scheme;
    char prefix[32];
    snprintf(prefix, sizeof prefix, "%s%s", scheme, scheme[0] == '\0' ? "" : " ");
    return render_credential(rendering, "Authorization", prefix, token, spec->token);
}

static enum status render_headers(struct rendering *rendering,
                                  const struct credentials *credentials, const char *token) {
    enum status status = render_credential(rendering, "app_key", "", credentials->app_key,
                                           rendering->row->request.app_key);
    status = status == STATUS_OK ? render_authorization(rendering, token) : status;
    bool has_content_type =
        rendering->target->choices.by_id[INTERPRET_REQUEST_CONTENT_TYPE] == CHOICE_SENT;
    if (status == STATUS_OK && has_content_type) {
        status = render_header(rendering, "Content-Type", "", "application/json", AS_GIVEN);
    }
    return status;
}

/* The endpoint as this row reaches it: cleartext goes to the same port. */
static struct endpoint endpoint_for(const struct rendering *rendering) {
    struct endpoint endpoint = rendering->target->endpoint;
    if (rendering->row->request.transport == TRANSPORT_CLEARTEXT) {
        endpoint.is_cleartext = true;
        endpoint.has_port = true;
    }
    return endpoint;
}

static enum status url_status(enum url_fault fault) {
    return fault == URL_OK ? STATUS_OK : fault == URL_NO_MEMORY ? STATUS_NO_MEMORY : STATUS_INVALID;
}

static enum status keep_asked(struct request *request, struct bytes asked) {
    request->asked_device = bytes_copy_text(asked);
    request->asked_device_size = asked.size;
    return request->asked_device == NULL ? STATUS_NO_MEMORY : STATUS_OK;
}

/* The template with the encoded id in place of "{device}". */
static enum status expand_segment(const char *template, const char *device, struct buffer *out) {
    static const char mark[] = "{device}";
    const char *at = strstr(template, mark);
    if (at == NULL) {
        return buffer_append_text(out, template);
    }
    enum status status = buffer_append(out, bytes_of(template, (size_t)(at - template)));
    status = status == STATUS_OK ? url_encode(bytes_of_text(device), out) : status;
    return status == STATUS_OK ? buffer_append_text(out, at + strlen(mark)) : status;
}

static enum status overlong_segment(unsigned characters, struct buffer *out) {
    enum status status = STATUS_OK;
    while (status == STATUS_OK && characters-- > 0) {
        status = buffer_append_byte(out, 'a');
    }
    return status;
}

static enum status render_broken_url(struct rendering *rendering, struct bytes query,
                                     struct buffer *segment, struct buffer *out_url) {
    const struct request_spec *spec = &rendering->row->request;
    const char *device = fixture_device(rendering->plan, rendering->target, spec->device);
    enum status status =
        spec->raw_segment != NULL       ? expand_segment(spec->raw_segment, device, segment)
        : spec->overlong_characters > 0 ? overlong_segment(spec->overlong_characters, segment)
                                        : url_encode(bytes_of_text(device), segment);
    if (status != STATUS_OK) {
        return status;
    }
    bool is_plain_id = spec->raw_segment == NULL && spec->overlong_characters == 0;
    struct endpoint endpoint = endpoint_for(rendering);
    status =
        url_status(url_build_deliberately_broken(&endpoint, buffer_view(segment), query, out_url));
    return status == STATUS_OK ? keep_asked(rendering->request, is_plain_id ? bytes_of_text(device)
                                                                            : buffer_view(segment))
                               : status;
}

/* appId=own&appId=own */
static enum status repeated_query(const char *app_id, struct buffer *out) {
    enum status status = STATUS_OK;
    for (int i = 0; status == STATUS_OK && i < 2; i++) {
        status = buffer_append_text(out, i == 0 ? "appId=" : "&appId=");
        status = status == STATUS_OK ? url_encode(bytes_of_text(app_id), out) : status;
    }
    return status;
}

static enum status render_legal_url(struct rendering *rendering, struct buffer *device,
                                    struct buffer *application, struct buffer *out_url) {
    const struct request_spec *spec = &rendering->row->request;
    const char *id = fixture_device(rendering->plan, rendering->target, spec->device);
    const char *app = fixture_application(rendering->plan, rendering->target, spec->application);
    enum status status =
        alter(bytes_of_text(id), spec->device_alteration, &rendering->random, device);
    if (status == STATUS_OK && app != NULL) {
        status = alter(bytes_of_text(app), spec->application_alteration, &rendering->random,
                       application);
    }
    if (status != STATUS_OK) {
        return status;
    }
    struct bytes app_id = app == NULL              ? bytes_of(NULL, 0)
                          : application->size == 0 ? bytes_of_text("")
                                                   : buffer_view(application);
    struct endpoint endpoint = endpoint_for(rendering);
    status = url_status(url_build(&endpoint, buffer_view(device), app_id, out_url));
    return status == STATUS_OK ? keep_asked(rendering->request, buffer_view(device)) : status;
}

static enum status render_url(struct rendering *rendering) {
    const struct request_spec *spec = &rendering->row->request;
    struct buffer first, second, url;
    buffer_init(&first, TEXT_LIMIT);
    buffer_init(&second, TEXT_LIMIT);
    buffer_init(&url, TEXT_LIMIT);
    enum status status;
    if (spec->application == APPLICATION_OWN_REPEATED) {
        status = repeated_query(rendering->target->app_id, &second);
        status = status == STATUS_OK
                     ? render_broken_url(rendering, buffer_view(&second), &first, &url)
                     : status;
    } else if (spec->raw_segment != NULL || spec->overlong_characters > 0) {
        status = render_broken_url(rendering, bytes_of(NULL, 0), &first, &url);
    } else {
        status = render_legal_url(rendering, &first, &second, &url);
    }
    buffer_clean_up(&first);
    buffer_clean_up(&second);
    rendering->request->url = status == STATUS_OK ? buffer_take_text(&url) : NULL;
    buffer_clean_up(&url);
    return status == STATUS_OK && rendering->request->url == NULL ? STATUS_NO_MEMORY : status;
}

enum status plan_request(const struct plan *plan, const struct step *step,
                         const struct target *target, const struct credentials *credentials,
                         const char *access_token, struct request *out_request,
                         struct diagnostic *out_diagnostic) {
    const struct case_row *row = step->row;
    struct request request = {
        .case_id = row->id,
        .method = row->request.method == NULL ? "GET" : row->request.method,
        .transport = row->request.transport,
        .is_unpaced = row->phase == PHASE_USING_UP || row->phase == PHASE_THROTTLE,
    };
    struct rendering rendering = {plan, row, target, fixture_random(plan, row), &request};
    enum status status = render_url(&rendering);
    status = status == STATUS_OK ? render_headers(&rendering, credentials, access_token) : status;
    if (status != STATUS_OK) {
        request_clean_up(&request);
        diagnostic_set(out_diagnostic, "the request of case %s cannot be built: %s", row->id,
                       status_words(status));
        return status;
    }
    *out_request = request;
    return STATUS_OK;
}
