/* Every member of a profile, right and wrong in every way: the rows say where a member stands and
   what it takes, the tests make the wrong ones from them. */
#include "target/member.h"
#include "tests/profile_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

#define IN_PROFILE "{" ENDPOINT ",\n" CREDENTIALS ",\n" DEVICES ",\n "
#define IN(section) IN_PROFILE "'" section "':{"
#define IN_CREDENTIALS "{" ENDPOINT ",\n" DEVICES ",\n'credentials':{'access_token':'token-12345',"
#define IN_DEVICES "{" ENDPOINT ",\n" CREDENTIALS ",\n'devices':{"

enum takes { TAKES_OBJECT, TAKES_STRING, TAKES_SECRET, TAKES_NUMBER, TAKES_BOOLEAN };

/* clang-format off */
static const struct member_row {
    const char *section; /* "" or with a dot at the end */
    const char *name;
    enum takes takes;
    const char *before; /* the profile up to the name */
    const char *right;
    const char *after;
    const char *out_of_range[3]; /* of the right type, and yet wrong */
} rows[] = {
    {"", "name", TAKES_STRING, IN_PROFILE, "'staging'", "}", {"''", "'a\\nb'", "'\\ud800'"}},
    {"", "endpoint", TAKES_STRING, "{" CREDENTIALS ",\n" DEVICES ",\n", "'https://h'", "}",
     {"''", "'ftp://h'", "'http://h'"}},
    {"", "tls", TAKES_OBJECT, IN_PROFILE, "{}", "}", {NULL}},
    {"", "proxy", TAKES_STRING, IN_PROFILE, "'http://p:3128'", "}",
     {"'p:3128'", "'http://u:p@p'", "'http://p/x'"}},
    {"", "credentials", TAKES_OBJECT, "{" ENDPOINT ",\n" DEVICES ",\n",
     "{'app_key':'key-12345','access_token':'token-12345'}", "}", {NULL}},
    {"", "devices", TAKES_OBJECT, "{" ENDPOINT ",\n" CREDENTIALS ",\n", "{'online':'d'}", "}",
     {"{}"}},
    {"", "applications", TAKES_OBJECT, IN_PROFILE, "{}", "}", {NULL}},
    {"", "triggers", TAKES_OBJECT, IN_PROFILE, "{}", "}", {NULL}},
    {"", "throttle", TAKES_OBJECT, IN_PROFILE, "{'limit':0}", "}", {NULL}},
    {"", "timeouts", TAKES_OBJECT, IN_PROFILE, "{}", "}", {NULL}},
    {"", "limits", TAKES_OBJECT, IN_PROFILE, "{}", "}", {NULL}},
    {"", "unsafe_methods", TAKES_BOOLEAN, IN_PROFILE, "true", "}", {NULL}},
    {"", "interpretations", TAKES_OBJECT, IN_PROFILE, "{}", "}", {NULL}},

    {"tls.", "ca_file", TAKES_STRING, IN("tls"), "'ca.pem'", "}}", {"''", "'a\\u0000'"}},
    {"tls.", "client_cert_file", TAKES_STRING, IN("tls") "'client_key_file':'k',", "'c'", "}}",
     {"''", "'\\u007f'"}},
    {"tls.", "client_key_file", TAKES_STRING, IN("tls") "'client_cert_file':'c',", "'k'", "}}",
     {"''", "'\\u0085'"}},
    {"tls.", "client_key_password", TAKES_SECRET,
     IN("tls") "'client_cert_file':'c','client_key_file':'k',", "'12345678'", "}}",
     {"''", "'1234567'", "{}"}},

    {"credentials.", "app_id", TAKES_STRING, IN_CREDENTIALS "'app_key':'key-12345',", "'a'", "}}",
     {"''", "'..'", "'\\u0007'"}},
    {"credentials.", "app_key", TAKES_SECRET, IN_CREDENTIALS, "'12345678'", "}}",
     {"''", "'1234567'", "'12345678\\r\\n'"}},
    {"credentials.", "access_token", TAKES_SECRET,
     "{" ENDPOINT ",\n" DEVICES ",\n'credentials':{'app_key':'key-12345',", "{'env':'TOKEN'}",
     "}}", {"''", "'1234567'", "'12345678\\u0000'"}},
    {"credentials.", "secret", TAKES_SECRET, IN_CREDENTIALS "'app_key':'key-12345',",
     "{'file':'s'}", "}}", {"''", "'1234567'", "'12345678\\udfff'"}},

    {"devices.", "never_connected", TAKES_STRING, IN_DEVICES, "'d'", "}}", {"''", "'.'"}},
    {"devices.", "online", TAKES_STRING, IN_DEVICES, "'d'", "}}", {"''", "'..'"}},
    {"devices.", "offline", TAKES_STRING, IN_DEVICES, "'d'", "}}", {"''", "'\\t'"}},
    {"devices.", "abnormal", TAKES_STRING, IN_DEVICES, "'d'", "}}", {"''", "'\\ud800'"}},

    {"applications.", "unauthorized", TAKES_STRING, IN("applications"), "'a'", "}}", {"''"}},
    {"applications.", "unknown", TAKES_STRING, IN("applications"), "'a'", "}}", {"''"}},

    {"triggers.", "internal_error", TAKES_OBJECT, IN("triggers"), "{'device_id':'t'}", "}}",
     {NULL}},
    {"triggers.", "app_not_existed_500", TAKES_OBJECT, IN("triggers"), "{'device_id':'t'}", "}}",
     {NULL}},

    {"triggers.internal_error.", "device_id", TAKES_STRING, IN("triggers") "'internal_error':{",
     "'t'", "}}}", {"''", "'..'"}},

    {"triggers.app_not_existed_500.", "device_id", TAKES_STRING,
     IN("triggers") "'app_not_existed_500':{", "'t'", "}}}", {"''", "'..'"}},

    {"throttle.", "limit", TAKES_NUMBER, IN("throttle") "'window_seconds':1,", "1000000", "}}",
     {"-1", "1.5", "1000001"}},
    {"throttle.", "window_seconds", TAKES_NUMBER, IN("throttle") "'limit':1,", "0.25", "}}",
     {"0", "-1", "86400.001"}},
    {"throttle.", "exclusive", TAKES_BOOLEAN, IN("throttle") "'limit':0,", "false", "}}", {NULL}},

    {"timeouts.", "connect_ms", TAKES_NUMBER, IN("timeouts"), "600000", "}}",
     {"0", "0.5", "600001"}},
    {"timeouts.", "total_ms", TAKES_NUMBER, IN("timeouts"), "1", "}}", {"0", "1.000001", "1e99"}},

    {"limits.", "body_bytes", TAKES_NUMBER, IN("limits"), "67108864", "}}",
     {"1023", "1024.5", "67108865"}},
    {"limits.", "header_bytes", TAKES_NUMBER, IN("limits"), "1024", "}}",
     {"1023", "-1e400", "1048577"}},

    {"interpretations.", "name-null", TAKES_STRING, IN("interpretations"), "'accept'", "}}",
     {"'Warn'", "''", "'either'"}},
    {"interpretations.", "app-not-existed-status", TAKES_STRING, IN("interpretations"), "'500'",
     "}}", {"'404'"}},
    {"interpretations.", "error-shape", TAKES_STRING, IN("interpretations"), "'error_code'", "}}",
     {"'resultcode'"}},
    {"interpretations.", "error-text", TAKES_STRING, IN("interpretations"), "'fail'", "}}",
     {"'warn\\u0000'"}},
    {"interpretations.", "missing-credential", TAKES_STRING, IN("interpretations"), "'1010005'",
     "}}", {"'401'"}},
    {"interpretations.", "request-content-type", TAKES_STRING, IN("interpretations"), "'omitted'",
     "}}", {"'no'"}},
    {"interpretations.", "appid-location", TAKES_STRING, IN("interpretations"), "'query'", "}}",
     {"'header'"}},
    {"interpretations.", "precedence", TAKES_STRING, IN("interpretations"), "'never-combined'",
     "}}", {"'combined'"}},
    {"interpretations.", "throttle-window", TAKES_STRING, IN("interpretations"), "'fixed'", "}}",
     {"'slide'"}},
    {"interpretations.", "string-length", TAKES_STRING, IN("interpretations"), "'utf16'", "}}",
     {"'utf8'"}},
    {"interpretations.", "activated-wording", TAKES_STRING, IN("interpretations"), "'scenario'",
     "}}", {"'code'"}},
};
/* clang-format on */

