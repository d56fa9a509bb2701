#include "app/campaign.h"

#include "base/assure.h"

#include <stdlib.h>
#include <string.h>

enum { TIMEOUTS_IN_A_ROW = 5 };

static const char twin_failed[] = "its twin was not answered 200, so a refusal would prove nothing";
static const char timed_out[] = "five requests of its kind in a row had no answer";
static const char throttled_for_good[] = "the throttle did not end with its window";
static const char not_trusted[] = "the endpoint's certificate is not trusted";

enum status campaign_init(struct campaign *out_campaign, const struct plan *plan,
                          const struct profile *profile, const struct judge_rules *rules,
                          const struct clock *clock) {
    struct fate *fates = calloc(plan->step_count + 1, sizeof *fates);
    if (fates == NULL) {
        return STATUS_NO_MEMORY;
    }
    *out_campaign = (struct campaign){
        .plan = plan,
        .profile = profile,
        .rules = rules,
        .fates = fates,
        .phase = PHASE_ACCEPTED,
        .now_us = clock->monotonic_us,
        .clock_context = clock->context,
    };
    return STATUS_OK;
}

void campaign_clean_up(struct campaign *campaign) {
    session_clean_up(&campaign->session);
    free(campaign->fates);
    free(campaign->retries);
    *campaign = (struct campaign){0};
}

static struct fate *fate_of(const struct campaign *campaign, const struct step *step) {
    return &campaign->fates[step - campaign->plan->steps];
}

const struct fate *campaign_fate(const struct campaign *campaign, const struct step *step) {
    return fate_of(campaign, step);
}

/* Tokens */

static bool has_token(const struct campaign *campaign) {
    return campaign->profile->credentials.access_token != NULL;
}

static const char *current_token(const struct campaign *campaign) {
    return has_token(campaign) ? campaign->profile->credentials.access_token
                               : campaign->session.access_token;
}

static bool needs_login(const struct campaign *campaign) {
    if (has_token(campaign)) {
        return false;
    }
    return campaign->session.access_token == NULL ||
           campaign->now_us(campaign->clock_context) >= campaign->session.renew_after_us;
}

static enum source_state fail(struct campaign *campaign, enum status status) {
    campaign->failure = status;
    return SOURCE_FAILED;
}

/* A new login takes the earlier token's validity, so nothing may be under way. */
static enum source_state log_in(struct campaign *campaign) {
    if (!campaign->is_renewing) {
        campaign->is_renewing = true;
        return SOURCE_DRAIN;
    }
    struct session session = {0};
    enum status status =
        login(campaign->engine, &campaign->profile->target.endpoint,
              campaign->profile->target.app_id, campaign->profile->credentials.login_secret,
              campaign->on_session, campaign->on_session_context, &session, &campaign->diagnostic);
    if (status != STATUS_OK) {
        return fail(campaign, status);
    }
    session_clean_up(&campaign->session);
    campaign->session = session;
    campaign->is_renewing = false;
    return SOURCE_DRAIN;
}

/* Steps */

static bool is_burst(const struct step *step) {
    return step->row->phase == PHASE_THROTTLE;
}

static bool is_accepted(const struct campaign *campaign, const struct step *step) {
    const struct fate *fate = fate_of(campaign, step);
    return fate->ended > 0 && fate->accepted == fate->ended;
}

static bool has_ended(const struct campaign *campaign, const struct step *step) {
    const struct fate *fate = fate_of(campaign, step);
    return fate->reason != NULL || fate->ended == step->sends;
}

/* Why a step must not be sent (any more), or NULL. A twin whose fate is open blocks nothing yet:
   phases are drained one after another, so by the time it matters it is settled. */
static const char *find_obstacle(const struct campaign *campaign, const struct step *step) {
    if (campaign->is_untrusted) {
        return not_trusted;
    }
    if (campaign->timeouts_in_a_row[step->row->kind] >= TIMEOUTS_IN_A_ROW) {
        return timed_out;
    }
    if (campaign->is_throttled_for_good && step->row->phase == PHASE_SAFETY) {
        return throttled_for_good;
    }
    bool depends_on_twin = step->row->phase != PHASE_ACCEPTED && step->twin != NULL;
    if (depends_on_twin && has_ended(campaign, step->twin) && !is_accepted(campaign, step->twin)) {
        return twin_failed;
    }
    return NULL;
}

static enum source_state send(struct campaign *campaign, const struct step *step, uint32_t attempt,
                              struct request *out_request) {
    enum status status = plan_request(campaign->plan, step, &campaign->profile->target,
                                      &campaign->profile->credentials, current_token(campaign),
                                      out_request, &campaign->diagnostic);
    if (status != STATUS_OK) {
        return fail(campaign, status);
    }
    out_request->attempt = attempt;
    fate_of(campaign, step)->sent++;
    return SOURCE_REQUEST;
}

static bool is_done(const struct campaign *campaign, const struct step *step) {
    bool is_cut_short = is_burst(step) && campaign->is_burst_refused;
    return is_cut_short || fate_of(campaign, step)->sent >= step->sends;
}

