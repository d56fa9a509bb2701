/* A pen writes a page into a buffer and keeps its first error, so that the code that renders a
   page reads like the page. */
#ifndef REPORT_PEN_H
#define REPORT_PEN_H

#include "base/bytes.h"

struct pen {
    struct buffer *out; /* borrowed */
    size_t start;       /* bytes that `out` held before */
    enum status status; /* after the first error nothing is written */
    bool is_ascii;      /* pen_safe escapes everything outside ASCII too; false at first */
};

void pen_init(struct pen *pen, struct buffer *out);
/* The first error, STATUS_NO_MEMORY or STATUS_LIMIT; then `out` is as it was before pen_init. */
enum status pen_finish(struct pen *pen) MUST_USE;

/* Our own words, as they are. */
void pen_text(struct pen *pen, const char *text);
void pen_bytes(struct pen *pen, struct bytes bytes);

/* Text that came from outside, made fit to show on one line: whatever character_is_shown refuses
   is spelled \n, \r, \t, \u001b or \u{e0041}, and a byte that is not UTF-8 \xff. */
void pen_safe(struct pen *pen, struct bytes text);
void pen_safe_text(struct pen *pen, const char *text); /* NULL writes nothing */

/* The same, and what Markdown or HTML would take for more than text has a backslash before it; an @
   or # that would mention somebody or something is parted from what follows. */
void pen_markdown(struct pen *pen, struct bytes text);

void pen_number(struct pen *pen, uint64_t number);
/* Microseconds as seconds with three digits, rounded, whatever the locale: 2.345. Negative is 0. */
void pen_seconds(struct pen *pen, int64_t elapsed_us);
/* "1 case", "2 cases". */
void pen_counted(struct pen *pen, uint64_t count, const char *one, const char *many);

/* Cuts `out` back to `size` bytes unless `status` is STATUS_OK; returns `status`. */
enum status append_or_take_back(struct buffer *out, size_t size, enum status status) MUST_USE;

#endif
