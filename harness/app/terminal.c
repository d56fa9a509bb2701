#include "app/terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

bool terminal_is_live(int descriptor) {
    const char *kind = getenv("TERM");
    bool is_dumb = kind != NULL && strcmp(kind, "dumb") == 0;
    return isatty(descriptor) == 1 && !is_dumb;
}

bool terminal_has_color(int descriptor) {
    const char *no_color = getenv("NO_COLOR");
    bool is_declined = no_color != NULL && no_color[0] != '\0';
    return terminal_is_live(descriptor) && !is_declined;
}

unsigned terminal_width(int descriptor, unsigned otherwise) {
    struct winsize size;
    bool is_known = ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    return is_known ? size.ws_col : otherwise;
}
