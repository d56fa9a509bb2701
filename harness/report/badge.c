/* A badge: verdict, and how much of the document it rests on, as a small picture. */
#include "report/report.h"

#include "report/summary.h"

enum { PADDING = 6, TEXT_SIZE_MAX = 64 };

struct badge {
    const char *label;
    char text[TEXT_SIZE_MAX];
    const char *color;
};

/* Dark enough that white text on it has a contrast of 4.5 to 1. */
static const char *const colors[] = {
    [VERDICT_CONFORMANT] = "#1a7f37",
    [VERDICT_NONCONFORMANT] = "#b42318",
    [VERDICT_INCONCLUSIVE] = "#8a5a00",
    [VERDICT_NONE] = "#57606a",
};

static struct badge badge_of(const struct tally *tally) {
    struct summary summary = summary_of(tally);
    struct badge badge = {.label = "assay", .color = colors[tally->verdict]};
    size_t proven = summary.requirements[REQUIREMENT_PROVEN];
    if (tally->verdict == VERDICT_NONE) {
        snprintf(badge.text, sizeof badge.text, "no verdict");
    } else {
        snprintf(badge.text, sizeof badge.text, "%s, %zu of %d proven",
                 verdict_names[tally->verdict], proven, (int)REQUIREMENT_COUNT);
    }
    return badge;
}

/* Verdana of 11 pixels is about 6.6 wide; textLength makes it exact whatever the font. */
static unsigned width_of(const char *text) {
    return (unsigned)(strlen(text) * 66 / 10);
}

static void write_text(struct pen *pen, unsigned left, const char *text) {
    pen_text(pen, "<text x=\"");
    pen_number(pen, left);
    pen_text(pen, "\" y=\"14\" textLength=\"");
    pen_number(pen, width_of(text));
    pen_text(pen, "\">");
    pen_text(pen, text);
    pen_text(pen, "</text>\n");
}

static void write_box(struct pen *pen, unsigned left, unsigned width, const char *color) {
    pen_text(pen, "<rect x=\"");
    pen_number(pen, left);
    pen_text(pen, "\" width=\"");
    pen_number(pen, width);
    pen_text(pen, "\" height=\"20\" fill=\"");
    pen_text(pen, color);
    pen_text(pen, "\"/>\n");
}

enum status report_badge(const struct tally *tally, struct buffer *out) {
    struct badge badge = badge_of(tally);
    unsigned label_width = width_of(badge.label) + 2 * PADDING;
    unsigned text_width = width_of(badge.text) + 2 * PADDING;
    struct pen pen;
    pen_init(&pen, out);
    pen_text(&pen, "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" height=\"20\" width=\"");
    pen_number(&pen, label_width + text_width);
    pen_text(&pen, "\">\n<title>");
    pen_text(&pen, badge.label);
    pen_text(&pen, ": ");
    pen_text(&pen, badge.text);
    pen_text(&pen, "</title>\n");
    write_box(&pen, 0, label_width, "#24292f");
    write_box(&pen, label_width, text_width, badge.color);
    pen_text(&pen, "<g fill=\"#fff\" font-family=\"Verdana,Geneva,DejaVu Sans,sans-serif\" "
                   "font-size=\"11\">\n");
    write_text(&pen, PADDING, badge.label);
    write_text(&pen, label_width + PADDING, badge.text);
    pen_text(&pen, "</g>\n</svg>\n");
    return pen_finish(&pen);
}
