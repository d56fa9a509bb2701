/* What a right profile comes to: values, defaults, places. */
#include "tests/profile_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static struct marked marked;

static struct target parse(const char *text, enum url_schemes schemes) {
    struct target target = {.name = NULL};
    struct diagnostic diagnostic = {""};
    unmark(text, &marked);
    enum status status =
        target_parse(marked_bytes(&marked), "p.json", "etc", schemes, &target, &diagnostic);
    assert_string_equal(diagnostic.text, "");
    assert_int_equal(status, STATUS_OK);
    return target;
}

static void test_target_parse__fills_in_the_defaults(void **state) {
    (void)state;
    struct target target = parse(MINIMAL, URL_HTTPS_ONLY);
    assert_string_equal(target.name, "");
    assert_null(target.proxy);
    assert_null(target.app_id);
    assert_null(target.unknown_app);
    assert_int_equal(target.login_secret.source, SECRET_ABSENT);
    assert_false(target.throttle.is_given);
    assert_int_equal(target.throttle.limit, 100);
    assert_int_equal(target.throttle.window_us, 60000000);
    assert_true(target.throttle.is_exclusive);
    assert_int_equal(target.connect_timeout_us, 5000000);
    assert_int_equal(target.total_timeout_us, 15000000);
    assert_int_equal(target.body_limit_bytes, 1048576);
    assert_int_equal(target.header_limit_bytes, 65536);
    assert_false(target.has_unsafe_methods);
    for (size_t i = 0; i < INTERPRETATION_COUNT; i++) {
        assert_int_equal(target.choices.by_id[i], interpretations[i].choices[0]);
    }
    target_clean_up(&target);
}

static const char everything[] =
    "{'name':'staging','endpoint':'https://127.0.0.1:8743/x',\n"
    "'tls':{'ca_file':'ca.pem','client_cert_file':'/abs/me.pem','client_key_file':'me.key',\n"
    "       'client_key_password':{'env':'ASSAY_KEY_PASSWORD'}},\n"
    "'proxy':'http://proxy.example:3128',\n"
    "'credentials':{'app_id':'own','app_key':{'env':'ASSAY_APP_KEY'},\n"
    "  'access_token': ^{'file':'token.txt'},'secret':'se\\u0063ret-12345'},\n"
    "'devices':{'never_connected':'n','online':'o','offline':'f','abnormal':'a'},\n"
    "'applications':{'unauthorized':'u','unknown':'k'},\n"
    "'triggers':{'internal_error':{'device_id':'i'},'app_not_existed_500':{'device_id':'e'}},\n"
    "'throttle':{'limit':7,'window_seconds':0.5,'exclusive':false},\n"
    "'timeouts':{'connect_ms':1,'total_ms':2},'limits':{'body_bytes':1024,'header_bytes':2048},\n"
    "'unsafe_methods':true,'interpretations':{'name-null':'fail','string-length':'bytes'}}";

static void test_target_parse__puts_every_member_where_it_belongs(void **state) {
    (void)state;
    struct target target = parse(everything, URL_HTTPS_ONLY);
    assert_string_equal(target.name, "staging");
    assert_string_equal(target.endpoint_text, "https://127.0.0.1:8743/x");
    assert_string_equal(target.endpoint.host, "127.0.0.1");
    assert_int_equal(target.endpoint.port, 8743);
    assert_string_equal(target.endpoint.prefix, "/x");
    assert_string_equal(target.tls.ca_file, "etc/ca.pem");
    assert_string_equal(target.tls.client_cert_file, "/abs/me.pem");
    assert_string_equal(target.tls.client_key_file, "etc/me.key");
    assert_string_equal(target.proxy, "http://proxy.example:3128");
    assert_string_equal(target.app_id, "own");
    assert_string_equal(target.devices[DEVICE_NEVER_CONNECTED], "n");
    assert_string_equal(target.devices[DEVICE_ONLINE], "o");
    assert_string_equal(target.devices[DEVICE_OFFLINE], "f");
    assert_string_equal(target.devices[DEVICE_ABNORMAL], "a");
    assert_string_equal(target.devices[DEVICE_TRIGGER_INTERNAL_ERROR], "i");
    assert_string_equal(target.devices[DEVICE_TRIGGER_APP_NOT_EXISTED_500], "e");
    assert_null(target.devices[DEVICE_ANY]);
    assert_null(target.devices[DEVICE_FRESH]);
    assert_string_equal(target.unauthorized_app, "u");
    assert_string_equal(target.unknown_app, "k");
    assert_true(target.throttle.is_given);
    assert_int_equal(target.throttle.limit, 7);
    assert_int_equal(target.throttle.window_us, 500000);
    assert_false(target.throttle.is_exclusive);
    assert_int_equal(target.connect_timeout_us, 1000);
    assert_int_equal(target.total_timeout_us, 2000);
    assert_int_equal(target.body_limit_bytes, 1024);
    assert_int_equal(target.header_limit_bytes, 2048);
    assert_true(target.has_unsafe_methods);
    assert_int_equal(target.choices.by_id[INTERPRET_NAME_NULL], CHOICE_FAIL);
    assert_int_equal(target.choices.by_id[INTERPRET_STRING_LENGTH], CHOICE_BYTES);
    assert_int_equal(target.choices.by_id[INTERPRET_ERROR_TEXT], CHOICE_WARN);
    target_clean_up(&target);
}