static struct marked marked; /* too large for the stack of a test under a sanitizer */

/* One profile from a row: `what` is what stands between before and after. */
static void write_profile(const struct member_row *row, const char *format, ...) PRINTF_LIKE(2, 3);

static void write_profile(const struct member_row *row, const char *format, ...) {
    static char what[MARKED_SIZE / 2];
    static char text[MARKED_SIZE];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    (void)snprintf(text, sizeof text, "%s%s%s", row->before, what, row->after);
    unmark(text, &marked);
}

static bool is_accepted(const struct member_row *row) {
    struct target target;
    struct diagnostic diagnostic;
    if (parse_marked(&marked, &target, &diagnostic) == STATUS_OK) {
        target_clean_up(&target);
        return true;
    }
    print_error("%s%s refused: %s\n", row->section, row->name, diagnostic.text);
    return false;
}

/* Refused at the marked place, the member named, `words` in the message, all on one line. */
static bool is_refused(const struct member_row *row, const char *name, const char *words) {
    struct target target;
    struct diagnostic diagnostic;
    enum status status = parse_marked(&marked, &target, &diagnostic);
    if (status == STATUS_OK) {
        target_clean_up(&target);
    }
    char path[128], beginning[BEGINNING_SIZE];
    (void)snprintf(path, sizeof path, "%s%s", row->section, name);
    write_beginning(&marked, path, beginning);
    bool holds = status == STATUS_INVALID && is_complaint(diagnostic.text, beginning, words);
    if (!holds) {
        print_error("%s (%s): found \"%s\"\n", beginning, words, diagnostic.text);
    }
    return holds;
}

