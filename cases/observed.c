#include "cases/cases.h"

/* It proves nothing, since nobody knows what it was sent for; a finding stands on its own. */
const struct case_row case_observed = {
    .id = "observed.elsewhere",
    .title = "calls that another tool recorded, and that are no case's, are answered as any other",
    .kind = KIND_OBSERVED,
    .expect = {.answer = EXPECT_OBSERVED},
};
