#include "bench/workload.h"

#include "app/judgement.h"
#include "cases/cases.h"

/* Their requests are handshakes that must fail, each on a connection of its own. */
static const char *const skipped[] = {"hardening.cleartext", "hardening.tls-version"};

static const struct plan_filter filter = {
    .skip = skipped,
    .skip_count = sizeof skipped / sizeof skipped[0],
};

static enum status repeat_steps(struct workload *workload, uint32_t requests_min,
                                struct diagnostic *out_diagnostic) {
    struct plan *plan = &workload->plan;
    if (workload->profile.target.throttle.limit != 0 || plan->order_count == 0) {
        diagnostic_set(out_diagnostic, "the platform must have no throttle: throttle.limit 0");
        return STATUS_INVALID;
    }
    uint32_t steps = (uint32_t)plan->order_count;
    uint32_t repeats = (requests_min + steps - 1) / steps;
    for (size_t i = 0; i < plan->step_count; i++) {
        plan->steps[i].sends = repeats;
    }
    workload->requests = repeats * steps;
    plan->calls_max = workload->requests;
    return STATUS_OK;
}

enum status workload_init(const char *target_file, uint32_t requests_min,
                          struct workload *out_workload, struct diagnostic *out_diagnostic) {
    struct workload *workload = out_workload;
    enum status status = profile_load(target_file, URL_HTTPS_ONLY, PROFILE_RESOLVE,
                                      &workload->profile, out_diagnostic);
    if (status != STATUS_OK) {
        return status;
    }
    struct profile *profile = &workload->profile;
    workload->rules = judge_rules_of(&profile->target, false);
    status = plan_make(cases_all(), requirement_catalogue, &profile->target, &profile->credentials,
                       &filter, 1, &workload->plan, out_diagnostic);
    if (status == STATUS_OK) {
        status = repeat_steps(workload, requests_min, out_diagnostic);
    }
    if (status != STATUS_OK) {
        workload_clean_up(workload);
    }
    return status;
}

void workload_clean_up(struct workload *workload) {
    plan_clean_up(&workload->plan);
    profile_clean_up(&workload->profile);
}
