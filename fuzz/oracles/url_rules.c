#include "fuzz/oracles/url_rules.h"

#include "fuzz/oracles/code_points.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <string.h>
#include <strings.h>

#define DIGITS "0123456789"
#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define HEX_DIGITS "0123456789abcdefABCDEF"
#define LABEL_BYTES LETTERS DIGITS "-_"
#define PATH_BYTES LETTERS DIGITS "-._~!$&'()*+,;=:@%" /* RFC 3986, pchar */

enum { ID_CHARACTERS_MAX = 256, NAME_SIZE_MAX = 253, LABEL_SIZE_MAX = 63, PORT_DIGITS_MAX = 5 };

static struct subject_text part_of(struct subject_text text, size_t from, size_t to) {
    return (struct subject_text){text.data + from, to - from};
}

static size_t find(struct subject_text text, char byte) {
    const char *at = text.size == 0 ? NULL : memchr(text.data, byte, text.size);
    return at == NULL ? text.size : (size_t)(at - text.data);
}

static bool is_made_of(struct subject_text text, const char *alphabet) {
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] == '\0' || strchr(alphabet, text.data[i]) == NULL) {
            return false;
        }
    }
    return true;
}

static bool is_text(struct subject_text text, const char *wanted) {
    return text.size == strlen(wanted) && memcmp(text.data, wanted, text.size) == 0;
}

/* ---- ids ---- */

static const char *broken_in_text(struct subject_text text, size_t most_characters) {
    size_t characters = 0;
    for (size_t at = 0; at < text.size; characters++) {
        uint32_t character = 0;
        size_t size = code_point_read(text.data + at, text.size - at, &character);
        if (size == 0) {
            return "not UTF-8";
        }
        if (character < 0x20 || (character >= 0x7f && character < 0xa0)) {
            return "a control character";
        }
        at += size;
    }
    return characters > most_characters ? "an id of more than 256 characters" : NULL;
}

static const char *broken_in_ids(const struct triple *triple) {
    if (triple->device_id.size == 0) {
        return "an empty device id";
    }
    if (is_text(triple->device_id, ".") || is_text(triple->device_id, "..")) {
        return "a device id of dots";
    }
    const char *broken = broken_in_text(triple->device_id, ID_CHARACTERS_MAX);
    return broken != NULL ? broken : broken_in_text(triple->app_id, ID_CHARACTERS_MAX);
}

/* ---- the authority ---- */

/* A last label like 1 or 0x7f makes an address of the name to some. */
static bool is_number(struct subject_text label) {
    bool is_hex = label.size >= 2 && label.data[0] == '0' && tolower(label.data[1]) == 'x';
    return is_hex ? is_made_of(part_of(label, 2, label.size), HEX_DIGITS)
                  : is_made_of(label, DIGITS);
}

static bool is_name(struct subject_text name) {
    if (name.size > 0 && name.data[name.size - 1] == '.') {
        name.size--; /* the root */
    }
    struct subject_text label;
    for (size_t from = 0; from <= name.size; from += label.size + 1) {
        struct subject_text rest = part_of(name, from, name.size);
        label = part_of(rest, 0, find(rest, '.'));
        if (label.size == 0 || label.size > LABEL_SIZE_MAX || !is_made_of(label, LABEL_BYTES) ||
            label.data[0] == '-' || label.data[label.size - 1] == '-') {
            return false;
        }
    }
    return name.size <= NAME_SIZE_MAX && !is_number(label);
}

/* Four numbers to 255 without leading zeros, with dots between. */
static bool is_dotted_quad(struct subject_text text) {
    size_t numbers = 0;
    for (size_t from = 0; from <= text.size; numbers++) {
        struct subject_text rest = part_of(text, from, text.size);
        struct subject_text number = part_of(rest, 0, find(rest, '.'));
        unsigned value = 0;
        for (size_t i = 0; i < number.size && i < 4; i++) {
            value = value * 10 + (unsigned)(number.data[i] - '0');
        }
        if (number.size == 0 || number.size > 3 || !is_made_of(number, DIGITS) || value > 255 ||
            (number.size > 1 && number.data[0] == '0')) {
            return false;
        }
        from += number.size + 1;
    }
    return numbers == 4;
}

static const char *broken_in_literal(struct subject_text inside, struct url_meaning *meaning) {
    char literal[INET6_ADDRSTRLEN] = "";
    if (inside.size >= sizeof literal || !is_made_of(inside, HEX_DIGITS ":.")) {
        return "no IPv6 address in the brackets";
    }
    memcpy(literal, inside.data, inside.size);
    meaning->is_ipv6 = inet_pton(AF_INET6, literal, &meaning->ipv6) == 1;
    return meaning->is_ipv6 ? NULL : "no IPv6 address in the brackets";
}

static const char *broken_in_host(struct subject_text host, struct url_meaning *meaning) {
    if (host.size > 0 && host.data[0] == '[') {
        return host.data[host.size - 1] != ']'
                   ? "a bracket that stays open"
                   : broken_in_literal(part_of(host, 1, host.size - 1), meaning);
    }
    if (!is_name(host) && !is_dotted_quad(host)) {
        return "no host name";
    }
    for (size_t i = 0; i < host.size; i++) {
        meaning->host[i] = (char)tolower(host.data[i]);
    }
    meaning->host[host.size] = '\0';
    return NULL;
}

