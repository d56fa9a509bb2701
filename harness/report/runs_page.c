#include "report/runs_page.h"

#include "base/assure.h"
#include "base/character.h"
#include "model/tally.h"
#include "report/pen.h"

/* Made by the build of reports/templates/runs.html. */
extern const unsigned char runs_page_template[];
extern const size_t runs_page_template_size;

enum { VERDICTS = VERDICT_NONE + 1 };

static struct bytes whole(void) {
    return bytes_of(runs_page_template, runs_page_template_size);
}

/* Where the rows go. */
static struct bytes marker(void) {
    return bytes_of_text("<!-- runs -->\n");
}

static size_t find_marker(void) {
    size_t at = bytes_find(whole(), marker(), 0);
    ASSURE(at != SIZE_MAX);
    return at;
}

enum status runs_page_begin(struct buffer *out) {
    return buffer_append(out, bytes_slice(whole(), 0, find_marker()));
}

enum status runs_page_end(struct buffer *out) {
    return buffer_append(out, bytes_slice(whole(), find_marker() + marker().size, whole().size));
}

static const char *entity_of(int32_t code) {
    switch (code) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

/* Text from outside, as text: what could act on a page or on its reader does not. */
static void put_text(struct pen *pen, struct bytes text) {
    for (size_t at = 0; at < text.size;) {
        struct character character = character_at(text, at);
        const char *entity = entity_of(character.code);
        if (entity != NULL) {
            pen_text(pen, entity);
        } else {
            pen_safe(pen, bytes_slice(text, at, character.size));
        }
        at += character.size;
    }
}

/* One of our own words, and so a class of the style, whatever the file says. A run without a report
   is under way or died. */
static const char *word_of(struct bytes verdict) {
    for (size_t i = 0; i < VERDICTS; i++) {
        if (bytes_equal_text(verdict, verdict_names[i])) {
            return verdict_names[i];
        }
    }
    return "unreported";
}

static void put_files(struct pen *pen, const struct runs_row *row) {
    for (size_t i = 0; i < RUNS_PAGE_FILES_MAX && row->files[i] != NULL; i++) {
        pen_text(pen, i == 0 ? "<a href=\"" : " <a href=\"");
        pen_text(pen, row->run_id);
        pen_text(pen, "/");
        pen_text(pen, row->files[i]);
        pen_text(pen, "\">");
        pen_text(pen, row->files[i]);
        pen_text(pen, "</a>");
    }
}

enum status runs_page_row(const struct runs_row *row, struct buffer *out) {
    struct pen pen;
    pen_init(&pen, out);
    pen_text(&pen, "<tr><td class=\"");
    pen_text(&pen, word_of(row->verdict));
    pen_text(&pen, "\">");
    pen_text(&pen, word_of(row->verdict));
    pen_text(&pen, "</td><td>");
    put_text(&pen, row->target_name);
    pen_text(&pen, "</td><td>");
    if (row->started.size > 0) {
        put_text(&pen, row->started);
    } else {
        pen_text(&pen, row->run_id);
    }
    pen_text(&pen, "</td><td>");
    put_files(&pen, row);
    pen_text(&pen, "</td></tr>\n");
    return pen_finish(&pen);
}
