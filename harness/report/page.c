#include "report/page.h"

#include "base/character.h"

#include <limits.h>

enum {
    WIDTH_MIN = 40,  /* narrower, a terminal's own line breaks do no worse */
    WIDTH_MAX = 100, /* wider, the eye loses the line */
    TEXT_SIZE_MAX = 1024 * 1024,
};

static const char *const ink_codes[] = {
    [INK_PLAIN] = "\x1b[0m",
    [INK_STRONG] = "\x1b[0;1m",
    [INK_FAINT] = "\x1b[0;2m",
    [INK_GOOD] = "\x1b[0;32m",
    [INK_BAD] = "\x1b[0;31m",
    [INK_WARN] = "\x1b[0;33m",
    [INK_GOOD_BLOCK] = "\x1b[0;1;97;42m",
    [INK_BAD_BLOCK] = "\x1b[0;1;97;41m",
    [INK_WARN_BLOCK] = "\x1b[0;1;30;43m",
};

static unsigned fitted_width(unsigned width) {
    return width == 0          ? UINT_MAX
           : width < WIDTH_MIN ? WIDTH_MIN
           : width > WIDTH_MAX ? WIDTH_MAX
                               : width;
}

void page_init(struct page *page, struct console_options options, struct buffer *out) {
    *page = (struct page){.has_color = options.has_color, .width = fitted_width(options.width)};
    pen_init(&page->pen, out);
    page->pen.is_ascii = options.is_ascii;
    buffer_init(&page->scratch, TEXT_SIZE_MAX);
}

enum status page_finish(struct page *page) {
    buffer_clean_up(&page->scratch);
    return pen_finish(&page->pen);
}

void page_ink(struct page *page, enum ink ink) {
    if (page->has_color) {
        pen_text(&page->pen, ink_codes[ink]);
    }
}

static size_t columns_of(struct bytes safe) {
    size_t columns = 0;
    for (size_t at = 0; at < safe.size;) {
        struct character character = character_at(safe, at);
        columns += character_columns(character.code);
        at += character.size;
    }
    return columns;
}

static void put(struct page *page, struct bytes safe) {
    pen_bytes(&page->pen, safe);
    page->column += (unsigned)columns_of(safe);
}

static void put_ours(struct page *page, const char *text) {
    put(page, bytes_of_text(text));
}

/* The text made fit to show; valid until the next call. */
static struct bytes safe_of(struct page *page, struct bytes text) {
    struct pen safe;
    buffer_clear(&page->scratch);
    pen_init(&safe, &page->scratch);
    safe.is_ascii = page->pen.is_ascii;
    pen_safe(&safe, text);
    if (page->pen.status == STATUS_OK) {
        page->pen.status = pen_finish(&safe);
    }
    return buffer_view(&page->scratch);
}

void page_put(struct page *page, const char *text) {
    put(page, safe_of(page, bytes_of_text(text)));
}

void page_put_in(struct page *page, enum ink ink, const char *text) {
    page_ink(page, ink);
    page_put(page, text);
    page_ink(page, INK_PLAIN);
}

void page_symbol(struct page *page, const char *symbol, const char *ascii) {
    put_ours(page, page->pen.is_ascii ? ascii : symbol);
}

void page_line_end(struct page *page) {
    pen_text(&page->pen, "\n");
    page->column = 0;
}

void page_blank_line(struct page *page) {
    if (page->column > 0) {
        page_line_end(page);
    }
    page_line_end(page);
}

void page_tab(struct page *page, unsigned column) {
    do {
        put_ours(page, " ");
    } while (page->column < column);
}

void page_rule(struct page *page) {
    enum { RULE_COLUMNS = 60 };
    for (unsigned i = 0; i < RULE_COLUMNS && i < page->width; i++) {
        page_symbol(page, "─", "-");
    }
    page_line_end(page);
}

static void begin_next_line(struct page *page) {
    page_line_end(page);
    if (page->margin > 0) {
        page_tab(page, page->margin);
    }
}

static bool fits(const struct page *page, struct bytes safe, unsigned reserve) {
    return page->width == UINT_MAX ||
           page->column + columns_of(safe) + reserve <= (size_t)page->width;
}

