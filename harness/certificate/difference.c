#include "certificate/difference.h"

#include <stdio.h>
#include <string.h>

/* Deeper than any statement; past it, nesting itself is the difference. */
enum { LEVELS = 16 };

struct step {
    const struct json_node *left, *right; /* of the same place */
    size_t index;                         /* among its siblings */
};

struct walk {
    struct step steps[LEVELS];
    size_t depth; /* steps in use */
};

static bool is_container(const struct json_node *node) {
    enum json_kind kind = json_kind_of(node);
    return kind == JSON_OBJECT || kind == JSON_ARRAY;
}

/* Members are compared in their order: a statement has but one. */
static bool is_same_here(const struct json_node *left, const struct json_node *right) {
    if (left == NULL || right == NULL) {
        return left == right;
    }
    if (json_kind_of(left) != json_kind_of(right) ||
        !bytes_equal(json_name(left), json_name(right))) {
        return false;
    }
    switch (json_kind_of(left)) {
    case JSON_STRING:
        return bytes_equal(json_string_of(left), json_string_of(right));
    case JSON_NUMBER:
        return json_number_of(left) == json_number_of(right);
    case JSON_NULL:
    case JSON_FALSE:
    case JSON_TRUE:
    case JSON_ARRAY:
    case JSON_OBJECT:
        break;
    }
    return true;
}

/* To the next pair of places, depth first; false at the end. */
static bool advance(struct walk *walk) {
    struct step *top = &walk->steps[walk->depth - 1];
    bool is_pair = top->left != NULL && top->right != NULL;
    if (is_pair && is_container(top->left) && walk->depth < LEVELS &&
        (json_first(top->left) != NULL || json_first(top->right) != NULL)) {
        walk->steps[walk->depth++] =
            (struct step){json_first(top->left), json_first(top->right), 0};
        return true;
    }
    for (; walk->depth > 1; walk->depth--) {
        top = &walk->steps[walk->depth - 1];
        if (top->left != NULL && top->right != NULL) {
            *top = (struct step){json_next(top->left), json_next(top->right), top->index + 1};
            if (top->left != NULL || top->right != NULL) {
                return true;
            }
        }
    }
    return false;
}

static void tell(const struct walk *walk, char out_path[DIFFERENCE_PATH_SIZE]) {
    size_t size = 0;
    out_path[0] = '\0';
    for (size_t i = 1; i < walk->depth && size < DIFFERENCE_PATH_SIZE - 1; i++) {
        const struct step *step = &walk->steps[i];
        const struct json_node *node = step->left != NULL ? step->left : step->right;
        struct bytes name = json_name(node);
        int more = name.data != NULL ? snprintf(out_path + size, DIFFERENCE_PATH_SIZE - size,
                                                "%s%.*s", size == 0 ? "" : ".", BYTES_PRINT(name))
                                     : snprintf(out_path + size, DIFFERENCE_PATH_SIZE - size,
                                                "[%zu]", step->index);
        size += more < 0 ? 0 : (size_t)more;
    }
}

void difference_find(const struct json_node *left, const struct json_node *right,
                     char out_path[DIFFERENCE_PATH_SIZE]) {
    struct walk walk = {.steps = {{left, right, 0}}, .depth = 1};
    do {
        const struct step *top = &walk.steps[walk.depth - 1];
        if (!is_same_here(top->left, top->right)) {
            tell(&walk, out_path);
            return;
        }
    } while (advance(&walk));
    out_path[0] = '\0';
}
