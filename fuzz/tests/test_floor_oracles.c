/* The oracles of our own floors: each breaks over a value that is wrong in its one way, and holds
   over the right one. */
#include "cases/cases.h"
#include "fuzz/oracles/certificate_oracles.h"
#include "fuzz/oracles/exchange.h"
#include "fuzz/oracles/har_file.h"
#include "fuzz/oracles/json_oracles.h"
#include "fuzz/oracles/judgement.h"
#include "fuzz/oracles/profile.h"
#include "fuzz/oracles/profile_reading.h"
#include "fuzz/oracles/sweep.h"
#include "fuzz/tests/probe.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* ---- exchanges ---- */

static struct redaction redaction = {PART_HEAD, SECRET_APP_KEY, 0, 4};

static struct exchange right_exchange(void) {
    return (struct exchange){
        .case_id = bytes_of_text("activation.online"),
        .asked_device = bytes_of_text("dev-1"),
        .method = bytes_of_text("GET"),
        .url = bytes_of_text("https://h/"),
        .sent = bytes_of_text("GET / HTTP/1.1\r\n\r\n"),
        .head = bytes_of_text("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n"),
        .framed = bytes_of_text("{}"),
        .body = bytes_of_text("{}"),
        .outcome_detail = bytes_of_text(""),
        .redactions = &redaction,
        .redaction_count = 1,
    };
}

static void check_exchange(const struct exchange *exchange) {
    exchange_check("exchange-range", exchange);
    exchange_check_round_trip(exchange);
}

static void right(const void *context) {
    struct exchange exchange = right_exchange();
    (void)context;
    check_exchange(&exchange);
    exchange_check_redaction(&exchange, bytes_of_text("Content-Length"));
    har_file_check(&exchange, 7);
}

static void outcome_that_is_none(const void *context) {
    struct exchange exchange = right_exchange();
    (void)context;
    exchange.outcome = OUTCOME_COUNT;
    check_exchange(&exchange);
}

static void time_before_the_beginning(const void *context) {
    struct exchange exchange = right_exchange();
    (void)context;
    exchange.timing.total_us = -2;
    check_exchange(&exchange);
}

static void tls_without_an_end(const void *context) {
    struct exchange exchange = right_exchange();
    (void)context;
    memset(exchange.tls.version, 'x', sizeof exchange.tls.version);
    check_exchange(&exchange);
}

static void redaction_past_the_end(const void *context) {
    struct exchange exchange = right_exchange();
    struct redaction outside = {PART_BODY, SECRET_APP_KEY, 1, 2};
    (void)context;
    exchange.redactions = &outside;
    check_exchange(&exchange);
}

static void redactions_without_number(const void *context) {
    struct exchange exchange = right_exchange();
    (void)context;
    exchange.redaction_count = EXCHANGE_REDACTIONS_MAX + 1;
    check_exchange(&exchange);
}

static void number_that_json_rounds(const void *context) {
    struct exchange exchange = right_exchange();
    (void)context;
    exchange.started_us = (INT64_C(1) << 53) + 1;
    check_exchange(&exchange);
}

/* ---- texts ---- */

#define TEXT "{\"a\":[1,true,null,\"b\"]}"

static struct json_reading reading_of(const char *text) {
    return json_read(bytes_of_text(text));
}

static void hold(const char *text, const struct json_reading *reading) {
    json_agrees(bytes_of_text(text), reading);
    json_offset_is_first(bytes_of_text(text), reading);
    json_places_hold(bytes_of_text(text), reading);
    json_is_same_twice(bytes_of_text(text), reading);
    json_is_written_again(reading);
}

static void right_texts(const void *context) {
    static const char *const texts[] = {TEXT, "oops", "[1", "{\"a\":1,\"a\":2}", ""};
    (void)context;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct json_reading reading = reading_of(texts[i]);
        hold(texts[i], &reading);
        json_reading_end(&reading);
    }
}

static void refused_though_legal(const void *context) {
    struct json_reading reading = reading_of(TEXT);
    (void)context;
    reading.error.fault = reading.loose_error.fault = JSON_UNEXPECTED_BYTE;
    hold(TEXT, &reading);
}

static void duplicate_not_seen(const void *context) {
    struct json_reading reading = reading_of("{\"a\":1,\"a\":2}");
    (void)context;
    reading.strict_error.fault = JSON_OK;
    hold("{\"a\":1,\"a\":2}", &reading);
}

static void another_tree(const void *context) {
    struct json_reading reading = reading_of(TEXT);
    (void)context;
    hold("{\"a\":[2,true,null,\"b\"]}", &reading);
}

