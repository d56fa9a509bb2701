/* Every case row as a CMocka test over its finished judgement: CMocka decides pass, fail and skip,
   and the tally must agree. */
#ifndef APP_ROWS_AS_TESTS_H
#define APP_ROWS_AS_TESTS_H

#include "base/status.h"
#include "model/tally.h"

/* Runs one CMUnitTest per row, built now, in silence: records come from the tally. STATUS_INVALID
   when CMocka and the tally disagree, which is a bug of ours. STATUS_NO_MEMORY. */
enum status rows_as_tests(const struct tally *tally, struct diagnostic *out_diagnostic) MUST_USE;

#endif
