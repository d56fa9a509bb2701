#include "base/nearness.h"

enum { WORD_MAX = 64 }; /* bytes; longer ones are near to nothing */

static size_t smaller(size_t a, size_t b) {
    return a < b ? a : b;
}

size_t nearness_edits(struct bytes word, struct bytes name) {
    size_t edits[WORD_MAX + 1]; /* of the word so far, for each start of the name */
    if (word.size > WORD_MAX || name.size > WORD_MAX) {
        return SIZE_MAX;
    }
    for (size_t j = 0; j <= name.size; j++) {
        edits[j] = j;
    }
    for (size_t i = 1; i <= word.size; i++) {
        size_t diagonal = edits[0];
        edits[0] = i;
        for (size_t j = 1; j <= name.size; j++) {
            bool differ = byte_lower(word.data[i - 1]) != byte_lower(name.data[j - 1]);
            size_t replaced = diagonal + differ;
            diagonal = edits[j];
            edits[j] = smaller(replaced, smaller(edits[j], edits[j - 1]) + 1);
        }
    }
    return edits[name.size];
}

bool nearness_is_close(struct bytes word, struct bytes name, size_t *out_edits) {
    size_t edits = nearness_edits(word, name);
    if (edits >= word.size / 3 + 2 || edits >= name.size) {
        return false;
    }
    *out_edits = edits;
    return true;
}
