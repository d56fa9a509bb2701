#include "api/url_text.h"

#include "base/utf8.h"

static bool is_letter(unsigned char byte) {
    unsigned char lower = byte_lower(byte);
    return lower >= 'a' && lower <= 'z';
}

static bool is_digit(unsigned char byte) {
    return byte >= '0' && byte <= '9';
}

static bool is_hex_digit(unsigned char byte) {
    unsigned char lower = byte_lower(byte);
    return is_digit(byte) || (lower >= 'a' && lower <= 'f');
}

static bool is_one_of(unsigned char byte, const char *set) {
    return byte != '\0' && strchr(set, byte) != NULL;
}

static bool is_unreserved(unsigned char byte) {
    return is_letter(byte) || is_digit(byte) || is_one_of(byte, "-._~");
}

/* pchar without its escapes: RFC 3986 section 3.3. */
static bool is_plain_path_byte(unsigned char byte) {
    return is_unreserved(byte) || is_one_of(byte, "!$&'()*+,;=:@");
}

static bool is_control(struct bytes text, size_t at) {
    unsigned char byte = text.data[at];
    bool is_c1 =
        byte == 0xc2 && text.data[at + 1] <= 0x9f; /* valid UTF-8: a second byte is there */
    return byte < ' ' || byte == 0x7f || is_c1;
}

enum url_fault url_text_check(struct bytes text) {
    if (!utf8_is_valid(text)) {
        return URL_BAD_UTF8;
    }
    for (size_t i = 0; i < text.size; i++) {
        if (is_control(text, i)) {
            return URL_CONTROL_CHARACTER;
        }
    }
    return URL_OK;
}

static bool is_escape(struct bytes text, size_t at) {
    return text.size - at >= 3 && text.data[at] == '%' && is_hex_digit(text.data[at + 1]) &&
           is_hex_digit(text.data[at + 2]);
}

static bool is_made_of_path_bytes(struct bytes segment) {
    for (size_t i = 0; i < segment.size; i++) {
        if (is_escape(segment, i)) {
            i += 2;
        } else if (!is_plain_path_byte(segment.data[i])) {
            return false;
        }
    }
    return segment.size > 0;
}

/* One or two dots, each as itself or as %2e: RFC 3986 section 5.2.4 after 6.2.2.2. */
static bool is_dot_segment(struct bytes segment) {
    size_t dots = 0;
    while (segment.size > 0) {
        struct bytes escape = bytes_slice(segment, 0, 3);
        bool is_escaped = bytes_equal_ignoring_case(escape, bytes_of_text("%2e"));
        if (!is_escaped && segment.data[0] != '.') {
            return false;
        }
        segment = bytes_slice(segment, is_escaped ? 3 : 1, segment.size);
        dots++;
    }
    return dots == 1 || dots == 2;
}

enum url_fault url_path_check(struct bytes path) {
    while (path.size > 0) {
        if (path.data[0] != '/') {
            return URL_BAD_PREFIX;
        }
        path = bytes_slice(path, 1, path.size);
        struct bytes segment = bytes_slice(path, 0, bytes_find(path, bytes_of_text("/"), 0));
        if (is_dot_segment(segment)) {
            return URL_DOT_SEGMENT;
        }
        if (!is_made_of_path_bytes(segment)) {
            return URL_BAD_PREFIX;
        }
        path = bytes_slice(path, segment.size, path.size);
    }
    return URL_OK;
}

/* Upper-case digits, as RFC 3986 section 2.1 asks of producers. */
static enum status append_escape(struct buffer *out, unsigned char byte) {
    static const char digits[] = "0123456789ABCDEF";
    const char escape[3] = {'%', digits[byte >> 4], digits[byte & 0x0f]};
    return buffer_append(out, bytes_of(escape, sizeof escape));
}

static void take_back(struct buffer *out, size_t size) {
    if (out->data != NULL) {
        out->size = size;
        out->data[size] = '\0';
    }
}

enum status url_encode(struct bytes text, struct buffer *out) {
    size_t size_before = out->size;
    for (size_t i = 0; i < text.size; i++) {
        unsigned char byte = text.data[i];
        enum status status =
            is_unreserved(byte) ? buffer_append_byte(out, byte) : append_escape(out, byte);
        if (status != STATUS_OK) {
            take_back(out, size_before);
            return status;
        }
    }
    return STATUS_OK;
}
