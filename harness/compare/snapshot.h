/* A snapshot: what one run says of a deployment, in the form in which two can be compared. */
#ifndef COMPARE_SNAPSHOT_H
#define COMPARE_SNAPSHOT_H

#include "base/bytes.h"
#include "model/tally.h"

/* One line of a report: a requirement or a case, and how it fared. */
struct standing {
    char *id;     /* owned */
    char *status; /* owned: as report.json spells it */
};

struct standings {
    struct standing *items; /* owned */
    size_t count, capacity;
};

/* The first answer to a case, and the last one. */
enum occasion { OCCASION_FIRST, OCCASION_LAST, OCCASIONS };

struct answer_seen {
    char *outcome;      /* owned: as evidence spells it */
    int status;         /* 0: none */
    struct buffer head; /* owned: from the status line on */
    struct buffer body; /* owned: the content */
    bool has_content;   /* head and body are there, and whole */
};

struct case_seen {
    char *id; /* owned */
    size_t count;
    struct answer_seen answers[OCCASIONS]; /* the last one only where there are several */
};

struct snapshot {
    char *verdict; /* owned; NULL where evidence alone was read */
    struct standings requirements, cases;
    struct case_seen *seen; /* owned, by id: the order of sending is another in every run */
    size_t seen_count, seen_capacity;
};

void snapshot_init(struct snapshot *snapshot);
void snapshot_clean_up(struct snapshot *snapshot);

/* An exchange as a report or evidence has it; everything is borrowed. */
struct exchange_seen {
    struct bytes case_id;
    struct bytes outcome;
    int status;
    struct bytes head, body;
    bool has_content;
};

enum { SNAPSHOT_CASES_MAX = 8192 };

/* Takes note of an exchange, in the order of sending. STATUS_NO_MEMORY; STATUS_LIMIT: of more than
   SNAPSHOT_CASES_MAX cases. */
enum status snapshot_note(struct snapshot *snapshot, const struct exchange_seen *exchange) MUST_USE;

/* True for the text of a report.json, as opposed to a HAR or a journal. */
bool snapshot_is_report(struct bytes text);

/* Fills a snapshot, which must be fresh, from report.json. STATUS_INVALID: the diagnostic has
   FILE:LINE:COLUMN and what is wrong. STATUS_NO_MEMORY. In any case clean it up. */
enum status snapshot_read_report(const char *file_name, struct bytes text,
                                 struct snapshot *snapshot,
                                 struct diagnostic *out_diagnostic) MUST_USE;

#endif
