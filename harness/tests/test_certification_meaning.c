/* Platforms that mean something else in one thing each, in what they say of a device or in
   their checks, are refused, with that requirement named and no other. */
#include "tests/check.h"
#include "tests/stage.h"

#define SAYS(function) .manners = {.says = (function)}
#define OVERLOOKS(...) .manners = {.overlooks = __VA_ARGS__}
#define EQUAL(function) .manners = {.is_equal = (function)}

/* What is said of a device. Questions are asked side by side, so only the last one, when all else
   is over, has its place in the order for sure. */

static unsigned last_asking; /* of a device that only rows about it ask for, counted from 0 */

static void count_askings(void) {
    struct case_table table = cases_all();
    for (size_t i = 0; i < table.count; i++) {
        const struct case_row *row = &table.rows[i];
        bool is_question = row->phase == PHASE_ACCEPTED && row->request.device == DEVICE_ABNORMAL;
        unsigned repeat = row->request.repeat == 0 ? 1 : row->request.repeat;
        last_asking += is_question ? repeat : 0;
    }
}

static void says_registered_active(struct little_answer *answer) {
    answer->activated = true;
}
static void says_online_inactive(struct little_answer *answer) {
    answer->activated = answer->activated && answer->device != LITTLE_ONLINE;
}
static void says_offline_inactive(struct little_answer *answer) {
    answer->activated = answer->activated && answer->device != LITTLE_OFFLINE;
}
static void says_abnormal_inactive(struct little_answer *answer) {
    answer->activated = answer->activated && answer->device != LITTLE_ABNORMAL;
}
static void says_opposite(struct little_answer *answer) {
    answer->activated = !answer->activated;
}
static void says_inactive_after_three(struct little_answer *answer) {
    answer->activated = answer->activated && answer->asked < 3;
}
static void says_active_at_last(struct little_answer *answer) {
    answer->activated = answer->activated || answer->asked == last_asking;
}
static void says_inactive_at_last(struct little_answer *answer) {
    bool is_last = answer->device == LITTLE_ABNORMAL && answer->asked == last_asking;
    answer->activated = answer->activated && !is_last;
}
static void names_otherwise_each_time(struct little_answer *answer) {
    answer->name = answer->asked % 2 == 0 ? "Meter" : "meter";
}
static void names_otherwise_with_app_id(struct little_answer *answer) {
    answer->name = answer->request.app_id.size > 0 ? "Meter of ours" : "Meter";
}
static void says_inactive_with_app_id(struct little_answer *answer) {
    answer->activated = answer->activated && answer->request.app_id.size == 0;
}
static void says_inactive_without_app_id(struct little_answer *answer) {
    answer->activated = answer->activated && answer->request.app_id.size > 0;
}
static void answers_for_another(struct little_answer *answer) {
    answer->device_id = bytes_of_text(little_device_ids[LITTLE_ABNORMAL]);
}
static void answers_for_another_now_and_then(struct little_answer *answer) {
    if (answer->asked % 4 == 3 && answer->device != LITTLE_REGISTERED) {
        answer->device_id = bytes_of_text(little_device_ids[LITTLE_REGISTERED]);
        answer->activated = false;
    }
}
static void break_down(struct little_answer *answer) {
    answer->words = (struct little_words){500, "50252", "Internal server error."};
}
static void fails_now_and_then(struct little_answer *answer) {
    if (answer->device == LITTLE_ABNORMAL && answer->asked % 4 == 3) {
        break_down(answer);
    }
}
static void fails_with_app_id(struct little_answer *answer) {
    if (answer->request.app_id.size > 0) {
        break_down(answer);
    }
}
static void fails_without_app_id(struct little_answer *answer) {
    if (answer->request.app_id.size == 0) {
        break_down(answer);
    }
}
static void forgets_offline_at_last(struct little_answer *answer) {
    if (answer->device == LITTLE_OFFLINE && answer->asked == last_asking) {
        answer->words = (struct little_words){404, "100403", "The device is not existed."};
    }
}

static const struct performance device_rows[] = {
    {.name = "a device that never connected is called activated",
     SAYS(says_registered_active),
     BREAKS("activation.never-connected")},
    {.name = "a device that is online is called not activated",
     SAYS(says_online_inactive),
     BREAKS("activation.online")},
    {.name = "a device that is offline is called not activated",
     SAYS(says_offline_inactive),
     BREAKS("activation.offline")},
    {.name = "a device that is abnormal is called not activated",
     SAYS(says_abnormal_inactive),
     BREAKS("activation.abnormal")},
    {.name = "every device is called the opposite",
     SAYS(says_opposite),
     BREAKS("activation.never-connected activation.online activation.offline "
            "activation.abnormal")},
    {.name = "the flag is lost after three queries",
     SAYS(says_inactive_after_three),
     .blame = {.breaks = "activation.query-is-safe", .is_order_open = true}},
    {.name = "the flag is lost at last",
     SAYS(says_inactive_at_last),
     BREAKS("activation.query-is-safe")},
    {.name = "a device is activated by asking",
     SAYS(says_active_at_last),
     BREAKS("activation.query-is-safe")},
    {.name = "the name changes each time",
     SAYS(names_otherwise_each_time),
     BREAKS("activation.query-is-safe")},
    {.name = "the name depends on appId",
     SAYS(names_otherwise_with_app_id),
     BREAKS("request.app-id.optional")},
    {.name = "the flag is wrong with appId",
     SAYS(says_inactive_with_app_id),
     BREAKS("request.app-id.optional activation.online activation.offline activation.abnormal")},
    {.name = "the flag is wrong without appId",
     SAYS(says_inactive_without_app_id),
     BREAKS("request.app-id.optional activation.online activation.offline activation.abnormal")},
    {.name = "another device's data now and then",
     SAYS(answers_for_another_now_and_then),
     BREAKS("response.device-id")},
    {.name = "an error now and then", SAYS(fails_now_and_then), BREAKS("response.status")},
    {.name = "an error with appId", SAYS(fails_with_app_id), BREAKS("request.app-id.accepted")},
    {.name = "an error without appId",
     SAYS(fails_without_app_id),
     .blame = {.breaks = "request.app-id.optional", .warns = "hardening.input"}},
    {.name = "another device's id", SAYS(answers_for_another), BREAKS("response.device-id")},
    {.name = "a known device is unknown at last",
     SAYS(forgets_offline_at_last),
     BREAKS("activation.query-is-safe")},
};

