#include "target/profile.h"

#include <stdarg.h>

static struct place place_at(const char *section_path, struct bytes name, size_t offset) {
    struct place place = {.is_member = name.data != NULL, .offset = offset};
    char printable_name[PLACE_NAME_SIZE];
    place_printable(name, sizeof printable_name, printable_name);
    const char *dot = section_path[0] == '\0' ? "" : ".";
    (void)snprintf(place.path, sizeof place.path, "%s%s%s", section_path, dot, printable_name);
    return place;
}

struct place place_of_value(const struct profile *profile, const char *section_path,
                            const struct json_node *member) {
    struct json_span span = json_span_of(&profile->document, member);
    return place_at(section_path, json_name(member), span.value_offset);
}

struct place place_of_name(const struct profile *profile, const char *section_path,
                           const struct json_node *member) {
    struct json_span span = json_span_of(&profile->document, member);
    return place_at(section_path, json_name(member), span.name_offset);
}

struct place place_of_missing(const struct profile *profile, const char *section_path,
                              const struct json_node *object, const char *name) {
    struct json_span span = json_span_of(&profile->document, object);
    return place_at(section_path, bytes_of_text(name), span.value_offset + span.value_size - 1);
}

/* "FILE:LINE:COLUMN: member "PATH" rest"; without the member where the path is empty. */
static enum status tell(struct profile *profile, struct bytes text, struct place place,
                        const char *rest) {
    struct json_position position = json_position_of(text, place.offset);
    char file_name[PLACE_FILE_SIZE];
    place_printable(bytes_of_text(profile->file_name), sizeof file_name, file_name);
    diagnostic_set(profile->diagnostic, "%s:%zu:%zu: %s%s%s%s", file_name, position.line,
                   position.column, place.is_member ? "member \"" : "the profile", place.path,
                   place.is_member ? "\" " : " ", rest);
    return STATUS_INVALID;
}

enum status profile_complain(struct profile *profile, struct place place, const char *format, ...) {
    struct diagnostic rest;
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(rest.text, sizeof rest.text, format, arguments);
    va_end(arguments);
    return tell(profile, profile->document.text, place, rest.text);
}

enum status profile_complain_of_unknown(struct profile *profile, const char *section_path,
                                        const struct json_node *member,
                                        const struct vocabulary *known) {
    struct place place = place_of_name(profile, section_path, member);
    const char *nearest = vocabulary_nearest(known, json_name(member));
    if (nearest != NULL) {
        return profile_complain(profile, place, "is unknown; did you mean \"%s\"?", nearest);
    }
    const struct member *elsewhere = member_find_anywhere(json_name(member));
    if (elsewhere != NULL) {
        const char *home = section_paths[elsewhere->section];
        return profile_complain(profile, place, "is unknown here; it belongs into %s",
                                home[0] == '\0' ? "the outermost object" : home);
    }
    char list[VOCABULARY_LIST_SIZE];
    vocabulary_list(known, list);
    return profile_complain(profile, place, "is unknown; remove it, or write %s", list);
}

static const char *const json_remedies[JSON_FAULT_COUNT] = {
    [JSON_OK] = "",
    [JSON_EMPTY] = "write a profile into it",
    [JSON_BYTE_ORDER_MARK] = "save it as UTF-8 without one",
    [JSON_UNEXPECTED_BYTE] = "look for a missing comma or quote, or one too many",
    [JSON_UNEXPECTED_END] = "close what is open",
    [JSON_TRAILING_BYTES] = "remove what follows the last brace",
    [JSON_BAD_NUMBER] = "write it in plain digits",
    [JSON_BAD_LITERAL] = "write true, false or null, or quote it",
    [JSON_BAD_ESCAPE] = "write a backslash as \\\\",
    [JSON_CONTROL_CHARACTER] = "keep strings on one line",
    [JSON_BAD_UTF8] = "save it as UTF-8",
    [JSON_TOO_DEEP] = "remove the inner values: no member is nested so deep",
    [JSON_TOO_MANY_VALUES] = "remove some: no profile needs so many",
    [JSON_DUPLICATE_NAME] = "keep one of them",
    [JSON_NO_MEMORY] = "",
};

enum status profile_complain_of_json(struct profile *profile, struct bytes text,
                                     struct json_error error) {
    if (error.fault == JSON_NO_MEMORY) {
        return STATUS_NO_MEMORY;
    }
    struct place place = {.offset = error.offset};
    place_path(text, error.offset, place.path);
    place.is_member = place.path[0] != '\0';
    struct diagnostic rest;
    diagnostic_set(&rest, "cannot be read: %s; %s", json_fault_words[error.fault],
                   json_remedies[error.fault]);
    return tell(profile, text, place, rest.text);
}

const struct json_node *profile_section(const struct profile *profile, enum section section) {
    const struct json_node *root = profile->document.root;
    if (section == SECTION_PROFILE) {
        return root;
    }
    for (size_t i = 0; i < member_count; i++) {
        if (members[i].kind == VALUE_SECTION && members[i].opens == section) {
            return json_member(profile_section(profile, members[i].section), members[i].name);
        }
    }
    return NULL;
}
