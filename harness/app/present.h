/* The result of a run on standard output, in the format that was asked for. */
#ifndef APP_PRESENT_H
#define APP_PRESENT_H

#include "model/tally.h"

#include <stdbool.h>

enum present_format { PRESENT_CONSOLE, PRESENT_TAP, PRESENT_JSON };

/* False, with a message on stderr, when `name` is none of console, tap, json. */
bool present_format_parse(const char *name, enum present_format *out_format);

/* False, with a message on stderr, when it could not be made or written. */
bool present(const struct tally *tally, enum present_format format);

#endif