/* What is checked, and how. */

static bool is_equal_without_case(struct bytes given, struct bytes known) {
    return bytes_equal_ignoring_case(given, known);
}
static bool is_equal_so_far(struct bytes given, struct bytes known) {
    return given.size > 0 && bytes_starts_with(known, given);
}
static bool is_equal_at_first(struct bytes given, struct bytes known) {
    return bytes_starts_with(given, known);
}
static bool is_equal_but_last(struct bytes given, struct bytes known) {
    return given.size == known.size && bytes_equal(bytes_slice(given, 0, given.size - 1),
                                                   bytes_slice(known, 0, known.size - 1));
}

#define NO_KEY LITTLE_BIT(LITTLE_NO_KEY)
#define NO_TOKEN LITTLE_BIT(LITTLE_NO_TOKEN)
#define WRONG_KEY LITTLE_BIT(LITTLE_WRONG_KEY)
#define WRONG_TOKEN LITTLE_BIT(LITTLE_WRONG_TOKEN)

static const struct performance check_rows[] = {
    {.name = "app_key may be missing", OVERLOOKS(NO_KEY), BREAKS("request.app-key")},
    {.name = "app_key may be wrong", OVERLOOKS(WRONG_KEY), BREAKS("error.403.1010005")},
    {.name = "app_key is not looked at",
     OVERLOOKS(NO_KEY | WRONG_KEY),
     BREAKS("request.app-key error.403.1010005")},
    {.name = "Authorization may be missing", OVERLOOKS(NO_TOKEN), BREAKS("request.authorization")},
    {.name = "the token may be wrong", OVERLOOKS(WRONG_TOKEN), BREAKS("error.403.1010005")},
    {.name = "Authorization is not looked at",
     OVERLOOKS(NO_TOKEN | WRONG_TOKEN),
     BREAKS("request.authorization error.403.1010005")},
    {.name = "nobody is looked at",
     OVERLOOKS(NO_KEY | WRONG_KEY | NO_TOKEN | WRONG_TOKEN),
     BREAKS("request.app-key request.authorization error.403.1010005")},
    {.name = "any scheme will do",
     .manners = {.is_any_scheme_taken = true},
     BREAKS("request.authorization")},
    {.name = "bearer will not do",
     .manners = {.is_scheme_case_heeded = true},
     BREAKS("request.authorization")},
    {.name = "credentials and ids without case",
     EQUAL(is_equal_without_case),
     BREAKS("request.device-id error.403.1010005")},
    {.name = "credentials and ids as far as they are given",
     EQUAL(is_equal_so_far),
     BREAKS("request.device-id error.403.1010005")},
    {.name = "credentials and ids as far as they are known",
     EQUAL(is_equal_at_first),
     .blame = {.breaks = "request.device-id error.403.1010005", .warns = "hardening.path"}},
    {.name = "credentials and ids but for the last character",
     EQUAL(is_equal_but_last),
     BREAKS("request.device-id error.403.1010005")},
    {.name = "any appId will do",
     OVERLOOKS(LITTLE_BIT(LITTLE_APP_UNKNOWN) | LITTLE_BIT(LITTLE_APP_STRANGE)),
     BREAKS("error.403.100203 error.403.100217")},
    {.name = "an unknown appId will do",
     OVERLOOKS(LITTLE_BIT(LITTLE_APP_UNKNOWN)),
     BREAKS("error.403.100203")},
    {.name = "a stranger's appId will do",
     OVERLOOKS(LITTLE_BIT(LITTLE_APP_STRANGE)),
     BREAKS("error.403.100217")},
    {.name = "appId is mandatory",
     .manners = {.is_app_id_demanded = true},
     BREAKS("request.app-id.optional")},
    {.name = "appId is mandatory, and its lack an error of its own",
     .manners = {.is_app_id_demanded = true,
                 .instead = {[LITTLE_APP_UNKNOWN] = {400, "100022", "appId is missing."}}},
     .blame = {.breaks = "request.app-id.optional error.403.100203 error.undocumented"}},
    {.name = "the own appId is refused",
     .manners = {.is_own_app_id_refused = true},
     BREAKS("request.app-id.accepted")},
    {.name = "unknown devices are made up",
     OVERLOOKS(LITTLE_BIT(LITTLE_DEVICE_UNKNOWN)),
     .blame = {.breaks = "request.device-id error.404.100403", .warns = "hardening.path"}},
};

#define CHECK(rows) stage_check(rows, sizeof(rows) / sizeof(rows)[0])

static void test_certification__refuses_what_is_not_true_of_a_device(void **state) {
    (void)state;
    CHECK(device_rows);
}

static void test_certification__refuses_checks_that_are_missing(void **state) {
    (void)state;
    CHECK(check_rows);
}

int main(void) {
    count_askings();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_certification__refuses_what_is_not_true_of_a_device),
        cmocka_unit_test(test_certification__refuses_checks_that_are_missing),
    };
    return cmocka_run_group_tests(tests, stage_set_up, stage_tear_down);
}
