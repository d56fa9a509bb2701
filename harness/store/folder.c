#include "store/file.h"

#include "store/descriptor.h"
#include "store/temporary.h"
#include "store/trouble.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int make_one(const char *path) {
    struct stat facts;
    if (mkdir(path, 0777) == 0) {
        return 0;
    }
    int cause = errno;
    /* Root of a read-only system says EROFS, a mount point EACCES: what is there already is fine,
       whatever the reason that it cannot be made. */
    if (stat(path, &facts) != 0) {
        return cause;
    }
    return S_ISDIR(facts.st_mode) ? 0 : ENOTDIR;
}

static int make_all(char *path) {
    for (char *slash = strchr(path + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        int cause = make_one(path);
        *slash = '/';
        if (cause != 0) {
            return cause;
        }
    }
    return make_one(path);
}

enum status store_make_folder(const char *path, struct diagnostic *out_diagnostic) {
    char *copy = strdup(path);
    if (copy == NULL) {
        diagnostic_set(out_diagnostic, "out of memory while making the folder %.400s", path);
        return STATUS_NO_MEMORY;
    }
    int cause = path[0] == '\0' ? ENOENT : make_all(copy);
    free(copy);
    if (cause == 0) {
        return STATUS_OK;
    }
    enum status status = store_trouble(out_diagnostic, "make the folder", NULL, path, cause);
    return status == STATUS_NOT_FOUND ? STATUS_IO : status;
}

void store_remove_if_empty(const char *path) {
    (void)rmdir(path); /* ENOTEMPTY is the point of it */
}

/* 0 when `name` is free or a link. */
static int check_replaceable(int folder_fd, const char *name) {
    struct stat facts;
    if (!temporary_is_plain_name(name)) {
        return EINVAL;
    }
    if (fstatat(folder_fd, name, &facts, AT_SYMLINK_NOFOLLOW) != 0) {
        return errno == ENOENT ? 0 : errno;
    }
    return S_ISLNK(facts.st_mode) ? 0 : EEXIST;
}

static int make_link(int folder_fd, const char *to, const char *name,
                     char out_name[TEMPORARY_NAME_SIZE]) {
    for (unsigned attempt = 0; attempt < TEMPORARY_ATTEMPTS; attempt++) {
        temporary_name(name, out_name);
        if (symlinkat(to, folder_fd, out_name) == 0) {
            return 0;
        }
        if (errno != EEXIST) {
            return errno;
        }
    }
    return EEXIST;
}

static int replace_link(int folder_fd, const char *name, const char *to) {
    char temporary[TEMPORARY_NAME_SIZE];
    int cause = check_replaceable(folder_fd, name);
    if (cause == 0) {
        cause = make_link(folder_fd, to, name, temporary);
    }
    if (cause != 0) {
        return cause;
    }
    if (renameat(folder_fd, temporary, folder_fd, name) != 0) {
        cause = errno;
        unlinkat(folder_fd, temporary, 0);
        return cause;
    }
    return descriptor_sync_folder(folder_fd);
}

enum status store_link(const char *folder, const char *name, const char *to,
                       struct diagnostic *out_diagnostic) {
    int folder_fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int cause = folder_fd < 0 ? errno : replace_link(folder_fd, name, to);
    if (folder_fd >= 0) {
        close(folder_fd);
    }
    return cause == 0 ? STATUS_OK : store_trouble(out_diagnostic, "link", folder, name, cause);
}
