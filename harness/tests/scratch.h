/* A folder of its own for a test, and what stands in it. */
#ifndef TESTS_SCRATCH_H
#define TESTS_SCRATCH_H

#include <dirent.h>
#include <ftw.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SCRATCH_PATH_SIZE = 512 };

static char scratch_folder[SCRATCH_PATH_SIZE];

static inline int scratch_set_up(void **state) {
    (void)state;
    (void)snprintf(scratch_folder, sizeof scratch_folder, "%s/assay-test-XXXXXX",
                   getenv("TMPDIR") != NULL ? getenv("TMPDIR") : "/tmp");
    return mkdtemp(scratch_folder) == NULL ? -1 : 0;
}

static inline int scratch_remove_one(const char *path, const struct stat *facts, int type,
                                     struct FTW *place) {
    (void)facts, (void)type, (void)place;
    return remove(path);
}

static inline int scratch_tear_down(void **state) {
    (void)state;
    return nftw(scratch_folder, scratch_remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

/* `name` inside the scratch folder; valid until the eighth next call. */
static inline const char *scratch_path(const char *name) {
    static char paths[8][SCRATCH_PATH_SIZE * 2];
    static unsigned next;
    char *path = paths[next++ % 8];
    (void)snprintf(path, sizeof paths[0], "%s/%s", scratch_folder, name);
    return path;
}

static inline bool scratch_has(const char *name) {
    struct stat facts;
    return lstat(scratch_path(name), &facts) == 0;
}

/* Entries of a folder, hidden ones included. */
static inline size_t scratch_count(const char *path) {
    size_t count = 0;
    DIR *folder = opendir(path);
    if (folder == NULL) {
        return 0;
    }
    while (readdir(folder) != NULL) {
        count++;
    }
    closedir(folder);
    return count - 2; /* . and .. */
}

#endif
