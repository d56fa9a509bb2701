/* A page for a terminal: inks, columns and line breaks. What comes from outside stays text. */
#ifndef REPORT_PAGE_H
#define REPORT_PAGE_H

#include "report/pen.h"
#include "report/report.h"

enum ink {
    INK_PLAIN,
    INK_STRONG,
    INK_FAINT,
    INK_GOOD,
    INK_BAD,
    INK_WARN,
    INK_GOOD_BLOCK, /* a word on a coloured ground */
    INK_BAD_BLOCK,
    INK_WARN_BLOCK,
};

struct page {
    struct pen pen;
    struct buffer scratch; /* owned */
    bool has_color;
    unsigned width;  /* columns in use; UINT_MAX where lines are not fitted */
    unsigned column; /* where the next character goes, from 0 */
    unsigned margin; /* where lines begin that page_words breaks */
};

void page_init(struct page *page, struct console_options options, struct buffer *out);
enum status page_finish(struct page *page) MUST_USE; /* as pen_finish; frees what the page owns */

/* Holds until the next ink; nothing without colours. */
void page_ink(struct page *page, enum ink ink);
/* All text below is made fit to show, as pen_safe does; NULL writes nothing. */
void page_put(struct page *page, const char *text);
void page_put_in(struct page *page, enum ink ink, const char *text);
/* A symbol of our own, or what stands for it in ASCII. */
void page_symbol(struct page *page, const char *symbol, const char *ascii);
/* Breaks lines between words, and inside one that is wider than a line. */
void page_words(struct page *page, const char *text);
void page_words_of(struct page *page, struct bytes text);
/* One of several facts on a line, a dot between them; one that does not fit begins the next line.
 */
void page_fact(struct page *page, const char *label, struct bytes fact);
/* On this line alone: what does not fit is cut, and the cut shown. */
void page_cut(struct page *page, const char *text);
/* A command for sh: lines break between arguments, with a backslash, so that it can be copied. */
void page_command(struct page *page, const char *command);
/* Spaces up to a column, one at least. */
void page_tab(struct page *page, unsigned column);
void page_rule(struct page *page);
void page_line_end(struct page *page);
void page_blank_line(struct page *page);

#endif
