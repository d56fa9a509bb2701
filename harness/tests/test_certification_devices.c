/* Device ids are told, or with --redact-devices replaced by labels, wherever a platform puts them.
 */
#include "tests/check.h"
#include "tests/secret_search.h"
#include "tests/stage.h"

#define REDACTS .manner = {.redacts_devices = true}

static const struct performance rows[] = {
    {.name = "where they belong", REDACTS},
    {.name = "in the body", REDACTS, WITH_MEMBERS("\"echo\":\"$D\"")},
    {.name = "in a header", REDACTS, WITH_HEADER("X-Echo: $D\r\n")},
    {.name = "in the reason phrase",
     REDACTS,
     MESSAGE("HTTP/1.1 $s $D\r\n" PLAIN_TYPE PLAIN_LENGTH "\r\n$b")},
    {.name = "in a redirect's Location",
     REDACTS,
     MESSAGE("HTTP/1.1 302 Found\r\nLocation: https://127.0.0.1/$D\r\nContent-Length: 0\r\n\r\n")},
    {.name = "in a chunk's extension and a trailer",
     REDACTS,
     MESSAGE(CHUNKED "\r\n$k0;d=\"$D\"\r\nX-Device: $D\r\n\r\n")},
    {.name = "in every error", REDACTS, ERRORS("{\"error_code\":$c,\"error_desc\":\"$D\"}")},
    {.name = "in what is no JSON", REDACTS, BODY("<p>$D</p>")},
    {.name = "in what is no HTTP", REDACTS, CLOSING("$D\r\n\r\n")},
    {.name = "in a login's refusal",
     .logs_in = true,
     REDACTS,
     .manners = {.instead = {[LITTLE_LOGGED_IN] = {403, "1010005", "no"}}},
     .rendering = {.login = TEXT("{\"error_code\":\"1\",\"error_desc\":\"$D\"}")}},
};
static const struct performance shows = {.name = "shown"};

static void test_certification__leaves_no_device_id_where_it_is_told_not_to(void **state) {
    (void)state;
    struct secret_search *search = secret_search_new(little_device_ids, LITTLE_DEVICES);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct certification certified;
        check_row(rows[i].name, stage_play(&rows[i], &certified));
        check_row(rows[i].name, stage_requests() > (rows[i].logs_in ? 0 : 1));
        check_row(rows[i].name, !secret_search_folder(search, "reports"));
        check_row(rows[i].name, !secret_search_file(search, "stdout"));
        check_row(rows[i].name, !secret_search_file(search, "stderr"));
    }
    secret_search_destroy(search);
    check_finish();
}

static void test_certification__shows_device_ids_otherwise(void **state) {
    (void)state;
    struct certification certified;
    struct buffer text;
    buffer_init(&text, 64 << 20);
    assert_true(stage_play(&shows, &certified));
    assert_true(certify_read("reports/evidence.har", &text));
    for (size_t i = 0; i < LITTLE_DEVICES; i++) {
        check_row(little_device_ids[i],
                  bytes_find(buffer_view(&text), bytes_of_text(little_device_ids[i]), 0) !=
                      SIZE_MAX);
    }
    buffer_clean_up(&text);
    check_finish();
}

/* The labels tell devices apart, so the verdict is that of a run that shows them. */
static void test_certification__judges_redacted_devices_alike(void **state) {
    (void)state;
    static const struct performance redacts = {.name = "redacted", REDACTS};
    struct certification shown, redacted, again;
    assert_true(stage_play(&shows, &shown));
    assert_true(stage_play(&redacts, &redacted));
    assert_true(certify_again("little.json", &again));
    assert_string_equal(redacted.verdict, shown.verdict);
    assert_string_equal(redacted.breaks, "");
    assert_string_equal(redacted.warns, shown.warns);
    assert_true(certify_is_same(&again, &redacted));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_certification__leaves_no_device_id_where_it_is_told_not_to),
        cmocka_unit_test(test_certification__shows_device_ids_otherwise),
        cmocka_unit_test(test_certification__judges_redacted_devices_alike),
    };
    return cmocka_run_group_tests(tests, stage_set_up, stage_tear_down);
}
