/* A file's path, taken apart into folder and name. */
#ifndef APP_PATH_H
#define APP_PATH_H

#include <stdbool.h>

enum { PATH_PART_SIZE = 2048 };

struct path_parts {
    char folder[PATH_PART_SIZE]; /* "." where the path has none */
    char name[PATH_PART_SIZE];
};

/* False when the path has no name at its end, or is too long. */
bool path_split(const char *path, struct path_parts *out_parts);

#endif
