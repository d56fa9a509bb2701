/* A search for canaries: any eight bytes in a row of one, in whatever form a file may carry them.
   What it knows of forms is its own, so that it cannot share a fault with redaction. */
#ifndef TESTS_SECRET_SEARCH_H
#define TESTS_SECRET_SEARCH_H

#include "base/bytes.h"

enum { SECRET_SEARCH_WINDOW = 8 };

struct secret_search; /* opaque */

/* Aborts the test where memory is out. */
struct secret_search *secret_search_new(const char *const *secrets, size_t count);
void secret_search_destroy(struct secret_search *search);

/* True, with a message, where `text` holds eight bytes of a secret: in any case of the letters, in
   hex, in base64 at any alignment and of either alphabet, and each of these escaped for JSON, for a
   URL or for HTML, twice at most, or in UTF-16. */
bool secret_search_text(const struct secret_search *search, struct bytes text);

/* The same of a JSON text's strings: what they spell, and what they encode in base64. A text of
   several lines is taken as one value each. False also where nothing can be parsed. */
bool secret_search_json(const struct secret_search *search, struct bytes text);

/* Both of a file in the scratch folder; true as well where it cannot be read. */
bool secret_search_file(const struct secret_search *search, const char *name);

/* All files below a folder of the scratch folder, their names included; where there is none, true.
 */
bool secret_search_folder(const struct secret_search *search, const char *name);

#endif
