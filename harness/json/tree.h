/* cJSON's tree behind struct json_node, and a walk over it; private to this floor. */
#ifndef JSON_TREE_H
#define JSON_TREE_H

#include "json/document.h"

#include <cjson/cJSON.h>

static inline const cJSON *tree_of(const struct json_node *node) {
    return (const cJSON *)(const void *)node;
}

static inline const struct json_node *node_of(const cJSON *tree) {
    return (const struct json_node *)(const void *)tree;
}

/* The containers on the way down to a node: cJSON's nodes do not know theirs. */
struct tree_walk {
    const cJSON *open[JSON_DEPTH_MAX];
    size_t depth;
};

/* The node behind `node` in the order of the text, containers before what they hold; NULL at the
   end. The walk starts at the root, with depth 0 and nothing else set. */
const cJSON *tree_next(struct tree_walk *walk, const cJSON *node);

/* The first member in the order of the text whose name one before it in its object has: NULL where
   there is none. JSON_OK or JSON_NO_MEMORY. */
enum json_fault tree_find_duplicate(const cJSON *root, const cJSON **out_second) MUST_USE;

#endif
