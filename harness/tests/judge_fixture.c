#include "judge_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>

#define ENTRY(which, which_id, its_level) [which] = {.id = which_id, .level = its_level}

const struct requirement fixture_catalogue[REQUIREMENT_COUNT] = {
    ENTRY(REQUEST_HTTPS, "request.https", LEVEL_DOCUMENTED),
    ENTRY(REQUEST_METHOD, "request.method", LEVEL_DOCUMENTED),
    ENTRY(REQUEST_APP_KEY, "request.app-key", LEVEL_DOCUMENTED),
    ENTRY(REQUEST_AUTHORIZATION, "request.authorization", LEVEL_DOCUMENTED),
    ENTRY(REQUEST_DEVICE_ID, "request.device-id", LEVEL_DOCUMENTED),
    ENTRY(REQUEST_APP_ID_OPTIONAL, "request.app-id.optional", LEVEL_DOCUMENTED),
    ENTRY(REQUEST_APP_ID_ACCEPTED, "request.app-id.accepted", LEVEL_DOCUMENTED),
    ENTRY(RESPONSE_STATUS, "response.status", LEVEL_DOCUMENTED),
    ENTRY(RESPONSE_CONTENT_TYPE, "response.content-type", LEVEL_DOCUMENTED),
    ENTRY(RESPONSE_JSON, "response.json", LEVEL_STANDARD),
    ENTRY(RESPONSE_FRAMING, "response.framing", LEVEL_STANDARD),
    ENTRY(RESPONSE_DEVICE_ID, "response.device-id", LEVEL_DOCUMENTED),
    ENTRY(RESPONSE_ACTIVATED, "response.activated", LEVEL_DOCUMENTED),
    ENTRY(RESPONSE_NAME, "response.name", LEVEL_DOCUMENTED),
    ENTRY(ACTIVATION_NEVER_CONNECTED, "activation.never-connected", LEVEL_DOCUMENTED),
    ENTRY(ACTIVATION_ONLINE, "activation.online", LEVEL_DOCUMENTED),
    ENTRY(ACTIVATION_OFFLINE, "activation.offline", LEVEL_DOCUMENTED),
    ENTRY(ACTIVATION_ABNORMAL, "activation.abnormal", LEVEL_DOCUMENTED),
    ENTRY(ACTIVATION_QUERY_IS_SAFE, "activation.query-is-safe", LEVEL_STANDARD),
    ENTRY(ERROR_403_100203, "error.403.100203", LEVEL_DOCUMENTED),
    ENTRY(ERROR_403_100217, "error.403.100217", LEVEL_DOCUMENTED),
    ENTRY(ERROR_403_1010009, "error.403.1010009", LEVEL_DOCUMENTED),
    ENTRY(ERROR_403_1010005, "error.403.1010005", LEVEL_DOCUMENTED),
    ENTRY(ERROR_404_100403, "error.404.100403", LEVEL_DOCUMENTED),
    ENTRY(ERROR_500_100203, "error.500.100203", LEVEL_DOCUMENTED),
    ENTRY(ERROR_500_50252, "error.500.50252", LEVEL_DOCUMENTED),
    ENTRY(ERROR_BODY, "error.body", LEVEL_DOCUMENTED),
    ENTRY(ERROR_DESCRIPTION, "error.description", LEVEL_HARDENING),
    ENTRY(ERROR_UNDOCUMENTED, "error.undocumented", LEVEL_DOCUMENTED),
    ENTRY(THROTTLE_THRESHOLD, "throttle.threshold", LEVEL_DOCUMENTED),
    ENTRY(THROTTLE_RECOVERS, "throttle.recovers", LEVEL_DOCUMENTED),
    ENTRY(HARDENING_PATH, "hardening.path", LEVEL_HARDENING),
    ENTRY(HARDENING_METHOD, "hardening.method", LEVEL_HARDENING),
    ENTRY(HARDENING_INPUT, "hardening.input", LEVEL_HARDENING),
    ENTRY(HARDENING_SECRET_ECHO, "hardening.secret-echo", LEVEL_HARDENING),
    ENTRY(HARDENING_CACHE, "hardening.cache", LEVEL_HARDENING),
    ENTRY(HARDENING_ERROR_LEAK, "hardening.error-leak", LEVEL_HARDENING),
    ENTRY(HARDENING_CLEARTEXT, "hardening.cleartext", LEVEL_HARDENING),
    ENTRY(HARDENING_TLS_VERSION, "hardening.tls-version", LEVEL_HARDENING),
};

