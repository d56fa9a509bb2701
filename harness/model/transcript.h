/* A transcript: what of an exchange a report shows. Long parts are cut to an excerpt around the
   place that a finding points to, so that no answer, however large, makes a report large. */
#ifndef MODEL_TRANSCRIPT_H
#define MODEL_TRANSCRIPT_H

#include "model/exchange.h"
#include "model/finding.h"

enum { EXCERPT_SIZE_MAX = 2048 }; /* bytes of a part */

struct excerpt {
    unsigned char *data; /* owned; NULL where nothing is shown */
    size_t size;         /* bytes */
    size_t offset;       /* of its first byte in the part */
    size_t part_size;    /* bytes that the whole part has */
};

struct transcript {
    uint32_t number;
    uint32_t attempt;
    const char *case_id; /* borrowed: a row's id, or "login" */
    char method[16];
    char outcome_detail[FINDING_TEXT_SIZE];
    char tls_version[16];
    enum exchange_outcome outcome;
    int status; /* 0 where no status line was read */
    int64_t started_us;
    struct exchange_timing timing;
    /* PART_FRAMED only where a finding points to the framing of a body that has one. */
    struct excerpt parts[PART_COUNT];
};

/* Takes what is shown of `exchange`, whose findings are among the `count` given. `case_id` is
   borrowed. STATUS_NO_MEMORY. */
enum status transcript_take(const struct exchange *exchange, const char *case_id, int status,
                            const struct finding *findings, size_t count,
                            struct transcript *out_transcript) MUST_USE;
void transcript_clean_up(struct transcript *transcript);

/* Owned, growable. */
struct transcripts {
    struct transcript *items;
    size_t count;
    size_t capacity;
    size_t left_out; /* exchanges past TRANSCRIPTS_MAX */
};

/* A foreign HAR may have any number of entries. */
enum { TRANSCRIPTS_MAX = 4096 };

/* Takes a transcript over, or counts and drops it when there are TRANSCRIPTS_MAX; on
   STATUS_NO_MEMORY it is still the caller's. */
enum status transcripts_add(struct transcripts *transcripts,
                            struct transcript *transcript) MUST_USE;
void transcripts_clean_up(struct transcripts *transcripts);

#endif
