/* Views: a text as it reads once escapes are taken off, with the way back to the raw bytes.

   A secret may be escaped in part ("\u002b" for its plus sign alone), in full, or twice, in JSON,
   in a URL, on a page of HTML, or stand there in UTF-16; a view meets all of that by decoding while
   it reads. Nothing is allocated and nothing is refused: what is no escape stands for itself. */
#ifndef EVIDENCE_VIEWS_H
#define EVIDENCE_VIEWS_H

#include "base/bytes.h"

/* The smallest stretch of a text that decodes to whole bytes. */
struct unit {
    unsigned char bytes[4];
    unsigned char count; /* of bytes; more than one for \uXXXX beyond ASCII */
    size_t size;         /* raw bytes; 0 at the end of the text */
};

struct view {
    struct unit (*read)(struct bytes text, size_t at);
    unsigned char escapes[2]; /* bytes that begin one; both the same where there is one kind */
    const char *sign;         /* the view differs from the raw text only where this occurs */
    size_t sign_size;
};

enum { VIEW_PERCENT_JSON = 1, VIEW_JSON = 2, VIEW_PERCENT = 4, VIEW_RAW = 7, VIEW_COUNT = 8 };
/* In the order in which they are to be searched: the most decoded first, the raw text last, so that
   no escape is cut in two. */
extern const struct view views[VIEW_COUNT];

/* Where the escape begins that the byte at `offset` is inside of; `offset` itself if none. A label
   written from there on breaks no escape. */
size_t views_escape_start(struct bytes text, size_t offset);

/* Reads a view byte by byte. */
struct view_cursor {
    struct bytes text;
    const struct view *view;
    struct unit unit;
    unsigned index;   /* of the next byte within the unit */
    size_t unit_from; /* raw offset of the unit that the last byte came from */
    size_t unit_to;   /* and where it ends */
};

struct view_cursor view_cursor_at(const struct view *view, struct bytes text, size_t offset);
/* Whether the next byte comes from the same unit as the last one. */
static inline bool view_cursor_is_inside(const struct view_cursor *cursor) {
    return cursor->index < cursor->unit.count;
}

/* Goes on at `offset`, as if all before it had been read. */
static inline void view_cursor_move(struct view_cursor *cursor, size_t offset) {
    cursor->unit.count = 0;
    cursor->unit_to = offset;
}

/* False at the end of the text. */
bool view_cursor_next(struct view_cursor *cursor, unsigned char *out_byte);

#endif
