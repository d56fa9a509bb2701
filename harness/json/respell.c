#include "json/respell.h"

#include "base/assure.h"
#include "json/scan.h"

#include <cjson/cJSON.h>
#include <float.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct respelling {
    struct scan scan;
    unsigned char *out; /* where the next byte goes: never further on than what was read */
};

static void put(struct respelling *respelling, const void *bytes, size_t size) {
    memcpy(respelling->out, bytes, size);
    respelling->out += size;
}

static void copy(struct respelling *respelling, size_t size) {
    put(respelling, respelling->scan.at, size);
    respelling->scan.at += size;
}

/* U+0000 and surrogates in the form that RFC 3629 forbids, so that no gated text has it. */
static void put_forbidden(struct respelling *respelling, unsigned unit) {
    const unsigned char nul[] = {0xc0, 0x80};
    const unsigned char surrogate[] = {0xed, (unsigned char)(0x80 | (unit >> 6 & 0x3f)),
                                       (unsigned char)(0x80 | (unit & 0x3f))};
    put(respelling, unit == 0 ? nul : surrogate, unit == 0 ? sizeof nul : sizeof surrogate);
    respelling->scan.at += SCAN_UNIT_SIZE;
}

static void respell_unit(struct respelling *respelling, unsigned unit) {
    const unsigned char *next = respelling->scan.at + SCAN_UNIT_SIZE;
    unsigned second = 0;
    if (is_high_surrogate(unit) && scan_unit(next, respelling->scan.end, &second) &&
        is_low_surrogate(second)) {
        copy(respelling, SCAN_UNIT_SIZE);
        copy(respelling, SCAN_UNIT_SIZE);
    } else if (unit == 0 || is_high_surrogate(unit) || is_low_surrogate(unit)) {
        put_forbidden(respelling, unit);
    } else {
        copy(respelling, SCAN_UNIT_SIZE);
    }
}

static void respell_string(struct respelling *respelling) {
    copy(respelling, 1);
    while (*respelling->scan.at != '"') {
        unsigned unit = 0;
        if (scan_unit(respelling->scan.at, respelling->scan.end, &unit)) {
            respell_unit(respelling, unit);
        } else {
            copy(respelling, *respelling->scan.at == '\\' ? 2 : 1);
        }
    }
    copy(respelling, 1);
}

/* The copy has room for the long spelling, and its NUL, where the short one goes. */
static void shorten_number(struct respelling *respelling, const unsigned char *number,
                           size_t size) {
    char *room = (char *)respelling->out;
    memcpy(room, number, size);
    room[size] = '\0';
    double value = strtod(room, NULL);
    value = value > DBL_MAX ? DBL_MAX : value < -DBL_MAX ? -DBL_MAX : value;
    int written = snprintf(room, size, "%.17g", value);
    ASSURE(written > 0 && written <= CJSON_NUMBER_SIZE);
    respelling->out += written;
}

static void respell_number(struct respelling *respelling) {
    const unsigned char *start = respelling->scan.at;
    enum json_fault fault = scan_number(&respelling->scan);
    ASSURE(fault == JSON_OK);
    size_t size = (size_t)(respelling->scan.at - start);
    if (size > CJSON_NUMBER_SIZE) {
        shorten_number(respelling, start, size);
    } else {
        put(respelling, start, size);
    }
}

bool respell_is_needed(const struct json_facts *facts) {
    return facts->nul_escapes > 0 || facts->lone_surrogates > 0 || facts->long_numbers > 0;
}

unsigned char *respell(struct bytes text, size_t *out_size) {
    unsigned char *block = cJSON_malloc(text.size + 1);
    if (block == NULL) {
        return NULL;
    }
    struct respelling respelling = {.scan = {.at = text.data, .end = text.data + text.size},
                                    .out = block};
    while (respelling.scan.at < respelling.scan.end) {
        unsigned char byte = *respelling.scan.at;
        if (byte == '"') {
            respell_string(&respelling);
        } else if (byte == '-' || (byte >= '0' && byte <= '9')) {
            respell_number(&respelling);
        } else {
            copy(&respelling, 1);
        }
    }
    *out_size = (size_t)(respelling.out - block);
    return block;
}
