/* The members of a request body, whichever way it spells them: as a form or as JSON. */
#ifndef MOCK_FIELDS_H
#define MOCK_FIELDS_H

#include "mock/call.h"
#include "json/document.h"

struct fields {
    struct bytes form; /* absent where the body is JSON */
    struct json_document document;
};

/* Reads the call's body by its media type; anything but application/json is taken for a form.
   False when it is not one JSON object. */
bool fields_read(const struct call *call, struct fields *out_fields);
void fields_clean_up(struct fields *fields);

/* A text member; one that is null, empty or absent is PARAMETER_ABSENT, one of another type, longer
   than 256 characters or with control characters PARAMETER_UNCLEAR. */
enum parameter fields_text(const struct fields *fields, const char *name,
                           struct locator_text *out_text);
/* A whole number from 0 to `maximum`; the same in numbers. */
enum parameter fields_number(const struct fields *fields, const char *name, int64_t maximum,
                             int64_t *out_value);
/* The text member `name` of the object member `object`. */
enum parameter fields_text_within(const struct fields *fields, const char *object, const char *name,
                                  struct locator_text *out_text);

#endif
