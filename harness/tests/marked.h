/* JSON that can be read in a C string: ' stands for ", and ^ marks a place and is taken out. */
#ifndef TESTS_MARKED_H
#define TESTS_MARKED_H

#include "base/bytes.h"

enum { MARKED_SIZE = 65536, MARKED_PLACES_MAX = 8 };

struct marked {
    char text[MARKED_SIZE];
    size_t size;
    size_t places[MARKED_PLACES_MAX]; /* offsets */
    size_t place_count;
};

static inline void unmark(const char *from, struct marked *out_marked) {
    out_marked->size = 0;
    out_marked->place_count = 0;
    for (; *from != '\0' && out_marked->size < MARKED_SIZE; from++) {
        if (*from == '^') {
            out_marked->places[out_marked->place_count++ % MARKED_PLACES_MAX] = out_marked->size;
        } else {
            out_marked->text[out_marked->size++] = (char)(*from == '\'' ? '"' : *from);
        }
    }
}

static inline struct bytes marked_bytes(const struct marked *marked) {
    return bytes_of(marked->text, marked->size);
}

#endif
