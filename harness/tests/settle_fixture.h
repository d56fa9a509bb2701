/* A small table of cases, one for each way in which a case counts, for tests that settle a run. */
#ifndef TESTS_SETTLE_FIXTURE_H
#define TESTS_SETTLE_FIXTURE_H

#include "judge_fixture.h"

/* Its rows. */
enum settle_row {
    PROTOTYPE,
    UNKNOWN,
    TOKEN,
    APP,
    TRIGGER,
    OFFLINE,
    OTHER_CASE_ID,
    TLS,
    BURST,
    LOWER_CASE
};

extern const struct case_table settle_table;

#define APP_403 CODED("403 F", "100203", TEXT_100203)
#define APP_500 CODED("500 E", "100203", TEXT_100203)
#define STEP(its_row, its_answer)                                                                  \
    { .row = its_row, .answer = its_answer }
#define LOST(its_row, its_outcome)                                                                 \
    { .row = its_row, .answer = "", .outcome = its_outcome }

/* Every case of the table as a conforming platform answers it. */
#define ALL_RIGHT                                                                                  \
    STEP(PROTOTYPE, OK_200), STEP(UNKNOWN, REFUSED_100403), STEP(TOKEN, REFUSED_1010005),          \
        STEP(APP, APP_403), STEP(TRIGGER, APP_500), STEP(OFFLINE, OK_200),                         \
        STEP(OTHER_CASE_ID, REFUSED_100403), LOST(TLS, OUTCOME_TLS_REFUSED), STEP(BURST, OK_200),  \
        STEP(BURST, OK_200), STEP(BURST, OK_200), STEP(BURST, REFUSED_1010009),                    \
        STEP(LOWER_CASE, OK_200)

#endif
