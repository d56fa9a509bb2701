#include "target/vocabulary.h"

#include "base/assure.h"

enum { NAME_SIZE_MAX = 48 }; /* longer names are near to none of ours */

static size_t smaller(size_t a, size_t b) {
    return a < b ? a : b;
}

/* How many characters must be inserted, removed or replaced to make one name from the other, ASCII
   case ignored (Levenshtein's distance). */
static size_t distance(struct bytes a, struct bytes b) {
    ASSURE(a.size <= NAME_SIZE_MAX && b.size <= NAME_SIZE_MAX);
    size_t edits[NAME_SIZE_MAX + 1][NAME_SIZE_MAX + 1];
    for (size_t i = 0; i <= a.size; i++) {
        for (size_t j = 0; j <= b.size; j++) {
            if (i == 0 || j == 0) {
                edits[i][j] = i + j;
                continue;
            }
            bool differ = byte_lower(a.data[i - 1]) != byte_lower(b.data[j - 1]);
            edits[i][j] = smaller(edits[i - 1][j - 1] + differ,
                                  smaller(edits[i - 1][j], edits[i][j - 1]) + 1);
        }
    }
    return edits[a.size][b.size];
}

const char *vocabulary_nearest(const struct vocabulary *vocabulary, struct bytes name) {
    if (name.size > NAME_SIZE_MAX) {
        return NULL;
    }
    const char *nearest = NULL;
    size_t least = name.size / 3 + 2; /* past this it is another word */
    for (size_t i = 0; i < vocabulary->count; i++) {
        size_t edits = distance(name, bytes_of_text(vocabulary->names[i]));
        if (edits < least && edits < strlen(vocabulary->names[i])) {
            nearest = vocabulary->names[i];
            least = edits;
        }
    }
    return nearest;
}

static const char *separator(size_t index, size_t count) {
    if (index == 0) {
        return "";
    }
    return index + 1 == count ? " or " : ", ";
}

void vocabulary_list(const struct vocabulary *vocabulary, char out_text[VOCABULARY_LIST_SIZE]) {
    size_t size = 0;
    out_text[0] = '\0';
    for (size_t i = 0; i < vocabulary->count && size < VOCABULARY_LIST_SIZE; i++) {
        int more = snprintf(out_text + size, VOCABULARY_LIST_SIZE - size, "%s%s",
                            separator(i, vocabulary->count), vocabulary->names[i]);
        ASSURE(more >= 0);
        size += (size_t)more;
    }
}
