/* The built program as a process of its own, for what a test cannot do to itself: signals, memory.
 */
#ifndef TESTS_CHILD_H
#define TESTS_CHILD_H

#include <stdbool.h>
#include <sys/types.h>

struct child {
    pid_t pid;
};

struct child_end {
    int exit_code; /* -1: it was killed */
    int signal;    /* by which; 0: by none */
    bool has_core; /* and it left one */
    double seconds;
    long memory_bytes; /* the most it had resident */
};

/* Starts `assay run` on a profile of the scratch folder; "stdout", "stderr" and "reports/" there
   are its own. False, with a message. */
bool child_run(const char *profile, struct child *out_child);
/* Waits; kills it after `seconds`. */
struct child_end child_wait(const struct child *child, double seconds);

#endif
