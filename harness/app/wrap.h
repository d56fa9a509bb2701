/* Two columns on standard output: what it is, and what is to be said of it, wrapped at words where
   the terminal ends. */
#ifndef APP_WRAP_H
#define APP_WRAP_H

#include <stddef.h>

/* Where lines end: the terminal's width, or `otherwise` (0: nowhere) where there is none. */
size_t wrap_width(unsigned otherwise);

/* Prints `left`, then `text` from `column` on; where that leaves too little room, on a line of its
   own below. Line ends in `text` count as spaces. */
void wrap_row(const char *left, size_t column, const char *text, size_t width);

#endif
