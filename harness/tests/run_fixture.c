#include "run_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct case_row rows[] = {
    [PROTOTYPE] = {.id = "request.prototype", PROVES(RESPONSE_STATUS)},
    [OWN] = {.id = "request.app-id.own",
             .twin = "request.prototype",
             .request = {.application = APPLICATION_OWN},
             PROVES(REQUEST_APP_ID_ACCEPTED)},
    [ONLINE] = {.id = "activation.online",
                .request = {.device = DEVICE_ONLINE},
                .expect = {.activated = ACTIVATED_TRUE},
                PROVES(ACTIVATION_ONLINE)},
    [ONLINE_OWN] = {.id = "activation.online.with-app-id",
                    .twin = "activation.online",
                    .request = {.device = DEVICE_ONLINE, .application = APPLICATION_OWN},
                    .expect = {.activated = ACTIVATED_TRUE},
                    PROVES(ACTIVATION_ONLINE)},
    [AGAIN] = {.id = "activation.online.asked-again",
               .twin = "activation.online",
               .request = {.device = DEVICE_ONLINE, .repeat = 3},
               .expect = {.activated = ACTIVATED_TRUE},
               PROVES(ACTIVATION_QUERY_IS_SAFE, ACTIVATION_ONLINE)},
    [UNKNOWN] = {.id = "error.device.unknown",
                 .twin = "request.prototype",
                 .phase = PHASE_REFUSED,
                 .request = {.device = DEVICE_FRESH},
                 .expect = {.answer = EXPECT_ERROR, .error = ERROR_ROW_404_100403},
                 PROVES(ERROR_404_100403)},
    [TOKEN] = {.id = "error.token.replaced",
               .twin = "request.prototype",
               .phase = PHASE_REFUSED,
               .request = {.token = REPLACED},
               .expect = {.answer = EXPECT_ERROR, .error = ERROR_ROW_403_1010005},
               PROVES(ERROR_403_1010005)},
    [POST] = {.id = "hardening.method.post",
              .twin = "request.prototype",
              .phase = PHASE_REFUSED,
              .kind = KIND_METHOD,
              .request = {.method = "POST", .device = DEVICE_FRESH},
              .expect = {.answer = EXPECT_METHOD_REFUSED},
              PROVES(HARDENING_METHOD)},
    [HEAD] = {.id = "hardening.method.head",
              .twin = "request.prototype",
              .phase = PHASE_REFUSED,
              .kind = KIND_METHOD,
              .request = {.method = "HEAD"},
              .expect = {.answer = EXPECT_HEAD_LIKE_GET},
              PROVES(HARDENING_METHOD)},
    [HEAD_TOKEN] = {.id = "hardening.method.head-wrong-token",
                    .twin = "request.prototype",
                    .phase = PHASE_REFUSED,
                    .kind = KIND_METHOD,
                    .request = {.method = "HEAD", .token = REPLACED},
                    .expect = {.answer = EXPECT_HEAD_LIKE_GET},
                    PROVES(HARDENING_METHOD)},
    [BEFORE_BURST] = {.id = "throttle.refused-calls",
                      .twin = "request.prototype",
                      .phase = PHASE_USING_UP,
                      .kind = KIND_THROTTLE,
                      .request = {.device = DEVICE_FRESH},
                      .expect = {.answer = EXPECT_ERROR_OR_THROTTLED,
                                 .error = ERROR_ROW_404_100403},
                      PROVES(ERROR_404_100403)},
    [BURST] = {.id = "throttle.burst",
               .twin = "request.prototype",
               .phase = PHASE_THROTTLE,
               .kind = KIND_THROTTLE,
               .expect = {.answer = EXPECT_THROTTLED, .error = ERROR_ROW_403_1010009},
               PROVES(ERROR_403_1010009, THROTTLE_THRESHOLD)},
    [RECOVERY] = {.id = "throttle.recovers",
                  .twin = "request.prototype",
                  .phase = PHASE_RECOVERY,
                  .kind = KIND_THROTTLE,
                  PROVES(THROTTLE_RECOVERS)},
    [SAFETY] = {.id = "activation.online.after-all-else",
                .twin = "activation.online",
                .phase = PHASE_SAFETY,
                .request = {.device = DEVICE_ONLINE},
                .expect = {.activated = ACTIVATED_TRUE},
                PROVES(ACTIVATION_QUERY_IS_SAFE, ACTIVATION_ONLINE)},
    [LOWER_CASE] = {.id = "request.authorization.scheme-lower-case",
                    .twin = "request.prototype",
                    .request = {.scheme = "bearer"},
                    PROVES(REQUEST_AUTHORIZATION)},
};
const struct case_table run_table = {rows, sizeof rows / sizeof rows[0]};

static int check_scenario(const struct scenario *scenario) {
    struct fixture_run run = {.rules = fixture_rules()};
    int failures = 0;
    run.rules.is_throttle_exclusive = !scenario->is_shared;
    run.rules.has_throttle = !scenario->is_unthrottled;
    if (scenario->is_sliding) {
        run.rules.choices.by_id[INTERPRET_THROTTLE_WINDOW] = CHOICE_SLIDING;
    }
    fixture_run_judge(&run, run_table, scenario->steps);
    struct blamed blamed = blamed_in_run(&run);
    if (strcmp(blamed.text, scenario->blamed) != 0) {
        failures += fixture_complain(scenario->name, scenario->blamed, blamed.text);
    }
    for (size_t i = 0; i < run.tally.case_count; i++) {
        const struct case_result *result = &run.tally.cases[i];
        bool is_due = scenario->not_run != NULL && strcmp(scenario->not_run, result->row->id) == 0;
        if (is_due != (result->reason[0] != '\0')) {
            failures +=
                fixture_complain(scenario->name, is_due ? "a reason" : "no reason", result->reason);
        }
        if (is_due && scenario->why != NULL && strstr(result->reason, scenario->why) == NULL) {
            failures += fixture_complain(scenario->name, scenario->why, result->reason);
        }
    }
    fixture_run_clean_up(&run);
    return failures;
}

void run_check_scenarios(const struct scenario *scenarios, size_t count) {
    int failures = 0;
    for (size_t i = 0; i < count; i++) {
        failures += check_scenario(&scenarios[i]);
    }
    assert_int_equal(failures, 0);
}