static void place_too_late(const void *context) {
    struct json_reading reading = reading_of("[1,oops]");
    (void)context;
    reading.error.offset++;
    json_offset_is_first(bytes_of_text("[1,oops]"), &reading);
}

/* ---- judgements ---- */

static struct tally conformant(const struct judge_rules *rules) {
    struct tally tally = {.verdict = VERDICT_CONFORMANT, .catalogue = rules->catalogue};
    return tally;
}

static void right_tally(const void *context) {
    struct judge_rules rules = judgement_rules();
    struct tally tally = conformant(&rules);
    (void)context;
    judgement_check_tally(&rules, &tally);
}

static void conformant_though_broken(const void *context) {
    struct judge_rules rules = judgement_rules();
    struct tally tally = conformant(&rules);
    (void)context;
    tally.requirements[RESPONSE_JSON].status = REQUIREMENT_BROKEN;
    judgement_check_tally(&rules, &tally);
}

static void conformant_though_not_run(const void *context) {
    struct judge_rules rules = judgement_rules();
    struct tally tally = conformant(&rules);
    (void)context;
    tally.requirements[RESPONSE_JSON].status = REQUIREMENT_NOT_RUN;
    judgement_check_tally(&rules, &tally);
}

static void check_with_finding(const struct finding *finding) {
    struct judge_rules rules = judgement_rules();
    struct finding copy = *finding;
    struct case_table table = cases_all();
    struct case_result result = {.row = &table.rows[0], .status = CASE_FAIL};
    struct tally tally = conformant(&rules);
    result.findings = (struct findings){.items = &copy, .count = 1, .capacity = 1};
    tally.cases = &result;
    tally.case_count = 1;
    tally.verdict = VERDICT_NONCONFORMANT;
    tally.requirements[RESPONSE_JSON].status = REQUIREMENT_BROKEN;
    judgement_check_tally(&rules, &tally);
}

static struct finding right_finding(void) {
    struct finding finding = {.requirement = RESPONSE_JSON, .severity = SEVERITY_FAILURE};
    (void)snprintf(finding.expected, sizeof finding.expected, "this");
    (void)snprintf(finding.actual, sizeof finding.actual, "that");
    (void)snprintf(finding.where, sizeof finding.where, "there");
    return finding;
}

static void right_finding_alone(const void *context) {
    struct finding finding = right_finding();
    (void)context;
    check_with_finding(&finding);
}

static void finding_of_nothing_known(const void *context) {
    struct finding finding = right_finding();
    (void)context;
    finding.requirement = REQUIREMENT_COUNT;
    check_with_finding(&finding);
}

static void finding_that_acts_on_terminals(const void *context) {
    struct finding finding = right_finding();
    (void)context;
    (void)snprintf(finding.actual, sizeof finding.actual, "\033[31m");
    check_with_finding(&finding);
}

static void finding_that_turns_round(const void *context) {
    struct finding finding = right_finding();
    (void)context;
    (void)snprintf(finding.actual, sizeof finding.actual, "\xe2\x80\xae");
    check_with_finding(&finding);
}

static void failure_told_as_warning(const void *context) {
    struct finding finding = right_finding();
    (void)context;
    finding.severity = SEVERITY_WARNING;
    check_with_finding(&finding);
}

/* ---- profiles ---- */

static void refuse_openly(struct bytes text, struct diagnostic *out_diagnostic) {
    diagnostic_set(out_diagnostic, "p.json:1:1: what is %.*s?", BYTES_PRINT(text));
}

static void secret_in_a_diagnostic(const void *context) {
    struct bytes text =
        bytes_of_text("{\"credentials\":{\"app_key\":\"kq7Zp0w3XvB9eYr2\"},\"x\":1}");
    struct diagnostic diagnostic;
    (void)context;
    refuse_openly(text, &diagnostic);
    profile_check_secrets(&diagnostic, text, refuse_openly);
}

static void diagnostic_without_a_place(const void *context) {
    struct diagnostic diagnostic;
    (void)context;
    diagnostic_set(&diagnostic, "p.json: something is wrong");
    profile_check_diagnostic(&diagnostic, "p.json", bytes_of_text("{}"));
}

static void diagnostic_past_the_end(const void *context) {
    struct diagnostic diagnostic;
    (void)context;
    diagnostic_set(&diagnostic, "p.json:9:1: something is wrong");
    profile_check_diagnostic(&diagnostic, "p.json", bytes_of_text("{}"));
}

