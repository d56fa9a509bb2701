#include "base/assure.h"

#include <stdio.h>
#include <stdlib.h>

_Noreturn void assure_failed(const char *expression, const char *file, int line) {
    fprintf(stderr, "assay: bug: %s:%d: %s does not hold\n", file, line, expression);
    abort();
}
