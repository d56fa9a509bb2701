/* Finding stretches of secrets in a text and writing labels over them. */
#include "evidence/redact.h"

#include "evidence/redactor.h"
#include "evidence/views.h"

#include <string.h>

enum {
    GAP_LIMIT = 3, /* bytes between two stretches of one secret, decoded, are fewer */
    RING_SIZE = 8, /* a power of two of at least WINDOW_SIZE */
};

/* A stretch of a text, raw, that tells of a secret. */
struct stretch {
    size_t from, to;
    size_t secret;
    bool is_there;
};

struct scan {
    const struct redactor *redactor;
    const struct view *view;
    enum exchange_part part;
    unsigned char *text; /* rewritten in place */
    size_t size;
    struct view_cursor cursor;
    uint64_t window;          /* the last WINDOW_SIZE bytes read */
    size_t starts[RING_SIZE]; /* a ring: where each of them began, raw */
    size_t run;               /* bytes read since the last stretch */
    size_t gap_limit;         /* 0: stretches are never joined */
    struct stretch last;      /* found, and not yet written over: it may grow across a gap */
    struct redaction *redactions;
    size_t capacity, *count;
};

/* ---- writing over ---- */

static void record(struct scan *scan, size_t from, size_t size, enum secret_kind kind) {
    if (*scan->count < scan->capacity) {
        scan->redactions[(*scan->count)++] =
            (struct redaction){.part = scan->part, .secret = kind, .offset = from, .size = size};
    }
}

static bool is_continuation(unsigned char byte) {
    return (byte & 0xc0) == 0x80;
}

/* A label must not cut a character or an escape in two: the evidence would look broken where the
   platform's answer was not. */
static struct stretch widened(const struct scan *scan, struct stretch stretch) {
    const unsigned char *text = scan->text;
    stretch.from = views_escape_start(bytes_of(text, scan->size), stretch.from);
    for (unsigned i = 0; i < 3 && stretch.from > 0 && is_continuation(text[stretch.from]); i++) {
        stretch.from--;
    }
    for (unsigned i = 0; i < 3 && stretch.to < scan->size && is_continuation(text[stretch.to]);
         i++) {
        stretch.to++;
    }
    return stretch;
}

static void write_over_last(struct scan *scan) {
    if (!scan->last.is_there) {
        return;
    }
    struct stretch stretch = widened(scan, scan->last);
    const struct known_secret *secret = &scan->redactor->secrets[stretch.secret];
    size_t size = stretch.to - stretch.from;
    size_t label_size = size < REDACT_LABEL_SIZE ? size : REDACT_LABEL_SIZE;
    memset(scan->text + stretch.from, '*', size);
    memcpy(scan->text + stretch.from, secret->label, label_size);
    record(scan, stretch.from, size, secret->kind);
    scan->last.is_there = false;
}

/* ---- finding ---- */

/* How far a pattern and the text go together from a window that both have. */
struct match {
    const struct pattern *pattern;
    size_t from, to; /* of the pattern */
    bool is_public;  /* all of it is public text */
    struct view_cursor end;
};

static struct match follow(const struct scan *scan, const struct window_place *place) {
    const struct pattern *pattern = &scan->redactor->patterns[place->pattern];
    struct match match = {.pattern = pattern,
                          .from = place->position,
                          .to = place->position + WINDOW_SIZE,
                          .is_public = is_public_window(scan->redactor, scan->window),
                          .end = scan->cursor};
    uint64_t window = scan->window;
    struct view_cursor ahead = scan->cursor;
    unsigned char byte;
    while (match.to < pattern->size && view_cursor_next(&ahead, &byte) &&
           window_lower(byte) == pattern->data[match.to]) {
        window = window_slide(window, byte);
        match.is_public = match.is_public && is_public_window(scan->redactor, window);
        match.to++;
        match.end = ahead;
    }
    return match;
}

/* A whole secret always counts, a part of one where it is long enough and not all public. */
static bool counts(const struct scan *scan, const struct match *match) {
    const struct known_secret *secret = &scan->redactor->secrets[match->pattern->secret];
    bool is_whole = match->from == 0 && match->to == match->pattern->size;
    size_t told = form_bytes_told(match->pattern->form, match->from, match->to);
    return is_whole || (!match->is_public && told >= fewest_bytes_told(secret));
}

/* The longest match that begins with the window just read; of equal ones the pattern known
   first. Its pattern is NULL where there is none. */
static struct match find_match(const struct scan *scan) {
    struct match best = {.pattern = NULL};
    size_t probe = 0;
    const struct window_place *place;
    while ((place = window_table_find(&scan->redactor->secret_windows, scan->window, &probe)) !=
           NULL) {
        struct match match = follow(scan, place);
        size_t size = match.to - match.from, best_size = best.to - best.from;
        bool is_better = size > best_size || (size == best_size && match.pattern < best.pattern);
        if (is_better && counts(scan, &match)) {
            best = match;
        }
    }
    return best;
}

