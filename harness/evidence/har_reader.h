/* Reading members of a HAR entry, for the files that do; the first trouble is kept. */
#ifndef EVIDENCE_HAR_READER_H
#define EVIDENCE_HAR_READER_H

#include "json/document.h"

struct har_reader {
    const struct json_document *document;
    struct buffer *storage; /* bytes that the tree does not hold as they are; never moves */
    enum status status;
    struct diagnostic *diagnostic; /* may be NULL */
};

/* Keeps STATUS_INVALID and "member NAME at byte N: WORDS" unless there was trouble before. `node`
   NULL: no place is told. */
void har_reader_fail(struct har_reader *reader, const struct json_node *node, const char *name,
                     const char *words);

/* The storage for a text of `text_size` bytes, all of it at once, so that views of it stay valid.
   STATUS_NO_MEMORY. */
enum status har_storage_init(struct buffer *out_storage, size_t text_size) MUST_USE;
void har_storage_append(struct har_reader *reader, struct bytes bytes);

/* NULL, and trouble, unless the member is there and of this kind. */
const struct json_node *har_require(struct har_reader *reader, const struct json_node *parent,
                                    const char *name, enum json_kind kind);
/* NULL where there is none; trouble where it is of another kind (null counts as none). */
const struct json_node *har_optional(struct har_reader *reader, const struct json_node *parent,
                                     const char *name, enum json_kind kind);

/* A string's bytes, U+0000 as one byte, a lone surrogate as U+FFFD: bytes that had one came from no
   exchange. */
struct bytes har_string_of(struct har_reader *reader, const struct json_node *node);
/* The optional member's string, or `fallback`. */
struct bytes har_string(struct har_reader *reader, const struct json_node *parent, const char *name,
                        struct bytes fallback);
/* The same for a string or {"base64": …}. */
struct bytes har_exact(struct har_reader *reader, const struct json_node *parent, const char *name,
                       struct bytes fallback);
struct bytes har_base64_of(struct har_reader *reader, const struct json_node *node);
/* The optional member's whole number within [least, most], or `fallback`. */
int64_t har_integer(struct har_reader *reader, const struct json_node *parent, const char *name,
                    int64_t least, int64_t most, int64_t fallback);

/* Copies a text for a message, cut to `size` with its NUL, all but printable ASCII as '?'. */
void har_printable(struct bytes text, char *out_text, size_t size);

/* The largest whole number that every JSON reader has exactly: RFC 8259 section 6. */
#define HAR_INTEGER_MAX INT64_C(9007199254740991)

#endif
