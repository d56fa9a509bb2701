/* The baseline: deviations of a deployment that are known, each with a reason, an owner and a day
   on which it ends. It changes the exit code of a run alone, never its verdict. */
#ifndef BASELINE_BASELINE_H
#define BASELINE_BASELINE_H

#include "base/bytes.h"
#include "model/tally.h"

enum {
    BASELINE_LIMIT_BYTES = 1024 * 1024,
    BASELINE_ENTRIES_MAX = 1024,
    WAIVER_TEXT_SIZE = 160,
    WAIVER_DAY_SIZE = 11, /* 2027-01-31 */
};

/* What became of an entry in the run that it was held against. */
enum waiver_state {
    WAIVER_IDLE,    /* what it names was not put to the test */
    WAIVER_USED,    /* it covers a deviation */
    WAIVER_STALE,   /* what it names passes now: take it out */
    WAIVER_EXPIRED, /* its day is over: it covers nothing */
};

struct waiver {
    enum requirement_id requirement; /* REQUIREMENT_NONE where a case is named */
    const struct case_row *row;      /* NULL where a requirement is named */
    char reason[WAIVER_TEXT_SIZE];
    char owner[WAIVER_TEXT_SIZE];
    char expires[WAIVER_DAY_SIZE]; /* the last day in UTC on which it holds */
    size_t line;                   /* in the file, from 1 */
    enum waiver_state state;       /* after baseline_apply */
};

struct baseline {
    struct waiver *items; /* owned */
    size_t count;
};

/* Reads a baseline, strictly: unknown members, ids that no requirement or case has, one of them
   twice, a day that no calendar has, an entry without reason or owner. `file_name` is for messages,
   FILE:LINE:COLUMN first. STATUS_INVALID, STATUS_NO_MEMORY. */
enum status baseline_read(const char *file_name, struct bytes text,
                          const struct requirement *catalogue, struct case_table cases,
                          struct baseline *out_baseline,
                          struct diagnostic *out_diagnostic) MUST_USE;
void baseline_clean_up(struct baseline *baseline);

/* What a run comes to in the light of a baseline. */
struct baseline_outcome {
    size_t waived; /* broken requirements, every finding of which is covered */
    size_t fresh;  /* broken requirements with a finding that is not */
    size_t stale;
    size_t expired;
};

/* Holds the baseline against a settled tally on the day of `now_us` (since 1970): a broken
   requirement whose every failure is covered becomes waived, and each entry gets its state. The
   verdict stays. */
struct baseline_outcome baseline_apply(struct baseline *baseline, struct tally *tally,
                                       int64_t now_us);

/* 1 where something is fresh, stale or expired; else 4 without a verdict; 3 where a requirement was
   not run for another reason than a waived deviation; else 0. */
int baseline_exit_code(const struct tally *tally, const struct baseline_outcome *outcome);

/* What the entries of a new baseline say. */
struct baseline_terms {
    const char *reason;
    const char *owner;
    const char *expires; /* a day */
};

/* True for one line of text that may be printed and says something: a reason, an owner. */
bool baseline_is_line(struct bytes text);
/* True for a day that the calendar has, e.g. 2027-01-31. */
bool baseline_is_day(const char *text);
/* The day of a time since 1970, in UTC. Days sort as they follow. */
void baseline_day_of(int64_t now_us, char out_day[WAIVER_DAY_SIZE]);

/* Appends a baseline with an entry for each requirement of report.json that is broken or
   was waived. STATUS_INVALID:
   `report` is no report.json, and the diagnostic says where. STATUS_NO_MEMORY, STATUS_LIMIT. `out`
   is as it was then. */
enum status baseline_write(const char *file_name, struct bytes report,
                           const struct baseline_terms *terms, struct buffer *out,
                           struct diagnostic *out_diagnostic) MUST_USE;

#endif
