#include "execute/login.h"

#include "base/assure.h"
#include "execute/session.h"

#include <string.h>

static const char login_case[] = "login";
static const char login_path[] = "/iocm/app/sec/v1.1.0/login";

enum { URL_LIMIT_BYTES = 8192, FORM_LIMIT_BYTES = 262144 };

/* One login on its way: the source of its request and the sink of its exchange. */
struct attempt {
    struct request request;
    bool is_sent;
    struct exchange_sink outer; /* where exchanges go when the login has seen them */
    const char *secret;
    int64_t asked_us;
    enum status (*on_token)(void *context, const struct session *session);
    void *context;
    enum status status; /* of the login; STATUS_NETWORK until a session was read */
    struct session session;
    struct diagnostic *diagnostic;
};

static enum source_state give_request(void *context, struct request *out_request) {
    struct attempt *attempt = context;
    if (attempt->is_sent) {
        return SOURCE_DONE;
    }
    *out_request = attempt->request;
    attempt->request = (struct request){0};
    attempt->is_sent = true;
    return SOURCE_REQUEST;
}

/* The tokens are told before the exchange that holds them is recorded. */
static enum status see_exchange(void *context, const struct exchange *exchange) {
    struct attempt *attempt = context;
    if (bytes_equal_text(exchange->case_id, login_case)) {
        attempt->status = session_read(exchange, attempt->secret, attempt->asked_us,
                                       &attempt->session, attempt->diagnostic);
        if (attempt->status == STATUS_OK) {
            attempt->status = attempt->on_token(attempt->context, &attempt->session);
        }
        if (attempt->status != STATUS_OK && attempt->status != STATUS_NETWORK) {
            return attempt->status;
        }
    }
    return attempt->outer.record(attempt->outer.context, exchange);
}

static char *make_url(const struct endpoint *endpoint) {
    struct buffer url;
    buffer_init(&url, URL_LIMIT_BYTES);
    enum url_fault fault = url_build_path(endpoint, login_path, &url);
    ASSURE(fault == URL_OK || fault == URL_NO_MEMORY); /* the endpoint was checked */
    char *text = fault == URL_OK ? buffer_take_text(&url) : NULL;
    buffer_clean_up(&url);
    return text;
}

static enum status append_field(struct buffer *form, const char *name, const char *value) {
    enum status status = buffer_append_text(form, name);
    return status == STATUS_OK ? url_encode(bytes_of_text(value), form) : status;
}

/* A buffer that grows leaves copies of a secret behind; one that has its size from the start does
   not. Percent-encoding takes three bytes for one at most. */
static char *make_form(const char *app_id, const char *secret) {
    struct buffer form;
    size_t size = sizeof "appId=&secret=" + 3 * (strlen(app_id) + strlen(secret));
    if (size > FORM_LIMIT_BYTES) {
        return NULL;
    }
    buffer_init(&form, size);
    form.data = calloc(1, size + 1);
    form.capacity = form.data == NULL ? 0 : size + 1;
    bool is_made = form.data != NULL && append_field(&form, "appId=", app_id) == STATUS_OK &&
                   append_field(&form, "&secret=", secret) == STATUS_OK;
    char *text = is_made ? buffer_take_text(&form) : NULL;
    buffer_clean_up(&form);
    return text;
}

static enum status make_request(const struct endpoint *endpoint, const char *app_id,
                                const char *secret, struct request *out_request) {
    struct request request = {
        .case_id = login_case,
        .method = "POST",
        .url = make_url(endpoint),
        .headers = {strdup("Content-Type: application/x-www-form-urlencoded")},
        .header_count = 1,
        .body = make_form(app_id, secret),
        .transport = TRANSPORT_TLS,
        .is_unpaced = true,
    };
    if (request.url == NULL || request.headers[0] == NULL || request.body == NULL) {
        request_clean_up(&request);
        return STATUS_NO_MEMORY;
    }
    *out_request = request;
    return STATUS_OK;
}

static enum status run_attempt(struct engine *engine, struct attempt *attempt) {
    struct exchange_sink seeing = {see_exchange, attempt};
    struct request_source source = {give_request, attempt};
    struct diagnostic diagnostic = {""};
    attempt->outer = engine_exchange_sink(engine, seeing);
    attempt->asked_us = engine_now_us(engine);
    enum status status = engine_run(engine, &source, &diagnostic);
    (void)engine_exchange_sink(engine, attempt->outer);
    request_clean_up(&attempt->request); /* where it was never asked for */
    if (status != STATUS_OK && diagnostic.text[0] != '\0') {
        diagnostic_set(attempt->diagnostic, "login: %s", diagnostic.text);
    }
    return status == STATUS_OK ? attempt->status : status;
}

enum status login(struct engine *engine, const struct endpoint *endpoint, const char *app_id,
                  const char *secret,
                  enum status (*on_token)(void *context, const struct session *session),
                  void *context, struct session *out_session, struct diagnostic *out_diagnostic) {
    struct attempt attempt = {
        .secret = secret,
        .on_token = on_token,
        .context = context,
        .status = STATUS_NETWORK,
        .diagnostic = out_diagnostic,
    };
    enum status status = make_request(endpoint, app_id, secret, &attempt.request);
    if (status == STATUS_OK) {
        status = run_attempt(engine, &attempt);
    }
    if (status != STATUS_OK) {
        session_clean_up(&attempt.session);
        return status;
    }
    *out_session = attempt.session;
    return STATUS_OK;
}
