/* A message head taken apart for listing. Lenient: what is wrong with it is the judge's business,
   and the raw bytes stand beside the list. */
#ifndef EVIDENCE_HEAD_LINES_H
#define EVIDENCE_HEAD_LINES_H

#include "base/bytes.h"

struct head_field {
    struct bytes name;
    struct bytes value; /* trimmed */
};

struct head_lines {
    struct bytes first; /* the request or status line, without its line end */
    struct bytes rest;  /* what head_next_field has not read yet */
};

/* The head of a request, or of the final answer behind its interim ones. */
struct head_lines head_lines_of(struct bytes head);
/* False at the empty line. Lines without a colon and folded ones are passed over. */
bool head_next_field(struct head_lines *lines, struct head_field *out_field);
/* The value of the first field of this name (ASCII case ignored); empty where there is none. */
struct bytes head_field_value(struct head_lines lines, const char *name);

/* The `index`th word of a first line, from 0; with `is_rest`, all from there to its end. */
struct bytes head_word(struct bytes line, unsigned index, bool is_rest);

/* Where the body of a message begins: behind the first empty line, or at its end. */
size_t head_end(struct bytes message);

#endif
