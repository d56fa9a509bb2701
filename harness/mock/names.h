/* Tables whose rows begin with their names: finding one, and naming those near a name that none
   has. */
#ifndef MOCK_NAMES_H
#define MOCK_NAMES_H

#include "base/bytes.h"

struct names {
    const char *kind; /* of the rows, for messages: "defect" */
    const void *rows; /* each begins with a const char *, its name */
    size_t count, row_bytes;
};

/* `out_index` of the row called `name`. STATUS_NOT_FOUND: none is; the diagnostic names near
   ones. */
enum status names_find(const struct names *names, const char *name, size_t *out_index,
                       struct diagnostic *out_diagnostic) MUST_USE;

#endif
