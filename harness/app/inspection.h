/* An inspection: a plan is sent to its target, and what came back is judged. A run of the command
   line is one, and so is each cell of the selftest. */
#ifndef APP_INSPECTION_H
#define APP_INSPECTION_H

#include "app/conclusion.h"
#include "app/profile.h"
#include "app/recorder.h"

#include <signal.h>

/* Borrowed throughout; must outlive the inspection. */
struct inspection_options {
    const struct plan_filter *filter;
    uint64_t seed;
    bool is_strict;
    unsigned repeat;   /* each row is sent so many times as often; 0 is once */
    unsigned parallel; /* connections at most; 0: as many as a run has */
    struct clock clock;
    const volatile sig_atomic_t *stop; /* as the engine's; or NULL */
    enum recorder_devices devices;
    const char *cases_sha256; /* for the report; or NULL */
    /* Progress; both may be NULL. */
    void (*on_exchange)(void *context, uint32_t number);
    void (*on_wait)(void *context, int64_t left_us);
    void *progress;
};

struct inspection {
    struct inspection_options options;
    struct profile profile; /* owned */
    struct plan plan;
    struct judge_rules rules;
    struct campaign campaign;
    struct recorder recorder;
    struct engine *engine;
    struct journal_order recorded; /* once sent */
    struct record record;          /* owned: its end once sent, its head once begun */
    struct buffer head, end;       /* owned: its parts as evidence has them */
    struct judgement judgement;    /* once judged */
    struct diagnostic no_verdict;  /* what the record's end says of it */
    struct diagnostic diagnostic;  /* after an error */
};

/* Makes the plan and the engine; nothing is sent. `profile` is taken over, also on failure.
   Clean up with inspection_clean_up in any case; the inspection must not be moved from here on.
   STATUS_NOT_FOUND: the filter matches nothing; STATUS_INVALID: a libcurl or a file for TLS that is
   of no use; STATUS_NO_MEMORY; STATUS_IO. */
enum status inspection_prepare(struct inspection *inspection,
                               const struct inspection_options *options,
                               struct profile *profile) MUST_USE;

/* Begins the evidence: fills the record's head and puts it into `journal`. To be left out where the
   evidence is thrown away. The journal's errors, and STATUS_NO_MEMORY. */
enum status inspection_begin(struct inspection *inspection, const char *run_id, int64_t started_us,
                             struct journal *journal) MUST_USE;

/* Sends the plan; `journal` (borrowed until the clean-up) takes the evidence, and is synced as each
   phase ends. What ends it early is no error: the record's end says it, and what is there gets
   judged. STATUS_NETWORK: the login failed, so there is no
   verdict. */
enum status inspection_send(struct inspection *inspection, struct journal *journal) MUST_USE;

/* Judges what was recorded: fills `judgement`, the facts of its run too as far as they are known.
   STATUS_NO_MEMORY, STATUS_INVALID, STATUS_IO. */
enum status inspection_judge(struct inspection *inspection) MUST_USE;

void inspection_clean_up(struct inspection *inspection);

#endif
