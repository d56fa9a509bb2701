/* The order of sending: by phase, refusals beside others of their twin, shuffled by the seed. */
#ifndef PLAN_ORDER_H
#define PLAN_ORDER_H

#include "plan/plan.h"

/* Fills plan->order from plan->steps. STATUS_NO_MEMORY. */
enum status order_make(struct plan *plan) MUST_USE;

#endif
