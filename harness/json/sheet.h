/* A JSON file while it is being read, and how what is wrong with it is told: by line and column. */
#ifndef JSON_SHEET_H
#define JSON_SHEET_H

#include "json/document.h"

struct json_sheet {
    const char *file_name;         /* borrowed */
    struct json_document document; /* owned */
    struct diagnostic *diagnostic; /* borrowed; may be NULL */
};

/* Gate, tree and unique names. STATUS_INVALID with the diagnostic set, STATUS_NO_MEMORY. */
enum status json_sheet_open(const char *file_name, struct bytes text, struct json_limits limits,
                            struct diagnostic *out_diagnostic,
                            struct json_sheet *out_sheet) MUST_USE;
void json_sheet_close(struct json_sheet *sheet);

/* Sets the diagnostic to `FILE:LINE:COLUMN: ` and the rest, in which ? stands for what is not to be
   shown; the place is the value of `node`.
   Always STATUS_INVALID, so that a check can end with it. */
enum status json_sheet_complain(const struct json_sheet *sheet, const struct json_node *node,
                                const char *format, ...) MUST_USE PRINTF_LIKE(3, 4);
/* The same for a byte of the text. */
enum status json_sheet_complain_at(const struct json_sheet *sheet, size_t offset,
                                   const char *format, ...) MUST_USE PRINTF_LIKE(3, 4);

/* The line in which the value of `node` begins, from 1. */
size_t json_sheet_line(const struct json_sheet *sheet, const struct json_node *node);

#endif
