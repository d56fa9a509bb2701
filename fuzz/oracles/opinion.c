#include "fuzz/oracles/opinion.h"

#include "fuzz/oracle.h"
#include "fuzz/oracles/arena.h"
#include "fuzz/oracles/repair.h"

#include <string.h>
#include <yajl/yajl_parse.h>

static json_t *load(struct bytes text, enum opinion_names names, json_error_t *out_error) {
    static bool is_set_up;
    if (!is_set_up) {
        json_set_alloc_funcs(arena_give, arena_ignore);
        json_object_seed(1);
        is_set_up = true;
    }
    size_t flags = JANSSON_FLAGS | (names == OPINION_UNIQUE_NAMES ? JSON_REJECT_DUPLICATES : 0);
    const char *data = text.size == 0 ? "" : (const char *)text.data;
    return json_loadb(data, text.size, flags, out_error);
}

static struct opinion refusal(const json_error_t *error) {
    static char reason[JSON_ERROR_TEXT_LENGTH];
    memcpy(reason, error->text, sizeof reason);
    bool is_duplicate = json_error_code(error) == json_error_duplicate_key;
    return (struct opinion){.verdict = is_duplicate ? OPINION_DUPLICATE : OPINION_ILLEGAL,
                            .reason = reason};
}

/* The grammar is yajl's to judge then, and all else jansson's, on a copy that it can read. */
static struct opinion opinion_of_repaired(struct bytes text, enum opinion_names names,
                                          const struct deviation *deviation) {
    struct bytes copy;
    json_error_t error;
    if (!deviation->is_repaired) {
        return (struct opinion){.verdict = OPINION_NONE, .deviation = deviation};
    }
    if (!opinion_yajl_accepts(text)) {
        return (struct opinion){.verdict = OPINION_ILLEGAL, .reason = "yajl refuses it"};
    }
    if (!repair(text, &copy)) {
        return (struct opinion){.verdict = OPINION_NONE, .deviation = deviation};
    }
    const json_t *tree = load(copy, names, &error);
    if (tree != NULL) {
        return (struct opinion){.deviation = deviation, .tree = tree};
    }
    return deviation_find(&error) == NULL
               ? refusal(&error)
               : (struct opinion){.verdict = OPINION_NONE, .deviation = deviation};
}

struct opinion opinion_of(struct bytes text, enum opinion_names names) {
    json_error_t error;
    if (bytes_find(text, bytes_of("", 1), 0) != SIZE_MAX) {
        return (struct opinion){.verdict = OPINION_ILLEGAL,
                                .deviation = &deviation_raw_nul,
                                .reason = deviation_raw_nul.reason};
    }
    const json_t *tree = load(text, names, &error);
    if (tree != NULL) {
        return (struct opinion){.tree = tree};
    }
    const struct deviation *deviation = deviation_find(&error);
    return deviation == NULL ? refusal(&error) : opinion_of_repaired(text, names, deviation);
}

static void *yajl_give(void *context, size_t size) {
    (void)context;
    return arena_give(size);
}

/* The arena knows no sizes, and whatever follows a piece may be read: it is all one block. */
static void *yajl_give_again(void *context, void *piece, size_t size) {
    (void)context;
    void *larger = arena_give(size);
    if (larger != NULL && piece != NULL) {
        memmove(larger, piece, size);
    }
    return larger;
}

static void yajl_ignore(void *context, void *piece) {
    (void)context;
    (void)piece;
}

bool opinion_yajl_accepts(struct bytes text) {
    yajl_alloc_funcs memory = {yajl_give, yajl_give_again, yajl_ignore, NULL};
    yajl_handle yajl = yajl_alloc(NULL, &memory, NULL);
    SETUP(yajl != NULL);
    bool is_accepted = yajl_parse(yajl, text.data, text.size) == yajl_status_ok &&
                       yajl_complete_parse(yajl) == yajl_status_ok;
    yajl_free(yajl);
    return is_accepted;
}

static void walk(const json_t *value, size_t depth, struct opinion_extent *extent) {
    const char *name = NULL;
    json_t *member = NULL;
    extent->values++;
    if (!json_is_object(value) && !json_is_array(value)) {
        return;
    }
    extent->depth = depth > extent->depth ? depth : extent->depth;
    for (size_t i = 0; i < json_array_size(value); i++) {
        walk(json_array_get(value, i), depth + 1, extent);
    }
    json_object_foreach((json_t *)(uintptr_t)value, name, member) {
        walk(member, depth + 1, extent);
    }
}

struct opinion_extent opinion_extent_of(const json_t *tree) {
    struct opinion_extent extent = {0, 0};
    walk(tree, 1, &extent);
    return extent;
}
