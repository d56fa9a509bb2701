#include "fuzz/oracles/url_text.h"

#include "fuzz/oracle.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#define RESERVED ":/?#[]@!$&'()*+,;="
#define UNRESERVED_MARKS "-._~"

static bool is_escape(struct subject_text url, size_t at) {
    return at + 2 < url.size && url.data[at] == '%' && isxdigit((unsigned char)url.data[at + 1]) &&
           isxdigit((unsigned char)url.data[at + 2]);
}

void url_text_check_alphabet(struct subject_text url) {
    for (size_t i = 0; i < url.size; i++) {
        unsigned char byte = (unsigned char)url.data[i];
        bool is_mark = byte != '\0' && strchr(RESERVED UNRESERVED_MARKS, byte) != NULL;
        bool is_known = byte < 0x80 && (isalnum(byte) || is_mark || is_escape(url, i));
        ORACLE("alphabet", is_known, "byte 0x%02x at %zu", byte, i);
    }
}

/* Both spellings of a dot, whichever stand together. */
static bool is_dots(const char *segment, size_t size) {
    size_t dots = 0;
    for (size_t at = 0; at < size; dots++) {
        bool is_escaped = size - at >= 3 && strncasecmp(segment + at, "%2e", 3) == 0;
        if (!is_escaped && segment[at] != '.') {
            return false;
        }
        at += is_escaped ? 3 : 1;
    }
    return dots == 1 || dots == 2;
}

void url_text_check_dot_segments(struct subject_text url) {
    size_t from = 0;
    for (size_t i = 0; i <= url.size; i++) {
        bool is_end = i == url.size || url.data[i] == '?';
        if (is_end || url.data[i] == '/') {
            ORACLE("dot-segments", !is_dots(url.data + from, i - from), "the segment \"%.*s\"",
                   (int)(i - from), url.data + from);
            from = i + 1;
        }
        if (is_end) {
            return;
        }
    }
}
