#include "target/target.h"

#include "target/secret.h"
#include "target/section.h"

/* Depth 4 is the deepest that a member stands, and some forty members are known. */
static const struct json_limits profile_limits = {.depth = 8, .values = 512};

static struct target target_with_defaults(void) {
    struct target target = {
        .throttle = {.limit = THROTTLE_DEFAULT_LIMIT,
                     .window_us = THROTTLE_DEFAULT_WINDOW_SECONDS * INT64_C(1000000),
                     .is_exclusive = true},
        .connect_timeout_us = INT64_C(5000) * 1000,
        .total_timeout_us = INT64_C(15000) * 1000,
        .body_limit_bytes = 1048576,
        .header_limit_bytes = 65536,
    };
    for (size_t i = 0; i < INTERPRETATION_COUNT; i++) {
        target.choices.by_id[i] = interpretations[i].choices[0];
    }
    return target;
}

static enum status read_document(struct profile *profile) {
    const struct json_node *root = profile->document.root;
    if (json_kind_of(root) != JSON_OBJECT) {
        struct place place = {.offset = json_span_of(&profile->document, root).value_offset};
        return profile_complain(profile, place, "must be an object and is %s; write it in braces",
                                json_kind_words[json_kind_of(root)]);
    }
    profile->target.throttle.is_given = json_member(root, "throttle") != NULL;
    enum status status = section_read(profile, SECTION_PROFILE, root);
    if (status == STATUS_OK) {
        status = rules_check(profile);
    }
    if (status == STATUS_OK && profile->target.name == NULL) {
        profile->target.name = bytes_copy_text(bytes_of_text(""));
        status = profile->target.name == NULL ? STATUS_NO_MEMORY : STATUS_OK;
    }
    return status;
}

enum status target_parse(struct bytes text, const char *file_name, const char *folder,
                         enum url_schemes schemes, struct target *out_target,
                         struct diagnostic *out_diagnostic) {
    struct profile profile = {
        .file_name = file_name,
        .folder = folder,
        .schemes = schemes,
        .target = target_with_defaults(),
        .diagnostic = out_diagnostic,
    };
    struct json_error error =
        json_document_parse(text, profile_limits, JSON_UNIQUE_NAMES, &profile.document);
    if (error.fault != JSON_OK) {
        return profile_complain_of_json(&profile, text, error);
    }
    enum status status = read_document(&profile);
    json_document_clean_up(&profile.document);
    if (status != STATUS_OK) {
        target_clean_up(&profile.target);
        return status;
    }
    *out_target = profile.target;
    return STATUS_OK;
}

/* The node at the end of a path, or the last on the way to it that is there. */
static const struct json_node *walk(const struct json_node *root, const char *path) {
    const struct json_node *node = root;
    char name[PLACE_NAME_SIZE];
    for (const char *at = path; at != NULL;) {
        size_t size = strcspn(at, ".");
        (void)snprintf(name, sizeof name, "%.*s", (int)size, at);
        const struct json_node *member = json_member(node, name);
        if (member == NULL) {
            break;
        }
        node = member;
        at = at[size] == '.' ? at + size + 1 : NULL;
    }
    return node;
}

enum status target_complain(struct bytes text, const char *file_name, const char *path,
                            const char *what, struct diagnostic *out_diagnostic) {
    struct profile profile = {.file_name = file_name, .diagnostic = out_diagnostic};
    struct place place = {.is_member = true};
    (void)snprintf(place.path, sizeof place.path, "%s", path);
    struct json_error error =
        json_document_parse(text, profile_limits, JSON_UNIQUE_NAMES, &profile.document);
    if (error.fault == JSON_OK) {
        const struct json_node *node = walk(profile.document.root, path);
        place.offset = json_span_of(&profile.document, node).value_offset;
    }
    enum status status = profile_complain(&profile, place, "%s", what);
    json_document_clean_up(&profile.document);
    return status;
}

static void free_field(const struct member *member, void *field) {
    switch (member->kind) {
    case VALUE_TEXT:
    case VALUE_FILE:
    case VALUE_ID:
    case VALUE_PROXY:
    case VALUE_ENDPOINT:
        free(*(char **)field);
        return;
    case VALUE_SECRET:
        secret_wipe(((struct secret *)field)->text);
        return;
    case VALUE_SECTION:
    case VALUE_COUNT:
    case VALUE_BYTES:
    case VALUE_MILLISECONDS:
    case VALUE_SECONDS:
    case VALUE_FLAG:
    case VALUE_KINDS:
        return;
    }
}

void target_clean_up(struct target *target) {
    for (size_t i = 0; i < member_count; i++) {
        free_field(&members[i], member_field(&members[i], target));
    }
    *target = (struct target){.name = NULL};
}
