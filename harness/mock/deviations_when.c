/* The occasions on which deviations show. */
#include "mock/deviations.h"

bool when_key_is_absent(const struct call *call) {
    return call->app_key.count == 0;
}

bool when_key_is_empty(const struct call *call) {
    return call->app_key.count > 0 && call->app_key.value.size == 0;
}

bool when_authorization_is_absent(const struct call *call) {
    return call->authorization.count == 0;
}

bool when_authorization_is_empty(const struct call *call) {
    return call->authorization.count > 0 && call->authorization.value.size == 0;
}

bool when_app_id_is_absent(const struct call *call) {
    return call->locator.query.data == NULL;
}

bool when_app_id_is_given(const struct call *call) {
    return !when_app_id_is_absent(call);
}

bool when_key_is_absent_beside_app_id(const struct call *call) {
    return when_key_is_absent(call) && when_app_id_is_given(call);
}

bool when_authorization_is_absent_beside_app_id(const struct call *call) {
    return when_authorization_is_absent(call) && when_app_id_is_given(call);
}

bool when_scheme_is_alone(const struct call *call) {
    return bytes_equal_text(bytes_trim(call->authorization.value), "Bearer");
}

bool when_key_is_repeated(const struct call *call) {
    return call->app_key.count > 1;
}

bool when_authorization_is_repeated(const struct call *call) {
    return call->authorization.count > 1;
}

bool when_not_first_on_connection(const struct call *call) {
    return call->ordinal > 0;
}

bool when_asked_again(const struct call *call) {
    return call->repetition > 0;
}

bool when_asked_twice_in_a_row(const struct call *call) {
    return call->in_a_row == 1;
}

bool when_asked_thrice_in_a_row(const struct call *call) {
    return call->in_a_row == 2;
}

bool when_something_was_refused(const struct call *call) {
    return atomic_load(&call->world->occasions.has_refused);
}

static bool is_method(const struct call *call, const char *method) {
    return bytes_equal_text(call->method, method);
}

bool when_asked_with_head(const struct call *call) {
    return is_method(call, "HEAD");
}

bool when_asked_with_delete(const struct call *call) {
    return is_method(call, "DELETE");
}

bool when_asked_with_post(const struct call *call) {
    return is_method(call, "POST");
}

bool when_asked_with_patch(const struct call *call) {
    return is_method(call, "PATCH");
}

bool when_answered(const struct call *call) {
    return call->is_settled && call->refusal == REFUSE_NOT;
}

bool when_refused(const struct call *call) {
    return call->is_settled && call->refusal != REFUSE_NOT;
}

bool when_throttled(const struct call *call) {
    return call->is_settled && call->refusal == REFUSE_THROTTLE;
}

bool when_device_is_unknown(const struct call *call) {
    return call->is_settled && call->refusal == REFUSE_DEVICE_UNKNOWN;
}

/* Looked up anew: checks that come before the device's own may want to know. */
static bool is_about(const struct call *call, enum device_state state) {
    struct locator_text id;
    struct device_facts facts;
    return locator_decode_id(call->segment, &id) &&
           devices_find(&call->world->devices, APPLICATION_OWN, bytes_of(id.text, id.size),
                        call->world->deviating.is_id_equal, call->now_us, &facts) &&
           facts.state == state;
}

bool when_never_connected(const struct call *call) {
    return is_about(call, DEVICE_REGISTERED);
}

bool when_online(const struct call *call) {
    return is_about(call, DEVICE_ONLINE);
}

bool when_offline(const struct call *call) {
    return is_about(call, DEVICE_OFFLINE);
}

bool when_abnormal(const struct call *call) {
    return is_about(call, DEVICE_ABNORMAL);
}

bool when_never_connected_with_app_id(const struct call *call) {
    return when_app_id_is_given(call) && when_never_connected(call);
}

bool when_online_with_app_id(const struct call *call) {
    return when_app_id_is_given(call) && when_online(call);
}

bool when_offline_with_app_id(const struct call *call) {
    return when_app_id_is_given(call) && when_offline(call);
}

bool when_abnormal_with_app_id(const struct call *call) {
    return when_app_id_is_given(call) && when_abnormal(call);
}

bool when_offline_is_answered(const struct call *call) {
    return when_answered(call) && when_offline(call);
}
