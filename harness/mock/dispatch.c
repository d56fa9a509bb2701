#include "mock/handlers.h"

#include "base/base64.h"
#include "mock/checks.h"

#include <string.h>

/* A resource's path: `prefix`, then the device id where `suffix` is not NULL, then `suffix`. */
struct resource {
    const char *prefix;
    const char *suffix;
    const char *allow; /* its methods, as the Allow header lists them */
    enum refusal (*handle)(struct call *call, struct reply *reply);
};

static const struct resource resources[] = {
    {"/iocm/app/reg/v1.1.0/deviceCredentials/", "", "GET, HEAD", handle_query},
    {"/iocm/app/reg/v1.1.0/deviceCredentials", NULL, "POST", handle_register},
    {"/iocm/app/dm/v1.4.0/devices/", "", "DELETE", handle_delete},
    {"/iocm/app/sec/v1.1.0/login", NULL, "POST", handle_login},
    {"/iocm/app/sec/v1.1.0/refreshToken", NULL, "POST", handle_refresh},
    {"/mock/devices/", "/connect", "POST", handle_connect},
    {"/mock/devices/", "/disconnect", "POST", handle_disconnect},
    {"/mock/devices/", "/fail", "POST", handle_fail},
};

static bool matches(const struct resource *resource, struct bytes path, struct bytes *out_segment) {
    struct bytes prefix = bytes_of_text(resource->prefix);
    if (resource->suffix == NULL) {
        return bytes_equal(path, prefix);
    }
    struct bytes suffix = bytes_of_text(resource->suffix);
    if (path.size < prefix.size + suffix.size || !bytes_starts_with(path, prefix)) {
        return false;
    }
    struct bytes tail = bytes_slice(path, path.size - suffix.size, suffix.size);
    *out_segment = bytes_slice(path, prefix.size, path.size - prefix.size - suffix.size);
    return bytes_equal(tail, suffix);
}

static const struct resource *find_resource(struct call *call) {
    for (size_t i = 0; i < sizeof resources / sizeof resources[0]; i++) {
        if (matches(&resources[i], call->locator.path, &call->segment)) {
            return &resources[i];
        }
    }
    return NULL;
}

static bool is_method_allowed(const struct resource *resource, const struct call *call) {
    if (occasion_hooks(call)->is_any_method_get && resource->handle == handle_query) {
        return true;
    }
    size_t at = bytes_find(bytes_of_text(resource->allow), call->method, 0);
    return at != SIZE_MAX && (at == 0 || resource->allow[at - 1] == ' ') &&
           (resource->allow[at + call->method.size] == ',' ||
            resource->allow[at + call->method.size] == '\0');
}

static enum refusal handle(const struct resource *resource, struct call *call,
                           struct reply *reply) {
    if (resource == NULL) {
        return REFUSE_NO_RESOURCE;
    }
    if (!is_method_allowed(resource, call)) {
        reply_set_header(reply, "Allow", resource->allow); /* RFC 9110 section 15.5.6 */
        return REFUSE_METHOD;
    }
    return resource->handle(call, reply);
}

/* What the refusal, or its absence, is answered with. */
static const struct refusal_answer *answer_of(const struct hooks *hooks, enum refusal refusal) {
    bool is_replaced = hooks->instead.by.status != 0 && hooks->instead.of == refusal;
    return is_replaced ? &hooks->instead.by : &refusal_answers[refusal];
}

static enum status write_error(const struct call *call, const struct hooks *hooks,
                               const struct refusal_answer *answer, struct reply *reply) {
    const struct filling fillings[] = {
        {'c', true, bytes_of_text(answer->code)},
        {'d', true, bytes_of_text(refusal_description(answer))},
        {'T', true, call->token},
        {'K', true, call->app_key.value},
    };
    struct bytes pattern =
        answer->shape == ERROR_SHAPE_GATEWAY ? hooks->gateway_error : hooks->platform_error;
    buffer_clear(&reply->body);
    return template_expand(pattern, fillings, sizeof fillings / sizeof fillings[0], &reply->body);
}

static void refuse(const struct call *call, const struct hooks *hooks, struct reply *reply) {
    const struct refusal_answer *answer = answer_of(hooks, call->refusal);
    reply->status = answer->status;
    reply_set_header(reply, "Content-Type", hooks->error_content_type);
    if (answer->status == 401) {
        /* RFC 9110 section 15.5.2 */
        reply_set_header(reply, "WWW-Authenticate", "Bearer realm=\"iocm\"");
    }
    if (write_error(call, hooks, answer, reply) != STATUS_OK) {
        reply->status = 500; /* memory is out: a status without a body is all that can be said */
        buffer_clear(&reply->body);
    }
}

/* The neighbours of the query are there to make it possible, and do not deviate. */
static bool is_neighbour(const struct resource *resource) {
    return resource != NULL && resource->handle != handle_query;
}

/* Where the template comes to nothing there is no header: libmicrohttpd sends none without a
   value. */
static void set_header(const struct call *call, const struct hook_header *header,
                       struct reply *reply) {
    struct buffer base64, value;
    buffer_init(&base64, REPLY_VALUE_SIZE);
    buffer_init(&value, REPLY_VALUE_SIZE);
    enum status status = base64_encode(call->token, &base64);
    const struct filling fillings[] = {
        {'T', false, call->token},
        {'K', false, call->app_key.value},
        {'B', false, buffer_view(&base64)},
        {'p', false, call->locator.path},
    };
    reply_remove_header(reply, header->name);
    if (status == STATUS_OK && header->value != NULL) {
        status = template_expand(bytes_of_text(header->value), fillings,
                                 sizeof fillings / sizeof fillings[0], &value);
    }
    if (status == STATUS_OK && value.size > 0) {
        reply_set_header(reply, header->name, buffer_text(&value));
    }
    buffer_clean_up(&base64);
    buffer_clean_up(&value);
}

static void finish(const struct call *call, const struct hooks *hooks, struct reply *reply) {
    if (hooks->header.name != NULL) {
        set_header(call, &hooks->header, reply);
    }
    if (hooks->finish != NULL) {
        hooks->finish(call, reply);
    }
}

void dispatch(struct call *call, struct reply *reply) {
    const struct resource *resource = find_resource(call);
    bool is_ours = !is_neighbour(resource);
    if (is_ours) {
        occasion_note(call);
    }
    reply_set_header(reply, "Cache-Control", "no-store");
    call->refusal = handle(resource, call, reply);
    call->is_settled = true;
    const struct hooks *hooks = occasion_hooks(call);
    /* libmicrohttpd would send the last chunk even where there is no body. */
    reply->framing = bytes_equal_text(call->method, "HEAD") ? REPLY_LENGTH : hooks->framing;
    if (call->refusal != REFUSE_NOT) {
        refuse(call, hooks, reply);
    } else if (is_ours) {
        reply->status = answer_of(hooks, REFUSE_NOT)->status;
    }
    finish(call, hooks, reply);
    if (is_ours && call->refusal != REFUSE_NOT) {
        atomic_store(&call->world->occasions.has_refused, true);
    }
}
