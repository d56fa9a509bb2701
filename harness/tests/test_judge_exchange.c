/* What one exchange shows, whatever is held against it. */
#include "judge_fixture.h"

#include "tests/check.h"

static void test_observation__tells_what_came(void **state) {
    (void)state;
    struct judge_rules rules = fixture_rules();
    struct findings findings = {0};
    struct observation seen;
    struct exchange exchange = fixture_exchange(REFUSED_100403);
    assert_int_equal(judge_exchange(&rules, &row_unknown_device, &exchange, &findings, &seen),
                     STATUS_OK);
    assert_int_equal(seen.status, 404);
    assert_int_equal(seen.error, ERROR_ROW_404_100403);
    assert_false(seen.is_accepted);
    assert_int_equal(seen.answer_digest, 0);
    assert_int_not_equal(seen.code_digest, 0);
    assert_true(seen.exercised[ERROR_404_100403] && seen.exercised[ERROR_BODY] &&
                seen.exercised[ERROR_DESCRIPTION] && seen.exercised[RESPONSE_FRAMING] &&
                seen.exercised[ERROR_UNDOCUMENTED] && seen.exercised[RESPONSE_CONTENT_TYPE]);
    assert_false(seen.exercised[RESPONSE_NAME] || seen.exercised[RESPONSE_STATUS]);
    assert_int_equal(seen.ended_us, 1010);
    static const struct {
        int64_t total_us, ended_us;
    } times[] = {{-1, 1000}, {0, 1000}, {1, 1001}, {2, 1002}};
    for (size_t i = 0; i < sizeof times / sizeof times[0]; i++) {
        exchange.timing.total_us = times[i].total_us;
        assert_int_equal(judge_glance(&rules, NULL, &exchange, &seen), STATUS_OK);
        assert_int_equal(seen.ended_us, times[i].ended_us);
    }

    exchange = fixture_exchange(OK_200);
    assert_int_equal(judge_exchange(&rules, &row_online, &exchange, &findings, &seen), STATUS_OK);
    assert_true(seen.is_accepted && seen.has_activated && seen.activated);
    assert_int_not_equal(seen.answer_digest, 0);
    assert_true(seen.exercised[RESPONSE_NAME] && seen.exercised[RESPONSE_STATUS] &&
                seen.exercised[REQUEST_HTTPS] && seen.exercised[ACTIVATION_ONLINE]);
    assert_false(seen.exercised[ERROR_BODY]);
    findings_clean_up(&findings);
}

/* A glance sees what a judgement sees, and holds nothing against anybody. */
static void test_glance__sees_what_a_judgement_sees(void **state) {
    (void)state;
    static const char *const answers[] = {OK_200, REFUSED_100403, REFUSED_1010009,
                                          JSON("200 OK", "{}"), "HTTP/1.1 OK\r\n\r\n"};
    struct judge_rules rules = fixture_rules();
    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
        struct findings findings = {0};
        struct observation judged, glanced;
        struct exchange exchange = fixture_exchange(answers[i]);
        exchange.number = 7;
        exchange.attempt = 1;
        assert_int_equal(judge_exchange(&rules, &row_online, &exchange, &findings, &judged),
                         STATUS_OK);
        assert_int_equal(judge_glance(&rules, &row_online, &exchange, &glanced), STATUS_OK);
        check_row(answers[i], glanced.row == &row_online && glanced.exchange == 7);
        check_row(answers[i], glanced.attempt == 1 && glanced.status == judged.status);
        check_row(answers[i], glanced.error == judged.error);
        check_row(answers[i], glanced.is_accepted == judged.is_accepted);
        check_row(answers[i], glanced.is_throttled == judged.is_throttled);
        check_row(answers[i], glanced.activated == judged.activated);
        check_row(answers[i], glanced.asked_digest == judged.asked_digest);
        check_row(answers[i], glanced.answer_digest == judged.answer_digest);
        check_row(answers[i], glanced.code_digest == judged.code_digest);
        check_row(answers[i], !glanced.exercised[RESPONSE_FRAMING]);
        findings_clean_up(&findings);
    }
    check_finish();
}

