/* A JSON document: gate first, then cJSON's tree, read through accessors that judge by the letter.
   The only way to cJSON in this project (see docs/adr/0001 for how its cuts are avoided).

   Strings come out in UTF-8 with two deliberate exceptions that no valid text can hold: U+0000 is
   C0 80 and a lone surrogate its three-byte form ED A0..BF xx. So nothing is cut or lost, names
   compare exactly, and json_text_facts tells. */
#ifndef JSON_DOCUMENT_H
#define JSON_DOCUMENT_H

#include "json/gate.h"

struct json_node; /* a value in the tree; borrowed, lives as long as its document */

enum json_kind {
    JSON_NULL,
    JSON_FALSE,
    JSON_TRUE,
    JSON_NUMBER,
    JSON_STRING,
    JSON_ARRAY,
    JSON_OBJECT
};

extern const char *const json_kind_words[]; /* "null", "false", …, "an object" */

struct json_document {
    struct json_node *root; /* owned */
    struct bytes text;      /* borrowed: must outlive the document where offsets are asked for */
};

enum json_names { JSON_UNIQUE_NAMES, JSON_DUPLICATES_ALLOWED };

/* Gate and tree. With JSON_UNIQUE_NAMES, two members of one object whose names are equal after
   unescaping are JSON_DUPLICATE_NAME at the second's opening quote. JSON_NO_MEMORY has offset 0. On
   any fault `out_document` is untouched; otherwise json_document_clean_up frees what it owns. */
struct json_error json_document_parse(struct bytes text, struct json_limits limits,
                                      enum json_names names,
                                      struct json_document *out_document) MUST_USE;
/* Frees the tree, and leaves a document without one, which may be cleaned up again. */
void json_document_clean_up(struct json_document *document);

enum json_kind json_kind_of(const struct json_node *node);
/* A string's bytes (see above); the node must be a string. */
struct bytes json_string_of(const struct json_node *node);
/* The double nearest to a number, which must be one; what lies past the range is +-DBL_MAX. */
double json_number_of(const struct json_node *node);
/* The member of exactly this name, by case; NULL where there is none, or `object` is NULL or no
   object. The first one where duplicates were allowed. */
const struct json_node *json_member(const struct json_node *object, const char *name);
/* The first element or member, and the next one; NULL at the end. */
const struct json_node *json_first(const struct json_node *container);
const struct json_node *json_next(const struct json_node *node);
/* The name of a member of an object, as json_string_of spells it; absent for anything else. */
struct bytes json_name(const struct json_node *member);

/* Where a node stands in the text: its value, and for members the name's opening quote. Walks the
   text, so for messages alone. */
struct json_span {
    size_t name_offset; /* SIZE_MAX where the node is no member */
    size_t value_offset;
    size_t value_size;
};
struct json_span json_span_of(const struct json_document *document, const struct json_node *node);

struct json_text_facts {
    size_t bytes; /* in UTF-8, U+0000 counted as one */
    size_t characters;
    size_t utf16_units;
    bool has_nul;
    bool has_lone_surrogate;
};
struct json_text_facts json_text_facts(struct bytes string);

#endif
