/* What counts as a refusal by the flow control. */
#ifndef JUDGE_THROTTLE_H
#define JUDGE_THROTTLE_H

#include "judge/judge.h"

/* True for an answer to a call of the burst that ends the allowance, rightly (403/1010009) or with
   another word (any other 4xx, 503). A 500 is no refusal but a failure. */
bool throttle_is_refusal(const struct observation *seen);

#endif
