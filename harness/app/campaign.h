/* The campaign: which request goes next, in the light of what came back. The engine pulls requests
   from it; the recorder tells it of every answer. */
#ifndef APP_CAMPAIGN_H
#define APP_CAMPAIGN_H

#include "app/profile.h"
#include "execute/engine.h"
#include "execute/login.h"
#include "judge/judge.h"
#include "plan/plan.h"

/* What became of one step so far. */
struct fate {
    uint32_t sent;
    uint32_t ended;     /* exchanges that came to their end, early refusals not counted */
    uint32_t accepted;  /* of these, answered 200 with the documented members */
    const char *reason; /* why it is not sent, or not to its end; a literal, or NULL */
};

enum campaign_stage { STAGE_SENDING, STAGE_DRAINED, STAGE_RETRYING, STAGE_RETRIED };

struct campaign {
    const struct plan *plan;
    const struct profile *profile;
    const struct judge_rules *rules;
    struct engine *engine; /* for logins; set before the first request is pulled */
    /* Told of every token, so that it is redacted from then on. */
    enum status (*on_session)(void *context, const struct session *session);
    void *on_session_context;

    struct session session; /* empty where the profile gives a token */
    struct fate *fates;     /* owned: by step, as in plan->steps */
    size_t next;            /* index into plan->order */
    enum phase phase;
    enum campaign_stage stage;
    const struct step **retries; /* owned: refused with 1010009 before the allowance was used up */
    size_t retry_count, retry_capacity, retry_next;
    unsigned timeouts_in_a_row[KIND_COUNT];
    bool is_burst_refused;
    bool is_untrusted;
    bool is_throttled_for_good; /* the call after an idle window was refused as well */
    bool is_renewing;
    int64_t (*now_us)(void *context); /* the clock's monotonic reading */
    void *clock_context;
    struct diagnostic diagnostic; /* after SOURCE_FAILED */
    enum status failure;          /* likewise */
};

/* STATUS_NO_MEMORY. The borrowed parts must outlive it. */
enum status campaign_init(struct campaign *out_campaign, const struct plan *plan,
                          const struct profile *profile, const struct judge_rules *rules,
                          const struct clock *clock) MUST_USE;
void campaign_clean_up(struct campaign *campaign);

/* The engine's source; its context is the campaign. */
enum source_state campaign_next(void *campaign, struct request *out_request);

/* Takes note of an exchange that ended. STATUS_NO_MEMORY. */
enum status campaign_note(struct campaign *campaign, const struct exchange *exchange) MUST_USE;

const struct fate *campaign_fate(const struct campaign *campaign, const struct step *step);

#endif
