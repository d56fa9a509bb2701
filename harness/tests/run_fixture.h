/* Runs for the judge's tests: a table of cases that stand for many, and scenarios of what came
 * back. */
#ifndef TESTS_RUN_FIXTURE_H
#define TESTS_RUN_FIXTURE_H

#include "judge_fixture.h"

enum run_row {
    PROTOTYPE,
    OWN,
    ONLINE,
    ONLINE_OWN,
    AGAIN,
    UNKNOWN,
    TOKEN,
    POST,
    HEAD,
    HEAD_TOKEN,
    BEFORE_BURST,
    BURST,
    RECOVERY,
    SAFETY,
    LOWER_CASE,
};

extern const struct case_table run_table;

#define EMPTY_405 "HTTP/1.1 405 No\r\nContent-Length: 0\r\n\r\n"
#define OFF_200 JSON("200 OK", "{\"deviceId\":\"dev-1\",\"activated\":false,\"name\":\"n\"}")
#define RENAMED JSON("200 OK", "{\"deviceId\":\"dev-1\",\"activated\":true,\"name\":\"m\"}")
#define OTHER_200 JSON("200 OK", "{\"deviceId\":\"dev-2\",\"activated\":false,\"name\":\"n\"}")
#define STEP(its_row, its_answer)                                                                  \
    { .row = its_row, .answer = its_answer }
#define AGAIN_STEP(its_row, its_answer)                                                            \
    { .row = its_row, .answer = its_answer, .attempt = 1 }
#define OF_DEVICE(its_row, its_answer, its_device)                                                 \
    { .row = its_row, .answer = its_answer, .device = its_device }
#define LATE(its_row, its_answer, us)                                                              \
    { .row = its_row, .answer = its_answer, .started_us = us }
#define LOST(its_row, its_outcome)                                                                 \
    { .row = its_row, .answer = "", .outcome = its_outcome }

struct scenario {
    const char *name;
    struct step steps[FIXTURE_STEPS_MAX];
    const char *blamed;
    bool is_shared; /* the allowance */
    bool is_unthrottled;
    bool is_sliding;
    const char *not_run; /* id of a case that gets a reason, or NULL */
    const char *why;     /* part of that reason, or NULL */
};

/* Judges every scenario, prints those that differ, and fails at the end. */
void run_check_scenarios(const struct scenario *scenarios, size_t count);
#define CHECK_SCENARIOS(scenarios)                                                                 \
    run_check_scenarios(scenarios, sizeof(scenarios) / sizeof((scenarios)[0]))

#endif
