/* Rules that no member shows alone. */
#include "target/secret.h"
#include "target/section.h"

/* The node of a member of a section, or NULL. */
static const struct json_node *node_of(const struct profile *profile, enum section section,
                                       const char *name) {
    return json_member(profile_section(profile, section), name);
}

static struct place place_of(const struct profile *profile, enum section section,
                             const char *name) {
    return place_of_value(profile, section_paths[section], node_of(profile, section, name));
}

static enum status complain_of_missing(struct profile *profile, enum section section,
                                       const char *name, const char *why) {
    const struct json_node *object = profile_section(profile, section);
    return profile_complain(profile,
                            place_of_missing(profile, section_paths[section], object, name),
                            "is missing; %s", why);
}

/* Members that must be there because others are. */
struct companion {
    enum section section;
    const char *name;    /* where this one is there */
    const char *without; /* and this one is not (NULL: always) */
    const char *needs;   /* this one must be */
    const char *why;
};

static const struct companion companions[] = {
    {SECTION_CREDENTIALS, "app_key", "secret", "access_token",
     "give the token itself, or a secret to log in with"},
    {SECTION_CREDENTIALS, "secret", "access_token", "app_id", "logging in with a secret needs it"},
    {SECTION_TLS, "client_cert_file", NULL, "client_key_file",
     "a client certificate is of no use without its key"},
    {SECTION_TLS, "client_key_file", NULL, "client_cert_file",
     "a client key is of no use without its certificate"},
    {SECTION_TLS, "client_key_password", NULL, "client_key_file",
     "a password is of no use without the key it opens"},
};

static enum status check_companions(struct profile *profile) {
    for (size_t i = 0; i < sizeof companions / sizeof companions[0]; i++) {
        const struct companion *row = &companions[i];
        bool applies =
            node_of(profile, row->section, row->name) != NULL &&
            (row->without == NULL || node_of(profile, row->section, row->without) == NULL);
        if (applies && node_of(profile, row->section, row->needs) == NULL) {
            return complain_of_missing(profile, row->section, row->needs, row->why);
        }
    }
    return STATUS_OK;
}

static enum status check_has_device(struct profile *profile) {
    if (json_first(profile_section(profile, SECTION_DEVICES)) != NULL) {
        return STATUS_OK;
    }
    struct vocabulary slots = member_vocabulary(SECTION_DEVICES);
    char list[VOCABULARY_LIST_SIZE];
    vocabulary_list(&slots, list);
    return profile_complain(profile, place_of(profile, SECTION_PROFILE, "devices"),
                            "names no device; give %s", list);
}

static enum status check_throttle(struct profile *profile) {
    const struct target *target = &profile->target;
    if (!target->throttle.is_given || target->throttle.limit == 0 ||
        node_of(profile, SECTION_THROTTLE, "window_seconds") != NULL) {
        return STATUS_OK;
    }
    return complain_of_missing(profile, SECTION_THROTTLE, "window_seconds",
                               "say how long the limit holds, e.g. 60");
}

static bool is_identifier(const struct profile *profile, const struct secret *secret) {
    const struct target *target = &profile->target;
    return secret == &target->app_key && target->app_id != NULL &&
           strcmp(secret->text, target->app_id) == 0;
}

static enum status check_secret_lengths(struct profile *profile) {
    for (size_t i = 0; i < member_count; i++) {
        if (members[i].kind != VALUE_SECRET) {
            continue;
        }
        const struct secret *secret = member_field(&members[i], &profile->target);
        if (secret->source == SECRET_LITERAL && strlen(secret->text) < SECRET_BYTES_MIN &&
            !is_identifier(profile, secret)) {
            return profile_complain(profile, place_of(profile, members[i].section, members[i].name),
                                    "is shorter than %d bytes, so it could not be kept out of the "
                                    "evidence; use a longer one",
                                    SECRET_BYTES_MIN);
        }
    }
    return STATUS_OK;
}

/* Every id is that of one device or application alone: a device is in one state at a time, and one
   that stood for two would prove both by being in either. */
static const struct id_member {
    const char *name;
    enum section section;
} device_ids[] =
    {
        {"never_connected", SECTION_DEVICES},  {"online", SECTION_DEVICES},
        {"offline", SECTION_DEVICES},          {"abnormal", SECTION_DEVICES},
        {"device_id", SECTION_INTERNAL_ERROR}, {"device_id", SECTION_APP_NOT_EXISTED_500},
},
  app_ids[] = {
      {"app_id", SECTION_CREDENTIALS},
      {"unauthorized", SECTION_APPLICATIONS},
      {"unknown", SECTION_APPLICATIONS},
};

static bool is_same_id(const struct profile *profile, const struct id_member *a,
                       const struct id_member *b) {
    const struct json_node *node_a = node_of(profile, a->section, a->name);
    const struct json_node *node_b = node_of(profile, b->section, b->name);
    return node_a != NULL && node_b != NULL &&
           bytes_equal(json_string_of(node_a), json_string_of(node_b));
}

/* Blames the second in the order of the profile's table, not of the text. */
static enum status check_ids(struct profile *profile, const struct id_member *ids, size_t count,
                             const char *why) {
    for (size_t b = 1; b < count; b++) {
        for (size_t a = 0; a < b; a++) {
            if (is_same_id(profile, &ids[a], &ids[b])) {
                return profile_complain(profile, place_of(profile, ids[b].section, ids[b].name),
                                        "is the id of %s.%s; %s", section_paths[ids[a].section],
                                        ids[a].name, why);
            }
        }
    }
    return STATUS_OK;
}

static enum status check_device_ids(struct profile *profile) {
    return check_ids(profile, device_ids, sizeof device_ids / sizeof device_ids[0],
                     "a device is in one state at a time: give another, or leave it out");
}

static enum status check_app_ids(struct profile *profile) {
    return check_ids(profile, app_ids, sizeof app_ids / sizeof app_ids[0],
                     "an application is one of the three: give another, or leave it out");
}

static enum status (*const rules[])(struct profile *profile) = {
    check_companions,     check_has_device, check_throttle,
    check_secret_lengths, check_device_ids, check_app_ids,
};

enum status rules_check(struct profile *profile) {
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        enum status status = rules[i](profile);
        if (status != STATUS_OK) {
            return status;
        }
    }
    return STATUS_OK;
}
