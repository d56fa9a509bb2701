#include "mock/locator.h"

#include "base/utf8.h"

#include <string.h>

enum { ID_CHARACTERS_MAX = 256 };

static struct bytes after_authority(struct bytes target) {
    size_t scheme_end = bytes_find(target, bytes_of_text("://"), 0);
    if (target.size == 0 || target.data[0] == '/' || scheme_end == SIZE_MAX) {
        return target;
    }
    size_t slash = bytes_find(target, bytes_of_text("/"), scheme_end + strlen("://"));
    return bytes_slice(target, slash == SIZE_MAX ? target.size : slash, target.size);
}

struct locator locator_split(struct bytes target) {
    struct bytes rest = after_authority(target);
    size_t mark = bytes_find(rest, bytes_of_text("?"), 0);
    if (mark == SIZE_MAX) {
        return (struct locator){rest, bytes_of_text(NULL)};
    }
    return (struct locator){bytes_slice(rest, 0, mark),
                            bytes_slice(rest, mark + 1, rest.size - mark - 1)};
}

static int hex_value(unsigned char digit) {
    static const char digits[] = "0123456789abcdef";
    const char *found = digit == '\0' ? NULL : strchr(digits, byte_lower(digit));
    return found == NULL ? -1 : (int)(found - digits);
}

/* The byte that the escape at the start of `rest` stands for, or -1. */
static int escaped_byte(struct bytes rest) {
    int high = rest.size >= 3 ? hex_value(rest.data[1]) : -1;
    int low = rest.size >= 3 ? hex_value(rest.data[2]) : -1;
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

enum plus { PLUS_IS_PLUS, PLUS_IS_SPACE };

static bool decode(struct bytes encoded, enum plus plus, struct locator_text *out_text) {
    size_t size = 0;
    for (size_t i = 0; i < encoded.size; i++) {
        int byte = encoded.data[i];
        if (byte == '%') {
            byte = escaped_byte(bytes_slice(encoded, i, 3));
            i += 2;
        } else if (byte == '+' && plus == PLUS_IS_SPACE) {
            byte = ' ';
        }
        if (byte < 0x20 || byte == 0x7f || size == LOCATOR_TEXT_MAX) {
            return false;
        }
        out_text->text[size++] = (char)byte;
    }
    out_text->text[size] = '\0';
    out_text->size = size;
    return utf8_is_valid(bytes_of(out_text->text, size));
}

bool locator_decode_id(struct bytes segment, struct locator_text *out_text) {
    if (!decode(segment, PLUS_IS_PLUS, out_text)) {
        return false;
    }
    struct bytes id = bytes_of(out_text->text, out_text->size);
    bool is_path = memchr(id.data, '/', id.size) != NULL || memchr(id.data, '\\', id.size) != NULL;
    bool is_dots = bytes_equal_text(id, ".") || bytes_equal_text(id, "..");
    return id.size > 0 && !is_path && !is_dots && utf8_characters(id) <= ID_CHARACTERS_MAX;
}

/* Cuts the first "name=value" off `rest`. */
static struct bytes next_pair(struct bytes *rest) {
    size_t end = bytes_find(*rest, bytes_of_text("&"), 0);
    struct bytes pair = bytes_slice(*rest, 0, end == SIZE_MAX ? rest->size : end);
    *rest = bytes_slice(*rest, pair.size + 1, rest->size);
    return pair;
}

/* Absent (data == NULL) when the pair's name is another one. */
static struct bytes value_of(struct bytes pair, const char *name) {
    size_t equals = bytes_find(pair, bytes_of_text("="), 0);
    size_t name_size = equals == SIZE_MAX ? pair.size : equals;
    struct locator_text decoded;
    if (!decode(bytes_slice(pair, 0, name_size), PLUS_IS_SPACE, &decoded) ||
        !bytes_equal_text(bytes_of(decoded.text, decoded.size), name)) {
        return bytes_of_text(NULL);
    }
    return bytes_slice(pair, name_size + 1, pair.size);
}

enum parameter locator_parameter(struct bytes query, const char *name,
                                 struct locator_text *out_text) {
    struct bytes first = bytes_of_text(NULL);
    while (query.size > 0) {
        struct bytes value = value_of(next_pair(&query), name);
        if (value.data == NULL) {
            continue;
        }
        if (first.data != NULL && !bytes_equal(first, value)) {
            return PARAMETER_UNCLEAR;
        }
        first = value;
    }
    struct locator_text decoded;
    if (first.size == 0) {
        return PARAMETER_ABSENT;
    }
    if (!decode(first, PLUS_IS_SPACE, &decoded)) {
        return PARAMETER_UNCLEAR;
    }
    *out_text = decoded;
    return PARAMETER_GIVEN;
}