static struct observation observation_of(const struct exchange *exchange) {
    struct judge_rules rules = fixture_rules();
    struct observation seen;
    assert_int_equal(judge_glance(&rules, &row_online, exchange, &seen), STATUS_OK);
    return seen;
}

/* A code that stands in a body which was cut behind it is no answer. */
static void test_observation__takes_nothing_from_an_answer_that_is_not_whole(void **state) {
    (void)state;
    struct exchange exchange = fixture_exchange(REFUSED_1010009);
    exchange.outcome = OUTCOME_TRUNCATED;
    struct observation seen = observation_of(&exchange);
    assert_false(seen.is_throttled || seen.is_accepted || seen.has_activated);
    assert_int_equal(seen.code_digest, 0);
    assert_int_equal(seen.status, 403);
    exchange =
        fixture_exchange("HTTP/1.1 OK\r\nContent-Type: application/json\r\n\r\n" FIXTURE_BODY);
    seen = observation_of(&exchange);
    assert_false(seen.has_activated);
    assert_int_equal(seen.status, 0);
}

/* Another tool's evidence has the content, and no framing. */
static void test_observation__reads_content_that_stands_alone(void **state) {
    (void)state;
    struct exchange exchange =
        fixture_exchange("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n");
    exchange.body = bytes_of_text(FIXTURE_BODY);
    struct observation seen = observation_of(&exchange);
    assert_true(seen.is_accepted && seen.has_activated && seen.answer_digest != 0);
    exchange.method = bytes_of_text("HEAD");
    seen = observation_of(&exchange);
    assert_false(seen.has_activated);
}

/* The digest of the code is that of the code alone, and of a code. */
static void test_observation__tells_codes_apart_and_nothing_else(void **state) {
    (void)state;
    struct exchange described = fixture_exchange(REFUSED_100403);
    struct exchange otherwise = fixture_exchange(CODED("404 N", "100403", "No device."));
    struct exchange other = fixture_exchange(CODED("404 N", "100404", TEXT_100403));
    struct exchange none = fixture_exchange(JSON("404 N", "{}"));
    assert_true(observation_of(&described).code_digest == observation_of(&otherwise).code_digest);
    assert_true(observation_of(&described).code_digest != observation_of(&other).code_digest);
    assert_true(observation_of(&none).code_digest == 0);
}

struct place_row {
    const char *name;
    const char *answer;
    const char *where;
    enum exchange_part part;
    size_t offset;
};

static void test_finding__marks_its_place_in_bytes(void **state) {
    (void)state;
    static const struct place_row rows[] = {
        {"in the head",
         "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX : a\r\n\r\n" FIXTURE_BODY,
         "head, byte 50", PART_HEAD, 50},
        {"behind the head",
         "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
         "48\r\n\r\n" FIXTURE_BODY "x",
         "behind the head, byte 48", PART_FRAMED, 48},
        {"in the body", JSON("200 OK", "{\"deviceId\":\"dev-1\",\"activated\":1,\"name\":\"n\"}"),
         "body, byte 32 (line 1, column 33)", PART_BODY, 32},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct judge_rules rules = fixture_rules();
        struct findings findings = {0};
        struct observation seen;
        struct exchange exchange = fixture_exchange(rows[i].answer);
        assert_int_equal(judge_exchange(&rules, &row_online, &exchange, &findings, &seen),
                         STATUS_OK);
        assert_int_equal(findings.count, 1);
        const struct finding *finding = &findings.items[0];
        check_row(rows[i].name, strcmp(finding->where, rows[i].where) == 0);
        check_row(rows[i].name, finding->mark.is_known && finding->mark.part == rows[i].part);
        check_row(rows[i].name, finding->mark.offset == rows[i].offset);
        findings_clean_up(&findings);
    }
    check_finish();
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_observation__tells_what_came),
        cmocka_unit_test(test_glance__sees_what_a_judgement_sees),
        cmocka_unit_test(test_observation__takes_nothing_from_an_answer_that_is_not_whole),
        cmocka_unit_test(test_observation__reads_content_that_stands_alone),
        cmocka_unit_test(test_observation__tells_codes_apart_and_nothing_else),
        cmocka_unit_test(test_finding__marks_its_place_in_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
