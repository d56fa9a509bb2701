#include "store/trouble.h"

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct remedy {
    int cause;
    const char *words;
};

static const struct remedy remedies[] = {
    {ENOSPC, "free some space on that disk, or choose a folder on another one"},
    {EDQUOT, "the disk quota is used up: free some of it, or choose another folder"},
    {EFBIG, "the largest file size allowed is reached: raise it (ulimit -f)"},
    {EACCES, "change its permissions, or choose a place that you may use"},
    {EPERM, "change its permissions, or choose a place that you may use"},
    {EROFS, "that file system is mounted read-only: choose a folder on another one"},
    {ENOENT, "check the path, and that nobody removed its folder meanwhile"},
    {ENOTDIR, "a part of the path is a file: choose another path"},
    {EISDIR, "a folder has that name: move it away, or choose another name"},
    {ENOTEMPTY, "a folder has that name: move it away, or choose another name"},
    {EEXIST, "something has that name already: move it away, or choose another name"},
    {ELOOP, "its symbolic links lead in a circle: mend them, or choose another path"},
    {ENAMETOOLONG, "choose a shorter path"},
    {EMFILE, "this process has too many files open: raise the limit (ulimit -n)"},
    {ENFILE, "the system has too many files open: close some"},
    {EIO, "the disk reports a fault: check it, or choose another one"},
};

static const char *remedy_of(int cause) {
    for (size_t i = 0; i < sizeof remedies / sizeof remedies[0]; i++) {
        if (remedies[i].cause == cause) {
            return remedies[i].words;
        }
    }
    return "check the path, or choose another one";
}

enum status store_trouble(struct diagnostic *out_diagnostic, const char *verb, const char *folder,
                          const char *name, int cause) {
    bool is_whole_path = folder == NULL;
    /* The middle of the message is cut, never its end: the remedy matters most. */
    diagnostic_set(out_diagnostic, "cannot %s %.400s%s%.400s: %s; %s", verb,
                   is_whole_path ? "" : folder, is_whole_path ? "" : "/", name, strerror(cause),
                   remedy_of(cause));
    return is_whole_path && cause == ENOENT ? STATUS_NOT_FOUND : STATUS_IO;
}
