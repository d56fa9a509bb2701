/* Disguises: the forms in which a careless or a hostile platform repeats what it was told. */
#ifndef TESTS_DISGUISE_H
#define TESTS_DISGUISE_H

#include "base/bytes.h"

/* Appends `secret` in every form that redaction promises to know, parted by spaces: plain, cut at
   either end, extended, in other case, percent-encoded (in part, in full, twice), escaped for JSON
   (once, twice) and for HTML, in hex, and in both alphabets of base64 at its three alignments. It
   may stand in a header and inside a JSON string. Errors: as buffer_append. */
enum status disguise_all(const char *secret, struct buffer *out) MUST_USE;

#endif
