#include "app/present.h"

#include "app/options.h"
#include "app/terminal.h"
#include "report/report.h"

#include <unistd.h>

enum { PRESENT_LIMIT_BYTES = 256 * 1024 * 1024, DEFAULT_WIDTH = 100 };

static const char *const format_names[] = {
    [PRESENT_CONSOLE] = "console",
    [PRESENT_TAP] = "tap",
    [PRESENT_JSON] = "json",
};

bool present_format_parse(const char *name, enum present_format *out_format) {
    enum { FORMATS = sizeof format_names / sizeof format_names[0] };
    for (size_t i = 0; i < FORMATS; i++) {
        if (strcmp(name, format_names[i]) == 0) {
            *out_format = (enum present_format)i;
            return true;
        }
    }
    fprintf(stderr, "assay: --format takes console, tap or json, not '%s'\n", name);
    options_suggest(name, format_names, FORMATS);
    return false;
}

static enum status render(const struct tally *tally, enum present_format format,
                          struct buffer *out) {
    switch (format) {
    case PRESENT_TAP:
        return report_tap(tally, out);
    case PRESENT_JSON:
        return report_json(tally, out);
    case PRESENT_CONSOLE:
        break;
    }
    struct console_options options = {
        .has_color = terminal_has_color(STDOUT_FILENO),
        .width = terminal_width(STDOUT_FILENO, DEFAULT_WIDTH),
    };
    return report_console(tally, options, out);
}

bool present(const struct tally *tally, enum present_format format) {
    struct buffer text;
    buffer_init(&text, PRESENT_LIMIT_BYTES);
    enum status status = render(tally, format, &text);
    bool is_written = status == STATUS_OK &&
                      fwrite(buffer_text(&text), 1, text.size, stdout) == text.size &&
                      fflush(stdout) == 0;
    if (!is_written) {
        fprintf(stderr, "assay: the result cannot be printed: %s\n",
                status == STATUS_OK ? "standard output does not take it" : status_words(status));
    }
    buffer_clean_up(&text);
    return is_written;
}
