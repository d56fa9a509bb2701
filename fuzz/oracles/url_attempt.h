/* One attempt of the subject at a URL, and what must hold of attempts whatever they come to. */
#ifndef FUZZ_ORACLES_URL_ATTEMPT_H
#define FUZZ_ORACLES_URL_ATTEMPT_H

#include "fuzz/oracles/sample.h"
#include "fuzz/oracles/sweep.h"
#include "fuzz/triple.h"

struct url_attempt {
    enum subject_result result;
    struct subject_text url; /* of an accepted one: the subject's */
};

/* Builds from copies of exactly the parts' sizes, which are gone afterwards: a URL that lives on in
   them is found. Breaks "untouched" where a refusal leaves something behind, and
   "allocation-failure" where memory is said to be out. */
struct url_attempt url_attempt_make(const struct triple *triple);
void url_attempt_clean_up(struct url_attempt *attempt);

/* "same-twice". */
void url_attempt_check_again(const struct url_attempt *first, const struct triple *triple);

/* "allocation-failure": see sweep_some_allocations. */
void url_attempt_sweep(const struct url_attempt *first, const struct triple *triple,
                       unsigned tries);

#endif
