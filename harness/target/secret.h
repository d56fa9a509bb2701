/* What holds for every secret, wherever it comes from. */
#ifndef TARGET_SECRET_H
#define TARGET_SECRET_H

#include "base/bytes.h"

enum {
    SECRET_BYTES_MIN = 8, /* shorter ones cannot be redacted without destroying the evidence */
    SECRET_BYTES_MAX = 8192,
};

/* True where a control character (C0, DEL or C1) stands in UTF-8 text. */
bool has_control_character(struct bytes text);

/* Overwrites, then frees. NULL is allowed. */
void secret_wipe(char *text);

#endif
