/* Where something stands in a JSON file, in messages: "certificate.json:3:14: ". */
#ifndef CERTIFICATE_PLACE_H
#define CERTIFICATE_PLACE_H

#include "json/document.h"

/* Sets the diagnostic to FILE:LINE:COLUMN and the rest. Always STATUS_INVALID, so that a check can
   end with it. */
enum status place_complain(struct diagnostic *out_diagnostic, const char *file_name,
                           struct bytes text, size_t offset, const char *format, ...) MUST_USE
    PRINTF_LIKE(5, 6);

/* Parses a file's text as an object without duplicate members. STATUS_INVALID (what is none, with
   its place), STATUS_NO_MEMORY. */
enum status place_parse(struct bytes text, const char *file_name, struct json_limits limits,
                        struct json_document *out_document,
                        struct diagnostic *out_diagnostic) MUST_USE;

/* A walk over members that have to be there: after the first that is not, nothing is read and all
   texts are empty. */
struct member_reader {
    const struct json_document *document;
    const char *file_name;
    struct diagnostic *diagnostic;
    enum status status; /* STATUS_OK or STATUS_INVALID */
};

/* The member of `object` of this name and kind; NULL, and the reader's status set, where there is
   none. NULL for `object` gives NULL. */
const struct json_node *member_of(struct member_reader *reader, const struct json_node *object,
                                  const char *name, enum json_kind kind);
struct bytes text_of(struct member_reader *reader, const struct json_node *object,
                     const char *name);
bool member_flag(struct member_reader *reader, const struct json_node *object, const char *name);

#endif
