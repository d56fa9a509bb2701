/* The workload: every case of the tables but the throttle's and those that are about the
   transport, each sent so often that there are enough requests in all. */
#ifndef BENCH_WORKLOAD_H
#define BENCH_WORKLOAD_H

#include "app/profile.h"
#include "judge/judge.h"
#include "plan/plan.h"

enum { WORKLOAD_PARALLEL = 8 }; /* connections, as `assay run` has them */

struct workload {
    struct profile profile; /* owned */
    struct plan plan;       /* owned */
    struct judge_rules rules;
    uint32_t requests; /* in all, without logins; at least as many as were asked for */
};

/* `target_file` is a profile of a platform without throttle; STATUS_INVALID where it has one. Other
   errors as profile_load and plan_make have them. */
enum status workload_init(const char *target_file, uint32_t requests_min,
                          struct workload *out_workload,
                          struct diagnostic *out_diagnostic) MUST_USE;
void workload_clean_up(struct workload *workload);

#endif
