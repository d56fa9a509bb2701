#include "plan/scope.h"

#include "plan/alter.h"
#include "plan/fixture.h"

/* Fixtures: what a row needs of the profile, and what its absence means. */

static const char *const device_members[DEVICE_SLOT_COUNT] = {
    [DEVICE_ANY] = "devices.online",
    [DEVICE_NEVER_CONNECTED] = "devices.never_connected",
    [DEVICE_ONLINE] = "devices.online",
    [DEVICE_OFFLINE] = "devices.offline",
    [DEVICE_ABNORMAL] = "devices.abnormal",
    [DEVICE_TRIGGER_INTERNAL_ERROR] = "triggers.internal_error",
    [DEVICE_TRIGGER_APP_NOT_EXISTED_500] = "triggers.app_not_existed_500",
};

void scope_leave_out(struct step *step, enum step_state state, const char *why, const char *what) {
    step->state = state;
    snprintf(step->reason, sizeof step->reason, "%s%s", why, what);
}

static bool is_trigger(enum device_slot slot) {
    return slot == DEVICE_TRIGGER_INTERNAL_ERROR || slot == DEVICE_TRIGGER_APP_NOT_EXISTED_500;
}

static bool needs_own_application(enum application_slot slot) {
    return slot == APPLICATION_OWN || slot == APPLICATION_OWN_REPEATED;
}

static void check_fixtures(struct step *step, const struct plan *plan,
                           const struct target *target) {
    const struct request_spec *request = &step->row->request;
    if (fixture_device(plan, target, request->device) == NULL) {
        scope_leave_out(step, is_trigger(request->device) ? STEP_OUT_OF_SCOPE : STEP_NO_FIXTURE,
                        is_trigger(request->device) ? "the profile names no trigger: add "
                                                    : "the profile names no such device: add ",
                        device_members[request->device]);
    } else if (needs_own_application(request->application) && target->app_id == NULL) {
        scope_leave_out(step, STEP_NO_FIXTURE, "the profile has no own appId: add ",
                        "credentials.app_id");
    } else if (request->application == APPLICATION_UNAUTHORIZED &&
               target->unauthorized_app == NULL) {
        scope_leave_out(step, STEP_NO_FIXTURE, "the profile names no such application: add ",
                        "applications.unauthorized");
    }
}

static void check_scope(struct step *step, const struct target *target) {
    enum case_kind kind = step->row->kind;
    if (kind == KIND_METHOD && !target->has_unsafe_methods) {
        scope_leave_out(step, STEP_OUT_OF_SCOPE, "the profile does not allow other methods: set ",
                        "unsafe_methods");
    } else if (kind == KIND_THROTTLE && !target->throttle.is_given) {
        scope_leave_out(step, STEP_NO_FIXTURE, "the profile does not state the allowance: add ",
                        "throttle");
    } else if (kind == KIND_THROTTLE && target->throttle.limit == 0) {
        scope_leave_out(step, STEP_OUT_OF_SCOPE,
                        "the profile says that there is no throttle: ", "throttle.limit is 0");
    } else if (kind == KIND_TRANSPORT && target->endpoint.is_cleartext) {
        scope_leave_out(step, STEP_OUT_OF_SCOPE,
                        "the endpoint itself is cleartext: ", "--allow-cleartext");
    } else if (step->row->request.transport == TRANSPORT_CLEARTEXT && target->proxy != NULL) {
        scope_leave_out(step, STEP_OUT_OF_SCOPE, "a proxy would answer in the platform's place",
                        "");
    }
}

/* Alterations that give back their original, or another fixture, put nothing to the test. */

static bool is_known_device(const struct target *target, struct bytes id) {
    for (size_t i = 0; i < DEVICE_SLOT_COUNT; i++) {
        if (target->devices[i] != NULL && bytes_equal_text(id, target->devices[i])) {
            return true;
        }
    }
    return false;
}

/* Ids are often handed out one after another: the near miss of the own appId may be an application
   that exists, and is refused for another reason. */
static bool is_other_application(const struct target *target, struct bytes id) {
    return target->unauthorized_app != NULL && bytes_equal_text(id, target->unauthorized_app);
}

static enum status alter_to(struct bytes original, enum alteration alteration, struct random random,
                            struct buffer *out) {
    buffer_clear(out);
    return alter(original, alteration, &random, out);
}

static enum status check_credential(struct step *step, const char *value,
                                    enum alteration alteration, struct random random,
                                    struct buffer *scratch) {
    if (value == NULL || alteration == AS_GIVEN || alteration == REPEATED) {
        return STATUS_OK;
    }
    enum status status = alter_to(bytes_of_text(value), alteration, random, scratch);
    if (status == STATUS_OK && bytes_equal_text(buffer_view(scratch), value)) {
        scope_leave_out(step, STEP_NOT_GENERATED, "the altered value equals its original", "");
    }
    return status;
}

static enum status check_alterations(struct step *step, const struct plan *plan,
                                     const struct target *target,
                                     const struct credentials *credentials,
                                     struct buffer *scratch) {
    const struct request_spec *request = &step->row->request;
    struct random random = fixture_random(plan, step->row);
    if (request->device_alteration != AS_GIVEN) {
        const char *id = fixture_device(plan, target, request->device);
        enum status status =
            alter_to(bytes_of_text(id), request->device_alteration, random, scratch);
        if (status != STATUS_OK) {
            return status;
        }
        if (is_known_device(target, buffer_view(scratch)) ||
            url_device_id_check(buffer_view(scratch)) != URL_OK) {
            scope_leave_out(step, STEP_NOT_GENERATED, "the altered id is no other, or no legal one",
                            "");
        }
    }
    enum status status =
        check_credential(step, target->app_id, request->application_alteration, random, scratch);
    if (status == STATUS_OK && request->application_alteration != AS_GIVEN &&
        is_other_application(target, buffer_view(scratch))) {
        scope_leave_out(step, STEP_NOT_GENERATED, "the altered appId is another application's", "");
    }
    if (status == STATUS_OK && credentials != NULL) {
        status = check_credential(step, credentials->app_key, request->app_key, random, scratch);
    }
    if (status == STATUS_OK && credentials != NULL) {
        status = check_credential(step, credentials->access_token, request->token, random, scratch);
    }
    return status;
}

enum status scope_check(struct step *step, const struct plan *plan, const struct target *target,
                        const struct credentials *credentials, struct buffer *scratch) {
    check_fixtures(step, plan, target);
    if (step->state == STEP_PLANNED) {
        check_scope(step, target);
    }
    return step->state == STEP_PLANNED ? check_alterations(step, plan, target, credentials, scratch)
                                       : STATUS_OK;
}
