/* Kept evidence judged again by a judge that is handed over as a module: what lies between
   judge_host, which reads the evidence once, and judge_again, which holds everything that a change
   of the judge or of the case tables can change. */
#ifndef FUZZ_JUDGE_AGAIN_H
#define FUZZ_JUDGE_AGAIN_H

#include "app/rejudgement.h"
#include "evidence/har.h"

/* A cell of a selftest, read. */
struct kept_cell {
    char *name;               /* owned */
    struct rejudgement read;  /* owned: rejudgement_read was done */
    struct har_entry **items; /* owned: the entries of read.ledger, in its order */
    struct bytes *texts;      /* owned: the text of each, which tells them apart */
    size_t count;
};

/* The module's one function: judges the cell, once, which changes it. The digest is that of
   everything the judge says; 0 where it cannot be judged at all. */
typedef uint64_t judge_again_fn(struct kept_cell *cell);
judge_again_fn judge_again;

#endif
