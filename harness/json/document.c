#include "json/document.h"

#include "base/assure.h"
#include "json/respell.h"
#include "json/tree.h"

#include <float.h>

const char *const json_kind_words[] = {
    [JSON_NULL] = "null",        [JSON_FALSE] = "false",     [JSON_TRUE] = "true",
    [JSON_NUMBER] = "a number",  [JSON_STRING] = "a string", [JSON_ARRAY] = "an array",
    [JSON_OBJECT] = "an object",
};

static const unsigned char kinds[cJSON_Object + 1] = {
    [cJSON_NULL] = JSON_NULL,     [cJSON_False] = JSON_FALSE,   [cJSON_True] = JSON_TRUE,
    [cJSON_Number] = JSON_NUMBER, [cJSON_String] = JSON_STRING, [cJSON_Array] = JSON_ARRAY,
    [cJSON_Object] = JSON_OBJECT,
};

/* The gate took the text, so what cJSON may still lack is memory alone. */
static cJSON *grow(struct bytes text, const struct json_facts *facts) {
    if (!respell_is_needed(facts)) {
        return cJSON_ParseWithLength((const char *)text.data, text.size);
    }
    size_t size = 0;
    unsigned char *copy = respell(text, &size);
    if (copy == NULL) {
        return NULL;
    }
    cJSON *tree = cJSON_ParseWithLength((const char *)copy, size);
    cJSON_free(copy);
    return tree;
}

static struct json_error check_names(const struct json_document *document) {
    const cJSON *second = NULL;
    enum json_fault fault = tree_find_duplicate(tree_of(document->root), &second);
    if (fault != JSON_OK || second == NULL) {
        return (struct json_error){fault, 0};
    }
    struct json_span span = json_span_of(document, node_of(second));
    return (struct json_error){JSON_DUPLICATE_NAME, span.name_offset};
}

struct json_error json_document_parse(struct bytes text, struct json_limits limits,
                                      enum json_names names, struct json_document *out_document) {
    struct json_facts facts;
    struct json_error error = json_gate(text, limits, &facts);
    if (error.fault != JSON_OK) {
        return error;
    }
    cJSON *tree = grow(text, &facts);
    if (tree == NULL) {
        return (struct json_error){JSON_NO_MEMORY, 0};
    }
    struct json_document document = {(struct json_node *)(void *)tree, text};
    if (names == JSON_UNIQUE_NAMES) {
        error = check_names(&document);
    }
    if (error.fault != JSON_OK) {
        cJSON_Delete(tree);
        return error;
    }
    *out_document = document;
    return error;
}

void json_document_clean_up(struct json_document *document) {
    cJSON_Delete((cJSON *)(void *)document->root);
    *document = (struct json_document){.root = NULL};
}

enum json_kind json_kind_of(const struct json_node *node) {
    ASSURE(node != NULL);
    int type = tree_of(node)->type & 0xff;
    ASSURE(type > 0 && type <= cJSON_Object);
    return (enum json_kind)kinds[type];
}

struct bytes json_string_of(const struct json_node *node) {
    ASSURE(json_kind_of(node) == JSON_STRING);
    return bytes_of_text(tree_of(node)->valuestring);
}

double json_number_of(const struct json_node *node) {
    ASSURE(json_kind_of(node) == JSON_NUMBER);
    double value = tree_of(node)->valuedouble;
    return value > DBL_MAX ? DBL_MAX : value < -DBL_MAX ? -DBL_MAX : value;
}

const struct json_node *json_member(const struct json_node *object, const char *name) {
    if (object == NULL || json_kind_of(object) != JSON_OBJECT) {
        return NULL;
    }
    return node_of(cJSON_GetObjectItemCaseSensitive(tree_of(object), name));
}

const struct json_node *json_first(const struct json_node *container) {
    return node_of(tree_of(container)->child);
}

const struct json_node *json_next(const struct json_node *node) {
    return node_of(tree_of(node)->next);
}

struct bytes json_name(const struct json_node *member) {
    return bytes_of_text(tree_of(member)->string);
}
