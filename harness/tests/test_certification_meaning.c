/* Platforms that mean something else in one thing each, in what they say of a device, in their
   checks or in their errors, are refused, with that requirement named and no other. */
#include "tests/check.h"
#include "tests/stage.h"

#define SAYS(function) .manners = {.says = (function)}
#define OVERLOOKS(...) .manners = {.overlooks = __VA_ARGS__}
#define EQUAL(function) .manners = {.is_equal = (function)}
#define INSTEAD(reason, ...) .manners = {.instead = {[reason] = {__VA_ARGS__}}}

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

/* The error table, each pair wrong in one way. */

#define KEY_TEXT "App_key or access_token is invalid."
#define UNKNOWN_TEXT "The application is not existed."
#define STRANGE_TEXT "The application hasn't been authorized."
#define DEVICE_TEXT "The device is not existed."
#define INTERNAL_TEXT "Internal server error."
#define OUTSIDE(requirement) BREAKS(requirement " error.undocumented")

static const struct performance pair_rows[] = {
    {.name = "a wrong token: 401",
     INSTEAD(LITTLE_WRONG_TOKEN, 401, "1010005", KEY_TEXT),
     OUTSIDE("error.403.1010005")},
    {.name = "a wrong token: another row",
     INSTEAD(LITTLE_WRONG_TOKEN, 403, "100217", STRANGE_TEXT),
     BREAKS("error.403.1010005")},
    {.name = "a wrong token: a code of its own",
     INSTEAD(LITTLE_WRONG_TOKEN, 403, "1010006", KEY_TEXT),
     OUTSIDE("error.403.1010005")},
    {.name = "a wrong app_key: 404/100403",
     INSTEAD(LITTLE_WRONG_KEY, 404, "100403", DEVICE_TEXT),
     BREAKS("error.403.1010005")},
    {.name = "a wrong app_key: 500",
     INSTEAD(LITTLE_WRONG_KEY, 500, "50252", INTERNAL_TEXT),
     BREAKS("error.403.1010005")},
    {.name = "an unknown application: 400",
     INSTEAD(LITTLE_APP_UNKNOWN, 400, "100203", UNKNOWN_TEXT),
     OUTSIDE("error.403.100203")},
    {.name = "an unknown application: another row",
     INSTEAD(LITTLE_APP_UNKNOWN, 403, "100217", STRANGE_TEXT),
     BREAKS("error.403.100203")},
    {.name = "an unknown application: a code with a zero more",
     INSTEAD(LITTLE_APP_UNKNOWN, 403, "0100203", UNKNOWN_TEXT),
     OUTSIDE("error.403.100203")},
    {.name = "a stranger's application: 401",
     INSTEAD(LITTLE_APP_STRANGE, 401, "100217", STRANGE_TEXT),
     OUTSIDE("error.403.100217")},
    {.name = "a stranger's application: another row",
     INSTEAD(LITTLE_APP_STRANGE, 403, "100203", UNKNOWN_TEXT),
     BREAKS("error.403.100217")},
    {.name = "a stranger's application: a blank in the code",
     INSTEAD(LITTLE_APP_STRANGE, 403, "100217 ", STRANGE_TEXT),
     OUTSIDE("error.403.100217")},
    {.name = "an unknown device: 400",
     INSTEAD(LITTLE_DEVICE_UNKNOWN, 400, "100403", DEVICE_TEXT),
     OUTSIDE("error.404.100403")},
    {.name = "an unknown device: 403",
     INSTEAD(LITTLE_DEVICE_UNKNOWN, 403, "100403", DEVICE_TEXT),
     OUTSIDE("error.404.100403")},
    {.name = "an unknown device: 410",
     INSTEAD(LITTLE_DEVICE_UNKNOWN, 410, "100403", DEVICE_TEXT),
     OUTSIDE("error.404.100403")},
    {.name = "an unknown device: another row",
     INSTEAD(LITTLE_DEVICE_UNKNOWN, 403, "100203", UNKNOWN_TEXT),
     BREAKS("error.404.100403")},
    {.name = "an unknown device: a code of its own",
     INSTEAD(LITTLE_DEVICE_UNKNOWN, 404, "100418", DEVICE_TEXT),
     OUTSIDE("error.404.100403")},
    {.name = "an unknown device: 500",
     INSTEAD(LITTLE_DEVICE_UNKNOWN, 500, "50252", INTERNAL_TEXT),
     .blame = {.breaks = "error.404.100403", .warns = "hardening.path"}},
    {.name = "an internal error: 503",
     INSTEAD(LITTLE_INTERNAL_ERROR, 503, "50252", INTERNAL_TEXT),
     OUTSIDE("error.500.50252")},
    {.name = "an internal error: another row",
     INSTEAD(LITTLE_INTERNAL_ERROR, 500, "100203", UNKNOWN_TEXT),
     BREAKS("error.500.50252")},
    {.name = "an application that is gone: 403",
     INSTEAD(LITTLE_APP_NOT_EXISTED, 403, "100203", UNKNOWN_TEXT),
     BREAKS("error.500.100203")},
    {.name = "an application that is gone: another row",
     INSTEAD(LITTLE_APP_NOT_EXISTED, 500, "50252", INTERNAL_TEXT),
     BREAKS("error.500.100203")},
    {.name = "no app_key: 500",
     INSTEAD(LITTLE_NO_KEY, 500, "50252", INTERNAL_TEXT),
     BREAKS("request.app-key")},
    {.name = "no app_key: 302",
     INSTEAD(LITTLE_NO_KEY, 302, "302", "Go away."),
     BREAKS("request.app-key")},
    {.name = "no Authorization: 500",
     INSTEAD(LITTLE_NO_TOKEN, 500, "50252", INTERNAL_TEXT),
     BREAKS("request.authorization")},
    {.name = "another description for one row",
     INSTEAD(LITTLE_APP_STRANGE, 403, "100217", "Not authorized"),
     WARNS("error.description")},
    {.name = "a description that lacks its full stop",
     INSTEAD(LITTLE_DEVICE_UNKNOWN, 404, "100403", "The device is not existed"),
     WARNS("error.description")},
};

