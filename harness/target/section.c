#include "target/section.h"

#include "target/value.h"

static enum status read_member(struct profile *profile, const struct member *member,
                               const struct json_node *node) {
    struct value value = {
        .profile = profile,
        .node = node,
        .place = place_of_value(profile, section_paths[member->section], node),
        .member = member,
        .field = member_field(member, &profile->target),
    };
    if (member->kind != VALUE_SECTION) {
        return value_read(&value);
    }
    if (json_kind_of(node) != JSON_OBJECT) {
        return value_complain_of_kind(&value);
    }
    return section_read(profile, member->opens, node);
}

static const struct interpretation *interpretation_find(struct bytes id) {
    for (size_t i = 0; i < INTERPRETATION_COUNT; i++) {
        if (bytes_equal_text(id, interpretations[i].id)) {
            return &interpretations[i];
        }
    }
    return NULL;
}

static enum status complain_of_choice(struct profile *profile, const struct json_node *node,
                                      const struct interpretation *interpretation) {
    struct vocabulary choices = choice_vocabulary(interpretation);
    char list[VOCABULARY_LIST_SIZE];
    vocabulary_list(&choices, list);
    const char *section_path = section_paths[SECTION_INTERPRETATIONS];
    return profile_complain(profile, place_of_value(profile, section_path, node),
                            "has no such choice; write %s in double quotes", list);
}

static enum status read_choice(struct profile *profile, const struct interpretation *interpretation,
                               const struct json_node *node) {
    for (size_t i = 0; i < INTERPRETATION_CHOICES_MAX; i++) {
        enum choice choice = interpretation->choices[i];
        if (choice == CHOICE_NONE) {
            break;
        }
        if (json_kind_of(node) == JSON_STRING &&
            bytes_equal_text(json_string_of(node), choice_names[choice])) {
            profile->target.choices.by_id[interpretation - interpretations] = choice;
            return STATUS_OK;
        }
    }
    return complain_of_choice(profile, node, interpretation);
}

static enum status read_named(struct profile *profile, enum section section,
                              const struct json_node *node) {
    const struct member *member = member_find(section, json_name(node));
    if (member != NULL) {
        return read_member(profile, member, node);
    }
    const struct interpretation *interpretation =
        section == SECTION_INTERPRETATIONS ? interpretation_find(json_name(node)) : NULL;
    if (interpretation != NULL) {
        return read_choice(profile, interpretation, node);
    }
    struct vocabulary known = member_vocabulary(section);
    return profile_complain_of_unknown(profile, section_paths[section], node, &known);
}

static enum status check_mandatory(struct profile *profile, enum section section,
                                   const struct json_node *node) {
    for (size_t i = 0; i < member_count; i++) {
        const struct member *member = &members[i];
        if (member->section == section && member->is_mandatory &&
            json_member(node, member->name) == NULL) {
            return profile_complain(
                profile, place_of_missing(profile, section_paths[section], node, member->name),
                "is missing; add it");
        }
    }
    return STATUS_OK;
}

enum status section_read(struct profile *profile, enum section section,
                         const struct json_node *node) {
    for (const struct json_node *child = json_first(node); child != NULL;
         child = json_next(child)) {
        enum status status = read_named(profile, section, child);
        if (status != STATUS_OK) {
            return status;
        }
    }
    return check_mandatory(profile, section, node);
}
