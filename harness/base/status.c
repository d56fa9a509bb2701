#include "base/status.h"

#include <stdarg.h>
#include <stdio.h>

void diagnostic_set(struct diagnostic *diagnostic, const char *format, ...) {
    if (diagnostic == NULL) {
        return;
    }
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(diagnostic->text, sizeof diagnostic->text, format, arguments);
    va_end(arguments);
}

const char *status_words(enum status status) {
    switch (status) {
    case STATUS_OK:
        return "ok";
    case STATUS_NO_MEMORY:
        return "out of memory";
    case STATUS_LIMIT:
        return "limit reached";
    case STATUS_INVALID:
        return "invalid input";
    case STATUS_NOT_FOUND:
        return "not found";
    case STATUS_IO:
        return "input/output error";
    case STATUS_NETWORK:
        return "network error";
    case STATUS_INTERRUPTED:
        return "interrupted";
    }
    return "unknown";
}