static struct bytes without_leading_spaces(struct bytes text) {
    while (text.size > 0 && text.data[0] == ' ') {
        text = bytes_slice(text, 1, text.size - 1);
    }
    return text;
}

static void put_character_by_character(struct page *page, struct bytes word) {
    for (size_t at = 0; at < word.size;) {
        struct bytes one = bytes_slice(word, at, character_at(word, at).size);
        if (!fits(page, one, 0)) {
            begin_next_line(page);
        }
        put(page, one);
        at += one.size;
    }
}

/* A word with the spaces in front of it. */
static void put_word(struct page *page, struct bytes word) {
    if (fits(page, word, 0)) {
        put(page, word);
        return;
    }
    if (page->column > page->margin) {
        begin_next_line(page);
    }
    put_character_by_character(page, without_leading_spaces(word));
}

static size_t skip_spaces(struct bytes text, size_t at) {
    while (at < text.size && text.data[at] == ' ') {
        at++;
    }
    return at;
}

static size_t word_end(struct bytes text, size_t at) {
    at = skip_spaces(text, at);
    while (at < text.size && text.data[at] != ' ') {
        at++;
    }
    return at;
}

void page_words_of(struct page *page, struct bytes text) {
    struct bytes safe = safe_of(page, text);
    for (size_t at = 0; at < safe.size;) {
        size_t end = word_end(safe, at);
        put_word(page, bytes_slice(safe, at, end - at));
        at = end;
    }
}

void page_words(struct page *page, const char *text) {
    page_words_of(page, bytes_of_text(text));
}

void page_fact(struct page *page, const char *label, struct bytes fact) {
    const unsigned separator_columns = 3;
    struct bytes safe = safe_of(page, fact);
    size_t label_columns = columns_of(bytes_of_text(label));
    if (page->column > page->margin) {
        if (fits(page, safe, separator_columns + (unsigned)label_columns)) {
            page_symbol(page, " · ", " - ");
        } else {
            begin_next_line(page);
        }
    }
    put_ours(page, label);
    put_word(page, safe);
}

void page_cut(struct page *page, const char *text) {
    struct bytes safe = safe_of(page, bytes_of_text(text));
    const char *cut = page->pen.is_ascii ? "..." : "…";
    unsigned cut_columns = page->pen.is_ascii ? 3 : 1;
    if (fits(page, safe, 0)) {
        put(page, safe);
        return;
    }
    for (size_t at = 0; at < safe.size;) {
        struct bytes one = bytes_slice(safe, at, character_at(safe, at).size);
        if (!fits(page, one, cut_columns)) {
            break;
        }
        put(page, one);
        at += one.size;
    }
    put_ours(page, cut);
}

/* The end of one argument for sh: a space inside quotes does not end it. */
static size_t argument_end(struct bytes text, size_t at) {
    unsigned char quote = '\0';
    for (at = skip_spaces(text, at); at < text.size; at++) {
        unsigned char byte = text.data[at];
        if (byte == '\\' && quote != '\'') {
            at++; /* the next byte stands for itself */
        } else if (quote != '\0') {
            quote = byte == quote ? '\0' : quote;
        } else if (byte == ' ') {
            break;
        } else if (byte == '\'' || byte == '"') {
            quote = byte;
        }
    }
    return at < text.size ? at : text.size;
}

static bool is_option(struct bytes text, size_t at) {
    at = skip_spaces(text, at);
    return at < text.size && text.data[at] == '-';
}

/* An option stays on the line of its value. */
static size_t option_end(struct bytes text, size_t at) {
    size_t end = argument_end(text, at);
    return is_option(text, at) && !is_option(text, end) ? argument_end(text, end) : end;
}

void page_command(struct page *page, const char *command) {
    struct bytes safe = safe_of(page, bytes_of_text(command));
    const unsigned backslash_columns = 2;
    for (size_t at = 0; at < safe.size;) {
        size_t end = option_end(safe, at);
        struct bytes argument = bytes_slice(safe, at, end - at);
        if (!fits(page, argument, backslash_columns) && page->column > page->margin) {
            put_ours(page, " \\");
            begin_next_line(page);
            argument = without_leading_spaces(argument);
        }
        put(page, argument);
        at = end;
    }
}
