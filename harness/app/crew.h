/* A crew: worker processes that each do one task at a time. One that dies takes its own task with
   it and nothing else; another takes its place. */
#ifndef APP_CREW_H
#define APP_CREW_H

#include "base/bytes.h"

#include <signal.h>

struct crew_options {
    unsigned jobs; /* workers at most; at least 1 */
    size_t task_count;
    size_t result_bytes; /* of each task's result */
    int64_t limit_us;    /* longer than this no task may take: its worker is ended */
    /* In a worker: does a task and fills its result. */
    void (*work)(void *context, size_t task, void *out_result);
    /* Here: a result, or why there is none. */
    void (*on_result)(void *context, size_t task, const void *result);
    void (*on_loss)(void *context, size_t task, const char *why);
    void *context;
    const volatile sig_atomic_t *stop; /* non-zero: no further tasks; or NULL */
};

enum { CREW_JOBS_MAX = 256 };

/* Forks, so no other thread may run. STATUS_OK when every task had its result or its loss;
   STATUS_INTERRUPTED when it was stopped before; STATUS_NO_MEMORY when no worker could be had, the
   diagnostic says why. No worker is left when it returns, nor when this process is killed. */
enum status crew_run(const struct crew_options *options,
                     struct diagnostic *out_diagnostic) MUST_USE;

#endif
