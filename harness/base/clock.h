/* Time comes in from outside, so that a run can be tested, and judged again, without waiting. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>

/* All times are microseconds. `monotonic_us` never goes back; `wall_us` counts from 1970 in UTC. */
struct clock {
    int64_t (*monotonic_us)(void *context);
    int64_t (*wall_us)(void *context);
    /* Puts both readings forward; NULL where time cannot be made to pass. */
    void (*skip_us)(void *context, int64_t by_us);
    void *context;
};

/* The machine's own clocks. */
struct clock clock_system(void);

/* The machine's clocks and a lead over them that grows with each skip, so that what nobody needs to
   wait for costs no time. Whoever shares it sees the same time; safe in several threads. */
struct clock_lead {
    _Atomic int64_t lead_us; /* 0 at first */
};

/* `lead` is borrowed. */
struct clock clock_skipping(struct clock_lead *lead);

enum { CLOCK_RFC3339_SIZE = 32 };

/* Writes `wall_us` as RFC 3339 in UTC with milliseconds, e.g. 2022-02-24T08:00:00.000Z. */
void clock_format_rfc3339(int64_t wall_us, char out_text[CLOCK_RFC3339_SIZE]);

#endif