static const char *broken_in_port(struct subject_text port, struct url_meaning *meaning) {
    if (port.size == 0 || port.size > PORT_DIGITS_MAX || !is_made_of(port, DIGITS)) {
        return "no port of digits";
    }
    meaning->port = 0;
    for (size_t i = 0; i < port.size; i++) {
        meaning->port = meaning->port * 10 + (unsigned)(port.data[i] - '0');
    }
    return meaning->port == 0 || meaning->port > 65535 ? "no port from 1 to 65535" : NULL;
}

static const char *broken_in_authority(struct subject_text authority, struct url_meaning *meaning) {
    bool is_literal = authority.size > 0 && authority.data[0] == '[';
    size_t bracket = find(authority, ']');
    size_t host_end = !is_literal                 ? find(authority, ':')
                      : bracket == authority.size ? bracket
                                                  : bracket + 1;
    const char *broken = broken_in_host(part_of(authority, 0, host_end), meaning);
    if (broken != NULL || host_end == authority.size) {
        return broken;
    }
    return authority.data[host_end] != ':'
               ? "something between host and port"
               : broken_in_port(part_of(authority, host_end + 1, authority.size), meaning);
}

/* ---- the prefix ---- */

static int hex_value(char digit) {
    const char *at = digit == '\0' ? NULL : strchr(DIGITS "abcdef", tolower(digit));
    return at == NULL ? -1 : (int)(at - (DIGITS "abcdef"));
}

size_t url_rules_decode(struct subject_text text, char *out_text) {
    size_t size = 0;
    for (size_t i = 0; i < text.size; i++) {
        char byte = text.data[i];
        if (byte == '%') {
            int high = i + 1 < text.size ? hex_value(text.data[i + 1]) : -1;
            int low = i + 2 < text.size ? hex_value(text.data[i + 2]) : -1;
            if (high < 0 || low < 0) {
                return SIZE_MAX;
            }
            byte = (char)(high * 16 + low);
            i += 2;
        }
        out_text[size++] = byte;
    }
    return size;
}

static const char *broken_in_segment(struct subject_text segment) {
    char decoded[URL_RULES_PREFIX_SIZE];
    size_t size = url_rules_decode(segment, decoded);
    if (segment.size == 0 || size == SIZE_MAX || !is_made_of(segment, PATH_BYTES)) {
        return "no segment of a path";
    }
    struct subject_text plain = {decoded, size};
    return is_text(plain, ".") || is_text(plain, "..") ? "a dot segment" : NULL;
}

static const char *broken_in_prefix(struct subject_text prefix, struct url_meaning *meaning) {
    if (prefix.size > 0 && prefix.data[prefix.size - 1] == '/') {
        prefix.size--;
    }
    if (prefix.size >= URL_RULES_PREFIX_SIZE) {
        return "a prefix that is too long";
    }
    struct subject_text segment;
    for (size_t at = 0; at < prefix.size; at += 1 + segment.size) {
        struct subject_text rest = part_of(prefix, at + 1, prefix.size);
        segment = part_of(rest, 0, find(rest, '/'));
        const char *broken = broken_in_segment(segment);
        if (broken != NULL) {
            return broken;
        }
        meaning->prefix_segments++;
    }
    memcpy(meaning->prefix, prefix.data, prefix.size);
    return NULL;
}

/* ---- the whole ---- */

/* How many bytes of the endpoint the scheme and what follows it take; 0 where it is another. */
static size_t read_scheme(struct subject_text endpoint, struct url_meaning *out_meaning) {
    static const struct url_scheme {
        const char *text;
        unsigned port;
    } schemes[] = {{"https://", 443}, {"http://", 80}};
    for (size_t i = 0; i < sizeof schemes / sizeof schemes[0]; i++) {
        size_t size = strlen(schemes[i].text);
        if (endpoint.size >= size && strncasecmp(endpoint.data, schemes[i].text, size) == 0) {
            out_meaning->scheme = (struct subject_text){schemes[i].text, size - strlen("://")};
            out_meaning->port = schemes[i].port;
            return size;
        }
    }
    return 0;
}

const char *url_rules_broken(const struct triple *triple, struct url_meaning *out_meaning) {
    struct url_meaning meaning = {.port = 0};
    size_t from = read_scheme(triple->endpoint, &meaning);
    if (from == 0) {
        return "another scheme than https and http";
    }
    struct subject_text rest = part_of(triple->endpoint, from, triple->endpoint.size);
    struct subject_text authority = part_of(rest, 0, find(rest, '/'));
    const char *broken = broken_in_authority(authority, &meaning);
    if (broken == NULL) {
        broken = broken_in_prefix(part_of(rest, authority.size, rest.size), &meaning);
    }
    if (broken == NULL) {
        broken = broken_in_ids(triple);
    }
    if (broken == NULL) {
        *out_meaning = meaning;
    }
    return broken;
}