static void test_target_members__have_a_row_here_each(void **state) {
    (void)state;
    assert_int_equal(COUNT(rows), member_count + INTERPRETATION_COUNT);
}

static void test_target_parse__takes_every_member(void **state) {
    (void)state;
    size_t failed = 0;
    for (size_t i = 0; i < COUNT(rows); i++) {
        write_profile(&rows[i], "'%s': %s", rows[i].name, rows[i].right);
        failed += !is_accepted(&rows[i]);
    }
    assert_int_equal(failed, 0);
}

static const struct {
    const char *value;
    bool is_taken_by[TAKES_BOOLEAN + 1];
} kinds[] = {
    {"null", {false}},
    {"true", {[TAKES_BOOLEAN] = true}},
    {"false", {[TAKES_BOOLEAN] = true}},
    {"7", {[TAKES_NUMBER] = true}},
    {"'true'", {[TAKES_STRING] = true, [TAKES_SECRET] = true}},
    {"'7'", {[TAKES_STRING] = true, [TAKES_SECRET] = true}},
    {"[]", {false}},
    {"['a']", {false}},
    {"{}", {[TAKES_OBJECT] = true, [TAKES_SECRET] = true}},
};

static void test_target_parse__refuses_every_other_type(void **state) {
    (void)state;
    size_t failed = 0;
    for (size_t i = 0; i < COUNT(rows) * COUNT(kinds); i++) {
        const struct member_row *row = &rows[i / COUNT(kinds)];
        size_t kind = i % COUNT(kinds);
        if (!kinds[kind].is_taken_by[row->takes]) {
            write_profile(row, "'%s':\n ^%s", row->name, kinds[kind].value);
            bool is_choice = strcmp(row->section, "interpretations.") == 0;
            failed += !is_refused(row, row->name, is_choice ? "no such choice; write" : "must be ");
        }
    }
    assert_int_equal(failed, 0);
}

