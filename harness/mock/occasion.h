/* The occasions on which a deviation shows: which hooks answer which call. */
#ifndef MOCK_OCCASION_H
#define MOCK_OCCASION_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

struct call;
struct hooks;

enum { OCCASION_SLOTS = 4096 };

/* One request, however often it came. */
struct asking {
    _Atomic uint64_t what; /* a digest of all it says; 0: the slot is free */
    _Atomic uint32_t times;
};

/* What was asked so far. */
struct occasions {
    _Atomic uint32_t calls;
    _Atomic uint64_t last;    /* the digest of the last one, and */
    _Atomic uint32_t alike;   /* how many before it were its like, without another between */
    _Atomic bool has_refused; /* whatever for */
    struct asking askings[OCCASION_SLOTS];
};

/* Counts a call of the query, and fills in .repetition, .in_a_row and .is_drawn: true when the
   defect, if there is one, may show in it, because its turn has come and the lot fell on it. The
   lot hangs on the seed, on what the request says, and on how often that was asked before, not on
   the order of calls that are alike in nothing. */
void occasion_note(struct call *call);

/* The hooks in force at this moment of the call: what a defect's .when asks for may not be known
   from the start. */
const struct hooks *occasion_hooks(const struct call *call);

#endif