static void right_diagnostic(const void *context) {
    struct diagnostic diagnostic;
    (void)context;
    diagnostic_set(&diagnostic, "p.json:1:2: something is wrong");
    profile_check_diagnostic(&diagnostic, "p.json", bytes_of_text("{}"));
}

/* ---- certificates ---- */

static void hold_words(enum status status, const char *text) {
    struct diagnostic diagnostic;
    diagnostic_set(&diagnostic, "%s", text);
    certificate_hold_words(status, &diagnostic);
}

static void right_refusals(const void *context) {
    (void)context;
    hold_words(STATUS_OK, "");
    hold_words(STATUS_INVALID, "c.json: it is signed by another key");
    hold_words(STATUS_NOT_FOUND, "c.json: no file of that name");
}

static void refusal_without_words(const void *context) {
    (void)context;
    hold_words(STATUS_INVALID, "");
}

static void words_beside_a_success(const void *context) {
    (void)context;
    hold_words(STATUS_OK, "c.json: it is signed by another key");
}

static void memory_out_though_there_is(const void *context) {
    (void)context;
    hold_words(STATUS_NO_MEMORY, "c.json: out of memory");
}

/* ---- memory ---- */

static enum sweep_result allocate(void *context) {
    void *volatile block = malloc(8);
    bool is_full = block == NULL;
    (void)context;
    free(block);
    return is_full ? SWEEP_NO_MEMORY : SWEEP_DONE;
}

static enum sweep_result ignore_failure(void *context) {
    void *volatile block = malloc(8);
    (void)context;
    free(block);
    return SWEEP_DONE;
}

static enum sweep_result leak_on_failure(void *context) {
    static void *volatile first, *volatile second;
    (void)context;
    first = malloc(8);
    second = malloc(8);
    if (first == NULL || second == NULL) {
        return SWEEP_NO_MEMORY;
    }
    free(first);
    free(second);
    return SWEEP_DONE;
}

static void sweep_right(const void *context) {
    (void)context;
    sweep_floor("allocation", allocate, NULL, 8);
}

static void sweep_ignoring(const void *context) {
    (void)context;
    sweep_floor("allocation", ignore_failure, NULL, 8);
}

static void sweep_leaking(const void *context) {
    (void)context;
    sweep_floor("allocation", leak_on_failure, NULL, 8);
}

#define ROW(function, oracle)                                                                      \
    { #function, function, oracle }

static const struct {
    const char *name;
    void (*attempt)(const void *context);
    const char *oracle;
} rows[] = {
    ROW(right, ""),
    ROW(outcome_that_is_none, "exchange-range"),
    ROW(time_before_the_beginning, "exchange-range"),
    ROW(tls_without_an_end, "exchange-range"),
    ROW(redaction_past_the_end, "exchange-range"),
    ROW(redactions_without_number, "exchange-range"),
    ROW(number_that_json_rounds, "evidence-round-trip"),
    ROW(right_texts, ""),
    ROW(refused_though_legal, "gate-jansson"),
    ROW(duplicate_not_seen, "gate-duplicate"),
    ROW(another_tree, "gate-tree"),
    ROW(place_too_late, "gate-offset"),
    ROW(right_tally, ""),
    ROW(conformant_though_broken, "judge-verdict"),
    ROW(conformant_though_not_run, "judge-verdict"),
    ROW(right_finding_alone, ""),
    ROW(finding_of_nothing_known, "judge-finding"),
    ROW(finding_that_acts_on_terminals, "judge-finding"),
    ROW(finding_that_turns_round, "judge-finding"),
    ROW(failure_told_as_warning, "judge-severity"),
    ROW(right_diagnostic, ""),
    ROW(secret_in_a_diagnostic, "profile-secret"),
    ROW(diagnostic_without_a_place, "profile-diagnostic"),
    ROW(diagnostic_past_the_end, "profile-diagnostic"),
    ROW(right_refusals, ""),
    ROW(refusal_without_words, "certificate-words"),
    ROW(words_beside_a_success, "certificate-words"),
    ROW(memory_out_though_there_is, "certificate-status"),
    ROW(sweep_right, ""),
    ROW(sweep_ignoring, "allocation"),
    ROW(sweep_leaking, "allocation"),
};

static void test_oracles__break_over_what_is_wrong_alone(void **state) {
    (void)state;
    int failures = 0;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        failures += probe_complain(rows[i].name, rows[i].oracle, probe_run(rows[i].attempt, NULL));
    }
    assert_int_equal(failures, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_oracles__break_over_what_is_wrong_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
