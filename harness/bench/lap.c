#include "bench/lap.h"

#include "base/clock.h"

#include <sys/resource.h>

static double seconds_of(struct timeval time) {
    return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

static double cpu_of(int who) {
    struct rusage usage = {.ru_maxrss = 0};
    getrusage(who, &usage);
    return seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
}

struct lap lap_begin(void) {
    struct clock clock = clock_system();
    return (struct lap){
        .wall_s = (double)clock.monotonic_us(clock.context) / 1e6,
        .cpu_s = cpu_of(RUSAGE_SELF),
        .thread_s = cpu_of(RUSAGE_THREAD),
    };
}

struct lap lap_end(struct lap begun, uint32_t requests) {
    struct lap now = lap_begin();
    return (struct lap){requests, now.wall_s - begun.wall_s, now.cpu_s - begun.cpu_s,
                        now.thread_s - begun.thread_s};
}

double lap_rate(struct lap lap) {
    return lap.requests / lap.wall_s;
}

double lap_cpu_us(struct lap lap) {
    return lap.cpu_s * 1e6 / lap.requests;
}

double lap_thread_us(struct lap lap) {
    return lap.thread_s * 1e6 / lap.requests;
}
