/* The order of a judgement: evidence is recorded in the order of ending, and told in that of
 * sending. */
#ifndef APP_JUDGEMENT_ORDER_H
#define APP_JUDGEMENT_ORDER_H

#include "app/judgement.h"

/* Puts observations, transcripts, and each case's exchanges and findings into the order in which
   the exchanges were sent. */
void judgement_sort(struct judgement *judgement);

#endif
