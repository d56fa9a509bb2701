/* The plan: case rows and a target profile in, an ordered list of concrete requests out.
   No input or output, no clock, and no randomness but the seed's. */
#ifndef PLAN_PLAN_H
#define PLAN_PLAN_H

#include "base/random.h"
#include "model/finding.h"
#include "model/request.h"
#include "model/tally.h"
#include "target/target.h"

/* Why a row is not in the plan. */
enum step_state {
    STEP_PLANNED,
    STEP_FILTERED,      /* --only, --skip */
    STEP_NO_FIXTURE,    /* the profile lacks a member; .reason names it: not run */
    STEP_OUT_OF_SCOPE,  /* the profile declares it so: not provoked */
    STEP_NOT_GENERATED, /* the altered value equals its original, or another fixture */
};

/* One row of the table in this run. */
struct step {
    const struct case_row *row;
    const struct step *twin; /* NULL for accepted rows; always in the same plan's array */
    enum step_state state;
    char reason[REASON_SIZE];
    uint32_t sends; /* how many requests it makes at most; a burst: 2 x limit + 1 */
};

struct plan {
    struct step *steps; /* owned: one for each row, in table order */
    size_t step_count;
    const struct step **order; /* owned: the planned ones, in the order of sending: by phase;
                                  shuffled by the seed, refusals kept beside others of their twin */
    size_t order_count;
    uint32_t calls_max; /* requests in all, at most, without logins */
    unsigned repeat;    /* how often plan_repeat has multiplied the sends; 1 at first */
    uint64_t seed;
    /* Values drawn from the seed, so that each run asks for devices nobody has. */
    char fresh_device[40];
    char unknown_app[40];
};

/* Globs as fnmatch(3) has them, matched against case ids and requirement ids. */
struct plan_filter {
    const char *const *only;
    size_t only_count;
    const char *const *skip;
    size_t skip_count;
};

/* STATUS_NOT_FOUND: the filter matches nothing (diagnostic names the globs). STATUS_NO_MEMORY.
   `table` and `target` must outlive the plan. A twin of a wanted row is planned too. */
enum status plan_make(struct case_table table, const struct requirement *catalogue,
                      const struct target *target, const struct credentials *credentials,
                      const struct plan_filter *filter, uint64_t seed, struct plan *out_plan,
                      struct diagnostic *out_diagnostic) MUST_USE;
void plan_clean_up(struct plan *plan);

enum { PLAN_REPEAT_MAX = 100 };

/* Every planned row is sent `repeat` times as often, but for the throttle's: a burst is one
   question. Once, for a fresh plan; 1 to PLAN_REPEAT_MAX. */
void plan_repeat(struct plan *plan, unsigned repeat);

/* The concrete request of a step; each repeat is the same. `access_token` is the token valid now.
   STATUS_NO_MEMORY; STATUS_INVALID is a bug of the table (diagnostic names the row). Free with
   request_clean_up. */
enum status plan_request(const struct plan *plan, const struct step *step,
                         const struct target *target, const struct credentials *credentials,
                         const char *access_token, struct request *out_request,
                         struct diagnostic *out_diagnostic) MUST_USE;

/* Appends a curl command that sends the row's request to `url`, with ${APP_KEY} and
   ${ACCESS_TOKEN} (altered as the row alters them) in place of the secrets. Quoted for sh. */
enum status plan_reproduce(const struct case_row *row, const struct target *target,
                           struct bytes url, struct buffer *out) MUST_USE;

/* The longest a run of this plan may take, and the time it will take if every answer comes at
   once; microseconds. The bound is: throttle windows waited for + 60 s, and as much for each
   repetition. */
int64_t plan_bound_us(const struct plan *plan, const struct target *target);
int64_t plan_estimate_us(const struct plan *plan, const struct target *target);

#endif
