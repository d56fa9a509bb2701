#include "mock/checks.h"

#include <string.h>

static bool is_missing(const struct header_given *header) {
    return bytes_trim(header->value).size == 0;
}

static enum refusal key_is_there(struct call *call) {
    return is_missing(&call->app_key) ? REFUSE_KEY_MISSING : REFUSE_NOT;
}

static enum refusal authorization_is_there(struct call *call) {
    return is_missing(&call->authorization) ? REFUSE_AUTHORIZATION_MISSING : REFUSE_NOT;
}

/* Two credentials, even two that agree, are a way to show one to a proxy and one to the server. */
static enum refusal credentials_are_single(struct call *call) {
    bool is_repeated = call->app_key.count > 1 || call->authorization.count > 1;
    return is_repeated ? REFUSE_CREDENTIAL_REPEATED : REFUSE_NOT;
}

static bool is_accepted(const struct hooks *hooks, struct bytes scheme) {
    bool is_also = hooks->scheme_also != NULL &&
                   bytes_equal_ignoring_case(scheme, bytes_of_text(hooks->scheme_also));
    bool is_never = hooks->scheme_never != NULL && bytes_equal_text(scheme, hooks->scheme_never);
    return is_also || (hooks->is_scheme_accepted(scheme) && !is_never);
}

/* Authorization = scheme 1*SP token, RFC 9110 section 11.4. */
static enum refusal scheme_is_bearer(struct call *call) {
    struct bytes value = bytes_trim(call->authorization.value);
    size_t space = value.size == 0 ? SIZE_MAX : bytes_find(value, bytes_of_text(" "), 0);
    struct bytes scheme = bytes_slice(value, 0, space == SIZE_MAX ? 0 : space);
    call->token = bytes_trim(bytes_slice(value, scheme.size, value.size));
    return is_accepted(occasion_hooks(call), scheme) ? REFUSE_NOT : REFUSE_SCHEME;
}

static enum refusal token_is_good(struct call *call) {
    size_t found = applications_by_token(&call->world->applications, call->token,
                                         occasion_hooks(call)->is_token_equal, call->now_us);
    if (found == APPLICATION_NONE) {
        return REFUSE_TOKEN;
    }
    call->caller = found;
    call->application = found;
    return REFUSE_NOT;
}

static enum refusal key_is_good(struct call *call) {
    const char *known = call->world->applications.rows[call->caller].key;
    struct bytes given = bytes_trim(call->app_key.value);
    return occasion_hooks(call)->is_key_equal(given, bytes_of_text(known)) ? REFUSE_NOT
                                                                           : REFUSE_KEY;
}

static enum refusal throttle_admits(struct call *call) {
    struct throttle *throttle = &call->world->applications.rows[call->caller].throttle;
    return throttle_admit(throttle, call->now_us) ? REFUSE_NOT : REFUSE_THROTTLE;
}

static enum refusal application_exists(struct call *call) {
    struct locator_text given;
    switch (locator_parameter(call->locator.query, "appId", &given)) {
    case PARAMETER_ABSENT:
        return REFUSE_NOT;
    case PARAMETER_UNCLEAR:
        return REFUSE_APP_UNKNOWN;
    case PARAMETER_GIVEN:
        break;
    }
    size_t found = applications_by_id(&call->world->applications, bytes_of(given.text, given.size),
                                      occasion_hooks(call)->is_app_id_equal);
    if (found == APPLICATION_NONE) {
        return REFUSE_APP_UNKNOWN;
    }
    call->application = found;
    return REFUSE_NOT;
}

static enum refusal application_authorized_us(struct call *call) {
    if (applications_is_authorized(call->application, call->caller)) {
        return REFUSE_NOT;
    }
    call->application = call->caller; /* whose devices are shown where this is overlooked */
    return REFUSE_APP_UNAUTHORIZED;
}

static enum refusal id_is_well_formed(struct call *call) {
    if (occasion_hooks(call)->read_id(call->segment, &call->id)) {
        return REFUSE_NOT;
    }
    call->id.size = 0;
    call->id.text[0] = '\0';
    return REFUSE_MALFORMED_ID;
}

/* Nothing is known of it yet: what is answered should the lookup be overlooked. */
static void assume_unknown_device(struct call *call) {
    struct device_facts *device = &call->device;
    memcpy(device->id, call->id.text, call->id.size + 1);
    device->name[0] = '\0';
    device->state = DEVICE_REGISTERED;
    device->trigger = TRIGGER_NONE;
    device->asked = 0;
}

static enum refusal device_exists(struct call *call) {
    assume_unknown_device(call);
    bool is_found = devices_find(&call->world->devices, call->application,
                                 bytes_of(call->id.text, call->id.size),
                                 occasion_hooks(call)->is_id_equal, call->now_us, &call->device);
    return is_found ? REFUSE_NOT : REFUSE_DEVICE_UNKNOWN;
}

static enum refusal device_is_no_trigger(struct call *call) {
    switch (call->device.trigger) {
    case TRIGGER_NONE:
        return REFUSE_NOT;
    case TRIGGER_INTERNAL_ERROR:
        return REFUSE_TRIGGER_INTERNAL_ERROR;
    case TRIGGER_APP_NOT_EXISTED:
        return REFUSE_TRIGGER_APP_NOT_EXISTED;
    }
    return REFUSE_NOT;
}

static enum refusal hooks_agree(struct call *call) {
    const struct hooks *hooks = occasion_hooks(call);
    return hooks->refuses == NULL ? REFUSE_NOT : hooks->refuses(call);
}

/* What is looked at, in order; a list ends with NULL. */
static enum refusal (*const credential_checks[])(struct call *) = {
    key_is_there,
    authorization_is_there,
    credentials_are_single,
    scheme_is_bearer,
    token_is_good,
    key_is_good,
    NULL,
};
static enum refusal (*const throttle_checks[])(struct call *) = {throttle_admits, NULL};
static enum refusal (*const application_checks[])(struct call *) = {
    application_exists,
    application_authorized_us,
    NULL,
};
static enum refusal (*const device_checks[])(struct call *) = {
    id_is_well_formed, device_exists, device_is_no_trigger, hooks_agree, NULL,
};

bool checks_is_overlooked(const struct call *call, enum refusal refusal) {
    return (occasion_hooks(call)->overlooks & REFUSAL_BIT(refusal)) != 0;
}

static enum refusal run(struct call *call, enum refusal (*const *check)(struct call *)) {
    for (; *check != NULL; check++) {
        enum refusal refusal = (*check)(call);
        if (refusal != REFUSE_NOT && !checks_is_overlooked(call, refusal)) {
            return refusal;
        }
    }
    return REFUSE_NOT;
}

enum refusal checks_credentials(struct call *call) {
    call->caller = APPLICATION_OWN; /* who it is taken for where the token is not looked at */
    call->application = APPLICATION_OWN;
    return run(call, credential_checks);
}

enum refusal checks_application(struct call *call) {
    return run(call, application_checks);
}

enum refusal checks_query(struct call *call) {
    bool is_throttled_last = call->world->deviating.is_throttled_last;
    enum refusal refusal = checks_credentials(call);
    if (refusal == REFUSE_NOT && !is_throttled_last) {
        refusal = run(call, throttle_checks);
    }
    if (refusal == REFUSE_NOT) {
        refusal = checks_application(call);
    }
    if (refusal == REFUSE_NOT) {
        refusal = run(call, device_checks);
    }
    return refusal == REFUSE_NOT && is_throttled_last ? run(call, throttle_checks) : refusal;
}