/* The bodies of errors. */

#define PAGE "<html><body>Sorry</body></html>"

static const struct performance shape_rows[] = {
    {.name = "the code a number",
     ERRORS("{\"error_code\":100403,\"error_desc\":$d}"),
     BREAKS("error.body")},
    {.name = "the code null",
     ERRORS("{\"error_code\":null,\"error_desc\":$d}"),
     BREAKS("error.body")},
    {.name = "no code", ERRORS("{\"error_desc\":$d}"), BREAKS("error.body")},
    {.name = "no description", ERRORS("{\"error_code\":$c}"), BREAKS("error.body")},
    {.name = "the description a number",
     ERRORS("{\"error_code\":$c,\"error_desc\":1}"),
     BREAKS("error.body")},
    {.name = "the description null",
     ERRORS("{\"error_code\":$c,\"error_desc\":null}"),
     BREAKS("error.body")},
    {.name = "names of its own", ERRORS("{\"code\":$c,\"message\":$d}"), BREAKS("error.body")},
    {.name = "names in other case",
     ERRORS("{\"Error_Code\":$c,\"Error_Desc\":$d}"),
     BREAKS("error.body")},
    {.name = "half of each shape",
     ERRORS("{\"error_code\":$c,\"resultmsg\":$d}"),
     BREAKS("error.body")},
    {.name = "an error inside an object",
     ERRORS("{\"error\":{\"error_code\":$c,\"error_desc\":$d}}"),
     BREAKS("error.body")},
    {.name = "an error inside an array", ERRORS("[" PLAIN_ERROR "]"), BREAKS("error.body")},
    {.name = "a string", ERRORS("$d"), BREAKS("error.body")},
    {.name = "an empty object", ERRORS("{}"), BREAKS("error.body")},
    {.name = "nothing",
     .rendering = {.message = TEXT("HTTP/1.1 $s $r\r\n" PLAIN_TYPE "Content-Length: 0\r\n\r\n"),
                   .scope = FOR_ERRORS},
     BREAKS("error.body")},
    {.name = "a page that says that it is JSON",
     ERRORS(PAGE),
     .blame = {.breaks = "response.json", .warns = "hardening.error-leak"}},
    {.name = "a page",
     .rendering = {.message =
                       TEXT("HTTP/1.1 $s $r\r\nContent-Type: text/html\r\n" PLAIN_LENGTH "\r\n$b"),
                   .error = TEXT(PAGE),
                   .scope = FOR_UNKNOWN},
     .blame = {.breaks = "response.content-type response.json error.body",
               .warns = "hardening.error-leak"}},
    {.name = "not JSON", ERRORS("error_code=$c"), BREAKS("response.json")},
    {.name = "a byte order mark", ERRORS("\xef\xbb\xbf" PLAIN_ERROR), BREAKS("response.json")},
    {.name = "the code twice",
     ERRORS("{\"error_code\":$c,\"error_code\":$c,\"error_desc\":$d}"),
     BREAKS("response.json")},
    {.name = "half of a pair in the description",
     ERRORS("{\"error_code\":$c,\"error_desc\":\"\\ud83d\"}"),
     .blame = {.breaks = "response.json", .warns = "error.description"}},
    {.name = "a stack trace",
     ERRORS("{\"error_code\":$c,\"error_desc\":$d,\"trace\":"
            "\"java.lang.NullPointerException\\n\\tat a.b.C.d\"}"),
     WARNS("hardening.error-leak")},
    {.name = "SQL",
     ERRORS("{\"error_code\":$c,\"error_desc\":$d,\"sql\":"
            "\"SELECT id FROM device WHERE id = 1\"}"),
     WARNS("hardening.error-leak")},
    {.name = "the path of a file",
     ERRORS("{\"error_code\":$c,\"error_desc\":$d,\"file\":"
            "\"/opt/iot/conf/app.yml\"}"),
     WARNS("hardening.error-leak")},
};

