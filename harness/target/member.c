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
#define OPENS(name) .opens = SECTION_##name
#define MEMBER(where, what, how) .section = SECTION_##where, .name = (what), .kind = VALUE_##how

enum { MIB = 1024 * 1024 };

/* clang-format off */
const struct member members[] = {
    {MEMBER(PROFILE, "name", TEXT), FIELD(name)},
    {MEMBER(PROFILE, "endpoint", ENDPOINT), .is_mandatory = true, FIELD(endpoint_text)},
    {MEMBER(PROFILE, "tls", SECTION), OPENS(TLS)},
    {MEMBER(PROFILE, "proxy", PROXY), FIELD(proxy)},
    {MEMBER(PROFILE, "credentials", SECTION), OPENS(CREDENTIALS), .is_mandatory = true},
    {MEMBER(PROFILE, "devices", SECTION), OPENS(DEVICES), .is_mandatory = true},
    {MEMBER(PROFILE, "applications", SECTION), OPENS(APPLICATIONS)},
    {MEMBER(PROFILE, "triggers", SECTION), OPENS(TRIGGERS)},
    {MEMBER(PROFILE, "throttle", SECTION), OPENS(THROTTLE)},
    {MEMBER(PROFILE, "timeouts", SECTION), OPENS(TIMEOUTS)},
    {MEMBER(PROFILE, "limits", SECTION), OPENS(LIMITS)},
    {MEMBER(PROFILE, "unsafe_methods", FLAG), FIELD(has_unsafe_methods)},
    {MEMBER(PROFILE, "interpretations", SECTION), OPENS(INTERPRETATIONS)},

    {MEMBER(TLS, "ca_file", FILE), FIELD(tls.ca_file)},
    {MEMBER(TLS, "client_cert_file", FILE), FIELD(tls.client_cert_file)},
    {MEMBER(TLS, "client_key_file", FILE), FIELD(tls.client_key_file)},
    {MEMBER(TLS, "client_key_password", SECRET), FIELD(tls.client_key_password)},

    {MEMBER(CREDENTIALS, "app_id", ID), FIELD(app_id)},
    {MEMBER(CREDENTIALS, "app_key", SECRET), .is_mandatory = true, FIELD(app_key)},
    {MEMBER(CREDENTIALS, "access_token", SECRET), FIELD(access_token)},
    {MEMBER(CREDENTIALS, "secret", SECRET), FIELD(login_secret)},

    {MEMBER(DEVICES, "never_connected", ID), FIELD(devices[DEVICE_NEVER_CONNECTED])},
    {MEMBER(DEVICES, "online", ID), FIELD(devices[DEVICE_ONLINE])},
    {MEMBER(DEVICES, "offline", ID), FIELD(devices[DEVICE_OFFLINE])},
    {MEMBER(DEVICES, "abnormal", ID), FIELD(devices[DEVICE_ABNORMAL])},

    {MEMBER(APPLICATIONS, "unauthorized", ID), FIELD(unauthorized_app)},
    {MEMBER(APPLICATIONS, "unknown", ID), FIELD(unknown_app)},

    {MEMBER(TRIGGERS, "internal_error", SECTION), OPENS(INTERNAL_ERROR)},
    {MEMBER(TRIGGERS, "app_not_existed_500", SECTION), OPENS(APP_NOT_EXISTED_500)},
    {MEMBER(INTERNAL_ERROR, "device_id", ID), .is_mandatory = true,
     FIELD(devices[DEVICE_TRIGGER_INTERNAL_ERROR])},
    {MEMBER(APP_NOT_EXISTED_500, "device_id", ID), .is_mandatory = true,
     FIELD(devices[DEVICE_TRIGGER_APP_NOT_EXISTED_500])},

    {MEMBER(THROTTLE, "limit", COUNT), .is_mandatory = true, FIELD(throttle.limit),
     .least = 0, .most = 1000000},
    {MEMBER(THROTTLE, "window_seconds", SECONDS), FIELD(throttle.window_us),
     .least = 0.000001, .most = 86400},
    {MEMBER(THROTTLE, "exclusive", FLAG), FIELD(throttle.is_exclusive)},

    {MEMBER(TIMEOUTS, "connect_ms", MILLISECONDS), FIELD(connect_timeout_us),
     .least = 1, .most = 600000},
    {MEMBER(TIMEOUTS, "total_ms", MILLISECONDS), FIELD(total_timeout_us),
     .least = 1, .most = 600000},

    {MEMBER(LIMITS, "body_bytes", BYTES), FIELD(body_limit_bytes),
     .least = 1024, .most = 64 * MIB},
    {MEMBER(LIMITS, "header_bytes", BYTES), FIELD(header_limit_bytes),
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
