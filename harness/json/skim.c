#include "json/skim.h"

#include <string.h>

static bool is_space(unsigned char byte) {
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

size_t skim_skip_space(struct bytes text, size_t at) {
    while (at < text.size && is_space(text.data[at])) {
        at++;
    }
    return at;
}

/* Whether an odd number of backslashes stands before `at`. */
static bool is_escaped(struct bytes text, size_t at) {
    size_t backslashes = 0;
    while (backslashes < at && text.data[at - backslashes - 1] == '\\') {
        backslashes++;
    }
    return backslashes % 2 == 1;
}

/* From the opening quote to behind the closing one. */
static size_t skip_string(struct bytes text, size_t at) {
    do {
        at++;
        const unsigned char *quote = memchr(text.data + at, '"', text.size - at);
        at = quote == NULL ? text.size : (size_t)(quote - text.data);
    } while (at < text.size && is_escaped(text, at));
    return at + 1;
}

static bool ends_scalar(unsigned char byte) {
    return byte == ',' || byte == ']' || byte == '}' || is_space(byte);
}

size_t skim_end(struct bytes text, size_t at) {
    size_t depth = 0;
    do {
        unsigned char byte = text.data[at];
        if (byte == '"') {
            at = skip_string(text, at);
            continue;
        }
        depth += byte == '{' || byte == '[';
        depth -= byte == '}' || byte == ']';
        at++;
        bool is_scalar = depth == 0 && byte != '}' && byte != ']';
        while (is_scalar && at < text.size && !ends_scalar(text.data[at])) {
            at++;
        }
    } while (depth > 0 && at < text.size);
    return at;
}

size_t skim_skip_comma(struct bytes text, size_t at) {
    at = skim_skip_space(text, at);
    return at < text.size && text.data[at] == ',' ? skim_skip_space(text, at + 1) : at;
}

/* At the first name of an object or at its end; SIZE_MAX where it is none. */
static size_t enter_object(struct bytes text, size_t at) {
    bool is_object = at < text.size && text.data[at] == '{';
    return is_object ? skim_skip_space(text, at + 1) : SIZE_MAX;
}

/* Takes a member: its name with quotes, and where its value begins. False at the object's end. */
static bool next_member(struct bytes text, size_t *inout_at, struct bytes *out_name,
                        size_t *out_value) {
    size_t at = *inout_at;
    if (at == SIZE_MAX || text.data[at] == '}') {
        return false;
    }
    size_t name_end = skip_string(text, at);
    *out_name = bytes_slice(text, at, name_end - at);
    *out_value = skim_skip_space(text, skim_skip_space(text, name_end) + 1); /* the colon */
    return true;
}

size_t skim_member(struct bytes text, size_t object, const char *quoted_name) {
    struct bytes name;
    size_t value = 0;
    for (size_t at = enter_object(text, object); next_member(text, &at, &name, &value);
         at = skim_skip_comma(text, skim_end(text, value))) {
        if (bytes_equal_text(name, quoted_name)) {
            return value;
        }
    }
    return SIZE_MAX;
}

size_t skim_members(struct bytes text, size_t object, const char *const *quoted_names, size_t count,
                    size_t *out_values) {
    struct bytes name;
    size_t value = 0;
    for (size_t i = 0; i < count; i++) {
        out_values[i] = SIZE_MAX;
    }
    for (size_t at = enter_object(text, object); next_member(text, &at, &name, &value);
         at = skim_skip_comma(text, skim_end(text, value))) {
        for (size_t i = 0; i < count; i++) {
            if (!bytes_equal_text(name, quoted_names[i])) {
                continue;
            }
            if (out_values[i] != SIZE_MAX) {
                return at;
            }
            out_values[i] = value;
        }
    }
    return SIZE_MAX;
}