const struct case_row row_prototype = {
    .id = "request.prototype",
    PROVES(RESPONSE_STATUS, REQUEST_METHOD, REQUEST_HTTPS),
};
const struct case_row row_online = {
    .id = "activation.online",
    .request = {.device = DEVICE_ONLINE},
    .expect = {.activated = ACTIVATED_TRUE},
    PROVES(ACTIVATION_ONLINE, RESPONSE_DEVICE_ID, RESPONSE_ACTIVATED, RESPONSE_NAME),
};
const struct case_row row_app_id_own = {
    .id = "request.app-id.own",
    .twin = "request.prototype",
    .request = {.application = APPLICATION_OWN},
    PROVES(REQUEST_APP_ID_ACCEPTED),
};
const struct case_row row_unknown_device = {
    .id = "error.device.unknown",
    .twin = "request.prototype",
    .phase = PHASE_REFUSED,
    .request = {.device = DEVICE_FRESH},
    .expect = {.answer = EXPECT_ERROR, .error = ERROR_ROW_404_100403},
    PROVES(ERROR_404_100403, ERROR_BODY, ERROR_DESCRIPTION, ERROR_UNDOCUMENTED),
};
const struct case_row row_wrong_token = {
    .id = "error.token.replaced",
    .twin = "request.prototype",
    .phase = PHASE_REFUSED,
    .request = {.token = REPLACED},
    .expect = {.answer = EXPECT_ERROR, .error = ERROR_ROW_403_1010005},
    PROVES(ERROR_403_1010005),
};

struct judge_rules fixture_rules(void) {
    struct judge_rules rules = {
        .catalogue = fixture_catalogue,
        .has_throttle = true,
        .throttle_limit = 3,
        .throttle_window_us = 1000000,
        .is_throttle_exclusive = true,
    };
    for (size_t i = 0; i < INTERPRETATION_COUNT; i++) {
        rules.choices.by_id[i] = interpretations[i].choices[0];
    }
    return rules;
}

static size_t size_of_head(struct bytes answer) {
    struct bytes end = bytes_of_text("\r\n\r\n");
    size_t from = 0;
    while (bytes_starts_with(bytes_slice(answer, from, answer.size), bytes_of_text("HTTP/1.1 1"))) {
        from = bytes_find(answer, end, from) + end.size;
    }
    size_t at = bytes_find(answer, end, from);
    return at == SIZE_MAX ? answer.size : at + end.size;
}

struct exchange fixture_exchange(const char *answer) {
    struct bytes all = bytes_of_text(answer);
    size_t head_size = size_of_head(all);
    return (struct exchange){
        .case_id = bytes_of_text("case"),
        .asked_device = bytes_of_text(FIXTURE_DEVICE),
        .method = bytes_of_text("GET"),
        .sent = bytes_of_text("GET / HTTP/1.1\r\nAuthorization: Bearer t\r\n\r\n"),
        .head = bytes_slice(all, 0, head_size),
        .framed = bytes_slice(all, head_size, all.size),
        .outcome = OUTCOME_COMPLETE,
        .started_us = 1000,
        .timing = {.total_us = 10},
    };
}

static const struct finding *find(const struct findings *findings, enum requirement_id id) {
    for (size_t i = 0; i < findings->count; i++) {
        if (findings->items[i].requirement == id) {
            return &findings->items[i];
        }
    }
    return NULL;
}

static void add_id(struct blamed *blamed, const struct finding *finding) {
    size_t used = strlen(blamed->text);
    if (finding != NULL) {
        snprintf(blamed->text + used, sizeof blamed->text - used, "%s%s%s", used == 0 ? "" : " ",
                 finding->severity == SEVERITY_WARNING ? "~" : "",
                 fixture_catalogue[finding->requirement].id);
    }
}

