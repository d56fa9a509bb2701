/* The ledger: a file of evidence as a whole, be it a HAR of ours, the journal of a run that died,
   or a HAR that another tool recorded. Its chain is followed before anybody judges it. */
#ifndef EVIDENCE_LEDGER_H
#define EVIDENCE_LEDGER_H

#include "evidence/record.h"

enum ledger_kind {
    LEDGER_FOREIGN, /* a HAR without a head: another tool's, or of a suite before there were any */
    LEDGER_HAR,
    LEDGER_JOURNAL,
};

struct ledger_entry; /* opaque */

enum { LEDGER_NAME_SIZE = 64 };

struct ledger {
    enum ledger_kind kind;
    bool is_cut;                    /* a journal whose last line is not whole; it was left out */
    char creator[LEDGER_NAME_SIZE]; /* who made a HAR, name and version; "" where unknown */
    struct record record;           /* owned; no end where a journal has none */
    struct ledger_entry *entries;   /* owned: in the order of sending, a foreign HAR's as listed */
    size_t count;
};

/* Reads a whole file; `text` must outlive the ledger. A journal begins with the head and has one
   record on each line; anything else is taken for a HAR. STATUS_INVALID: no HAR and no journal, or
   it is not as it was recorded (an entry altered, dropped, added or moved); the diagnostic names
   the entry. STATUS_NO_MEMORY. `out_ledger` is untouched on failure. */
enum status ledger_read(struct bytes text, struct ledger *out_ledger,
                        struct diagnostic *out_diagnostic) MUST_USE;
void ledger_clean_up(struct ledger *ledger);

/* Calls `visit` with the text of each entry in order. An error of `visit` ends it and is returned,
   its diagnostic preceded by the entry's number and place. */
enum status ledger_each(const struct ledger *ledger,
                        enum status (*visit)(void *context, struct bytes entry,
                                             struct diagnostic *out_diagnostic),
                        void *context, struct diagnostic *out_diagnostic) MUST_USE;

#endif