/* The next step that still has something to send, passing over those that must not be; NULL at the
   end. */
static const struct step *find_next(struct campaign *campaign) {
    for (; campaign->next < campaign->plan->order_count; campaign->next++) {
        const struct step *step = campaign->plan->order[campaign->next];
        const char *obstacle = is_done(campaign, step) ? NULL : find_obstacle(campaign, step);
        if (obstacle != NULL) {
            fate_of(campaign, step)->reason = obstacle;
        } else if (!is_done(campaign, step)) {
            return step;
        }
    }
    return NULL;
}

/* Between two phases, one thing per call: everything under way comes home; early refusals are sent
   again, all in one batch, when the whole allowance is free; the throttle's own chapters begin with
   an idle window. */
static enum source_state leave_phase(struct campaign *campaign, enum phase next_phase,
                                     struct request *out_request) {
    switch (campaign->stage) {
    case STAGE_SENDING:
        campaign->stage = STAGE_DRAINED;
        return SOURCE_DRAIN;
    case STAGE_DRAINED:
        if (campaign->retry_next < campaign->retry_count) {
            campaign->stage = STAGE_RETRYING;
            return SOURCE_IDLE;
        }
        break;
    case STAGE_RETRYING:
        if (campaign->retry_next < campaign->retry_count) {
            return send(campaign, campaign->retries[campaign->retry_next++], 1, out_request);
        }
        campaign->stage = STAGE_RETRIED;
        return SOURCE_DRAIN;
    case STAGE_RETRIED:
        break;
    }
    bool is_burst_begun = campaign->phase == PHASE_USING_UP;
    bool is_idle_first = next_phase == PHASE_USING_UP || next_phase == PHASE_RECOVERY ||
                         (next_phase == PHASE_THROTTLE && !is_burst_begun);
    campaign->phase = next_phase;
    campaign->stage = STAGE_SENDING;
    return next_phase == PHASE_COUNT ? SOURCE_DONE : is_idle_first ? SOURCE_IDLE : SOURCE_DRAIN;
}

enum source_state campaign_next(void *context, struct request *out_request) {
    struct campaign *campaign = context;
    if (needs_login(campaign)) {
        return log_in(campaign);
    }
    if (campaign->phase == PHASE_COUNT) {
        return SOURCE_DONE;
    }
    const struct step *step = find_next(campaign);
    enum phase phase = step == NULL ? PHASE_COUNT : step->row->phase;
    if (phase != campaign->phase) {
        return leave_phase(campaign, phase, out_request);
    }
    return send(campaign, step, 0, out_request);
}

/* Answers */

static const struct step *find_step(const struct campaign *campaign, struct bytes case_id) {
    for (size_t i = 0; i < campaign->plan->step_count; i++) {
        if (bytes_equal_text(case_id, campaign->plan->steps[i].row->id)) {
            return &campaign->plan->steps[i];
        }
    }
    return NULL;
}

static enum status send_again_later(struct campaign *campaign, const struct step *step) {
    if (campaign->retry_count == campaign->retry_capacity) {
        size_t capacity = campaign->retry_capacity * 2 + 16;
        const struct step **retries =
            realloc(campaign->retries, capacity * sizeof(const struct step *));
        if (retries == NULL) {
            return STATUS_NO_MEMORY;
        }
        campaign->retries = retries;
        campaign->retry_capacity = capacity;
    }
    campaign->retries[campaign->retry_count++] = step;
    return STATUS_OK;
}

static void note_transport(struct campaign *campaign, const struct step *step,
                           enum exchange_outcome outcome) {
    unsigned *in_a_row = &campaign->timeouts_in_a_row[step->row->kind];
    bool is_silent = outcome == OUTCOME_TIMED_OUT || outcome == OUTCOME_UNREACHABLE;
    *in_a_row = is_silent ? *in_a_row + 1 : *in_a_row < TIMEOUTS_IN_A_ROW ? 0 : *in_a_row;
    campaign->is_untrusted = campaign->is_untrusted || outcome == OUTCOME_TLS_UNTRUSTED;
}

enum status campaign_note(struct campaign *campaign, const struct exchange *exchange) {
    const struct step *step = find_step(campaign, exchange->case_id);
    if (step == NULL) {
        return STATUS_OK; /* a login */
    }
    struct observation observation;
    enum status status = judge_glance(campaign->rules, step->row, exchange, &observation);
    if (status != STATUS_OK) {
        return status;
    }
    note_transport(campaign, step, exchange->outcome);
    if (is_burst(step)) {
        campaign->is_burst_refused = campaign->is_burst_refused || !observation.is_accepted;
    } else if (judge_is_early_refusal(campaign->rules, &observation)) {
        return send_again_later(campaign, step);
    }
    campaign->is_throttled_for_good =
        campaign->is_throttled_for_good ||
        (step->row->phase == PHASE_RECOVERY && observation.is_throttled);
    struct fate *fate = fate_of(campaign, step);
    fate->ended++;
    fate->accepted += observation.is_accepted;
    return STATUS_OK;
}