static void test_target_parse__refuses_what_is_out_of_range(void **state) {
    (void)state;
    size_t failed = 0;
    for (size_t i = 0; i < COUNT(rows) * COUNT(rows[0].out_of_range); i++) {
        const struct member_row *row = &rows[i / COUNT(rows[0].out_of_range)];
        const char *value = row->out_of_range[i % COUNT(rows[0].out_of_range)];
        if (value != NULL) {
            write_profile(row, "\n'%s':^%s", row->name, value);
            failed += !is_refused(row, row->name, "");
        }
    }
    assert_int_equal(failed, 0);
}

static void test_target_parse__refuses_every_member_twice(void **state) {
    (void)state;
    size_t failed = 0;
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct member_row *row = &rows[i];
        write_profile(row, "'%s':%s,\n  ^'%s':%s", row->name, row->right, row->name, row->right);
        failed += !is_refused(row, row->name, "two members of the same name; keep one of them");
    }
    assert_int_equal(failed, 0);
}

static void test_target_parse__suggests_the_name_that_was_meant(void **state) {
    (void)state;
    size_t failed = 0;
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct member_row *row = &rows[i];
        char near[64], suggestion[128];
        (void)snprintf(near, sizeof near, "%ss", row->name);
        (void)snprintf(suggestion, sizeof suggestion, "did you mean \"%s\"?", row->name);
        write_profile(row, "\n^'%s':%s", near, row->right);
        failed += !is_refused(row, near, suggestion);
        near[strlen(near) - 1] = '\0';
        near[0] = (char)(near[0] ^ 0x20);
        write_profile(row, "\n^'%s':%s", near, row->right);
        failed += !is_refused(row, near, suggestion);
    }
    assert_int_equal(failed, 0);
}

static void test_target_parse__refuses_every_member_that_is_too_deep(void **state) {
    (void)state;
    size_t failed = 0;
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct member_row *row = &rows[i];
        size_t depth = 1;
        for (const char *dot = row->section; (dot = strchr(dot, '.')) != NULL; dot++) {
            depth++;
        }
        const char *brackets = "[[[[[[[[";
        write_profile(row, "'%s':%.*s^[ ]]]]]]]]]", row->name, (int)(8 - depth), brackets);
        failed += !is_refused(row, row->name, "nested deeper than the limit");
    }
    assert_int_equal(failed, 0);
}

static void test_target_parse__refuses_every_string_that_is_too_long(void **state) {
    (void)state;
    static char long_text[8194];
    memset(long_text, 'x', sizeof long_text - 1);
    size_t failed = 0;
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct member_row *row = &rows[i];
        if (row->takes == TAKES_STRING || row->takes == TAKES_SECRET) {
            write_profile(row, "'%s':^'%s'", row->name, long_text);
            failed += !is_refused(row, row->name, "");
        }
    }
    assert_int_equal(failed, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_target_members__have_a_row_here_each),
        cmocka_unit_test(test_target_parse__takes_every_member),
        cmocka_unit_test(test_target_parse__refuses_every_other_type),
        cmocka_unit_test(test_target_parse__refuses_what_is_out_of_range),
        cmocka_unit_test(test_target_parse__refuses_every_member_twice),
        cmocka_unit_test(test_target_parse__suggests_the_name_that_was_meant),
        cmocka_unit_test(test_target_parse__refuses_every_member_that_is_too_deep),
        cmocka_unit_test(test_target_parse__refuses_every_string_that_is_too_long),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
