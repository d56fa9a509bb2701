/* The only writer of files: each of ours is complete or not there at all. */
#ifndef STORE_FILE_H
#define STORE_FILE_H

#include "base/bytes.h"

#include <sys/types.h>

/* A file being written under a temporary name in its own folder. */
struct store_file; /* opaque */

/* Errors of all functions here: STATUS_IO or STATUS_NO_MEMORY, the diagnostic naming path, cause
   and remedy. `mode` is the final mode, e.g. 0644. */
enum status store_file_begin(const char *folder, const char *name, mode_t mode,
                             struct store_file **out_file,
                             struct diagnostic *out_diagnostic) MUST_USE;
enum status store_file_append(struct store_file *file, struct bytes bytes,
                              struct diagnostic *out_diagnostic) MUST_USE;
/* Syncs, renames into place, syncs the folder; frees `file` whatever happens. */
enum status store_file_commit(struct store_file *file, struct diagnostic *out_diagnostic) MUST_USE;
/* Removes the temporary file; frees `file`. NULL is allowed. */
void store_file_abort(struct store_file *file);

/* All of the above for a file whose bytes are at hand. */
enum status store_write(const char *folder, const char *name, mode_t mode, struct bytes bytes,
                        struct diagnostic *out_diagnostic) MUST_USE;

/* The same for a file that must not be there yet: what is there is never replaced. */
enum status store_write_new(const char *folder, const char *name, mode_t mode, struct bytes bytes,
                            struct diagnostic *out_diagnostic) MUST_USE;

/* Adds to the end of a file, which is made where there is none: for a file of somebody else's, to
   which others may be adding. A folder, a pipe or a device is refused. */
enum status store_append(const char *path, struct bytes bytes,
                         struct diagnostic *out_diagnostic) MUST_USE;

/* Makes a folder and its parents; one that exists is fine. */
enum status store_make_folder(const char *path, struct diagnostic *out_diagnostic) MUST_USE;

/* Makes `folder`/`name` a symbolic link to `to`, replacing a link that is there in one step. Never
   replaces anything but a link. */
enum status store_link(const char *folder, const char *name, const char *to,
                       struct diagnostic *out_diagnostic) MUST_USE;

enum { STORE_MEMORY_PATH_SIZE = 40 };

/* A file in memory, for a library that takes nothing but paths: `out_path` names it to this process
   until `out_fd` is closed. */
enum status store_in_memory(struct bytes bytes, int *out_fd, char out_path[STORE_MEMORY_PATH_SIZE],
                            struct diagnostic *out_diagnostic) MUST_USE;

/* Removes a folder that is empty; one that is not, or not there, is left as it is. */
void store_remove_if_empty(const char *path);

/* Names of a folder's entries, owned. */
struct store_names {
    char **items;
    size_t count;
};

/* The entries whose names are wanted, last by name first; a folder of up to a million of them. */
enum status store_list(const char *folder, bool (*is_wanted)(const char *name),
                       struct store_names *out_names, struct diagnostic *out_diagnostic) MUST_USE;
void store_names_clean_up(struct store_names *names);

/* Removes what processes that were killed left in `folder`: temporary files and links that would
   have become one of `names`, untouched for more than `age_seconds`, since others may be writing.
   What cannot be removed stays. */
void store_sweep(const char *folder, const char *const *names, size_t count, unsigned age_seconds);

/* Reads a whole file of at most `limit` bytes into `out` (STATUS_NOT_FOUND, STATUS_LIMIT too). A
   folder or a device is refused. */
enum status store_read(const char *path, size_t limit, struct buffer *out,
                       struct diagnostic *out_diagnostic) MUST_USE;

#endif