static void test_target_parse__keeps_where_secrets_come_from(void **state) {
    (void)state;
    struct target target = parse(everything, URL_HTTPS_ONLY);
    assert_int_equal(target.app_key.source, SECRET_ENVIRONMENT);
    assert_string_equal(target.app_key.text, "ASSAY_APP_KEY");
    assert_int_equal(target.access_token.source, SECRET_FILE);
    assert_string_equal(target.access_token.text, "etc/token.txt");
    assert_int_equal(target.access_token.line, 6);
    assert_int_equal(target.access_token.column, 19);
    assert_int_equal(target.login_secret.source, SECRET_LITERAL);
    assert_string_equal(target.login_secret.text, "secret-12345");
    assert_int_equal(target.tls.client_key_password.source, SECRET_ENVIRONMENT);
    assert_string_equal(target.tls.client_key_password.text, "ASSAY_KEY_PASSWORD");
    target_clean_up(&target);
}

static void test_target_parse__admits_cleartext_where_it_is_allowed(void **state) {
    (void)state;
    struct target target = parse(WITH_ENDPOINT("http://127.0.0.1:8080"), URL_CLEARTEXT_ALLOWED);
    assert_true(target.endpoint.is_cleartext);
    target_clean_up(&target);
}

static void test_target_parse__joins_folder_and_path_with_one_slash(void **state) {
    (void)state;
    static const struct {
        const char *folder, *path;
    } rows[] = {{"", "ca.pem"}, {"/", "/ca.pem"}, {"a/b", "a/b/ca.pem"}, {"a/", "a/ca.pem"}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct target target;
        struct diagnostic diagnostic;
        unmark(WITH("'tls':{'ca_file':'ca.pem'}"), &marked);
        assert_int_equal(target_parse(marked_bytes(&marked), "p.json", rows[i].folder,
                                      URL_HTTPS_ONLY, &target, &diagnostic),
                         STATUS_OK);
        assert_string_equal(target.tls.ca_file, rows[i].path);
        target_clean_up(&target);
    }
}

static void test_target_parse__never_shows_a_secret(void **state) {
    (void)state;
    static const char *const texts[] = {
        WITH_CREDENTIALS("'app_key':'S3CRET','access_token':'token-12345'"),
        WITH_CREDENTIALS("'app_key':'S3CRET\\u0000-12345'"),
        WITH_CREDENTIALS("'app_key':'S3CRET-12345','access_token':7"),
        WITH("'proxy':'http://S3CRET:S3CRET@proxy'"),
    };
    for (size_t i = 0; i < COUNT(texts); i++) {
        struct target target;
        struct diagnostic diagnostic;
        unmark(texts[i], &marked);
        assert_int_equal(parse_marked(&marked, &target, &diagnostic), STATUS_INVALID);
        assert_null(strstr(diagnostic.text, "S3CRET"));
    }
}

static void test_target_parse__leaves_the_target_alone_on_failure(void **state) {
    (void)state;
    struct target target, before;
    memset(&target, 0x5a, sizeof target);
    memcpy(&before, &target, sizeof target);
    unmark(WITH("'proxy':7"), &marked);
    assert_int_equal(
        target_parse(marked_bytes(&marked), "p.json", "", URL_HTTPS_ONLY, &target, NULL),
        STATUS_INVALID);
    assert_memory_equal(&target, &before, sizeof target);
}

static void test_target_parse__survives_every_small_damage(void **state) {
    (void)state;
    unmark(everything, &marked);
    struct bytes whole = marked_bytes(&marked);
    static const char bytes[] = "\"\\{}[,:0 \xff"; /* and the NUL at its end */
    for (size_t at = 0; at < whole.size; at++) {
        for (size_t i = 0; i <= COUNT(bytes); i++) {
            /* A prefix, then each replacement; none may crash, leak or go without a diagnostic. */
            char kept = marked.text[at];
            if (i > 0) {
                marked.text[at] = bytes[i - 1];
            }
            struct target target;
            struct diagnostic diagnostic = {""};
            enum status status = target_parse(bytes_slice(whole, 0, i == 0 ? at : whole.size),
                                              "p.json", "", URL_HTTPS_ONLY, &target, &diagnostic);
            assert_true(status == STATUS_OK || strncmp(diagnostic.text, "p.json:", 7) == 0);
            if (status == STATUS_OK) {
                target_clean_up(&target);
            }
            marked.text[at] = kept;
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_target_parse__fills_in_the_defaults),
        cmocka_unit_test(test_target_parse__puts_every_member_where_it_belongs),
        cmocka_unit_test(test_target_parse__keeps_where_secrets_come_from),
        cmocka_unit_test(test_target_parse__admits_cleartext_where_it_is_allowed),
        cmocka_unit_test(test_target_parse__joins_folder_and_path_with_one_slash),
        cmocka_unit_test(test_target_parse__never_shows_a_secret),
        cmocka_unit_test(test_target_parse__leaves_the_target_alone_on_failure),
        cmocka_unit_test(test_target_parse__survives_every_small_damage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
