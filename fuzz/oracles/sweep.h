/* The allocation sweep: what is under test runs again and again, and each time a later allocation
   fails, until none does. */
#ifndef FUZZ_ORACLES_SWEEP_H
#define FUZZ_ORACLES_SWEEP_H

#include <stdbool.h>

enum sweep_result {
    SWEEP_DONE,      /* as it ends with memory enough */
    SWEEP_NO_MEMORY, /* it said that memory is out */
    SWEEP_OTHERWISE, /* any other end, or an output that was touched */
};

/* Runs `attempt` until it has had memory enough, and breaks "allocation-failure" where one that had
   not says otherwise than SWEEP_NO_MEMORY, or leaks. `attempt` frees all that it makes. */
void sweep_allocations(enum sweep_result (*attempt)(void *context), void *context);

/* The same with no more than `tries` failures, spread over all allocations. */
void sweep_some_allocations(enum sweep_result (*attempt)(void *context), void *context,
                            unsigned tries);

/* The same of our own floors, for which no subject can waive anything: `oracle` is what breaks. */
void sweep_floor(const char *oracle, enum sweep_result (*attempt)(void *context), void *context,
                 unsigned tries);

/* Leads the allocations of libcurl through the hooks as well. Before its first use. */
void sweep_see_libcurl(void);

#endif
