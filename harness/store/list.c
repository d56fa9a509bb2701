#include "store/file.h"

#include "store/temporary.h"
#include "store/trouble.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { NAMES_MAX = 1 << 20 };

void store_names_clean_up(struct store_names *names) {
    for (size_t i = 0; i < names->count; i++) {
        free(names->items[i]);
    }
    free(names->items);
    *names = (struct store_names){NULL, 0};
}

static int by_name_backwards(const void *left, const void *right) {
    char *const *a = left;
    char *const *b = right;
    return strcmp(*b, *a);
}

static int add(struct store_names *names, size_t *inout_capacity, const char *name) {
    if (names->count == NAMES_MAX) {
        return EOVERFLOW;
    }
    if (names->count == *inout_capacity) {
        size_t capacity = *inout_capacity * 2 + 64;
        char **items = reallocarray(names->items, capacity, sizeof *items);
        if (items == NULL) {
            return ENOMEM;
        }
        names->items = items;
        *inout_capacity = capacity;
    }
    names->items[names->count] = strdup(name);
    if (names->items[names->count] == NULL) {
        return ENOMEM;
    }
    names->count++;
    return 0;
}

static int add_all(DIR *folder, bool (*is_wanted)(const char *name), struct store_names *names) {
    size_t capacity = 0;
    int cause = 0;
    errno = 0;
    for (const struct dirent *entry; cause == 0 && (entry = readdir(folder)) != NULL; errno = 0) {
        cause = is_wanted(entry->d_name) ? add(names, &capacity, entry->d_name) : 0;
    }
    return cause != 0 ? cause : errno;
}

enum status store_list(const char *folder, bool (*is_wanted)(const char *name),
                       struct store_names *out_names, struct diagnostic *out_diagnostic) {
    struct store_names names = {NULL, 0};
    DIR *opened = opendir(folder);
    int cause = opened == NULL ? errno : add_all(opened, is_wanted, &names);
    if (opened != NULL) {
        closedir(opened);
    }
    if (cause != 0) {
        store_names_clean_up(&names);
        enum status status = store_trouble(out_diagnostic, "list", NULL, folder, cause);
        return status == STATUS_NOT_FOUND ? STATUS_IO : status;
    }
    if (names.count > 0) {
        qsort(names.items, names.count, sizeof *names.items, by_name_backwards);
    }
    *out_names = names;
    return STATUS_OK;
}

static bool is_of_any(const char *temporary, const char *const *names, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (temporary_is_of(temporary, names[i])) {
            return true;
        }
    }
    return false;
}

static void remove_if_old(int folder_fd, const char *name, unsigned age_seconds) {
    struct stat facts;
    bool is_there = fstatat(folder_fd, name, &facts, AT_SYMLINK_NOFOLLOW) == 0;
    if (is_there && !S_ISDIR(facts.st_mode) && time(NULL) - facts.st_mtime > (time_t)age_seconds) {
        (void)unlinkat(folder_fd, name, 0);
    }
}

void store_sweep(const char *folder, const char *const *names, size_t count, unsigned age_seconds) {
    DIR *opened = opendir(folder);
    if (opened == NULL) {
        return;
    }
    for (const struct dirent *entry; (entry = readdir(opened)) != NULL;) {
        if (is_of_any(entry->d_name, names, count)) {
            remove_if_old(dirfd(opened), entry->d_name, age_seconds);
        }
    }
    closedir(opened);
}
