/* Where something stands in a profile, as messages give it. */
#ifndef TARGET_PLACE_H
#define TARGET_PLACE_H

#include "base/bytes.h"

enum {
    PLACE_FILE_SIZE = 256,
    PLACE_NAME_SIZE = 64,
    PLACE_PATH_SIZE = 192,
};

/* Writes `text` into `size` bytes so that it fits into one line of a message: control characters
   and what is not UTF-8 become '?', and what is too long keeps its end. */
void place_printable(struct bytes text, size_t size, char *out_text);

/* Writes the path of the member in which `offset` lies, e.g. "credentials.app_key", or "" outside
   of any. A name that begins at `offset` counts. `text` must be well-formed up to there; names
   nested too deep for any member are left out. */
void place_path(struct bytes text, size_t offset, char out_text[PLACE_PATH_SIZE]);

#endif
