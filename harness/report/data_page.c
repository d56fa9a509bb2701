#include "report/data_page.h"

#include "base/assure.h"
#include "report/pen.h"

#include <string.h>

struct spelling {
    const char *plain;
    const char *escaped;
};

/* HTML, section 4.12.1.3: what a script element may not hold; then what once ended lines of
   JavaScript. In JSON all of these stand inside strings alone. */
static const struct spelling spellings[] = {
    {"<", "\\u003c"},
    {">", "\\u003e"},
    {"&", "\\u0026"},
    {"\xe2\x80\xa8", "\\u2028"},
    {"\xe2\x80\xa9", "\\u2029"},
};

static const struct spelling *spelling_at(struct bytes rest) {
    for (size_t i = 0; i < sizeof spellings / sizeof spellings[0]; i++) {
        if (bytes_starts_with(rest, bytes_of_text(spellings[i].plain))) {
            return &spellings[i];
        }
    }
    return NULL;
}

static void write_data(struct pen *pen, struct bytes json) {
    size_t done = 0;
    for (size_t at = 0; at < json.size; at++) {
        const struct spelling *spelling = spelling_at(bytes_slice(json, at, json.size));
        if (spelling != NULL) {
            pen_bytes(pen, bytes_slice(json, done, at - done));
            pen_text(pen, spelling->escaped);
            at += strlen(spelling->plain) - 1;
            done = at + 1;
        }
    }
    pen_bytes(pen, bytes_slice(json, done, json.size));
}

enum status data_page_write(struct bytes page, struct bytes json, struct buffer *out) {
    struct bytes marker = bytes_of_text("@DATA@");
    size_t at = bytes_find(page, marker, 0);
    ASSURE(at != SIZE_MAX);
    struct pen pen;
    pen_init(&pen, out);
    pen_bytes(&pen, bytes_slice(page, 0, at));
    write_data(&pen, json);
    pen_bytes(&pen, bytes_slice(page, at + marker.size, page.size));
    return pen_finish(&pen);
}
