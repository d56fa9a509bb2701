#include "tests/schema.h"

#include "base/assure.h"
#include "store/file.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SCHEMA_LIMIT_BYTES = 1 << 20, NAME_SIZE = 64 };

static const struct json_limits limits = {.depth = 64, .values = 1 << 22};

bool schema_load(const char *name, struct schema *out_schema) {
    char path[1024];
    buffer_init(&out_schema->text, SCHEMA_LIMIT_BYTES);
    (void)snprintf(path, sizeof path, "%s/%s", REPORTS_FOLDER, name);
    bool is_loaded = store_read(path, SCHEMA_LIMIT_BYTES, &out_schema->text, NULL) == STATUS_OK &&
                     json_document_parse(buffer_view(&out_schema->text), limits, JSON_UNIQUE_NAMES,
                                         &out_schema->document)
                             .fault == JSON_OK;
    if (!is_loaded) {
        buffer_clean_up(&out_schema->text);
    }
    return is_loaded;
}

void schema_clean_up(struct schema *schema) {
    json_document_clean_up(&schema->document);
    buffer_clean_up(&schema->text);
}

/* ---- one value and one rule ---- */

static bool is_text(const struct json_node *node, const char *text) {
    return json_kind_of(node) == JSON_STRING && bytes_equal_text(json_string_of(node), text);
}

/* JSON Schema draft 2020-12, validation section 6.1.1. */
static bool is_of_type(const struct json_node *value, const struct json_node *type) {
    enum json_kind kind = json_kind_of(value);
    return (is_text(type, "object") && kind == JSON_OBJECT) ||
           (is_text(type, "array") && kind == JSON_ARRAY) ||
           (is_text(type, "string") && kind == JSON_STRING) ||
           (is_text(type, "null") && kind == JSON_NULL) ||
           (is_text(type, "boolean") && (kind == JSON_TRUE || kind == JSON_FALSE)) ||
           (is_text(type, "number") && kind == JSON_NUMBER) ||
           (is_text(type, "integer") && kind == JSON_NUMBER &&
            floor(json_number_of(value)) == json_number_of(value));
}

static bool has_allowed_type(const struct json_node *value, const struct json_node *type) {
    if (type == NULL || json_kind_of(type) == JSON_STRING) {
        return type == NULL || is_of_type(value, type);
    }
    for (const struct json_node *at = json_first(type); at != NULL; at = json_next(at)) {
        if (is_of_type(value, at)) {
            return true;
        }
    }
    return false;
}

static bool is_equal(const struct json_node *a, const struct json_node *b) {
    if (json_kind_of(a) != json_kind_of(b)) {
        return false;
    }
    return json_kind_of(a) == JSON_STRING ? bytes_equal(json_string_of(a), json_string_of(b))
                                          : json_number_of(a) == json_number_of(b);
}

static bool is_among(const struct json_node *value, const struct json_node *choices) {
    if (choices == NULL) {
        return true;
    }
    for (const struct json_node *at = json_first(choices); at != NULL; at = json_next(at)) {
        if (is_equal(value, at)) {
            return true;
        }
    }
    return false;
}

static bool is_in_range(const struct json_node *value, const struct json_node *rule) {
    const struct json_node *least = json_member(rule, "minimum");
    const struct json_node *most = json_member(rule, "maximum");
    return json_kind_of(value) != JSON_NUMBER ||
           ((least == NULL || json_number_of(value) >= json_number_of(least)) &&
            (most == NULL || json_number_of(value) <= json_number_of(most)));
}

/* The member of `object` whose name is that of `like`. */
static const struct json_node *namesake(const struct json_node *object,
                                        const struct json_node *like) {
    for (const struct json_node *at = object == NULL ? NULL : json_first(object); at != NULL;
         at = json_next(at)) {
        if (bytes_equal(json_name(at), json_name(like))) {
            return at;
        }
    }
    return NULL;
}

static const struct json_node *member_of(const struct json_node *object, struct bytes name) {
    char text[NAME_SIZE];
    (void)snprintf(text, sizeof text, "%.*s", BYTES_PRINT(name));
    return json_member(object, text);
}

