/* Recorded exchanges, one after another, wherever they are kept: the judge reads a run's journal
   and a HAR in the same way. */
#ifndef APP_EVIDENCE_SOURCE_H
#define APP_EVIDENCE_SOURCE_H

#include "base/bytes.h"

/* Calls `visit` with the text of each entry, in the order of recording. An error of `visit` ends it
   and is returned. */
struct evidence_source {
    enum status (*each)(void *context,
                        enum status (*visit)(void *visitor, struct bytes entry,
                                             struct diagnostic *out_diagnostic),
                        void *visitor, struct diagnostic *out_diagnostic);
    void *context;
};

struct har_entry;

/* Reads the text of an entry, shows it to `look`, and frees it. STATUS_NO_MEMORY, STATUS_INVALID
   (diagnostic says where), or what `look` says. */
enum status evidence_show_entry(struct bytes text,
                                enum status (*look)(void *looker, struct har_entry *entry,
                                                    struct diagnostic *out_diagnostic),
                                void *looker, struct diagnostic *out_diagnostic) MUST_USE;

struct journal;
struct ledger;

/* Records of a journal in the order of their exchanges' numbers, which is the order of sending; a
   journal has them in the order of ending. */
struct journal_order {
    struct journal *journal; /* borrowed */
    const size_t *order;     /* borrowed: indices of records */
    size_t count;
};

/* The entries of a journal in that order; borrows it. */
struct evidence_source evidence_from_journal(struct journal_order *order);

/* The entries of a file of evidence, as ledger_each has them; borrows it. */
struct evidence_source evidence_from_ledger(struct ledger *ledger);

#endif
