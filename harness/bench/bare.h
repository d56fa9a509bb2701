/* The peer of the engine: the least that libcurl's multi interface can be asked to do with the same
   requests. Nothing is recorded, judged or kept; answers are read and dropped. */
#ifndef BENCH_BARE_H
#define BENCH_BARE_H

#include "bench/lap.h"
#include "bench/workload.h"

/* Sends the workload's requests in the order of its plan, over as many connections, with TLS
   verified as the profile has it. They are made before the lap begins. `access_token` is the one
   that the platform takes now. STATUS_NETWORK where a request is not answered, STATUS_NO_MEMORY,
   and the errors of plan_request. */
enum status bare_run(const struct workload *workload, const char *access_token, struct lap *out_lap,
                     struct diagnostic *out_diagnostic) MUST_USE;

#endif
