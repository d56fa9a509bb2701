/* A JSON text while it is being changed, and the places in it: read loosely, since most drafts are
   no JSON any more. */
#ifndef FUZZ_JSON_DRAFT_H
#define FUZZ_JSON_DRAFT_H

#include "base/bytes.h"
#include "base/random.h"

/* Borrows the memory. */
struct json_draft {
    uint8_t *text;
    size_t size;
    size_t room;
};

/* A part of a draft. size == 0: there is none. */
struct json_part {
    size_t at;
    size_t size;
};

enum json_part_kind {
    PARTS_TERMINALS, /* each mark, string, number and literal */
    PARTS_STRINGS,   /* with their quotes, names too */
    PARTS_NAMES,     /* with their quotes */
    PARTS_VALUES,    /* whatever stands behind a colon, or is an element, to its end */
    PARTS_MEMBERS,   /* name, colon and value */
};

/* A part of this kind, each as likely as the others; size 0 where there is none. */
struct json_part json_draft_draw(const struct json_draft *draft, enum json_part_kind kind,
                                 struct random *random);

/* Puts `bytes` where `part` was (a part of size 0 is a place). False, and nothing changed, when
   there is no room. `bytes` is not of the draft. */
bool json_draft_replace(struct json_draft *draft, struct json_part part, struct bytes bytes);

#endif
