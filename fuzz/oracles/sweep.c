#include "fuzz/oracles/sweep.h"

#include "fuzz/oracle.h"

#include <curl/curl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

struct sweep {
    const char *oracle;
    enum sweep_result (*attempt)(void *context);
    void *context;
};

struct trial {
    enum sweep_result result;
    struct hooks_account account;
};

static struct trial run(const struct sweep *sweep, long fail_at) {
    struct trial trial;
    hooks_begin(fail_at);
    trial.result = sweep->attempt(sweep->context);
    trial.account = hooks_end();
    ORACLE(sweep->oracle, trial.account.live_blocks == 0,
           "%zu blocks leaked when allocation %ld failed", trial.account.live_blocks, fail_at);
    return trial;
}

static const char *const words[] = {
    [SWEEP_DONE] = "as with memory",
    [SWEEP_NO_MEMORY] = "without memory",
    [SWEEP_OTHERWISE] = "otherwise, or touched an output",
};

/* True while there was an allocation to fail. */
static bool fails_cleanly(const struct sweep *sweep, long fail_at) {
    struct trial trial = run(sweep, fail_at);
    bool has_failed = trial.account.allocations > (size_t)fail_at;
    enum sweep_result wanted = has_failed ? SWEEP_NO_MEMORY : SWEEP_DONE;
    ORACLE(sweep->oracle, trial.result == wanted, "allocation %ld %s, and it ended %s", fail_at,
           has_failed ? "failed" : "was not needed", words[trial.result]);
    return has_failed;
}

void sweep_floor(const char *oracle, enum sweep_result (*attempt)(void *), void *context,
                 unsigned tries) {
    const struct sweep sweep = {oracle, attempt, context};
    struct trial whole = run(&sweep, -1);
    long step = (long)(whole.account.allocations / tries) + 1;
    for (long n = 0; fails_cleanly(&sweep, n); n += step) {
    }
}

void sweep_some_allocations(enum sweep_result (*attempt)(void *), void *context, unsigned tries) {
    sweep_floor("allocation-failure", attempt, context, tries);
}

void sweep_allocations(enum sweep_result (*attempt)(void *), void *context) {
    sweep_some_allocations(attempt, context, UINT_MAX);
}

void sweep_see_libcurl(void) {
    SETUP(curl_global_init_mem(CURL_GLOBAL_DEFAULT, malloc, free, realloc, strdup, calloc) ==
          CURLE_OK);
}
