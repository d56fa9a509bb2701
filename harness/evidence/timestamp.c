#include "evidence/timestamp.h"

#include <time.h>

/* Takes `count` digits off the front. */
static bool take_number(struct bytes *rest, size_t count, int *out_number) {
    int number = 0;
    if (rest->size < count) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        unsigned char byte = rest->data[i];
        if (byte < '0' || byte > '9') {
            return false;
        }
        number = number * 10 + byte - '0';
    }
    *rest = bytes_slice(*rest, count, rest->size);
    *out_number = number;
    return true;
}

static bool take_byte(struct bytes *rest, const char *any_of) {
    for (; *any_of != '\0'; any_of++) {
        if (rest->size > 0 && rest->data[0] == (unsigned char)*any_of) {
            *rest = bytes_slice(*rest, 1, rest->size);
            return true;
        }
    }
    return false;
}

static bool take_date_and_time(struct bytes *rest, struct tm *out_time) {
    struct tm time = {0};
    bool is_read = take_number(rest, 4, &time.tm_year) && take_byte(rest, "-") &&
                   take_number(rest, 2, &time.tm_mon) && take_byte(rest, "-") &&
                   take_number(rest, 2, &time.tm_mday) && take_byte(rest, "Tt ") &&
                   take_number(rest, 2, &time.tm_hour) && take_byte(rest, ":") &&
                   take_number(rest, 2, &time.tm_min) && take_byte(rest, ":") &&
                   take_number(rest, 2, &time.tm_sec);
    bool is_in_range = time.tm_mon >= 1 && time.tm_mon <= 12 && time.tm_mday >= 1 &&
                       time.tm_mday <= 31 && time.tm_hour <= 23 && time.tm_min <= 59 &&
                       time.tm_sec <= 60;
    time.tm_year -= 1900;
    time.tm_mon -= 1;
    *out_time = time;
    return is_read && is_in_range;
}

/* Digits past the microsecond are dropped. */
static bool take_fraction(struct bytes *rest, int64_t *out_us) {
    int64_t us = 0, worth = 100000;
    int digit;
    if (!take_byte(rest, ".")) {
        *out_us = 0;
        return true;
    }
    if (!take_number(rest, 1, &digit)) {
        return false;
    }
    do {
        us += worth * digit;
        worth /= 10;
    } while (take_number(rest, 1, &digit));
    *out_us = us;
    return true;
}

static bool take_offset(struct bytes *rest, int64_t *out_seconds) {
    int hours = 0, minutes = 0;
    if (take_byte(rest, "Zz")) {
        *out_seconds = 0;
        return true;
    }
    bool is_west = take_byte(rest, "-");
    if (!is_west && !take_byte(rest, "+")) {
        return false;
    }
    if (!take_number(rest, 2, &hours)) {
        return false;
    }
    (void)take_byte(rest, ":");
    if (!take_number(rest, 2, &minutes)) {
        return false;
    }
    *out_seconds = (int64_t)(is_west ? -1 : 1) * (hours * 60 + minutes) * 60;
    return true;
}

bool timestamp_parse(struct bytes text, int64_t *out_us) {
    struct tm time;
    int64_t us, offset_seconds;
    if (!take_date_and_time(&text, &time) || !take_fraction(&text, &us) ||
        !take_offset(&text, &offset_seconds) || text.size > 0) {
        return false;
    }
    *out_us = ((int64_t)timegm(&time) - offset_seconds) * 1000000 + us;
    return true;
}
