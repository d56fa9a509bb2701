/* A cell of the matrix: the whole suite against one platform of our own, in one process. */
#ifndef APP_CELL_H
#define APP_CELL_H

#include "mock/platform.h"
#include "model/tally.h"

/* All strings are borrowed. */
struct cell_order {
    const char *name;             /* of the cell, for what is kept of it */
    const char *defect, *variant; /* the platform's, or NULL */
    uint64_t seed;
    unsigned repeat;     /* runs, one after another, against the same platform; at least 1 */
    bool is_real_time;   /* throttle windows are waited for, not skipped */
    bool is_fronted;     /* a real nginx stands before the platform */
    bool is_unthrottled; /* there is no flow control, and the profile says so */
    const char *keep; /* a folder for profile and evidence of the last run; NULL: neither is kept */
};

enum { CELL_ROWS_MAX = 512 };

/* What is held against a requirement in a row. */
enum cell_blame { CELL_BLAMES_NOT, CELL_WARNS, CELL_FAILS };

/* What a cell came to; plain bytes, so that a worker can hand it over. */
struct cell_record {
    bool is_done;                  /* false: it could not be run, and `reason` says why */
    bool is_skipped;               /* not done, because what it needs is not installed */
    bool is_stopped;               /* not done, because the selftest was stopped meanwhile */
    enum verdict verdict;          /* of the first run, or nonconformant if any was */
    enum exchange_outcome trouble; /* of the first exchange that did not come to its end */
    char reason[REASON_SIZE];      /* the verdict's */
    uint32_t calls;
    uint64_t digest; /* of every finding and status of the last run, words included */
    /* Answers that put it to the test, by enum defect_reach. */
    uint32_t exercised[REQUIREMENT_COUNT][REACH_COUNT];
    uint8_t blames[CELL_ROWS_MAX][REQUIREMENT_COUNT]; /* enum cell_blame, by place in the table */
};

/* Starts the platform, runs the suite against it and stops it. What goes wrong stands in the
 * record.
 */
void cell_run(const struct cell_order *order, struct cell_record *out_record);

/* Judges again what cell_run kept of this cell. */
void cell_judge_again(const struct cell_order *order, struct cell_record *out_record);

#endif
