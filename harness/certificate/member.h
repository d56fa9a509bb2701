/* A walk over members that have to be there: of a report, an envelope or a statement. */
#ifndef CERTIFICATE_MEMBER_H
#define CERTIFICATE_MEMBER_H

#include "json/sheet.h"

/* json_sheet_open for a file that has to be an object. */
enum status member_sheet_open(const char *file_name, struct bytes text, struct json_limits limits,
                              struct diagnostic *out_diagnostic,
                              struct json_sheet *out_sheet) MUST_USE;

/* After the first member that is not there, nothing is read and all texts are empty. */
struct member_reader {
    const struct json_sheet *sheet; /* borrowed */
    enum status status;             /* STATUS_OK or STATUS_INVALID */
};

/* The member of `object` of this name and kind; NULL, and the reader's status set, where there is
   none. NULL for `object` gives NULL. */
const struct json_node *member_of(struct member_reader *reader, const struct json_node *object,
                                  const char *name, enum json_kind kind);
struct bytes text_of(struct member_reader *reader, const struct json_node *object,
                     const char *name);
bool member_flag(struct member_reader *reader, const struct json_node *object, const char *name);

#endif
