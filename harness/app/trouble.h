/* Trouble on the way: what the transport said of an exchange that did not come to its end, and what
   a person can do about it. */
#ifndef APP_TROUBLE_H
#define APP_TROUBLE_H

#include "model/exchange.h"

struct trouble {
    enum exchange_outcome outcome; /* OUTCOME_COMPLETE: there was none */
    char detail[128];              /* the transport's own words, cut to fit */
};

/* Notes the first trouble and leaves it so. */
void trouble_note(struct trouble *trouble, const struct exchange *exchange);

/* What it is in plain words where the transport's own are those of a library (which trouble there
   is with a certificate), or NULL. */
const char *trouble_words(const struct trouble *trouble);

/* What to do about it, or NULL. */
const char *trouble_remedy(const struct trouble *trouble);

#endif
