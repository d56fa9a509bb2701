/* A JSON file while it is being read, and how what is wrong with it is told. */
#ifndef BASELINE_SHEET_H
#define BASELINE_SHEET_H

#include "json/document.h"

struct sheet {
    const char *file_name;
    struct json_document document; /* owned */
    struct diagnostic *diagnostic;
};

/* Gate, tree and unique names. STATUS_INVALID with the diagnostic set, STATUS_NO_MEMORY. */
enum status sheet_open(const char *file_name, struct bytes text, struct diagnostic *out_diagnostic,
                       struct sheet *out_sheet) MUST_USE;
void sheet_close(struct sheet *sheet);

/* Sets the diagnostic to `FILE:LINE:COLUMN: ` and the rest; the place is the value of `node`.
   Always STATUS_INVALID, so that a check can end with it. */
enum status sheet_complain(const struct sheet *sheet, const struct json_node *node,
                           const char *format, ...) MUST_USE PRINTF_LIKE(3, 4);

/* The line in which the value of `node` begins, from 1. */
size_t sheet_line(const struct sheet *sheet, const struct json_node *node);

#endif
