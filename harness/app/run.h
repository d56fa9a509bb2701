/* A run: profile, plan, campaign, evidence, judgement, reports, in this order. */
#ifndef APP_RUN_H
#define APP_RUN_H

#include "api/url.h"
#include "app/present.h"
#include "app/recorder.h"
#include "plan/plan.h"

struct run_options {
    const char *target_file;
    const char *reports_folder;
    struct plan_filter filter;
    enum url_schemes schemes;
    bool is_strict;
    enum recorder_devices devices;
    unsigned repeat; /* 1 to PLAN_REPEAT_MAX */
    uint64_t seed;
    enum present_format format;
    const char *baseline_file;       /* known deviations: waiving.h; NULL: none */
    const char *signing_key;         /* where the key is: signing.h; NULL: no certificate */
    const char *passphrase_variable; /* of that key; NULL: none */
};

/* Does it all and returns the exit code; messages go to stderr, the result to stdout. */
int run_perform(const struct run_options *options);

#endif