#define ECHO_WARNED WARNS("hardening.secret-echo")

static const struct performance echo_rows[] = {
    {.name = "the token in a header", WITH_HEADER("X-Token: $T\r\n"), ECHO_WARNED},
    {.name = "the app_key in a header", WITH_HEADER("X-Key: $K\r\n"), ECHO_WARNED},
    {.name = "the token in a body", WITH_MEMBERS("\"token\":\"$T\""), ECHO_WARNED},
    {.name = "the token URL-encoded", WITH_MEMBERS("\"token\":\"$U\""), ECHO_WARNED},
    {.name = "the token in base64", WITH_MEMBERS("\"token\":\"$B\""), ECHO_WARNED},
    {.name = "the app_key URL-encoded", WITH_MEMBERS("\"key\":\"$P\""), ECHO_WARNED},
    {.name = "the app_key in base64", WITH_MEMBERS("\"key\":\"$Y\""), ECHO_WARNED},
    {.name = "the token in an error",
     ERRORS("{\"error_code\":$c,\"error_desc\":$d,\"t\":\"$T\"}"),
     ECHO_WARNED},
    {.name = "the token in a reason phrase",
     MESSAGE("HTTP/1.1 $s $T\r\n" PLAIN_TYPE PLAIN_LENGTH "\r\n$b"),
     ECHO_WARNED},
    {.name = "the secret in a body",
     .logs_in = true,
     WITH_MEMBERS("\"secret\":\"$S\""),
     ECHO_WARNED},
    {.name = "the token of the login in a header",
     .logs_in = true,
     WITH_HEADER("X-Token: $T\r\n"),
     ECHO_WARNED},
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

static void test_certification__refuses_pairs_that_are_not_the_documented_ones(void **state) {
    (void)state;
    CHECK(pair_rows);
}

static void test_certification__refuses_errors_that_are_not_in_shape(void **state) {
    (void)state;
    CHECK(shape_rows);
}

static void test_certification__warns_of_secrets_that_come_back(void **state) {
    (void)state;
    CHECK(echo_rows);
}

int main(void) {
    count_askings();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_certification__refuses_what_is_not_true_of_a_device),
        cmocka_unit_test(test_certification__refuses_checks_that_are_missing),
        cmocka_unit_test(test_certification__refuses_pairs_that_are_not_the_documented_ones),
        cmocka_unit_test(test_certification__refuses_errors_that_are_not_in_shape),
        cmocka_unit_test(test_certification__warns_of_secrets_that_come_back),
    };
    return cmocka_run_group_tests(tests, stage_set_up, stage_tear_down);
}
