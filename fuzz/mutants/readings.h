/* The readings of kept evidence: the same answers as another run would have left them. A platform
   is judged otherwise where the profile says otherwise, where a filter or a death of the run left
   out the rest, and where it was another tool that recorded; so for each of these the evidence at
   hand is judged once more. */
#ifndef FUZZ_READINGS_H
#define FUZZ_READINGS_H

#include "mutants/judge_again.h"

/* Where readings go; the cell is then the taker's. */
struct reading_taker {
    void (*take)(void *context, struct kept_cell cell);
    void *context;
};

/* Hands over every reading of a cell that was read from a file. Calls that were answered alike in
   an earlier cell are not read alone again. Ends the process where there is no memory. */
void readings_make(const struct kept_cell *cell, const struct reading_taker *taker);

#endif
