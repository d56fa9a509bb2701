/* Texts from the platform, made safe to print. */
#include "judge/finding.h"

#include "base/assure.h"
#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

static const char ellipsis[] = "\xe2\x80\xa6";

/* Characters that are well-formed and still must not reach a terminal or a page: they move, hide or
   reorder what stands beside them. */
static const struct {
    uint32_t first, last;
} unprintable[] = {
    {0x0000, 0x001f}, /* C0 */
    {0x007f, 0x009f}, /* DEL and C1 */
    {0x061c, 0x061c}, /* Arabic letter mark */
    {0x200b, 0x200f}, /* zero width, left-to-right and right-to-left marks */
    {0x2028, 0x202e}, /* line and paragraph separator, embeddings and overrides */
    {0x2060, 0x206f}, /* invisible operators, isolates */
    {0xfeff, 0xfeff}, /* byte order mark */
    {0xfff9, 0xfffb}, /* interlinear annotation */
};

static bool is_printable(uint32_t character) {
    for (size_t i = 0; i < sizeof unprintable / sizeof unprintable[0]; i++) {
        if (character >= unprintable[i].first && character <= unprintable[i].last) {
            return false;
        }
    }
    return true;
}

static uint32_t decode(const unsigned char *at, size_t size) {
    static const unsigned char lead_bits[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
    uint32_t character = at[0] & lead_bits[size];
    for (size_t i = 1; i < size; i++) {
        character = character << 6 | (at[i] & 0x3f);
    }
    return character;
}

/* One character of the input as it is printed. */
struct glyph {
    char text[16];
    size_t taken; /* bytes of the input */
};

static struct glyph glyph_at(struct bytes bytes, size_t offset) {
    size_t size = utf8_sequence_size(bytes, offset);
    const unsigned char *at = bytes.data + offset;
    struct glyph glyph = {.taken = size == 0 ? 1 : size};
    if (size == 0) {
        snprintf(glyph.text, sizeof glyph.text, "\\x%02x", at[0]);
    } else if (is_printable(decode(at, size))) {
        memcpy(glyph.text, at, size);
    } else {
        snprintf(glyph.text, sizeof glyph.text, "\\u%04x", (unsigned)decode(at, size));
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
    struct quote quote = {"\""};
    print_safely(bytes, quote.text + 1, sizeof quote.text - 2);
    size_t size = strlen(quote.text);
    quote.text[size] = '"';
    quote.text[size + 1] = '\0';
    return quote;
}
