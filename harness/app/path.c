#include "app/path.h"

#include <string.h>

bool path_split(const char *path, struct path_parts *out_parts) {
    const char *slash = strrchr(path, '/');
    const char *name = slash == NULL ? path : slash + 1;
    size_t folder_size = slash == NULL ? 0 : (size_t)(slash - path);
    if (name[0] == '\0' || strlen(name) >= PATH_PART_SIZE || folder_size >= PATH_PART_SIZE) {
        return false;
    }
    struct path_parts parts = {"", ""};
    const char *folder = slash == NULL ? "." : folder_size == 0 ? "/" : path;
    size_t size = slash == NULL || folder_size == 0 ? 1 : folder_size;
    memcpy(parts.folder, folder, size);
    memcpy(parts.name, name, strlen(name));
    *out_parts = parts;
    return true;
}
