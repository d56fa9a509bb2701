/* A validator for the JSON schemas in reports/: of the keywords that they use, those that can tell
   what is written from what is not (type, enum, minimum, maximum, required, properties, items, $ref
   to $defs). Every object of ours is closed, so an undeclared member is a fault. */
#ifndef TESTS_SCHEMA_H
#define TESTS_SCHEMA_H

#include "json/document.h"

struct schema {
    struct buffer text;            /* owned */
    struct json_document document; /* owned */
};

/* Reads a schema of the folder reports/, e.g. "report.schema.json". False: there is none, or it is
   no JSON. */
bool schema_load(const char *name, struct schema *out_schema);
void schema_clean_up(struct schema *schema);

/* True when the text is JSON that the schema admits; otherwise prints the name of the member that
   it does not, where there is one. */
bool schema_admits(const struct schema *schema, struct bytes text);

/* True when the enum of `member` of `definition` (each may be NULL: the root, the definition
   itself) lists just these words. */
bool schema_has_words(const struct schema *schema, const char *definition, const char *member,
                      const char *const *words, size_t count);

#endif
