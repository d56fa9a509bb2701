/* Platforms whose errors deviate in one thing each, in their pairs, in their bodies or in what they
   tell, are refused, with that requirement named and no other. */
#include "tests/check.h"
#include "tests/stage.h"

#define INSTEAD(reason, ...) .manners = {.instead = {[reason] = {__VA_ARGS__}}}

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
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_certification__refuses_pairs_that_are_not_the_documented_ones),
        cmocka_unit_test(test_certification__refuses_errors_that_are_not_in_shape),
        cmocka_unit_test(test_certification__warns_of_secrets_that_come_back),
    };
    return cmocka_run_group_tests(tests, stage_set_up, stage_tear_down);
}
