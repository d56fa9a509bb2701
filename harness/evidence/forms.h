/* The forms in which a secret shows: plain, hex and base64, as patterns to look for. Escapes (JSON,
   percent) are no forms: views.h takes them off before anything is compared, so that every mixture
   of escaped and plain characters is one case. */
#ifndef EVIDENCE_FORMS_H
#define EVIDENCE_FORMS_H

#include "base/bytes.h"

/* How characters carry the bits of a secret. Base64 meets a secret at three alignments, because
   what stands before it in the encoded text may be of any length: `skipped_bits` is how many bits
   of it share a character with what stands before. */
struct form {
    unsigned bits;         /* per character */
    unsigned skipped_bits; /* of the secret, before the first character that it alone decides */
    const char *alphabet;  /* NULL: the bytes themselves */
};

enum { FORM_COUNT = 8 };
extern const struct form forms[FORM_COUNT];

/* How many characters a secret of `secret_size` bytes decides alone. */
size_t form_size(const struct form *form, size_t secret_size);

/* Writes those characters, ASCII-lower-cased, to `out_text`. */
void form_write(const struct form *form, struct bytes secret, unsigned char *out_text);

/* How many bytes of the secret the characters [from, to) tell something about; from < to. */
size_t form_bytes_told(const struct form *form, size_t from, size_t to);

#endif
