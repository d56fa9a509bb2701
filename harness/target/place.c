#include "target/place.h"

#include "base/utf8.h"

enum { DEPTH_MAX = 8 };

static bool is_control(struct bytes text, size_t at) {
    unsigned char byte = text.data[at];
    return byte < 0x20 || byte == 0x7f || (byte == 0xc2 && text.data[at + 1] < 0xa0);
}

void place_printable(struct bytes text, size_t size, char *out_text) {
    size_t kept = text.size < size ? text.size : size - 1;
    struct bytes end = bytes_slice(text, text.size - kept, kept);
    size_t written = 0;
    for (size_t at = 0; at < end.size;) {
        size_t step = utf8_sequence_size(end, at);
        if (step == 0 || is_control(end, at)) {
            out_text[written++] = '?';
            at += step == 0 ? 1 : step;
            continue;
        }
        memcpy(out_text + written, end.data + at, step);
        written += step;
        at += step;
    }
    out_text[written] = '\0';
}

/* A string is a name where one has to stand, and nowhere else: behind a slip of the pen a colon
   follows a value as well, and a value may be a secret. */
struct level {
    struct bytes name; /* absent where there is none (yet) */
    bool is_object;
    bool awaits_name;
};

/* The levels around a place, outermost first. */
struct trail {
    struct level levels[DEPTH_MAX + 1];
    size_t depth;
};

static struct level *innermost(struct trail *trail) {
    return trail->depth <= DEPTH_MAX ? &trail->levels[trail->depth] : NULL;
}

static void enter(struct trail *trail, bool is_object) {
    trail->depth++;
    struct level *level = innermost(trail);
    if (level != NULL) {
        *level = (struct level){.is_object = is_object, .awaits_name = is_object};
    }
}

static void begin_member(struct trail *trail) {
    struct level *level = innermost(trail);
    if (level != NULL) {
        level->name = bytes_of(NULL, 0);
        level->awaits_name = level->is_object;
    }
}

static void step_over(struct trail *trail, unsigned char byte) {
    switch (byte) {
    case '{':
    case '[':
        enter(trail, byte == '{');
        break;
    case '}':
    case ']':
        trail->depth -= trail->depth > 0;
        break;
    case ',':
        begin_member(trail);
        break;
    default:
        break;
    }
}

/* Offset of the closing quote of the string that opens at `opening`, or the text's size. */
static size_t closing_quote(struct bytes text, size_t opening) {
    size_t at = opening + 1;
    while (at < text.size && text.data[at] != '"') {
        at += text.data[at] == '\\' ? 2 : 1;
    }
    return at < text.size ? at : text.size;
}

static bool is_name(struct bytes text, size_t closing) {
    for (size_t at = closing + 1; at < text.size; at++) {
        if (strchr(" \t\r\n", text.data[at]) == NULL) {
            return text.data[at] == ':';
        }
    }
    return false;
}

static size_t step_over_string(struct trail *trail, struct bytes text, size_t at, size_t offset) {
    size_t closing = closing_quote(text, at);
    bool is_whole = closing < offset || at == offset;
    struct level *level = innermost(trail);
    if (level != NULL && level->awaits_name) {
        level->awaits_name = false;
        if (is_whole && is_name(text, closing)) {
            level->name = bytes_slice(text, at + 1, closing - at - 1);
        }
    }
    return closing;
}

static void join(const struct trail *trail, char out_text[PLACE_PATH_SIZE]) {
    size_t size = 0;
    out_text[0] = '\0';
    for (size_t i = 0; i <= trail->depth && i <= DEPTH_MAX && size < PLACE_PATH_SIZE; i++) {
        if (trail->levels[i].name.data == NULL) {
            continue;
        }
        char name[PLACE_NAME_SIZE];
        place_printable(trail->levels[i].name, sizeof name, name);
        size += (size_t)snprintf(out_text + size, PLACE_PATH_SIZE - size, "%s%s",
                                 size == 0 ? "" : ".", name);
    }
}

void place_path(struct bytes text, size_t offset, char out_text[PLACE_PATH_SIZE]) {
    struct trail trail = {.depth = 0};
    for (size_t at = 0; at < text.size && at <= offset; at++) {
        if (text.data[at] == '"') {
            at = step_over_string(&trail, text, at, offset);
        } else if (at < offset) {
            step_over(&trail, text.data[at]);
        }
    }
    join(&trail, out_text);
}
