#include "baseline/baseline.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

bool baseline_is_day(const char *text) {
    static const char shape[] = "dddd-dd-dd";
    if (strlen(text) != sizeof shape - 1) {
        return false;
    }
    for (size_t i = 0; shape[i] != '\0'; i++) {
        bool is_digit = text[i] >= '0' && text[i] <= '9';
        if (shape[i] == 'd' ? !is_digit : text[i] != shape[i]) {
            return false;
        }
    }
    struct tm parsed = {0};
    const char *end = strptime(text, "%Y-%m-%d", &parsed);
    struct tm normal = parsed;
    normal.tm_isdst = 0;
    time_t when = timegm(&normal); /* makes 1 March of 30 February */
    return end != NULL && when != (time_t)-1 && normal.tm_mday == parsed.tm_mday;
}

void baseline_day_of(int64_t now_us, char out_day[WAIVER_DAY_SIZE]) {
    time_t seconds = (time_t)(now_us / 1000000);
    struct tm utc;
    char text[32];
    if (gmtime_r(&seconds, &utc) == NULL || strftime(text, sizeof text, "%Y-%m-%d", &utc) == 0) {
        text[0] = '\0';
    }
    snprintf(out_day, WAIVER_DAY_SIZE, "%.10s", text);
}
