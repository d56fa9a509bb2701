/* Finding one's way in a JSON text that passed the gate, so that its grammar need not be doubted,
   without a tree of it: for a large file that would take many times its size. */
#ifndef JSON_SKIM_H
#define JSON_SKIM_H

#include "base/bytes.h"

/* All offsets are bytes from the start of `text`. */
size_t skim_skip_space(struct bytes text, size_t at);
/* From the first byte of a value to behind its last. */
size_t skim_end(struct bytes text, size_t at);
/* Behind the comma that follows a value, or at the bracket that ends its container. */
size_t skim_skip_comma(struct bytes text, size_t at);
/* Where the value of a member begins; `object` is where the object does, and the name is spelt with
   its quotes. SIZE_MAX: no object, or no such member. */
size_t skim_member(struct bytes text, size_t object, const char *quoted_name);
/* The same for several members in one walk, SIZE_MAX where there is none. Returns where a second
   member of one of these names begins, or SIZE_MAX: of two, someone else may read the other. */
size_t skim_members(struct bytes text, size_t object, const char *const *quoted_names, size_t count,
                    size_t *out_values);

#endif
