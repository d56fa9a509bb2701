#include "tests/little_platform.h"

#include <string.h>

#define QUERY_PATH "/iocm/app/reg/v1.1.0/deviceCredentials/"
#define LOGIN_PATH "/iocm/app/sec/v1.1.0/login"

const char *const little_device_ids[LITTLE_DEVICES] = {
    [LITTLE_REGISTERED] = "d1e0aa10-5c3f-mtr11",  [LITTLE_ONLINE] = "d2e0bb20-8a1d-mtr12",
    [LITTLE_OFFLINE] = "d3e0cc30-f07b-mtr13",     [LITTLE_ABNORMAL] = "d4e0dd40-92e6-mtr14",
    [LITTLE_BREAKS_DOWN] = "d5e0ee50-47c9-mtr15", [LITTLE_APP_GONE] = "d6e0ff60-b3d8-mtr16",
};

static const char *const names[LITTLE_DEVICES + 1] = {
    [LITTLE_REGISTERED] = "Meter 11",
    [LITTLE_ONLINE] = "Meter 12",
    [LITTLE_OFFLINE] = "Meter 13",
    [LITTLE_ABNORMAL] = "Meter 14",
    [LITTLE_BREAKS_DOWN] = "",
    [LITTLE_APP_GONE] = "",
    [LITTLE_DEVICES] = "",
};

#define BAD_CREDENTIAL                                                                             \
    { 403, "1010005", "App_key or access_token is invalid." }
static const struct little_words documented[LITTLE_REASONS] = {
    [LITTLE_ANSWERS] = {200, NULL, NULL},
    [LITTLE_NO_KEY] = BAD_CREDENTIAL,
    [LITTLE_NO_TOKEN] = BAD_CREDENTIAL,
    [LITTLE_WRONG_KEY] = BAD_CREDENTIAL,
    [LITTLE_WRONG_TOKEN] = BAD_CREDENTIAL,
    [LITTLE_APP_UNKNOWN] = {403, "100203", "The application is not existed."},
    [LITTLE_APP_STRANGE] = {403, "100217", "The application hasn't been authorized."},
    [LITTLE_DEVICE_UNKNOWN] = {404, "100403", "The device is not existed."},
    [LITTLE_INTERNAL_ERROR] = {500, "50252", "Internal server error."},
    [LITTLE_APP_NOT_EXISTED] = {500, "100203", "The application is not existed."},
    [LITTLE_WRONG_METHOD] = {405, "405", "Method not allowed."},
    [LITTLE_NO_RESOURCE] = {404, "404", "No such resource."},
    [LITTLE_LOGGED_IN] = {200, NULL, NULL},
};

/* Reading */

static struct bytes take_until(struct bytes *inout_rest, const char *end) {
    size_t at = bytes_find(*inout_rest, bytes_of_text(end), 0);
    struct bytes taken = bytes_slice(*inout_rest, 0, at);
    *inout_rest = at == SIZE_MAX ? bytes_of("", 0)
                                 : bytes_slice(*inout_rest, at + strlen(end), inout_rest->size);
    return taken;
}

/* The first field of this name, without the blanks around it. */
static bool find_field(struct bytes head, const char *name, struct bytes *out_value) {
    struct bytes rest = head;
    while (rest.size > 0) {
        struct bytes value = take_until(&rest, "\r\n");
        struct bytes field = take_until(&value, ":");
        if (bytes_equal_ignoring_case(field, bytes_of_text(name))) {
            *out_value = bytes_trim(value);
            return true;
        }
    }
    return false;
}

static bool find_parameter(struct bytes query, const char *name, struct bytes *out_value) {
    struct bytes rest = query;
    while (rest.size > 0) {
        struct bytes value = take_until(&rest, "&");
        if (bytes_equal_text(take_until(&value, "="), name)) {
            *out_value = value;
            return true;
        }
    }
    return false;
}

static struct little_request read_request(const struct wire_request *request) {
    struct little_request read = {.segment = bytes_of(NULL, 0)};
    struct bytes head = request->head;
    struct bytes line = take_until(&head, "\r\n");
    read.method = take_until(&line, " ");
    read.query = take_until(&line, " ");
    read.path = take_until(&read.query, "?");
    read.has_app_key = find_field(head, "app_key", &read.app_key);
    read.has_authorization = find_field(head, "Authorization", &read.authorization);
    (void)find_parameter(read.query, "appId", &read.app_id);
    if (bytes_starts_with(read.path, bytes_of_text(QUERY_PATH))) {
        read.segment = bytes_slice(read.path, strlen(QUERY_PATH), read.path.size);
    }
    return read;
}

/* Looking */

static bool is_equal(const struct little_manners *manners, struct bytes given, const char *known) {
    struct bytes text = bytes_of_text(known);
    return manners->is_equal == NULL ? bytes_equal(given, text) : manners->is_equal(given, text);
}

