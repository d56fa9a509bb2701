/* Texts from the platform, made safe to print. */
#include "judge/finding.h"

#include "base/assure.h"
#include "base/character.h"

#include <stdio.h>
#include <string.h>

static const char ellipsis[] = "\xe2\x80\xa6";

/* One character of the input as it is printed. */
struct glyph {
    char text[16];
    size_t taken; /* bytes of the input */
};

static struct glyph glyph_at(struct bytes bytes, size_t offset) {
    struct character character = character_at(bytes, offset);
    struct glyph glyph = {.taken = character.size};
    if (character.code == CHARACTER_BROKEN) {
        snprintf(glyph.text, sizeof glyph.text, "\\x%02x", bytes.data[offset]);
    } else if (character_is_shown(character.code)) {
        memcpy(glyph.text, bytes.data + offset, character.size);
    } else {
        snprintf(glyph.text, sizeof glyph.text, "\\u%04x", (unsigned)character.code);
    }
    return glyph;
}

/* Room for the ellipsis is kept until the last glyph is in. */
void print_safely(struct bytes bytes, char *out_text, size_t size) {
    ASSURE(size > sizeof ellipsis);
    size_t used = 0;
    for (size_t offset = 0; offset < bytes.size;) {
        struct glyph glyph = glyph_at(bytes, offset);
        size_t glyph_size = strlen(glyph.text);
        bool is_last = offset + glyph.taken == bytes.size;
        if (used + glyph_size + (is_last ? 1 : sizeof ellipsis) > size) {
            memcpy(out_text + used, ellipsis, sizeof ellipsis);
            return;
        }
        memcpy(out_text + used, glyph.text, glyph_size);
        used += glyph_size;
        offset += glyph.taken;
    }
    out_text[used] = '\0';
}

struct quote quote_of(struct bytes bytes) {
    struct quote quote = {"\""}; /* and nothing but zeros behind it */
    print_safely(bytes, quote.text + 1, sizeof quote.text - 2);
    quote.text[strlen(quote.text)] = '"';
    return quote;
}
