/* Names that a message can list or suggest. */
#ifndef TARGET_VOCABULARY_H
#define TARGET_VOCABULARY_H

#include "base/bytes.h"

enum { VOCABULARY_MAX = 16 };

struct vocabulary {
    const char *names[VOCABULARY_MAX];
    size_t count;
};

/* The name that `name` was probably meant to be, or NULL when none is near. */
const char *vocabulary_nearest(const struct vocabulary *vocabulary, struct bytes name);

enum { VOCABULARY_LIST_SIZE = 320 };

/* Writes "a, b or c". */
void vocabulary_list(const struct vocabulary *vocabulary, char out_text[VOCABULARY_LIST_SIZE]);

#endif
