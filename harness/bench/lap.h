/* A lap: how long a number of requests took, and how much of the processor this process spent. */
#ifndef BENCH_LAP_H
#define BENCH_LAP_H

#include <stdint.h>

struct lap {
    uint32_t requests;
    double wall_s;
    double cpu_s;    /* this process alone, user and system; the platform is another process */
    double thread_s; /* the same of the calling thread alone: the one that serves the sockets */
};

/* Begins a lap now; lap_end gives what passed since. */
struct lap lap_begin(void);
struct lap lap_end(struct lap begun, uint32_t requests);

double lap_rate(struct lap lap);      /* requests per second */
double lap_cpu_us(struct lap lap);    /* per request */
double lap_thread_us(struct lap lap); /* per request */

#endif
