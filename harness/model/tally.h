/* The tally: what a run comes to, case by case and requirement by requirement. Every report format
   is rendered from this one record, so none can disagree with another. */
#ifndef MODEL_TALLY_H
#define MODEL_TALLY_H

#include "model/finding.h"
#include "model/interpretation.h"
#include "model/transcript.h"

enum verdict { VERDICT_CONFORMANT, VERDICT_NONCONFORMANT, VERDICT_INCONCLUSIVE, VERDICT_NONE };

/* Worst last: merging two statuses gives the worse. */
enum case_status { CASE_PASS, CASE_WARN, CASE_NOT_RUN, CASE_FAIL, CASE_ERROR };

enum requirement_status {
    REQUIREMENT_PROVEN,
    REQUIREMENT_WARNED,
    REQUIREMENT_NOT_PROVOKED, /* out of reach or out of scope: does not count against the verdict */
    REQUIREMENT_NOT_RUN,      /* could have been proven and was not: inconclusive */
    REQUIREMENT_WAIVED,
    REQUIREMENT_BROKEN,
};

enum {
    REQUIREMENT_STATUS_COUNT = REQUIREMENT_BROKEN + 1,
    CASE_STATUS_COUNT = CASE_ERROR + 1,
};

enum { REASON_SIZE = 512 };

struct case_result {
    const struct case_row *row;
    enum case_status status;
    bool is_out_of_scope;     /* not run because the profile declares it so: not provoked */
    bool is_flaky;            /* it failed, and some of its answers conform */
    uint32_t judged;          /* answers that count for it; none of a burst */
    uint32_t deviating;       /* of these, such as its status stands for */
    bool is_not_generated;    /* the altered value equals its original: counts for nothing */
    char reason[REASON_SIZE]; /* why it was not run; empty otherwise */
    struct findings findings; /* owned */
    uint32_t *exchanges;      /* owned: numbers of its exchanges, in order */
    size_t exchange_count;
    char *reproduce;    /* owned: a curl command, secrets as shell variables; may be NULL */
    int64_t elapsed_us; /* sum over its exchanges */
};

struct requirement_result {
    enum requirement_status status;
    char reason[REASON_SIZE]; /* empty for proven */
};

struct interpretation_result {
    enum choice choice;
    bool mattered; /* another choice would have changed a finding of this run */
};

/* What is known about the run itself. Borrowed strings; "" where unknown. */
struct run_facts {
    const char *run_id;
    int64_t started_us; /* since 1970, UTC */
    int64_t elapsed_us;
    uint64_t seed;
    int exit_code;
    bool is_strict;  /* warnings counted as failures */
    unsigned repeat; /* each case was sent so many times as often */
    uint32_t calls;  /* exchanges sent, logins included */
    const char *target_name;
    const char *endpoint;
    const char *certificate_sha256;
    const char *suite_version;
    const char *document_edition;
    const char *cases_sha256;
};

struct tally {
    enum verdict verdict;
    char verdict_reason[REASON_SIZE];    /* one sentence for a person */
    const struct requirement *catalogue; /* borrowed: REQUIREMENT_COUNT entries */
    struct requirement_result requirements[REQUIREMENT_COUNT];
    struct case_result *cases; /* owned, in table order */
    size_t case_count;
    struct interpretation_result interpretations[INTERPRETATION_COUNT];
    struct transcripts transcripts; /* owned: of the exchanges, logins included, in order */
    struct run_facts run;
};

extern const char *const verdict_names[];            /* by enum verdict, as reports spell them */
extern const char *const case_status_names[];        /* by enum case_status */
extern const char *const requirement_status_names[]; /* by enum requirement_status */
extern const char *const level_names[];              /* by enum level */

#endif
