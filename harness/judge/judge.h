/* The judge: a case and what happened in, findings out. Pure: the same evidence always gives the
   same findings, so a verdict can be judged again, elsewhere, from the HAR alone. */
#ifndef JUDGE_JUDGE_H
#define JUDGE_JUDGE_H

#include "model/exchange.h"
#include "model/finding.h"
#include "model/tally.h"

/* What the judge knows beside case and exchange: the profile's part in it. */
struct judge_rules {
    const struct requirement *catalogue; /* REQUIREMENT_COUNT entries */
    struct interpretation_choices choices;
    bool is_strict;    /* warnings are failures */
    bool is_cleartext; /* the endpoint itself is http:// */
    bool has_throttle; /* the profile states one, and the deployment has it */
    uint32_t throttle_limit;
    int64_t throttle_window_us;
    bool is_throttle_exclusive;
};

/* What one exchange showed, small enough to keep for every exchange of a run. */
struct observation {
    const struct case_row *row; /* NULL for exchanges of no row (login) */
    uint32_t exchange;
    uint32_t attempt;
    enum exchange_outcome outcome;
    int status;              /* 0 where no status line was read */
    enum error_row_id error; /* the documented pair it was answered with */
    bool is_accepted;        /* answered 200, and not with an error: what a twin has to be */
    bool is_throttled;       /* 1010009, under whatever status */
    bool has_activated, activated;
    uint64_t asked_digest;  /* of the device id asked for */
    uint64_t answer_digest; /* of deviceId, activated and name; 0 where one is missing, or the id is
                               another one's */
    uint64_t code_digest;   /* of the error code; 0 where none was read */
    int64_t started_us, ended_us;      /* since 1970 */
    bool is_accused[SEVERITY_COUNT];   /* by enum severity: it deviates, whatever else does too */
    const char *unproven;              /* why it proves nothing for its row (a literal), or NULL */
    bool exercised[REQUIREMENT_COUNT]; /* what this exchange put to the test */
    bool mattered[INTERPRETATION_COUNT];
};

/* The most findings of one requirement that one case keeps; equal ones count once. */
enum { FINDINGS_PER_REQUIREMENT_MAX = 8 };

/* What an exchange shows, without judging it: no findings, and nothing is exercised. Cheap enough
   to ask while the run goes on. STATUS_NO_MEMORY. */
enum status judge_glance(const struct judge_rules *rules, const struct case_row *row,
                         const struct exchange *exchange,
                         struct observation *out_observation) MUST_USE;

/* Judges one exchange against its row (NULL: only what holds for every exchange; of a login only
   the framing). Appends findings. STATUS_NO_MEMORY leaves them, and `out_observation`, as they
   were. */
enum status judge_exchange(const struct judge_rules *rules, const struct case_row *row,
                           const struct exchange *exchange, struct findings *inout_findings,
                           struct observation *out_observation) MUST_USE;

/* True for a 1010009 that came in an ordinary case (not of the throttle chapter, not in cleartext),
   sent for the first time: it is to be sent again once, after the window, with attempt 1. */
bool judge_is_early_refusal(const struct judge_rules *rules, const struct observation *observation);

/* Judges what only several exchanges can show: throttle, safety, HEAD like GET, methods treated as
   GET, the request without appId answered like the one with it, early 1010009. Appends findings to
   the result of the exchange's row, and takes back those that the other exchanges explain. Where no
   exchange of the run was completed, takes back all. Observations are marked as accused by it.
   STATUS_NO_MEMORY. */
enum status judge_run(const struct judge_rules *rules, struct observation *inout_observations,
                      size_t count, struct tally *inout_tally) MUST_USE;

void findings_clean_up(struct findings *findings);

#endif
