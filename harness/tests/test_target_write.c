/* A profile written again: the same to the judge, nothing of its secrets, always the same bytes. */
#include "tests/check.h"
#include "tests/profile_text.h"

#include <stdlib.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static struct marked marked;

static struct target parse(struct bytes text, const char *folder) {
    struct target target = {.name = NULL};
    struct diagnostic diagnostic = {""};
    enum status status = target_parse(text, "p.json", folder, URL_HTTPS_ONLY, &target, &diagnostic);
    assert_string_equal(diagnostic.text, "");
    assert_int_equal(status, STATUS_OK);
    return target;
}

static struct buffer write(struct bytes text, const char *folder) {
    struct buffer out;
    struct target target = parse(text, folder);
    buffer_init(&out, 1 << 20);
    assert_int_equal(target_write(&target, &out), STATUS_OK);
    target_clean_up(&target);
    return out;
}

static const struct row {
    const char *name;
    const char *text;
    const char *has;   /* in what is written */
    const char *lacks; /* or NULL */
} rows[] = {
    {"a literal secret",
     WITH_CREDENTIALS("'app_key':'not-to-be-seen','access_token':'not-to-be-seen'"),
     "\"app_key\": {\n      \"env\": \"ASSAY_APP_KEY\"\n    }", "not-to-be-seen"},
    {"a secret in a file",
     WITH_CREDENTIALS("'app_key':'key-12345','access_token':{'file':'/home/ada/token'}"),
     "\"env\": \"ASSAY_ACCESS_TOKEN\"", "ada"},
    {"a secret in a variable of the lab's",
     WITH_CREDENTIALS("'app_id':'a','app_key':'key-12345','secret':{'env':'ADAS_SECRET'}"),
     "\"secret\": {\n      \"env\": \"ASSAY_SECRET\"", "ADAS"},
    {"a path", WITH("'tls':{'ca_file':'/home/ada/ca.pem'}"), "\"ca_file\": \"ca.pem\"", "ada"},
    {"a path that ends with a slash", WITH("'tls':{'ca_file':'x/'}"), "\"ca_file\": \"etc/x/\"",
     NULL},
    {"a client certificate",
     WITH("'tls':{'client_cert_file':'me.pem','client_key_file':'me.key',"
          "'client_key_password':'not-to-be-seen'}"),
     "\"env\": \"ASSAY_KEY_PASSWORD\"", "not-to-be-seen"},
    {"no name", MINIMAL, "{\n  \"endpoint\": \"https://h.example:8743\"", "\"name\""},
    {"no throttle", MINIMAL, "\"timeouts\"", "\"throttle\""},
    {"a throttle", WITH("'throttle':{'limit':7,'window_seconds':0.5}"),
     "\"limit\": 7,\n    \"window_seconds\": 0.500000,\n    \"exclusive\": true", NULL},
    {"a window of whole seconds", WITH("'throttle':{'limit':0,'window_seconds':60.0}"),
     "\"window_seconds\": 60,", NULL},
    {"defaults", MINIMAL, "\"connect_ms\": 5000,\n    \"total_ms\": 15000", NULL},
    {"choices", WITH("'interpretations':{'name-null':'fail'}"), "\"name-null\": \"fail\"", NULL},
    {"choices by default", MINIMAL, "\"name-null\": \"warn\"", NULL},
    {"triggers", WITH("'triggers':{'internal_error':{'device_id':'i'}}"),
     "\"triggers\": {\n    \"internal_error\": {\n      \"device_id\": \"i\"\n    }\n  }",
     "app_not_existed_500"},
    {"no applications", MINIMAL, "\"devices\"", "\"applications\""},
    {"an id with a quote", WITH("'applications':{'unknown':'a\\u0022b'}"), "\"a\\\"b\"", NULL},
};

static void test_target_write__writes_what_may_be_seen(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        unmark(rows[i].text, &marked);
        struct buffer out = write(marked_bytes(&marked), "etc");
        const char *text = buffer_text(&out);
        check_row(rows[i].name, strstr(text, rows[i].has) != NULL);
        check_row(rows[i].name, rows[i].lacks == NULL || strstr(text, rows[i].lacks) == NULL);
        buffer_clean_up(&out);
    }
    check_finish();
}

static void test_target_write__gives_the_same_bytes_when_read_again(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        unmark(rows[i].text, &marked);
        struct buffer once = write(marked_bytes(&marked), "etc");
        struct buffer twice = write(buffer_view(&once), "");
        check_row(rows[i].name, bytes_equal(buffer_view(&once), buffer_view(&twice)));
        buffer_clean_up(&once);
        buffer_clean_up(&twice);
    }
    check_finish();
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_target_write__writes_what_may_be_seen),
        cmocka_unit_test(test_target_write__gives_the_same_bytes_when_read_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
