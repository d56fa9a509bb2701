/* Values that no two runs share: dates, times, random ids, digests. */
#include "compare/find.h"

static bool is_digit(unsigned char byte) {
    return byte >= '0' && byte <= '9';
}

static bool is_letter(unsigned char byte) {
    unsigned char lower = byte_lower(byte);
    return lower >= 'a' && lower <= 'z';
}

static bool is_id_byte(unsigned char byte) {
    return is_digit(byte) || is_letter(byte) || byte == '-' || byte == '_';
}

/* 8 characters of an id's alphabet or more, digits among them: words have none. */
static bool is_id(struct bytes text) {
    size_t digits = 0;
    for (size_t i = 0; i < text.size; i++) {
        if (!is_id_byte(text.data[i])) {
            return false;
        }
        digits += is_digit(text.data[i]);
    }
    return text.size >= 8 && digits > 0;
}

/* RFC 3339, e.g. 2022-02-24T08:00:00Z, and what the IoT platforms send: 20220224T080000Z. */
static bool is_time(struct bytes text) {
    static const char *const shapes[] = {"dddd-dd-ddTdd:dd:dd", "ddddddddTddddddZ"};
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
        size_t at = 0;
        while (shapes[i][at] != '\0' && at < text.size &&
               (shapes[i][at] == 'd' ? is_digit(text.data[at])
                                     : (char)text.data[at] == shapes[i][at])) {
            at++;
        }
        if (shapes[i][at] == '\0') {
            return true;
        }
    }
    return false;
}

/* RFC 9110 section 5.6.7: Sun, 06 Nov 1994 08:49:37 GMT. */
static bool is_http_date(struct bytes text) {
    return text.size == 29 && text.data[3] == ',' && text.data[19] == ':' && text.data[22] == ':';
}

/* What stands for a secret in recorded evidence, with a digest keyed by the run. */
static bool is_label(struct bytes text) {
    return text.size > 8 && text.data[3] == '-' && text.data[text.size - 1] == '*';
}

bool is_fresh_each_run(struct bytes old, struct bytes new) {
    return (is_id(old) && is_id(new) && old.size == new.size) || (is_time(old) && is_time(new)) ||
           (is_label(old) && is_label(new)) || (is_http_date(old) && is_http_date(new));
}
