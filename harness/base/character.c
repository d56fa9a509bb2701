#include "base/character.h"

#include "base/assure.h"
#include "base/utf8.h"

struct range {
    int32_t first, last;
};

static const struct range hidden[] = {
    {0x0000, 0x001f},   /* C0 controls */
    {0x007f, 0x009f},   /* delete and C1 controls */
    {0x00ad, 0x00ad},   /* soft hyphen */
    {0x061c, 0x061c},   /* Arabic letter mark */
    {0x115f, 0x1160},   /* Hangul fillers */
    {0x180e, 0x180e},   /* Mongolian vowel separator */
    {0x200b, 0x200f},   /* zero width, direction marks */
    {0x2028, 0x202e},   /* line and paragraph separators, embeddings and overrides */
    {0x2060, 0x206f},   /* word joiner, isolates, deprecated format characters */
    {0x3164, 0x3164},   /* Hangul filler */
    {0xd800, 0xdfff},   /* surrogates */
    {0xfdd0, 0xfdef},   /* noncharacters */
    {0xfeff, 0xfeff},   /* byte order mark */
    {0xffa0, 0xffa0},   /* Hangul filler */
    {0xfff9, 0xfffb},   /* interlinear annotation */
    {0xe0000, 0xe0fff}, /* tags, further variation selectors */
};

/* What terminals agree on; a rarer script costs a ragged column and nothing else. */
static const struct range wide[] = {
    {0x1100, 0x115e},   {0x2e80, 0x303e},   {0x3041, 0x33ff},   {0x3400, 0x4dbf},
    {0x4e00, 0xa4cf},   {0xa960, 0xa97f},   {0xac00, 0xd7a3},   {0xf900, 0xfaff},
    {0xfe30, 0xfe6f},   {0xff01, 0xff60},   {0xffe0, 0xffe6},   {0x1f300, 0x1f64f},
    {0x1f680, 0x1f6ff}, {0x1f900, 0x1f9ff}, {0x20000, 0x3fffd},
};

static const struct range combining[] = {
    {0x0300, 0x036f}, {0x0483, 0x0489}, {0x0591, 0x05bd}, {0x0610, 0x061a},
    {0x064b, 0x065f}, {0x0900, 0x0902}, {0x093c, 0x093c}, {0x0941, 0x0948},
    {0x0e31, 0x0e31}, {0x0e34, 0x0e3a}, {0x0e47, 0x0e4e}, {0x1ab0, 0x1aff},
    {0x1dc0, 0x1dff}, {0x20d0, 0x20ff}, {0xfe00, 0xfe0f}, {0xfe20, 0xfe2f},
};

static bool is_among(int32_t code, const struct range *ranges, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (code >= ranges[i].first && code <= ranges[i].last) {
            return true;
        }
    }
    return false;
}

#define IS_AMONG(code, ranges) is_among(code, ranges, sizeof(ranges) / sizeof(ranges)[0])

struct character character_at(struct bytes text, size_t offset) {
    ASSURE(offset < text.size);
    static const unsigned char lead_bits[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
    size_t size = utf8_sequence_size(text, offset);
    if (size == 0) {
        return (struct character){CHARACTER_BROKEN, 1};
    }
    int32_t code = text.data[offset] & lead_bits[size];
    for (size_t i = 1; i < size; i++) {
        code = code << 6 | (text.data[offset + i] & 0x3f);
    }
    return (struct character){code, size};
}

bool character_is_shown(int32_t code) {
    bool is_noncharacter = (code & 0xfffe) == 0xfffe; /* the last two of every plane */
    return code != CHARACTER_BROKEN && !is_noncharacter && !IS_AMONG(code, hidden);
}

unsigned character_columns(int32_t code) {
    if (code < 0x300) {
        return 1;
    }
    return IS_AMONG(code, combining) ? 0 : IS_AMONG(code, wide) ? 2 : 1;
}
