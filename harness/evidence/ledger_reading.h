/* A ledger while it is read, for the files that do. */
#ifndef EVIDENCE_LEDGER_READING_H
#define EVIDENCE_LEDGER_READING_H

#include "evidence/ledger.h"

struct ledger_entry {
    struct bytes text;
    size_t place;    /* among the entries of the file, from 0 */
    uint32_t number; /* of the exchange, in the order of sending */
    uint32_t record; /* in the order of recording, which the chain follows */
    bool is_linked;
    char previous[RECORD_DIGEST_SIZE];
    char digest[RECORD_DIGEST_SIZE];
    struct bytes own; /* its own digest as it stands there; absent in those of older suites */
};

struct reading {
    struct bytes text;
    struct ledger ledger;
    size_t capacity;
};

/* Follows the chain from `head` through every entry to the end, and leaves the entries in the order
   of sending. STATUS_INVALID as ledger_read says; STATUS_NO_MEMORY. */
enum status ledger_follow(struct reading *reading, struct bytes head,
                          struct diagnostic *out_diagnostic) MUST_USE;

#endif
