#include "fuzz/oracles/sweep.h"

#include "fuzz/oracle.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

#define NAME "allocation-failure"

enum { ALLOCATIONS_MAX = 100000 };

struct trial {
    enum sweep_result result;
    struct hooks_account account;
};

static struct trial run(enum sweep_result (*attempt)(void *), void *context, long fail_at) {
    struct trial trial;
    hooks_begin(fail_at);
    trial.result = attempt(context);
    trial.account = hooks_end();
    ORACLE(NAME, trial.account.live_blocks == 0, "%zu blocks leaked when allocation %ld failed",
           trial.account.live_blocks, fail_at);
    return trial;
}

/* True while there was an allocation to fail. */
static bool fails_cleanly(enum sweep_result (*attempt)(void *), void *context, long fail_at) {
    struct trial trial = run(attempt, context, fail_at);
    bool has_failed = trial.account.allocations > (size_t)fail_at;
    enum sweep_result wanted = has_failed ? SWEEP_NO_MEMORY : SWEEP_DONE;
    ORACLE(NAME, trial.result == wanted, "allocation %ld %s, and it ended %s", fail_at,
           has_failed ? "failed" : "was not needed",
           trial.result == SWEEP_DONE        ? "as with memory"
           : trial.result == SWEEP_NO_MEMORY ? "without memory"
                                             : "otherwise, or touched an output");
    return has_failed;
}

void sweep_allocations(enum sweep_result (*attempt)(void *), void *context) {
    for (long n = 0; fails_cleanly(attempt, context, n); n++) {
        SETUP(n < ALLOCATIONS_MAX);
    }
}

void sweep_some_allocations(enum sweep_result (*attempt)(void *), void *context, unsigned tries) {
    struct trial whole = run(attempt, context, -1);
    long step = (long)(whole.account.allocations / tries) + 1;
    for (long n = 0; fails_cleanly(attempt, context, n); n += step) {
    }
}

void sweep_see_libcurl(void) {
    SETUP(curl_global_init_mem(CURL_GLOBAL_DEFAULT, malloc, free, realloc, strdup, calloc) ==
          CURLE_OK);
}
