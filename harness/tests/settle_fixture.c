#include "settle_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct case_row rows[] = {
    [PROTOTYPE] = {.id = "request.prototype", PROVES(RESPONSE_STATUS)},
    [UNKNOWN] = {.id = "error.device.unknown",
                 .twin = "request.prototype",
                 .phase = PHASE_REFUSED,
                 .expect = {.answer = EXPECT_ERROR, .error = ERROR_ROW_404_100403},
                 PROVES(ERROR_404_100403, ERROR_BODY)},
    [TOKEN] = {.id = "error.token.replaced",
               .twin = "request.prototype",
               .phase = PHASE_REFUSED,
               .expect = {.answer = EXPECT_ERROR, .error = ERROR_ROW_403_1010005},
               PROVES(ERROR_403_1010005)},
    [APP] = {.id = "error.app.unknown",
             .twin = "request.prototype",
             .phase = PHASE_REFUSED,
             .expect = {.answer = EXPECT_ERROR, .error = ERROR_ROW_403_100203},
             PROVES(ERROR_403_100203, ERROR_BODY)},
    [TRIGGER] = {.id = "error.app.not-existed-500",
                 .twin = "request.prototype",
                 .phase = PHASE_REFUSED,
                 .expect = {.answer = EXPECT_ERROR, .error = ERROR_ROW_500_100203},
                 PROVES(ERROR_500_100203)},
    [OFFLINE] = {.id = "activation.offline",
                 .expect = {.activated = ACTIVATED_TRUE},
                 PROVES(ACTIVATION_OFFLINE, RESPONSE_NAME)},
    [OTHER_CASE_ID] = {.id = "request.device-id.other-case",
                       .twin = "request.prototype",
                       .expect = {.answer = EXPECT_ERROR, .error = ERROR_ROW_404_100403},
                       PROVES(REQUEST_DEVICE_ID)},
    [TLS] = {.id = "hardening.tls-version.tls-1-0",
             .kind = KIND_TRANSPORT,
             .twin = "request.prototype",
             .request = {.transport = TRANSPORT_TLS_1_0},
             .expect = {.answer = EXPECT_TLS_REFUSED},
             PROVES(HARDENING_TLS_VERSION)},
    [BURST] = {.id = "throttle.burst",
               .twin = "request.prototype",
               .phase = PHASE_THROTTLE,
               .kind = KIND_THROTTLE,
               .expect = {.answer = EXPECT_THROTTLED, .error = ERROR_ROW_403_1010009},
               PROVES(ERROR_403_1010009, THROTTLE_THRESHOLD)},
    [LOWER_CASE] = {.id = "request.authorization.scheme-lower-case",
                    .twin = "request.prototype",
                    .request = {.scheme = "bearer"},
                    PROVES(REQUEST_AUTHORIZATION)},
    [PATH] = {.id = "hardening.path.nul",
              .kind = KIND_PATH,
              .twin = "request.prototype",
              .expect = {.answer = EXPECT_PATH_REFUSED},
              PROVES(HARDENING_PATH)},
};
const struct case_table settle_table = {rows, sizeof rows / sizeof rows[0]};

static void mark(struct fixture_run *run, const struct settling *settling) {
    struct case_result *result = &run->tally.cases[settling->marked];
    if (settling->mark != MARK_NONE) {
        snprintf(result->reason, sizeof result->reason, "the profile lacks it");
    }
    result->is_out_of_scope = settling->mark == MARK_OUT_OF_SCOPE;
    result->is_not_generated = settling->mark == MARK_NOT_GENERATED;
}

static void settle(struct fixture_run *run, const struct settling *settling) {
    fixture_run_judge(run, settle_table, settling->steps);
    mark(run, settling);
    fixture_run_settle(run);
}

static int check_settling(const struct settling *settling) {
    struct fixture_run run = {.rules = fixture_rules()};
    run.rules.is_throttle_exclusive = !settling->is_shared;
    int failures = 0;
    settle(&run, settling);
    const struct case_result *result = &run.tally.cases[settling->row];
    const struct requirement_result *requirement = &run.tally.requirements[settling->requirement];
    if (result->status != settling->status) {
        failures += fixture_complain(settling->name, case_status_names[settling->status],
                                     case_status_names[result->status]);
    }
    if (requirement->status != settling->requirement_status) {
        failures +=
            fixture_complain(settling->name, requirement_status_names[settling->requirement_status],
                             requirement_status_names[requirement->status]);
    }
    if (settling->reason != NULL && strstr(requirement->reason, settling->reason) == NULL) {
        failures += fixture_complain(settling->name, settling->reason, requirement->reason);
    }
    if ((requirement->status == REQUIREMENT_PROVEN) != (requirement->reason[0] == '\0') ||
        (result->status == CASE_NOT_RUN) != (result->reason[0] != '\0')) {
        failures += fixture_complain(settling->name, "a reason where nothing is proven",
                                     requirement->reason);
    }
    fixture_run_clean_up(&run);
    return failures;
}

void settle_check_settlings(const struct settling *settlings, size_t count) {
    int failures = 0;
    for (size_t i = 0; i < count; i++) {
        failures += check_settling(&settlings[i]);
    }
    assert_int_equal(failures, 0);
}
