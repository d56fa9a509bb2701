#include "app/wrap.h"

#include "app/terminal.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { ROOM_MIN = 32, INDENT_BELOW = 6 };

static const char blanks[] = " \n";

size_t wrap_width(unsigned otherwise) {
    return terminal_width(STDOUT_FILENO, otherwise);
}

/* Bytes that continue a character of UTF-8 take no column. */
static size_t columns_of(const char *text, size_t size) {
    size_t columns = 0;
    for (size_t i = 0; i < size; i++) {
        columns += ((unsigned char)text[i] & 0xC0) != 0x80;
    }
    return columns;
}

static void print_wrapped(const char *text, size_t indent, size_t width) {
    size_t at = indent;
    bool is_first = true;
    while (*text != '\0') {
        size_t word = strcspn(text, blanks);
        size_t columns = columns_of(text, word);
        if (!is_first && width > 0 && at + 1 + columns > width) {
            printf("\n%*s", (int)indent, "");
            at = indent;
            is_first = true;
        }
        printf("%s%.*s", is_first ? "" : " ", (int)word, text);
        at += columns + !is_first;
        is_first = false;
        text += word;
        text += strspn(text, blanks);
    }
    putchar('\n');
}

void wrap_row(const char *left, size_t column, const char *text, size_t width) {
    size_t taken = columns_of(left, strlen(left));
    bool fits = taken + (taken > 0) <= column;
    if (fits && (width == 0 || column + ROOM_MIN <= width)) {
        printf("%s%*s", left, (int)(column - taken), "");
        print_wrapped(text, column, width);
        return;
    }
    printf("%s\n%*s", left, INDENT_BELOW, "");
    print_wrapped(text, INDENT_BELOW, width);
}
