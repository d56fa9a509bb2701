#include "mock/names.h"

#include <string.h>

/* How many names a "did you mean" lists, at most. */
enum { NEAR_NAMES_MAX = 5 };

static const char *name_at(const struct names *names, size_t index) {
    const char *name = NULL;
    memcpy(&name, (const char *)names->rows + index * names->row_bytes, sizeof name);
    return name;
}

static size_t common_start(const char *a, const char *b) {
    size_t size = 0;
    while (a[size] != '\0' && a[size] == b[size]) {
        size++;
    }
    return size;
}

/* Names that hold what was typed, or start as it does. */
static bool is_near(const char *name, const char *typed) {
    size_t start = common_start(name, typed);
    return strstr(name, typed) != NULL || strstr(typed, name) != NULL || start >= 4 ||
           (start > 0 && start + 2 >= strlen(typed));
}

static void name_near_ones(const struct names *names, const char *typed,
                           struct diagnostic *out_diagnostic) {
    struct buffer near;
    buffer_init(&near, sizeof out_diagnostic->text);
    enum status status = STATUS_OK;
    size_t found = 0;
    for (size_t i = 0; status == STATUS_OK && i < names->count && found < NEAR_NAMES_MAX; i++) {
        if (is_near(name_at(names, i), typed)) {
            status = buffer_append_format(&near, "%s%s", found++ == 0 ? "; near ones: " : ", ",
                                          name_at(names, i));
        }
    }
    diagnostic_set(out_diagnostic, "no %s is called \"%.80s\"%s", names->kind, typed,
                   buffer_text(&near));
    buffer_clean_up(&near);
}

enum status names_find(const struct names *names, const char *name, size_t *out_index,
                       struct diagnostic *out_diagnostic) {
    for (size_t i = 0; i < names->count; i++) {
        if (strcmp(name_at(names, i), name) == 0) {
            *out_index = i;
            return STATUS_OK;
        }
    }
    name_near_ones(names, name, out_diagnostic);
    return STATUS_NOT_FOUND;
}
