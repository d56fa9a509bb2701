#include "base/utf8.h"

#include <string.h>

/* RFC 3629 section 4: the second byte's range depends on the first; later ones are 80..BF. */
struct lead {
    unsigned char first, last; /* range of the lead byte */
    unsigned char size;        /* bytes in the sequence */
    unsigned char low, high;   /* range of the second byte */
};

static const struct lead leads[] = {
    {0xc2, 0xdf, 2, 0x80, 0xbf}, {0xe0, 0xe0, 3, 0xa0, 0xbf}, {0xe1, 0xec, 3, 0x80, 0xbf},
    {0xed, 0xed, 3, 0x80, 0x9f}, {0xee, 0xef, 3, 0x80, 0xbf}, {0xf0, 0xf0, 4, 0x90, 0xbf},
    {0xf1, 0xf3, 4, 0x80, 0xbf}, {0xf4, 0xf4, 4, 0x80, 0x8f},
};

static const struct lead *find_lead(unsigned char byte) {
    for (size_t i = 0; i < sizeof leads / sizeof leads[0]; i++) {
        if (byte >= leads[i].first && byte <= leads[i].last) {
            return &leads[i];
        }
    }
    return NULL;
}

size_t utf8_sequence_size(struct bytes text, size_t offset) {
    if (offset >= text.size) {
        return 0;
    }
    const unsigned char *at = text.data + offset;
    if (at[0] < 0x80) {
        return 1;
    }
    const struct lead *lead = find_lead(at[0]);
    if (lead == NULL || lead->size > text.size - offset || at[1] < lead->low ||
        at[1] > lead->high) {
        return 0;
    }
    for (size_t i = 2; i < lead->size; i++) {
        if ((at[i] & 0xc0) != 0x80) {
            return 0;
        }
    }
    return lead->size;
}

/* Most texts are ASCII, and that is seen eight bytes at a time. */
static size_t skip_ascii(struct bytes text, size_t offset) {
    for (; text.size - offset >= 8; offset += 8) {
        uint64_t eight;
        memcpy(&eight, text.data + offset, sizeof eight);
        if ((eight & UINT64_C(0x8080808080808080)) != 0) {
            break;
        }
    }
    return offset;
}

size_t utf8_first_fault(struct bytes text) {
    for (size_t offset = skip_ascii(text, 0); offset < text.size;) {
        size_t size = utf8_sequence_size(text, offset);
        if (size == 0) {
            return offset;
        }
        offset = size == 1 ? offset + 1 : skip_ascii(text, offset + size);
    }
    return SIZE_MAX;
}

bool utf8_is_valid(struct bytes text) {
    return utf8_first_fault(text) == SIZE_MAX;
}

size_t utf8_characters(struct bytes text) {
    size_t characters = 0;
    for (size_t i = 0; i < text.size; i++) {
        characters += (text.data[i] & 0xc0) != 0x80;
    }
    return characters;
}

size_t utf8_utf16_units(struct bytes text) {
    size_t units = utf8_characters(text);
    for (size_t i = 0; i < text.size; i++) {
        units += text.data[i] >= 0xf0; /* beyond the BMP: a surrogate pair */
    }
    return units;
}
