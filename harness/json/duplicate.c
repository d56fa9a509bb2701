#include "json/tree.h"

#include <stdlib.h>
#include <string.h>

/* Up to this many members are compared each with each: no memory, and faster than sorting. */
enum { FEW_MEMBERS = 16 };

struct member {
    const cJSON *node;
    size_t index; /* in its object */
};

/* Most pairs differ in the first byte, which is cheaper to see than a call. */
static bool is_same_name(const char *a, const char *b) {
    return a[0] == b[0] && strcmp(a, b) == 0;
}

static const cJSON *duplicate_among_few(const cJSON *object) {
    for (const cJSON *second = object->child; second != NULL; second = second->next) {
        for (const cJSON *first = object->child; first != second; first = first->next) {
            if (is_same_name(first->string, second->string)) {
                return second;
            }
        }
    }
    return NULL;
}

/* By name, and equal names in the order of the text. */
static int compare_members(const void *a, const void *b) {
    const struct member *left = a;
    const struct member *right = b;
    int order = strcmp(left->node->string, right->node->string);
    return order != 0 ? order : (left->index > right->index) - (left->index < right->index);
}

/* Of all members that follow an equal name, the first in the text. */
static const cJSON *duplicate_among_sorted(const struct member *members, size_t count) {
    const struct member *found = NULL;
    for (size_t i = 1; i < count; i++) {
        bool is_equal = is_same_name(members[i - 1].node->string, members[i].node->string);
        if (is_equal && (found == NULL || members[i].index < found->index)) {
            found = &members[i];
        }
    }
    return found == NULL ? NULL : found->node;
}

/* A hostile object has as many members as fit its text, so the time must not be their square. */
static enum json_fault duplicate_among_many(const cJSON *object, size_t count,
                                            const cJSON **out_second) {
    struct member *members = cJSON_malloc(count * sizeof *members);
    if (members == NULL) {
        return JSON_NO_MEMORY;
    }
    size_t index = 0;
    for (const cJSON *node = object->child; node != NULL; node = node->next, index++) {
        members[index] = (struct member){node, index};
    }
    qsort(members, count, sizeof *members, compare_members);
    *out_second = duplicate_among_sorted(members, count);
    cJSON_free(members);
    return JSON_OK;
}

static enum json_fault duplicate_in(const cJSON *object, const cJSON **out_second) {
    size_t count = 0;
    for (const cJSON *node = object->child; node != NULL; node = node->next) {
        count++;
    }
    if (count > FEW_MEMBERS) {
        return duplicate_among_many(object, count, out_second);
    }
    *out_second = duplicate_among_few(object);
    return JSON_OK;
}

/* A duplicate found later stands earlier in the text, since the walk ends at the one found before:
   it is in an object inside one of the members in front of that. */
enum json_fault tree_find_duplicate(const cJSON *root, const cJSON **out_second) {
    struct tree_walk walk;
    walk.depth = 0;
    const cJSON *found = NULL;
    for (const cJSON *node = root; node != found; node = tree_next(&walk, node)) {
        const cJSON *second = NULL;
        if (cJSON_IsObject(node) && duplicate_in(node, &second) != JSON_OK) {
            return JSON_NO_MEMORY;
        }
        found = second != NULL ? second : found;
    }
    *out_second = found;
    return JSON_OK;
}
