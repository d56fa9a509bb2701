/* The occasions on which a deviation shows: which hooks answer which call. */
#ifndef MOCK_OCCASION_H
#define MOCK_OCCASION_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

struct call;
struct hooks;

enum { OCCASION_SLOTS = 1024 };

/* What was asked so far. */
struct occasions {
    _Atomic uint32_t calls;
    _Atomic uint32_t alike[OCCASION_SLOTS]; /* by what a request says */
};

/* True when the defect, if there is one, may show in this call: its turn has come and the lot fell
   on it. Asked once per call. The lot hangs on the seed, on what the request says, and on how often
   that was asked before, not on the order of calls that are alike in nothing. */
bool occasion_draw(const struct call *call, struct occasions *occasions);

/* The hooks in force at this moment of the call: what a defect's .when asks for may not be known
   from the start. */
const struct hooks *occasion_hooks(const struct call *call);

#endif
