#include "json/tree.h"

#include "base/assure.h"

const cJSON *tree_next(struct tree_walk *walk, const cJSON *node) {
    if (node->child != NULL) {
        ASSURE(walk->depth < JSON_DEPTH_MAX);
        walk->open[walk->depth++] = node;
        return node->child;
    }
    while (node->next == NULL && walk->depth > 0) {
        node = walk->open[--walk->depth];
    }
    return node->next;
}
