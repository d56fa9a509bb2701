/* Values that are secrets: the value itself, or where it is found. */
#include "target/secret.h"
#include "target/value.h"

static bool is_variable_name(struct bytes name) {
    for (size_t i = 0; i < name.size; i++) {
        unsigned char letter = byte_lower(name.data[i]);
        bool is_letter = (letter >= 'a' && letter <= 'z') || letter == '_';
        bool is_digit = letter >= '0' && letter <= '9';
        if (!is_letter && !(is_digit && i > 0)) {
            return false;
        }
    }
    return name.size > 0;
}

static char *text_of_literal(const struct value *value) {
    return bytes_copy_text(json_string_of(value->node));
}

static char *text_of_path(const struct value *value) {
    return value_path(value, json_string_of(value->node));
}

/* The forms of a secret that are no literal. */
static const struct form {
    const char *name;
    enum secret_source source;
    size_t most_bytes;
    char *(*text_of)(const struct value *value);
} forms[] = {
    {"env", SECRET_ENVIRONMENT, 256, text_of_literal},
    {"file", SECRET_FILE, PATH_BYTES_MAX, text_of_path},
};
static const struct vocabulary form_names = {{"env", "file"}, 2};

static const struct form *form_find(struct bytes name) {
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        if (bytes_equal_text(name, forms[i].name)) {
            return &forms[i];
        }
    }
    return NULL;
}

static enum status keep(const struct value *value, enum secret_source source, char *text) {
    if (text == NULL) {
        return STATUS_NO_MEMORY;
    }
    struct json_position position =
        json_position_of(value->profile->document.text, value->place.offset);
    *(struct secret *)value->field = (struct secret){
        .source = source, .text = text, .line = position.line, .column = position.column};
    return STATUS_OK;
}

/* Too short a literal is told by rules_check: an app_key that equals the app_id may be short. */
static enum status read_literal(const struct value *value) {
    enum status status = value_check_string(value, SECRET_BYTES_MAX);
    return status == STATUS_OK ? keep(value, SECRET_LITERAL, text_of_literal(value)) : status;
}

static enum status read_form(const struct value *outer, const struct form *form,
                             const struct json_node *node) {
    static const struct member text = {.name = "", .kind = VALUE_TEXT};
    struct value value = *outer;
    value.node = node;
    value.member = &text;
    value.place = place_of_value(outer->profile, outer->place.path, node);
    enum status status = value_check_string(&value, form->most_bytes);
    if (status != STATUS_OK) {
        return status;
    }
    if (form->source == SECRET_ENVIRONMENT && !is_variable_name(json_string_of(node))) {
        return profile_complain(
            value.profile, value.place,
            "is no name of a variable; use letters, digits and _, no digit first");
    }
    return keep(outer, form->source, form->text_of(&value));
}

enum status value_read_secret(const struct value *value) {
    enum json_kind kind = json_kind_of(value->node);
    if (kind == JSON_STRING) {
        return read_literal(value);
    }
    if (kind != JSON_OBJECT) {
        return value_complain_of_kind(value);
    }
    const struct json_node *member = json_first(value->node);
    if (member == NULL) {
        return profile_complain(value->profile, value->place,
                                "says nothing; write {\"env\": NAME} or {\"file\": PATH}");
    }
    const struct form *form = form_find(json_name(member));
    if (form == NULL) {
        return profile_complain_of_unknown(value->profile, value->place.path, member, &form_names);
    }
    const struct json_node *second = json_next(member);
    if (second != NULL) {
        return profile_complain(value->profile,
                                place_of_name(value->profile, value->place.path, second),
                                "is one too many; a secret has env or file alone");
    }
    return read_form(value, form, member);
}
