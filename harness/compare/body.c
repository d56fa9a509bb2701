/* Two bodies: by the letter where they are not JSON, else member by member. */
#include "compare/find.h"
#include "json/document.h"

#include <stdio.h>

enum { WHAT_SIZE = DIFFERENCE_TEXT_SIZE, ELEMENTS_COMPARED_MAX = 64 };

static const struct json_limits limits = {.depth = 64, .values = 8192};

/* The members that the document names: clients read them. */
static const char *const documented_members[] = {
    "deviceId", "activated", "name", "error_code", "error_desc", "resultcode", "resultmsg",
};

/* Of these the very value tells a client what to do. */
static const char *const telling_members[] = {"activated", "error_code", "resultcode"};

static bool is_among(struct bytes name, const char *const *names, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (bytes_equal_text(name, names[i])) {
            return true;
        }
    }
    return false;
}

static enum grade grade_of(struct bytes name, bool is_only_value) {
    const char *const *names = is_only_value ? telling_members : documented_members;
    size_t count = is_only_value ? sizeof telling_members / sizeof telling_members[0]
                                 : sizeof documented_members / sizeof documented_members[0];
    return is_among(name, names, count) ? GRADE_BREAKING : GRADE_HARMLESS;
}

/* A place in both bodies. */
struct spot {
    const struct finding_place *place;
    const struct json_document *old_document, *new_document;
    const char *path;  /* "" at the top */
    struct bytes name; /* of the member; absent at the top and in lists */
};

static struct bytes source_of(const struct json_document *document, const struct json_node *node) {
    struct json_span span = json_span_of(document, node);
    return bytes_slice(document->text, span.value_offset, span.value_size);
}

static enum status note(const struct spot *spot, enum grade grade, const struct json_node *old,
                        const struct json_node *new) {
    char what[WHAT_SIZE];
    snprintf(what, sizeof what, "body%s%s", spot->path[0] == '\0' ? "" : ", member ", spot->path);
    struct bytes none = bytes_of_text(NULL);
    return note_difference(spot->place, grade, what,
                           old == NULL ? none : source_of(spot->old_document, old),
                           new == NULL ? none : source_of(spot->new_document, new));
}

static enum status compare_nodes(const struct spot *spot, const struct json_node *old,
                                 const struct json_node *new);

static struct spot spot_below(const struct spot *spot, struct bytes name, char path[WHAT_SIZE]) {
    struct spot below = *spot;
    snprintf(path, WHAT_SIZE, "%.80s%s%.*s", spot->path, spot->path[0] == '\0' ? "" : ".",
             name.size > 60 ? 60 : (int)name.size, (const char *)name.data);
    below.path = path;
    below.name = name;
    return below;
}

static const struct json_node *find_member(const struct json_node *object, struct bytes name) {
    for (const struct json_node *item = json_first(object); item != NULL; item = json_next(item)) {
        if (bytes_equal(json_name(item), name)) {
            return item;
        }
    }
    return NULL;
}

static enum status compare_objects(const struct spot *spot, const struct json_node *old,
                                   const struct json_node *new) {
    char path[WHAT_SIZE];
    enum status status = STATUS_OK;
    for (const struct json_node *item = json_first(old); item != NULL && status == STATUS_OK;
         item = json_next(item)) {
        struct spot below = spot_below(spot, json_name(item), path);
        const struct json_node *other = find_member(new, json_name(item));
        status = other == NULL ? note(&below, grade_of(json_name(item), false), item, NULL)
                               : compare_nodes(&below, item, other);
    }
    for (const struct json_node *item = json_first(new); item != NULL && status == STATUS_OK;
         item = json_next(item)) {
        if (find_member(old, json_name(item)) == NULL) {
            struct spot below = spot_below(spot, json_name(item), path);
            status = note(&below, GRADE_HARMLESS, NULL, item);
        }
    }
    return status;
}

static enum status compare_arrays(const struct spot *spot, const struct json_node *old,
                                  const struct json_node *new) {
    const struct json_node *from = json_first(old);
    const struct json_node *to = json_first(new);
    enum status status = STATUS_OK;
    for (size_t i = 0; from != NULL && to != NULL && i < ELEMENTS_COMPARED_MAX; i++) {
        status = compare_nodes(spot, from, to);
        if (status != STATUS_OK) {
            return status;
        }
        from = json_next(from);
        to = json_next(to);
    }
    return (from == NULL) == (to == NULL) ? STATUS_OK : note(spot, GRADE_HARMLESS, old, new);
}

static enum status compare_strings(const struct spot *spot, const struct json_node *old,
                                   const struct json_node *new) {
    struct bytes before = json_string_of(old);
    struct bytes after = json_string_of(new);
    enum grade grade = grade_of(spot->name, true);
    bool is_same =
        bytes_equal(before, after) || (grade != GRADE_BREAKING && is_fresh_each_run(before, after));
    return is_same ? STATUS_OK : note(spot, grade, old, new);
}

static bool is_truth(enum json_kind kind) {
    return kind == JSON_TRUE || kind == JSON_FALSE;
}

static enum status compare_nodes(const struct spot *spot, const struct json_node *old,
                                 const struct json_node *new) {
    enum json_kind before = json_kind_of(old);
    enum json_kind after = json_kind_of(new);
    if (before != after) {
        bool is_only_value = is_truth(before) && is_truth(after);
        return note(spot, grade_of(spot->name, is_only_value), old, new);
    }
    switch (before) {
    case JSON_OBJECT:
        return compare_objects(spot, old, new);
    case JSON_ARRAY:
        return compare_arrays(spot, old, new);
    case JSON_STRING:
        return compare_strings(spot, old, new);
    case JSON_NUMBER: {
        bool is_same =
            bytes_equal(source_of(spot->old_document, old), source_of(spot->new_document, new));
        return is_same ? STATUS_OK : note(spot, grade_of(spot->name, true), old, new);
    }
    case JSON_NULL:
    case JSON_FALSE:
    case JSON_TRUE:
        break;
    }
    return STATUS_OK;
}

static enum status compare_as_bytes(const struct finding_place *place, struct bytes old,
                                    struct bytes new, bool was_json, bool is_json) {
    if (was_json != is_json) {
        return note_text(place, GRADE_BREAKING, "body", was_json ? "JSON" : "not JSON",
                         is_json ? "JSON" : "not JSON");
    }
    return bytes_equal(old, new) ? STATUS_OK
                                 : note_difference(place, GRADE_HARMLESS, "body", old, new);
}

enum status compare_bodies(const struct finding_place *place, struct bytes old, struct bytes new) {
    struct json_document before = {0};
    struct json_document after = {0};
    struct json_error was = json_document_parse(old, limits, JSON_DUPLICATES_ALLOWED, &before);
    struct json_error is = json_document_parse(new, limits, JSON_DUPLICATES_ALLOWED, &after);
    enum status status = STATUS_NO_MEMORY;
    if (was.fault != JSON_NO_MEMORY && is.fault != JSON_NO_MEMORY) {
        const struct spot top = {
            .place = place, .old_document = &before, .new_document = &after, .path = ""};
        status = was.fault == JSON_OK && is.fault == JSON_OK
                     ? compare_nodes(&top, before.root, after.root)
                     : compare_as_bytes(place, old, new, was.fault == JSON_OK, is.fault == JSON_OK);
    }
    json_document_clean_up(&before);
    json_document_clean_up(&after);
    return status;
}
