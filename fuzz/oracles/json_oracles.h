/* The oracles of our JSON gate and document: each holds them to one kind of promise, on one text.
   They are no subject's, so their names are their own and cannot be waived. */
#ifndef FUZZ_ORACLES_JSON_ORACLES_H
#define FUZZ_ORACLES_JSON_ORACLES_H

#include "json/document.h"

/* What the floor makes of a text, by each of its ways in. */
struct json_reading {
    struct json_error error;       /* of the gate */
    struct json_facts facts;       /* of a text that it takes */
    struct json_error loose_error; /* of the document, names any */
    struct json_document loose;
    struct json_error strict_error; /* of the document, names unique */
    struct json_document strict;
};

/* "gate-untouched", "gate-offset", "gate-document": outputs are left alone on failure, places are
   inside, and the document takes what the gate takes, duplicate names apart. */
struct json_reading json_read(struct bytes text);
void json_reading_end(struct json_reading *reading);

/* "gate-jansson", "gate-duplicate", "gate-tree": the verdict and the tree are jansson's, yajl
   having a vote where jansson has none. */
void json_agrees(struct bytes text, const struct json_reading *reading);

/* "gate-offset": the text in front of the fault could have gone on, and the fault shows as soon as
   its byte is there. */
void json_offset_is_first(struct bytes text, const struct json_reading *reading);

/* "gate-places": where the document says that a value stands, a value of its kind stands. */
void json_places_hold(struct bytes text, const struct json_reading *reading);

/* "gate-written": written again, on one line or indented, it is well-formed and the same tree. */
void json_is_written_again(const struct json_reading *reading);

/* "gate-same-twice" */
void json_is_same_twice(struct bytes text, const struct json_reading *reading);

/* "gate-allocation": the bound, and every allocation failing. */
void json_allocates(struct bytes text, const struct json_reading *reading);

#endif
