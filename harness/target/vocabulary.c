#include "target/vocabulary.h"

#include "base/assure.h"
#include "base/nearness.h"

const char *vocabulary_nearest(const struct vocabulary *vocabulary, struct bytes name) {
    const char *nearest = NULL;
    size_t least = SIZE_MAX;
    for (size_t i = 0; i < vocabulary->count; i++) {
        size_t edits = 0;
        if (nearness_is_close(name, bytes_of_text(vocabulary->names[i]), &edits) && edits < least) {
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
