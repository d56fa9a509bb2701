#include "mock/names.h"

#include "base/nearness.h"

#include <string.h>

/* How many names a "did you mean" lists, at most; how many letters two names that are akin begin
   with. */
enum { NEAR_NAMES_MAX = 5, AKIN_MIN = 4 };

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

static bool is_inside(const char *part, const char *whole) {
    return *part != '\0' && strstr(whole, part) != NULL;
}

/* Edits; of a name that holds what was typed, lies in it or begins like it, more than of any that
   is merely mistyped; SIZE_MAX: it is far off. */
static size_t farness(const char *typed, const char *name) {
    size_t size = strlen(name), typed_size = strlen(typed), edits = SIZE_MAX;
    if (nearness_is_close(bytes_of_text(typed), bytes_of_text(name), &edits)) {
        return edits;
    }
    bool is_akin =
        is_inside(typed, name) || is_inside(name, typed) || common_start(typed, name) >= AKIN_MIN;
    return is_akin ? size + typed_size : SIZE_MAX;
}

/* The nearest first; of equals, in the order of the table. */
static size_t find_near_ones(const struct names *names, const char *typed,
                             const char *out_near[NEAR_NAMES_MAX]) {
    size_t found = 0;
    for (size_t i = 0; i < names->count; i++) {
        size_t at = found;
        while (at > 0 && farness(typed, out_near[at - 1]) > farness(typed, name_at(names, i))) {
            at--;
        }
        if (at == NEAR_NAMES_MAX || farness(typed, name_at(names, i)) == SIZE_MAX) {
            continue;
        }
        found += found < NEAR_NAMES_MAX;
        memmove(&out_near[at + 1], &out_near[at], (found - at - 1) * sizeof *out_near);
        out_near[at] = name_at(names, i);
    }
    return found;
}

static void name_near_ones(const struct names *names, const char *typed,
                           struct diagnostic *out_diagnostic) {
    const char *near[NEAR_NAMES_MAX];
    size_t found = find_near_ones(names, typed, near);
    struct buffer text;
    buffer_init(&text, sizeof out_diagnostic->text);
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < found; i++) {
        status = buffer_append_format(&text, "%s%s", i == 0 ? "; near ones: " : ", ", near[i]);
    }
    diagnostic_set(out_diagnostic, "no %s is called \"%.80s\"%s", names->kind, typed,
                   buffer_text(&text));
    buffer_clean_up(&text);
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