static void take(struct scan *scan, const struct match *match) {
    size_t from = scan->starts[(scan->run - WINDOW_SIZE) % RING_SIZE];
    size_t gap = scan->run - WINDOW_SIZE;
    bool is_same = scan->last.is_there && scan->last.secret == match->pattern->secret;
    if (is_same && gap < scan->gap_limit) {
        scan->last.to = match->end.unit_to;
    } else {
        write_over_last(scan);
        scan->last = (struct stretch){from, match->end.unit_to, match->pattern->secret, true};
    }
    scan->cursor = match->end;
    scan->run = 0;
}

/* Notes the beginnings of the last of `count` plain bytes that end before `end`. */
static void note_starts(struct scan *scan, size_t end, size_t count) {
    size_t noted = count < WINDOW_SIZE ? count : WINDOW_SIZE;
    scan->run += count;
    for (size_t back = 1; back <= noted; back++) {
        scan->starts[(scan->run - back) % RING_SIZE] = end - back;
    }
}

/* Reads on while bytes stand for themselves, which is most of any text, up to one that completes a
   window that may be a secret's. False: an escape or the end comes next. */
static bool read_plain(struct scan *scan) {
    const struct window_table windows = scan->redactor->secret_windows; /* kept in registers */
    const struct bytes text = scan->cursor.text;
    const unsigned char first = scan->view->escapes[0], second = scan->view->escapes[1];
    size_t from = scan->cursor.unit_to, at = from;
    /* No window is whole before this place; what is left of an earlier one is no candidate. */
    size_t whole_from = scan->run < WINDOW_SIZE ? from + WINDOW_SIZE - scan->run : from + 1;
    uint64_t window = scan->window;
    bool is_candidate = false;
    while (!is_candidate && at < text.size && text.data[at] != first && text.data[at] != second) {
        window = window_slide(window, text.data[at++]);
        is_candidate = window_table_may_have(&windows, window) && at >= whole_from;
    }
    scan->window = window;
    note_starts(scan, at, at - from);
    view_cursor_move(&scan->cursor, at);
    return is_candidate;
}

/* Reads one byte of an escape. False at the end. */
static bool read_escaped(struct scan *scan, bool *out_is_candidate) {
    unsigned char byte;
    if (!view_cursor_next(&scan->cursor, &byte)) {
        return false;
    }
    scan->window = window_slide(scan->window, byte);
    scan->starts[scan->run++ % RING_SIZE] = scan->cursor.unit_from;
    *out_is_candidate = scan->run >= WINDOW_SIZE &&
                        window_table_may_have(&scan->redactor->secret_windows, scan->window);
    return true;
}

static void scan_view(struct scan *scan) {
    for (bool is_candidate;;) {
        is_candidate = !view_cursor_is_inside(&scan->cursor) && read_plain(scan);
        if (!is_candidate && !read_escaped(scan, &is_candidate)) {
            break;
        }
        struct match match = {.pattern = NULL};
        if (is_candidate) {
            match = find_match(scan);
        }
        if (match.pattern != NULL) {
            take(scan, &match);
        }
    }
    write_over_last(scan);
}

static void redact(const struct scan *blank, unsigned char *text, size_t size) {
    struct bytes whole = bytes_of(text, size);
    for (size_t i = 0; i < VIEW_COUNT; i++) {
        struct bytes sign = bytes_of(views[i].sign, views[i].sign_size);
        if (i != VIEW_RAW && bytes_find(whole, sign, 0) == SIZE_MAX) {
            continue;
        }
        struct scan scan = *blank;
        scan.view = &views[i];
        scan.text = text;
        scan.size = size;
        scan.cursor = view_cursor_at(&views[i], whole, 0);
        scan_view(&scan);
    }
}

void redact_in_place(const struct redactor *redactor, enum exchange_part part, unsigned char *text,
                     size_t size, struct redaction *out_redactions, size_t capacity,
                     size_t *inout_count) {
    const struct scan scan = {.redactor = redactor,
                              .part = part,
                              .gap_limit = GAP_LIMIT,
                              .redactions = out_redactions,
                              .capacity = capacity,
                              .count = inout_count};
    redact(&scan, text, size);
}

void redact_joined_in_place(const struct redactor *redactor, enum exchange_part part,
                            unsigned char *text, size_t size, struct redaction *out_redactions,
                            size_t capacity, size_t *inout_count) {
    const struct scan scan = {.redactor = redactor,
                              .part = part,
                              .redactions = out_redactions,
                              .capacity = capacity,
                              .count = inout_count};
    redact(&scan, text, size);
}
