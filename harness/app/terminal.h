/* The terminal, if there is one: what it can show, and how wide it is. */
#ifndef APP_TERMINAL_H
#define APP_TERMINAL_H

#include <stdbool.h>

/* True where `descriptor` is a terminal that moves its cursor (TERM is not "dumb"). */
bool terminal_is_live(int descriptor);

/* True where it takes colours and nobody asked for none (NO_COLOR, https://no-color.org). */
bool terminal_has_color(int descriptor);

/* Columns; `otherwise` where it is no terminal or does not say. */
unsigned terminal_width(int descriptor, unsigned otherwise);

#endif
