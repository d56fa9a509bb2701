/* Which oracle breaks: for tests of the oracles themselves. It stands in for fuzz/oracle.c, and
   what is tried runs in a process of its own. */
#ifndef FUZZ_TESTS_PROBE_H
#define FUZZ_TESTS_PROBE_H

#include <stddef.h>

enum { PROBE_NAME_SIZE = 64 };

struct probe {
    char broken[PROBE_NAME_SIZE]; /* the first oracle that broke; "" where all held */
};

/* Runs `attempt`. A crash is told as "crash", a failed SETUP as "setup". */
struct probe probe_run(void (*attempt)(const void *context), const void *context);

/* Prints a row that is not as expected ("" for silence). Returns 1, to be added up, or 0. */
int probe_complain(const char *row, const char *expected, struct probe probe);

#endif
