#include "target/member.h"

#include "base/assure.h"

const char *const section_paths[SECTION_COUNT] = {
    [SECTION_PROFILE] = "",
    [SECTION_TLS] = "tls",
    [SECTION_CREDENTIALS] = "credentials",
    [SECTION_DEVICES] = "devices",
    [SECTION_APPLICATIONS] = "applications",
    [SECTION_TRIGGERS] = "triggers",
    [SECTION_INTERNAL_ERROR] = "triggers.internal_error",
    [SECTION_APP_NOT_EXISTED_500] = "triggers.app_not_existed_500",
    [SECTION_THROTTLE] = "throttle",
    [SECTION_TIMEOUTS] = "timeouts",
    [SECTION_LIMITS] = "limits",
    [SECTION_INTERPRETATIONS] = "interpretations",
};

#define FIELD(name) .field = offsetof(struct target, name)
#define OPENS(name) .kind = VALUE_SECTION, .opens = SECTION_##name

enum { MIB = 1024 * 1024 };

/* clang-format off */
const struct member members[] = {
    {SECTION_PROFILE, "name", VALUE_TEXT, FIELD(name)},
    {SECTION_PROFILE, "endpoint", VALUE_ENDPOINT, .is_mandatory = true, FIELD(endpoint_text)},
    {SECTION_PROFILE, "tls", OPENS(TLS)},
    {SECTION_PROFILE, "proxy", VALUE_PROXY, FIELD(proxy)},
    {SECTION_PROFILE, "credentials", OPENS(CREDENTIALS), .is_mandatory = true},
    {SECTION_PROFILE, "devices", OPENS(DEVICES), .is_mandatory = true},
    {SECTION_PROFILE, "applications", OPENS(APPLICATIONS)},
    {SECTION_PROFILE, "triggers", OPENS(TRIGGERS)},
    {SECTION_PROFILE, "throttle", OPENS(THROTTLE)},
    {SECTION_PROFILE, "timeouts", OPENS(TIMEOUTS)},
    {SECTION_PROFILE, "limits", OPENS(LIMITS)},
    {SECTION_PROFILE, "unsafe_methods", VALUE_FLAG, FIELD(has_unsafe_methods)},
    {SECTION_PROFILE, "interpretations", OPENS(INTERPRETATIONS)},

    {SECTION_TLS, "ca_file", VALUE_FILE, FIELD(tls.ca_file)},
    {SECTION_TLS, "client_cert_file", VALUE_FILE, FIELD(tls.client_cert_file)},
    {SECTION_TLS, "client_key_file", VALUE_FILE, FIELD(tls.client_key_file)},
    {SECTION_TLS, "client_key_password", VALUE_SECRET, FIELD(tls.client_key_password)},

    {SECTION_CREDENTIALS, "app_id", VALUE_ID, FIELD(app_id)},
    {SECTION_CREDENTIALS, "app_key", VALUE_SECRET, .is_mandatory = true, FIELD(app_key)},
    {SECTION_CREDENTIALS, "access_token", VALUE_SECRET, FIELD(access_token)},
    {SECTION_CREDENTIALS, "secret", VALUE_SECRET, FIELD(login_secret)},

    {SECTION_DEVICES, "never_connected", VALUE_ID, FIELD(devices[DEVICE_NEVER_CONNECTED])},
    {SECTION_DEVICES, "online", VALUE_ID, FIELD(devices[DEVICE_ONLINE])},
    {SECTION_DEVICES, "offline", VALUE_ID, FIELD(devices[DEVICE_OFFLINE])},
    {SECTION_DEVICES, "abnormal", VALUE_ID, FIELD(devices[DEVICE_ABNORMAL])},

    {SECTION_APPLICATIONS, "unauthorized", VALUE_ID, FIELD(unauthorized_app)},
    {SECTION_APPLICATIONS, "unknown", VALUE_ID, FIELD(unknown_app)},

    {SECTION_TRIGGERS, "internal_error", OPENS(INTERNAL_ERROR)},
    {SECTION_TRIGGERS, "app_not_existed_500", OPENS(APP_NOT_EXISTED_500)},
    {SECTION_INTERNAL_ERROR, "device_id", VALUE_ID, .is_mandatory = true,
     FIELD(devices[DEVICE_TRIGGER_INTERNAL_ERROR])},
    {SECTION_APP_NOT_EXISTED_500, "device_id", VALUE_ID, .is_mandatory = true,
     FIELD(devices[DEVICE_TRIGGER_APP_NOT_EXISTED_500])},

    {SECTION_THROTTLE, "limit", VALUE_COUNT, .is_mandatory = true, FIELD(throttle.limit),
     .least = 0, .most = 1000000},
    {SECTION_THROTTLE, "window_seconds", VALUE_SECONDS, FIELD(throttle.window_us),
     .least = 0.000001, .most = 86400},
    {SECTION_THROTTLE, "exclusive", VALUE_FLAG, FIELD(throttle.is_exclusive)},

    {SECTION_TIMEOUTS, "connect_ms", VALUE_MILLISECONDS, FIELD(connect_timeout_us),
     .least = 1, .most = 600000},
    {SECTION_TIMEOUTS, "total_ms", VALUE_MILLISECONDS, FIELD(total_timeout_us),
     .least = 1, .most = 600000},

    {SECTION_LIMITS, "body_bytes", VALUE_BYTES, FIELD(body_limit_bytes),
     .least = 1024, .most = 64 * MIB},
    {SECTION_LIMITS, "header_bytes", VALUE_BYTES, FIELD(header_limit_bytes),
     .least = 1024, .most = MIB},
};
/* clang-format on */

const size_t member_count = sizeof members / sizeof members[0];

const struct member *member_find(enum section section, struct bytes name) {
    for (size_t i = 0; i < member_count; i++) {
        if (members[i].section == section && bytes_equal_text(name, members[i].name)) {
            return &members[i];
        }
    }
    return NULL;
}

const struct member *member_find_anywhere(struct bytes name) {
    for (size_t i = 0; i < member_count; i++) {
        if (bytes_equal_ignoring_case(name, bytes_of_text(members[i].name))) {
            return &members[i];
        }
    }
    return NULL;
}

void *member_field(const struct member *member, struct target *target) {
    return (char *)target + member->field;
}

static void add_name(struct vocabulary *vocabulary, const char *name) {
    ASSURE(vocabulary->count < VOCABULARY_MAX);
    vocabulary->names[vocabulary->count++] = name;
}

struct vocabulary member_vocabulary(enum section section) {
    struct vocabulary vocabulary = {.count = 0};
    for (size_t i = 0; i < member_count; i++) {
        if (members[i].section == section) {
            add_name(&vocabulary, members[i].name);
        }
    }
    for (size_t i = 0; section == SECTION_INTERPRETATIONS && i < INTERPRETATION_COUNT; i++) {
        add_name(&vocabulary, interpretations[i].id);
    }
    return vocabulary;
}

struct vocabulary choice_vocabulary(const struct interpretation *interpretation) {
    struct vocabulary vocabulary = {.count = 0};
    for (size_t i = 0; i < INTERPRETATION_CHOICES_MAX; i++) {
        if (interpretation->choices[i] == CHOICE_NONE) {
            break;
        }
        add_name(&vocabulary, choice_names[interpretation->choices[i]]);
    }
    return vocabulary;
}
