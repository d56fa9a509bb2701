/* The built program as a process of its own, for what a test cannot do to itself: signals, memory.
 */
#ifndef TESTS_CHILD_H
#define TESTS_CHILD_H

#include "base/bytes.h"

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
/* Starts it with these arguments, NULL behind the last, at most ten; "stdout" and "stderr" in the
   scratch folder are its own. */
bool child_start(const char *const *arguments, struct child *out_child);
/* Runs it on a terminal to its end, and appends all that is shown there. False where it cannot be
   started, or says nothing for so long. */
bool child_watch(const char *const *arguments, double seconds, struct buffer *out_screen);
/* Waits; kills it after `seconds`. */
struct child_end child_wait(const struct child *child, double seconds);

#endif
