/* What the exchanges of a run cannot show by themselves: a head, written before the first exchange,
   and an end, written after the last. With both, evidence alone gives the very report of its run.
 */
#ifndef EVIDENCE_RECORD_H
#define EVIDENCE_RECORD_H

#include "base/bytes.h"

enum {
    RECORD_FORMAT = 1,       /* changes whenever older readers would misread */
    RECORD_DIGEST_SIZE = 65, /* SHA-256 in lower-case hex, with its NUL */
    RECORD_NOTES_MAX = 4096, /* in a list */
    RECORD_GLOBS_MAX = 64,   /* of a filter's half */
    RECORD_REPEAT_MAX = 100,
    RECORD_LIMIT_BYTES = 1 << 20
};

/* Why a row has no exchange, or not all of them. */
struct record_note {
    const char *case_id;
    const char *reason;
};

struct record_notes {
    struct record_note *items;
    size_t count;
};

struct record_globs {
    const char *const *items;
    size_t count;
};

/* Known before anything was sent. */
struct record_head {
    const char *suite_version;
    const char *cases_sha256;
    const char *run_id;
    uint64_t seed;
    int64_t started_us; /* since 1970, UTC */
    bool is_strict;
    unsigned repeat; /* each row was sent so many times as often; a head without it says 1 */
    struct record_globs only, skip;
    struct record_notes not_generated; /* rows whose altered secret equals its original */
};

/* Known when the last exchange had ended. */
struct record_end {
    uint32_t exchanges;                   /* how many were recorded */
    char last_sha256[RECORD_DIGEST_SIZE]; /* of the last, or of the head where there is none */
    bool is_stopped;                      /* by hand, and not for want of trust */
    const char *cut;                      /* why it ended early; NULL where it did not */
    const char *no_verdict;               /* why there is none, e.g. a login refused; NULL */
    struct record_notes unsent;
};

/* Each appends one JSON object on one line, without a line end. STATUS_NO_MEMORY, STATUS_LIMIT. */
enum status record_head_write(const struct record_head *head, struct buffer *out) MUST_USE;
enum status record_end_write(const struct record_end *end, struct buffer *out) MUST_USE;

/* A record read back: its strings and lists are its own. */
struct record {
    bool has_head, has_end;
    struct record_head head;
    struct record_end end;
    struct buffer texts[2];       /* owned: behind the strings of head and end */
    const char **globs;           /* owned */
    struct record_note *notes[2]; /* owned */
};

/* Reads one part into `inout_record`, which is all zero before the first. Strict: every member must
   be there, be of its kind, and be known; a head without "repeat" says 1. STATUS_INVALID: the
   diagnostic names member and byte, or the format that this suite does not know; STATUS_NO_MEMORY.
   On failure the part stays absent; record_clean_up frees what there is either way. */
enum status record_head_read(struct bytes text, struct record *inout_record,
                             struct diagnostic *out_diagnostic) MUST_USE;
enum status record_end_read(struct bytes text, struct record *inout_record,
                            struct diagnostic *out_diagnostic) MUST_USE;
void record_clean_up(struct record *record);

/* True for the digits of a SHA-256 as RECORD_DIGEST_SIZE has them. */
bool record_is_digest(struct bytes text);

#endif
