#include "fuzz/triple.h"

#include <string.h>

/* Takes the part before the next separator off `inout_rest`, which is left without data at the
   end. */
static struct subject_text take_part(struct subject_text *inout_rest) {
    struct subject_text part = *inout_rest;
    const char *separator = memchr(part.data, TRIPLE_SEPARATOR, part.size);
    if (separator == NULL) {
        *inout_rest = (struct subject_text){NULL, 0};
        return part;
    }
    part.size = (size_t)(separator - part.data);
    *inout_rest = (struct subject_text){separator + 1, inout_rest->size - part.size - 1};
    return part;
}

struct triple triple_split(const uint8_t *data, size_t size) {
    struct subject_text rest = {size == 0 ? "" : (const char *)data, size};
    struct triple triple = {.device_id = {"", 0}};
    triple.endpoint = take_part(&rest);
    if (rest.data != NULL) {
        triple.device_id = take_part(&rest);
    }
    triple.app_id = rest;
    return triple;
}
