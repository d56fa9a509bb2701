/* Kept evidence judged again by a judge that is handed over as a module: what lies between
   judge_host, which reads the evidence once, and judge_again, which holds everything that a change
   of the judge or of the case tables can change. */
#ifndef FUZZ_JUDGE_AGAIN_H
#define FUZZ_JUDGE_AGAIN_H

#include "app/rejudgement.h"
#include "evidence/har.h"

/* Evidence, read, and how it is to be read: as its run did, or otherwise (readings.h). */
struct kept_cell {
    char *name;                     /* owned */
    struct rejudgement *read;       /* borrowed: rejudgement_read was done */
    const struct har_entry **items; /* owned: entries of read->ledger, in its order */
    struct bytes *texts;            /* owned: the text of each, which tells them apart */
    size_t count;
    struct target target; /* the profile's, or as another profile has it; its strings are the
                             profile's */
    struct record record; /* the ledger's, or one that says less; borrowed in the same way */
    const char **only;    /* owned: the record's filter, where it is not the ledger's; or NULL */
    bool is_strict;
    bool is_reading; /* otherwise than its run did */
    bool is_starved; /* judged again and again, each time with another allocation failing */
};

/* What the module offers. judge_again judges a cell; the digest is that of everything the judge
   says, and of a cell as it was recorded, also of whether its requests are those that the tables
   come to, and of the glances that a run went on by. 0 where it cannot be judged at all.
   tables_again tells what a report says of the tables, whatever is judged. */
typedef uint64_t judge_again_fn(const struct kept_cell *cell);
typedef uint64_t tables_again_fn(void);
judge_again_fn judge_again;
tables_again_fn tables_again;

#endif
