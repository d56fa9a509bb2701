/* The document's error table: seven rows, word for word. */
#ifndef API_ERROR_TABLE_H
#define API_ERROR_TABLE_H

#include "base/bytes.h"

struct error_row {
    int status;              /* HTTP status code */
    const char *code;        /* error code, a string of digits */
    const char *description; /* error description */
    const char *remark;
    const char *handling; /* recommended handling */
};

enum { ERROR_TABLE_ROWS = 7 };

/* In the document's order. */
extern const struct error_row error_table[ERROR_TABLE_ROWS];

/* The row of this status and code, or NULL: the pair is undocumented. */
const struct error_row *error_table_find(int status, struct bytes code);

/* True when some row has this status. */
bool error_table_has_status(int status);

#endif