static const struct json_node *definitions(const struct schema *schema) {
    return json_member(schema->document.root, "$defs");
}

static const struct json_node *resolve(const struct schema *schema, const struct json_node *rule) {
    static const char folder[] = "#/$defs/";
    const struct json_node *reference = json_member(rule, "$ref");
    if (reference == NULL) {
        return rule;
    }
    struct bytes path = json_string_of(reference);
    ASSURE(bytes_starts_with(path, bytes_of_text(folder)));
    const struct json_node *found =
        member_of(definitions(schema), bytes_slice(path, strlen(folder), path.size));
    ASSURE(found != NULL);
    return found;
}

/* ---- all of them ---- */

struct visit {
    const struct json_node *value, *rule;
};

/* What is left to look at. */
struct visits {
    struct visit *items; /* owned */
    size_t count, capacity;
};

static void visit_later(struct visits *visits, const struct json_node *value,
                        const struct json_node *rule) {
    if (visits->count == visits->capacity) {
        visits->capacity = visits->capacity * 2 + 1024;
        visits->items = reallocarray(visits->items, visits->capacity, sizeof *visits->items);
        ASSURE(visits->items != NULL);
    }
    visits->items[visits->count++] = (struct visit){value, rule};
}

static bool has_required(const struct json_node *value, const struct json_node *required) {
    for (const struct json_node *at = required == NULL ? NULL : json_first(required); at != NULL;
         at = json_next(at)) {
        if (member_of(value, json_string_of(at)) == NULL) {
            printf("  lacks %.*s\n", BYTES_PRINT(json_string_of(at)));
            return false;
        }
    }
    return true;
}

static bool has_valid_members(struct visits *visits, const struct json_node *value,
                              const struct json_node *rule) {
    const struct json_node *properties = json_member(rule, "properties");
    for (const struct json_node *at = json_first(value); at != NULL; at = json_next(at)) {
        const struct json_node *member_rule = namesake(properties, at);
        if (member_rule == NULL) {
            printf("  knows no %.*s\n", BYTES_PRINT(json_name(at)));
            return false;
        }
        visit_later(visits, at, member_rule);
    }
    return has_required(value, json_member(rule, "required"));
}

static bool is_valid_here(struct visits *visits, const struct json_node *value,
                          const struct json_node *rule) {
    if (!has_allowed_type(value, json_member(rule, "type")) ||
        !is_among(value, json_member(rule, "enum")) || !is_in_range(value, rule)) {
        printf("  does not admit the value of %.*s\n", BYTES_PRINT(json_name(value)));
        return false;
    }
    if (json_kind_of(value) == JSON_ARRAY) {
        for (const struct json_node *at = json_first(value); at != NULL; at = json_next(at)) {
            visit_later(visits, at, json_member(rule, "items"));
        }
    }
    return json_kind_of(value) != JSON_OBJECT || has_valid_members(visits, value, rule);
}

bool schema_admits(const struct schema *schema, struct bytes text) {
    struct json_document document;
    if (json_document_parse(text, limits, JSON_UNIQUE_NAMES, &document).fault != JSON_OK) {
        return false;
    }
    struct visits visits = {NULL, 0, 0};
    bool is_valid = true;
    visit_later(&visits, document.root, schema->document.root);
    while (is_valid && visits.count > 0) {
        struct visit visit = visits.items[--visits.count];
        is_valid = is_valid_here(&visits, visit.value, resolve(schema, visit.rule));
    }
    free(visits.items);
    json_document_clean_up(&document);
    return is_valid;
}

bool schema_has_words(const struct schema *schema, const char *definition, const char *member,
                      const char *const *words, size_t count) {
    const struct json_node *at =
        definition == NULL ? schema->document.root : json_member(definitions(schema), definition);
    at = member == NULL ? at : json_member(json_member(at, "properties"), member);
    size_t choices = 0;
    bool are_known = true;
    for (const struct json_node *choice = json_first(json_member(at, "enum")); choice != NULL;
         choice = json_next(choice), choices++) {
        bool is_known = false;
        for (size_t i = 0; i < count; i++) {
            is_known = is_known || is_text(choice, words[i]);
        }
        are_known = are_known && is_known;
    }
    return are_known && choices == count;
}
