/* One value of a profile: checked by its kind and kept in the target. */
#ifndef TARGET_VALUE_H
#define TARGET_VALUE_H

#include "target/profile.h"

struct value {
    struct profile *profile;
    const struct json_node *node;
    struct place place;
    const struct member *member;
    void *field; /* what it fills in the target */
};

/* Reads a value that is no section. STATUS_INVALID with the diagnostic set, STATUS_NO_MEMORY. */
enum status value_read(const struct value *value) MUST_USE;

/* The readers of value_read's table that stand in files of their own. Errors as there. */
enum status value_read_text(const struct value *value) MUST_USE;
enum status value_read_file(const struct value *value) MUST_USE;
enum status value_read_id(const struct value *value) MUST_USE;
enum status value_read_proxy(const struct value *value) MUST_USE;
enum status value_read_endpoint(const struct value *value) MUST_USE;
enum status value_read_secret(const struct value *value) MUST_USE;

/* Complains that the value is of the wrong kind. */
enum status value_complain_of_kind(const struct value *value) MUST_USE;

/* Checks that the value is a string without NUL, lone surrogates or control characters, and of 1 to
   `most_bytes` bytes. */
enum status value_check_string(const struct value *value, size_t most_bytes) MUST_USE;

/* `path` below the profile's folder, unless it is absolute; owned, NULL when memory is out. */
char *value_path(const struct value *value, struct bytes path) MUST_USE;

enum { TEXT_BYTES_MAX = 1024, PATH_BYTES_MAX = 4096 };

#endif
