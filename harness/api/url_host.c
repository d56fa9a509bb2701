#include "api/url_host.h"

#include <arpa/inet.h>

enum {
    NAME_SIZE_MAX = 253,
    LABEL_SIZE_MAX = 63
}; /* RFC 1035 section 2.3.4, RFC 1123 section 2.1 */

static bool is_digit(unsigned char byte) {
    return byte >= '0' && byte <= '9';
}

static bool is_hex_digit(unsigned char byte) {
    unsigned char lower = byte_lower(byte);
    return is_digit(byte) || (lower >= 'a' && lower <= 'f');
}

/* The underscore is no host name to RFC 1123, but DNS carries it, and internal networks use it. */
static bool is_label_byte(unsigned char byte) {
    unsigned char lower = byte_lower(byte);
    return is_digit(byte) || (lower >= 'a' && lower <= 'z') || byte == '-' || byte == '_';
}

static bool is_all(struct bytes text, bool (*is_part)(unsigned char)) {
    for (size_t i = 0; i < text.size; i++) {
        if (!is_part(text.data[i])) {
            return false;
        }
    }
    return true;
}

static bool is_label(struct bytes label) {
    return label.size > 0 && label.size <= LABEL_SIZE_MAX && is_all(label, is_label_byte) &&
           label.data[0] != '-' && label.data[label.size - 1] != '-';
}

/* What inet_aton, and libcurl with it, takes for a number: 127.1, 017700000001 and 0x7f.1 all mean
   addresses there, and names elsewhere. */
static bool is_number(struct bytes label) {
    bool is_hex = bytes_equal_ignoring_case(bytes_slice(label, 0, 2), bytes_of_text("0x"));
    return is_hex ? is_all(bytes_slice(label, 2, label.size), is_hex_digit)
                  : is_all(label, is_digit);
}

/* Takes the first label and its dot off `inout_rest`. */
static struct bytes take_label(struct bytes *inout_rest) {
    size_t dot = bytes_find(*inout_rest, bytes_of_text("."), 0);
    struct bytes label = bytes_slice(*inout_rest, 0, dot);
    *inout_rest = bytes_slice(*inout_rest, label.size + 1, inout_rest->size);
    return label;
}

/* One dot at the end is the root of DNS, and legal. */
static bool is_name(struct bytes text) {
    struct bytes rest = text;
    struct bytes label;
    do {
        label = take_label(&rest);
        if (!is_label(label)) {
            return false;
        }
    } while (rest.size > 0);
    size_t root = text.data[text.size - 1] == '.';
    return text.size - root <= NAME_SIZE_MAX && !is_number(label);
}

/* Fills `out_text` where the view fits into it with a NUL, and holds none itself. */
static bool copy_text(struct bytes view, char *out_text, size_t size) {
    if (view.size >= size || bytes_find(view, bytes_of("", 1), 0) != SIZE_MAX) {
        return false;
    }
    memcpy(out_text, view.data, view.size);
    out_text[view.size] = '\0';
    return true;
}

static bool is_dotted_quad(struct bytes text) {
    char quad[INET_ADDRSTRLEN];
    struct in_addr address;
    return copy_text(text, quad, sizeof quad) && inet_pton(AF_INET, quad, &address) == 1;
}

/* Text in brackets; both the bytes and the shortest form of RFC 5952 are the C library's. */
static enum url_fault parse_literal(struct bytes text, char out_host[URL_HOST_SIZE]) {
    char literal[INET6_ADDRSTRLEN];
    struct in6_addr address;
    struct bytes inside = bytes_slice(text, 1, text.size - 2);
    if (text.data[text.size - 1] != ']') {
        return URL_BAD_HOST;
    }
    if (bytes_find(inside, bytes_of_text("%"), 0) != SIZE_MAX) {
        return URL_ZONE_ID;
    }
    if (!copy_text(inside, literal, sizeof literal) ||
        inet_pton(AF_INET6, literal, &address) != 1 ||
        inet_ntop(AF_INET6, &address, literal, sizeof literal) == NULL) {
        return URL_BAD_HOST;
    }
    (void)snprintf(out_host, URL_HOST_SIZE, "[%s]", literal);
    return URL_OK;
}

enum url_fault url_host_parse(struct bytes text, char out_host[URL_HOST_SIZE]) {
    if (text.size >= 2 && text.data[0] == '[') {
        return parse_literal(text, out_host);
    }
    if (text.size == 0 || (!is_dotted_quad(text) && !is_name(text))) {
        return URL_BAD_HOST;
    }
    for (size_t i = 0; i < text.size; i++) {
        out_host[i] = (char)byte_lower(text.data[i]);
    }
    out_host[text.size] = '\0';
    return URL_OK;
}
