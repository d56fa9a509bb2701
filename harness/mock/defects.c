/* The defects: one row each, and nothing but data. A chapter is a file of rows. */
#include "mock/rows.h"

#define OVERLOOK(refusals) HOOKS(.overlooks = (refusals))
#define INSTEAD(refusal, ...) HOOKS(.instead = {refusal, {__VA_ARGS__}})
/* A pair that the error table lacks: the error is wrong, and so is the pair. */
#define OUTSIDE .also = "error.undocumented"

/* Whoever lets a missing credential pass must not stumble over its value afterwards. */
#define NO_KEY (REFUSAL_BIT(REFUSE_KEY_MISSING) | REFUSAL_BIT(REFUSE_KEY))
#define NO_TOKEN                                                                                   \
    (REFUSAL_BIT(REFUSE_AUTHORIZATION_MISSING) | REFUSAL_BIT(REFUSE_SCHEME) |                      \
     REFUSAL_BIT(REFUSE_TOKEN))

const struct defect platform_defects[] = {
#include "mock/defects/answer.inc"
#include "mock/defects/credentials.inc"
#include "mock/defects/errors.inc"
#include "mock/defects/framing.inc"
#include "mock/defects/hardening.inc"
#include "mock/defects/json.inc"
#include "mock/defects/lookup.inc"
#include "mock/defects/meaning.inc"
#include "mock/defects/members.inc"
#include "mock/defects/now_and_then.inc"
#include "mock/defects/paths.inc"
#include "mock/defects/readings.inc"
#include "mock/defects/throttle.inc"
};

const size_t platform_defect_count = sizeof platform_defects / sizeof platform_defects[0];
