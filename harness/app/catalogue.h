/* The catalogue and the case tables as JSON: what `assay list --json` prints and what the hash of
   the case tables is taken over. */
#ifndef APP_CATALOGUE_H
#define APP_CATALOGUE_H

#include "base/bytes.h"

/* Appends {"requirements": […], "cases": […]}. STATUS_NO_MEMORY. */
enum status catalogue_json(struct buffer *out) MUST_USE;

enum { CATALOGUE_HASH_SIZE = 65, CATALOGUE_BYTES_MAX = 4 * 1024 * 1024 };

/* SHA-256 of that JSON in lower-case hex: the same tables always have the same hash. */
enum status catalogue_hash(char out_hash[CATALOGUE_HASH_SIZE]) MUST_USE;

#endif
