#include "evidence/chunk_map.h"

#include <stdlib.h>
#include <string.h>

static int hex_value(unsigned char byte) {
    static const char digits[] = "0123456789abcdef";
    const char *found = byte == 0 ? NULL : strchr(digits, byte_lower(byte));
    return found == NULL ? -1 : (int)(found - digits);
}

/* The size at `*inout_at`, cut to what any text can hold. False where there is no digit. */
static bool read_size(struct bytes framed, size_t *inout_at, size_t *out_size) {
    size_t at = *inout_at, size = 0;
    for (; at < framed.size && hex_value(framed.data[at]) >= 0; at++) {
        size = size > framed.size ? size : size * 16 + (size_t)hex_value(framed.data[at]);
    }
    bool has_digits = at > *inout_at;
    *inout_at = at;
    *out_size = size;
    return has_digits;
}

static size_t skip_byte(struct bytes framed, size_t at, unsigned char byte) {
    return at < framed.size && framed.data[at] == byte ? at + 1 : at;
}

bool chunk_next(struct bytes framed, size_t *inout_at, struct chunk *out_chunk) {
    size_t at = *inout_at, size = 0;
    if (!read_size(framed, &at, &size) || size == 0) {
        return false;
    }
    size_t line_end = bytes_find(framed, bytes_of_text("\n"), at); /* an extension is passed over */
    if (line_end == SIZE_MAX) {
        return false;
    }
    struct bytes data = bytes_slice(framed, line_end + 1, size);
    *out_chunk = (struct chunk){line_end + 1, data.size};
    at = line_end + 1 + data.size;
    *inout_at = skip_byte(framed, skip_byte(framed, at, '\r'), '\n');
    return true;
}

size_t chunks_gather(struct bytes framed, unsigned char *out_content) {
    struct chunk chunk;
    size_t size = 0;
    for (size_t at = 0; chunk_next(framed, &at, &chunk); size += chunk.size) {
        memcpy(out_content + size, framed.data + chunk.from, chunk.size);
    }
    return size;
}
