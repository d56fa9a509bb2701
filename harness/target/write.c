/* A profile written again: without its secrets, and always in the same spelling. */
#include "target/member.h"

#include "base/assure.h"
#include "json/writer.h"

#include <string.h>

/* Where whoever judges again, or runs again, may put a secret. */
static const struct stand_in {
    const char *member;
    const char *variable;
} stand_ins[] = {
    {"app_key", "ASSAY_APP_KEY"},
    {"access_token", "ASSAY_ACCESS_TOKEN"},
    {"secret", "ASSAY_SECRET"},
    {"client_key_password", "ASSAY_KEY_PASSWORD"},
};

static void write_secret(struct json_writer *writer, const struct member *member) {
    const char *variable = NULL;
    for (size_t i = 0; i < sizeof stand_ins / sizeof stand_ins[0]; i++) {
        if (strcmp(member->name, stand_ins[i].member) == 0) {
            variable = stand_ins[i].variable;
        }
    }
    ASSURE(variable != NULL);
    json_write_object_begin(writer);
    json_write_name(writer, "env");
    json_write_text(writer, variable);
    json_write_object_end(writer);
}

const char *target_file_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash == NULL || slash[1] == '\0' ? path : slash + 1;
}

static void write_microseconds(struct json_writer *writer, int64_t value_us, int64_t unit_us) {
    if (value_us % unit_us == 0) {
        json_write_integer(writer, value_us / unit_us);
    } else {
        json_write_decimal(writer, (double)value_us / (double)unit_us, 6);
    }
}

static bool has_member(const struct member *member, const struct target *target);

static bool has_section(enum section section, const struct target *target) {
    if (section == SECTION_INTERPRETATIONS || section == SECTION_THROTTLE) {
        return section == SECTION_INTERPRETATIONS || target->throttle.is_given;
    }
    for (size_t i = 0; i < member_count; i++) {
        if (members[i].section == section && has_member(&members[i], target)) {
            return true;
        }
    }
    return false;
}

static const void *field_of(const struct member *member, const struct target *target) {
    return (const char *)target + member->field;
}

static bool has_member(const struct member *member, const struct target *target) {
    const char *text = NULL;
    switch (member->kind) {
    case VALUE_SECTION:
        return has_section(member->opens, target);
    case VALUE_TEXT:
    case VALUE_FILE:
    case VALUE_ID:
    case VALUE_PROXY:
    case VALUE_ENDPOINT:
        text = *(char *const *)field_of(member, target);
        return text != NULL && text[0] != '\0';
    case VALUE_SECRET:
        return ((const struct secret *)field_of(member, target))->source != SECRET_ABSENT;
    case VALUE_COUNT:
    case VALUE_BYTES:
    case VALUE_MILLISECONDS:
    case VALUE_SECONDS:
    case VALUE_FLAG:
    case VALUE_KINDS:
        break;
    }
    return true;
}

static void write_section(struct json_writer *writer, enum section section,
                          const struct target *target);

static void write_value(struct json_writer *writer, const struct member *member,
                        const struct target *target) {
    const void *field = field_of(member, target);
    switch (member->kind) {
    case VALUE_SECTION:
        write_section(writer, member->opens, target);
        return;
    case VALUE_TEXT:
    case VALUE_ID:
    case VALUE_PROXY:
    case VALUE_ENDPOINT:
        json_write_text(writer, *(char *const *)field);
        return;
    case VALUE_FILE:
        json_write_text(writer, target_file_name(*(char *const *)field));
        return;
    case VALUE_SECRET:
        write_secret(writer, member);
        return;
    case VALUE_COUNT:
        json_write_integer(writer, *(const uint32_t *)field);
        return;
    case VALUE_BYTES:
        json_write_integer(writer, (int64_t) * (const size_t *)field);
        return;
    case VALUE_MILLISECONDS:
        write_microseconds(writer, *(const int64_t *)field, 1000);
        return;
    case VALUE_SECONDS:
        write_microseconds(writer, *(const int64_t *)field, 1000000);
        return;
    case VALUE_FLAG:
        json_write_bool(writer, *(const bool *)field);
        return;
    case VALUE_KINDS:
        return;
    }
}

static void write_choices(struct json_writer *writer, const struct target *target) {
    for (size_t i = 0; i < INTERPRETATION_COUNT; i++) {
        json_write_name(writer, interpretations[i].id);
        json_write_text(writer, choice_names[target->choices.by_id[i]]);
    }
}

static void write_section(struct json_writer *writer, enum section section,
                          const struct target *target) {
    json_write_object_begin(writer);
    for (size_t i = 0; i < member_count; i++) {
        const struct member *member = &members[i];
        if (member->section == section && has_member(member, target)) {
            json_write_name(writer, member->name);
            write_value(writer, member, target);
        }
    }
    if (section == SECTION_INTERPRETATIONS) {
        write_choices(writer, target);
    }
    json_write_object_end(writer);
}

enum status target_write(const struct target *target, struct buffer *out) {
    struct json_writer writer;
    size_t start = out->size;
    json_writer_init(&writer, out, 2);
    write_section(&writer, SECTION_PROFILE, target);
    enum status status = json_writer_status(&writer);
    status = status == STATUS_OK ? buffer_append_text(out, "\n") : status;
    if (status != STATUS_OK && out->data != NULL) {
        out->size = start;
    }
    return status;
}
