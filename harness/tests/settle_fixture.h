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
    LOWER_CASE,
    PATH
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
        STEP(LOWER_CASE, OK_200), STEP(PATH, CODED("400 B", "1", "x"))

/* A run, and what one case or requirement comes to. */
struct settling {
    const char *name;
    struct step steps[FIXTURE_STEPS_MAX];
    size_t marked; /* row that the plan left out, with .mark */
    enum mark { MARK_NONE, MARK_NOT_RUN, MARK_OUT_OF_SCOPE, MARK_NOT_GENERATED } mark;
    size_t row;
    enum case_status status;
    enum requirement_id requirement;
    enum requirement_status requirement_status;
    const char *reason; /* part of the requirement's reason, or NULL */
    bool is_shared;     /* the allowance */
};

/* Settles every run, prints what differs, and fails at the end. */
void settle_check_settlings(const struct settling *settlings, size_t count);
#define CHECK_SETTLINGS(settlings)                                                                 \
    settle_check_settlings(settlings, sizeof(settlings) / sizeof((settlings)[0]))

#endif
