#include "fuzz/oracles/har_walk.h"

#include "evidence/har.h"
#include "fuzz/oracle.h"

/* Where the walk is, beside the tree's own. */
struct walk {
    const struct json_document *document; /* NULL: no tree to compare with */
    const struct json_node *node;
    void (*visit)(struct bytes entry);
};

static enum status step(void *context, struct bytes entry, struct diagnostic *out_diagnostic) {
    struct walk *walk = context;
    (void)out_diagnostic;
    if (walk->document != NULL) {
        ORACLE("evidence-walk", walk->node != NULL, "an entry more than there are");
        struct json_span span = json_span_of(walk->document, walk->node);
        struct bytes wanted = bytes_slice(walk->document->text, span.value_offset, span.value_size);
        ORACLE("evidence-walk", wanted.data == entry.data && wanted.size == entry.size,
               "the entry is \"%.*s\", seen was \"%.*s\"", BYTES_PRINT(wanted), BYTES_PRINT(entry));
        walk->node = json_next(walk->node);
    }
    walk->visit(entry);
    return STATUS_OK;
}

static const struct json_node *entries_of(const struct json_document *document) {
    const struct json_node *log = json_member(document->root, "log");
    const struct json_node *entries = json_member(log, "entries");
    return entries != NULL && json_kind_of(entries) == JSON_ARRAY ? entries : NULL;
}

/* A walk reads names as they are written: one spelled with an escape is another to it. */
static void check_refusal(const struct json_document *document, struct bytes text,
                          const char *words) {
    bool has_escapes = bytes_find(text, bytes_of_text("\\"), 0) != SIZE_MAX;
    ORACLE("evidence-walk", has_escapes || entries_of(document) == NULL, "refused: %s", words);
}

static void walk_beside_tree(const struct json_document *document, struct bytes text,
                             void (*visit)(struct bytes entry)) {
    const struct json_node *entries = document == NULL ? NULL : entries_of(document);
    struct walk walk = {entries == NULL ? NULL : document, NULL, visit};
    struct diagnostic diagnostic = {""};
    walk.node = entries == NULL ? NULL : json_first(entries);
    enum status status = har_visit_entries(text, step, &walk, &diagnostic);
    ORACLE("evidence-walk", status == STATUS_OK || status == STATUS_INVALID, "%s",
           status_words(status));
    ORACLE("evidence-walk", status != STATUS_OK || walk.node == NULL, "an entry was passed over");
    ORACLE("evidence-walk", status == STATUS_OK || diagnostic.text[0] != '\0', "no word of why");
    if (status != STATUS_OK && document != NULL) {
        check_refusal(document, text, diagnostic.text);
    }
}

void har_walk_check(struct bytes text, void (*visit)(struct bytes entry)) {
    const struct json_limits limits = {.depth = 64, .values = 1 << 20};
    struct json_document document;
    struct json_error error = json_document_parse(text, limits, JSON_UNIQUE_NAMES, &document);
    bool has_tree = error.fault == JSON_OK;
    walk_beside_tree(has_tree ? &document : NULL, text, visit);
    if (has_tree) {
        json_document_clean_up(&document);
    }
}
