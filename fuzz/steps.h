/* Inputs that are runs: answers one after another, each to a case. */
#ifndef FUZZ_STEPS_H
#define FUZZ_STEPS_H

#include "model/case.h"
#include "model/exchange.h"

/* A step is a line and the answer behind it; the next step follows STEP_END:

       activation.online complete 2r
       HTTP/1.1 200 OK
       ...

   A word that is none of those known, or is absent, still means something, by its digest: so seeds
   can be read, stay true when a case is added, and every mutation is a step. */
#define STEP_END "\n=====\n"

enum { STEPS_MAX = 8, STEPS_ROWS_MAX = 2 * STEPS_MAX, STEP_OPTIONS_SIZE = 16 };
enum { STEP_REDACTIONS = 3 };

struct step {
    const struct case_row *row;
    enum exchange_outcome outcome;
    char options[STEP_OPTIONS_SIZE]; /* letters and digits, for the target */
    struct bytes answer;
};

/* Views into `input`. Returns how many; at least one. */
size_t steps_split(struct bytes input, struct step out_steps[STEPS_MAX]);
bool step_has(const struct step *step, char option);

/* Copies the rows of the steps and their twins into a table of their own, in which a run is settled
   in no time, and makes the steps point there. */
struct case_table steps_gather(struct step *inout_steps, size_t count,
                               struct case_row out_rows[STEPS_ROWS_MAX]);

/* Where the head of the final answer ends: behind the first empty line that ends no interim answer;
   the size of the answer where none does. */
size_t step_head_size(struct bytes answer);

/* The exchange that a run would have recorded of the step; its views are those of the step, or
   literals. Options: r sent again, d another device (a row of a device that never connected asks
   for another anyway), h the head is cut in its middle, x a secret was redacted in what was sent
   and in each part of the answer, l a login, b only the content was recorded, e sent with
   Accept-Encoding and without Authorization, s slow, v TLS was agreed on. */
struct exchange step_exchange(const struct step *step, uint32_t number,
                              struct redaction out_redactions[STEP_REDACTIONS]);

#endif