struct blamed blamed_in(const struct findings *findings) {
    struct blamed blamed = {""};
    for (enum requirement_id id = 0; id < REQUIREMENT_COUNT; id++) {
        add_id(&blamed, find(findings, id));
    }
    return blamed;
}

struct blamed blamed_in_run(const struct fixture_run *run) {
    struct blamed blamed = {""};
    for (enum requirement_id id = 0; id < REQUIREMENT_COUNT; id++) {
        const struct finding *finding = NULL;
        for (size_t i = 0; i < run->tally.case_count && finding == NULL; i++) {
            finding = find(&run->tally.cases[i].findings, id);
        }
        add_id(&blamed, finding);
    }
    return blamed;
}

static void judge_step(struct fixture_run *run, const struct step *step) {
    struct case_result *result = &run->tally.cases[step->row];
    struct exchange exchange = fixture_exchange(step->answer);
    exchange.number = (uint32_t)run->count;
    exchange.attempt = step->attempt;
    exchange.outcome = step->outcome;
    /* One after another, unless the step says when. */
    exchange.started_us =
        step->started_us != 0 ? step->started_us : (int64_t)(run->count + 1) * 1000;
    if (step->device != NULL) {
        exchange.asked_device = bytes_of_text(step->device);
    }
    if (result->row->request.method != NULL) {
        exchange.method = bytes_of_text(result->row->request.method);
    }
    assert_int_equal(judge_exchange(&run->rules, result->row, &exchange, &result->findings,
                                    &run->observations[run->count++]),
                     STATUS_OK);
}

/* The observations in a block of their own, so that a sanitizer sees whoever reads on. */
static struct observation *exact_observations(const struct fixture_run *run) {
    size_t bytes = run->count * sizeof *run->observations;
    struct observation *exact = malloc(bytes == 0 ? 1 : bytes);
    assert_non_null(exact);
    memcpy(exact, run->observations, bytes);
    return exact;
}

static void judge_exact_run(struct fixture_run *run) {
    struct observation *exact = exact_observations(run);
    assert_int_equal(judge_run(&run->rules, exact, run->count, &run->tally), STATUS_OK);
    memcpy(run->observations, exact, run->count * sizeof *exact);
    free(exact);
}

void fixture_run_settle(struct fixture_run *run) {
    struct observation *exact = exact_observations(run);
    tally_settle(&run->tally, &run->rules, exact, run->count);
    free(exact);
}

void fixture_run_judge(struct fixture_run *run, struct case_table table, const struct step *steps) {
    assert_int_equal(tally_init(&run->tally, table, fixture_catalogue), STATUS_OK);
    for (size_t i = 0; i < FIXTURE_STEPS_MAX && steps[i].answer != NULL; i++) {
        judge_step(run, &steps[i]);
    }
    judge_exact_run(run);
}

void fixture_run_clean_up(struct fixture_run *run) {
    tally_clean_up(&run->tally);
}

int fixture_complain(const char *name, const char *expected, const char *actual) {
    print_error("%s:\n    expected: %s\n    actual:   %s\n", name, expected, actual);
    return 1;
}

static int check_row(const struct verdict_row *row) {
    struct judge_rules rules = fixture_rules();
    rules.choices.by_id[row->interpretation] = row->choice;
    struct exchange exchange = fixture_exchange(row->answer);
    struct findings findings = {0};
    struct observation seen;
    assert_int_equal(judge_exchange(&rules, row->row, &exchange, &findings, &seen), STATUS_OK);
    struct blamed blamed = blamed_in(&findings);
    findings_clean_up(&findings);
    return strcmp(blamed.text, row->blamed) == 0
               ? 0
               : fixture_complain(row->name, row->blamed, blamed.text);
}

void fixture_check_rows(const struct verdict_row *rows, size_t count) {
    int failures = 0;
    for (size_t i = 0; i < count; i++) {
        failures += check_row(&rows[i]);
    }
    assert_int_equal(failures, 0);
}
