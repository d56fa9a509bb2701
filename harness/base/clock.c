#include "base/clock.h"

#include <stdio.h>
#include <time.h>

static int64_t read_us(clockid_t id) {
    struct timespec now = {0};
    clock_gettime(id, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static int64_t system_monotonic_us(void *context) {
    (void)context;
    return read_us(CLOCK_MONOTONIC);
}

static int64_t system_wall_us(void *context) {
    (void)context;
    return read_us(CLOCK_REALTIME);
}

struct clock clock_system(void) {
    return (struct clock){system_monotonic_us, system_wall_us, NULL, NULL};
}

static int64_t leading_monotonic_us(void *context) {
    struct clock_lead *lead = context;
    return read_us(CLOCK_MONOTONIC) + lead->lead_us;
}

static int64_t leading_wall_us(void *context) {
    struct clock_lead *lead = context;
    return read_us(CLOCK_REALTIME) + lead->lead_us;
}

static void grow_lead_us(void *context, int64_t by_us) {
    struct clock_lead *lead = context;
    lead->lead_us += by_us;
}

struct clock clock_skipping(struct clock_lead *lead) {
    return (struct clock){leading_monotonic_us, leading_wall_us, grow_lead_us, lead};
}

void clock_format_rfc3339(int64_t wall_us, char out_text[CLOCK_RFC3339_SIZE]) {
    time_t seconds = (time_t)(wall_us / 1000000);
    struct tm utc;
    char day[24];
    if (gmtime_r(&seconds, &utc) == NULL ||
        strftime(day, sizeof day, "%Y-%m-%dT%H:%M:%S", &utc) == 0) {
        snprintf(out_text, CLOCK_RFC3339_SIZE, "1970-01-01T00:00:00.000Z");
        return;
    }
    snprintf(out_text, CLOCK_RFC3339_SIZE, "%.23s.%03dZ", day, (int)(wall_us / 1000 % 1000));
}