/* Bearer in any case, and something behind it. */
static bool has_bearer(const struct little_manners *manners, const struct little_request *request,
                       struct bytes *out_token) {
    struct bytes rest = request->authorization;
    struct bytes scheme = take_until(&rest, " ");
    bool is_bearer = manners->is_any_scheme_taken ||
                     (manners->is_scheme_case_heeded
                          ? bytes_equal_text(scheme, "Bearer")
                          : bytes_equal_ignoring_case(scheme, bytes_of_text("Bearer")));
    *out_token = rest;
    return request->has_authorization && is_bearer && rest.size > 0;
}

static enum little_reason check_caller(const struct little_manners *manners,
                                       const struct little_request *request, unsigned looks_for) {
    struct bytes token = bytes_of("", 0);
    bool has_key = request->has_app_key && request->app_key.size > 0;
    bool has_token = has_bearer(manners, request, &token);
    if (!has_key && (looks_for & LITTLE_BIT(LITTLE_NO_KEY)) != 0) {
        return LITTLE_NO_KEY;
    }
    if (!has_token && (looks_for & LITTLE_BIT(LITTLE_NO_TOKEN)) != 0) {
        return LITTLE_NO_TOKEN;
    }
    if (has_token && (looks_for & LITTLE_BIT(LITTLE_WRONG_TOKEN)) != 0 &&
        !is_equal(manners, token, LITTLE_TOKEN)) {
        return LITTLE_WRONG_TOKEN;
    }
    if (has_key && (looks_for & LITTLE_BIT(LITTLE_WRONG_KEY)) != 0 &&
        !is_equal(manners, request->app_key, LITTLE_APP_KEY)) {
        return LITTLE_WRONG_KEY;
    }
    return LITTLE_ANSWERS;
}

static enum little_reason check_application(const struct little_manners *manners,
                                            const struct little_request *request,
                                            unsigned looks_for) {
    if (request->app_id.size == 0) { /* absent, or empty */
        return manners->is_app_id_demanded ? LITTLE_APP_UNKNOWN : LITTLE_ANSWERS;
    }
    if (bytes_equal_text(request->app_id, LITTLE_APP_ID)) {
        return manners->is_own_app_id_refused ? LITTLE_APP_STRANGE : LITTLE_ANSWERS;
    }
    bool is_stranger = bytes_equal_text(request->app_id, LITTLE_STRANGER);
    enum little_reason reason = is_stranger ? LITTLE_APP_STRANGE : LITTLE_APP_UNKNOWN;
    return (looks_for & LITTLE_BIT(reason)) != 0 ? reason : LITTLE_ANSWERS;
}

/* No id of ours needs an escape, so one that has any is another id. */
static enum little_reason find_device(const struct little_manners *manners, struct bytes segment,
                                      unsigned looks_for, enum little_device *out_device) {
    for (enum little_device device = 0; device < LITTLE_DEVICES; device++) {
        if (is_equal(manners, segment, little_device_ids[device])) {
            *out_device = device;
            return device == LITTLE_BREAKS_DOWN ? LITTLE_INTERNAL_ERROR
                   : device == LITTLE_APP_GONE  ? LITTLE_APP_NOT_EXISTED
                                                : LITTLE_ANSWERS;
        }
    }
    *out_device = LITTLE_DEVICES;
    bool is_looked_for = (looks_for & LITTLE_BIT(LITTLE_DEVICE_UNKNOWN)) != 0;
    return is_looked_for ? LITTLE_DEVICE_UNKNOWN : LITTLE_ANSWERS;
}

static enum little_reason decide(const struct little_manners *manners,
                                 const struct little_request *request,
                                 enum little_device *out_device) {
    unsigned looks_for = ~manners->overlooks;
    if (bytes_equal_text(request->path, LOGIN_PATH)) {
        return LITTLE_LOGGED_IN;
    }
    if (request->segment.data == NULL) {
        return LITTLE_NO_RESOURCE;
    }
    if (!bytes_equal_text(request->method, "GET")) {
        return LITTLE_WRONG_METHOD;
    }
    enum little_reason reason = check_caller(manners, request, looks_for);
    reason = reason == LITTLE_ANSWERS ? check_application(manners, request, looks_for) : reason;
    return reason == LITTLE_ANSWERS ? find_device(manners, request->segment, looks_for, out_device)
                                    : reason;
}

struct little_answer little_platform_ask(struct little_platform *platform,
                                         const struct wire_request *request) {
    static const struct little_manners plain = {.overlooks = 0};
    const struct little_manners *manners = platform->manners == NULL ? &plain : platform->manners;
    struct little_answer answer = {.request = read_request(request), .name = ""};
    answer.reason = decide(manners, &answer.request, &answer.device);
    bool is_other = manners->instead[answer.reason].status != 0;
    answer.words = is_other ? manners->instead[answer.reason] : documented[answer.reason];
    if (answer.reason == LITTLE_ANSWERS) {
        bool is_known = answer.device < LITTLE_DEVICES;
        answer.device_id =
            is_known ? bytes_of_text(little_device_ids[answer.device]) : answer.request.segment;
        answer.activated = answer.device != LITTLE_REGISTERED;
        answer.name = names[answer.device];
        answer.asked = atomic_fetch_add(&platform->asked[answer.device], 1);
        if (manners->says != NULL) {
            manners->says(&answer);
        }
    }
    return answer;
}
