/* Secrets: fetched from where the profile says, checked, and never shown. */
#include "tests/profile_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* Memory that runs out: the allocation of this number fails, and all that follow. Negative: none
   fails. Linked in front of the C library's by harness/tests/target.cmake. */
static int allocations_left = -1;

/* NOLINTBEGIN(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp): the linker's names. */
void *__real_malloc(size_t size);
void *__real_realloc(void *memory, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_realloc(void *memory, size_t size);

static bool may_allocate(void) {
    if (allocations_left == 0) {
        return false;
    }
    allocations_left -= allocations_left > 0;
    return true;
}

void *__wrap_malloc(size_t size) {
    return may_allocate() ? __real_malloc(size) : NULL;
}

void *__wrap_realloc(void *memory, size_t size) {
    return may_allocate() ? __real_realloc(memory, size) : NULL;
}
/* NOLINTEND(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp) */

/* Variables and files of the test: what a reader finds behind a name. */
struct source {
    const char *name;
    const char *value;
    size_t size;        /* 0: as long as the text */
    enum status status; /* with a reason */
};

static const struct source sources[] = {
    {"GOOD", "S3CRET-12345", 0, STATUS_OK},
    {"etc/good", "S3CRET-12345\n", 0, STATUS_OK},
    {"etc/dos", "S3CRET-12345\r\n", 0, STATUS_OK},
    {"etc/two-lines", "S3CRET-12345\n\n", 0, STATUS_OK},
    {"etc/line-end-alone", "\n", 0, STATUS_OK},
    {"WITH_LINE_END", "S3CRET-12345\n", 0, STATUS_OK},
    {"EMPTY", "", 0, STATUS_OK},
    {"SEVEN", "S3CRET7", 0, STATUS_OK},
    {"EIGHT", "S3CRET-8", 0, STATUS_OK},
    {"OWN", "own", 0, STATUS_OK},
    {"LATIN1", "S3CRET-\xe9\xe8", 0, STATUS_OK},
    {"WITH_NUL", "S3CRET-1\0S3CRET", 15, STATUS_OK},
    {"WITH_DEL", "S3CRET-12345\x7f", 0, STATUS_OK},
    {"WITH_C1", "S3CRET-12345\xc2\x85", 0, STATUS_OK},
    {"UNSET", "it is not set", 0, STATUS_NOT_FOUND},
    {"etc/unreadable", "Permission denied", 0, STATUS_IO},
};

static enum status read_source(void *context, const char *name, struct buffer *out,
                               struct diagnostic *out_diagnostic) {
    (void)context;
    for (size_t i = 0; i < COUNT(sources); i++) {
        if (strcmp(sources[i].name, name) != 0) {
            continue;
        }
        if (sources[i].status != STATUS_OK) {
            diagnostic_set(out_diagnostic, "%s", sources[i].value);
            return sources[i].status;
        }
        size_t size = sources[i].size == 0 ? strlen(sources[i].value) : sources[i].size;
        return buffer_append(out, bytes_of(sources[i].value, size));
    }
    size_t size = strtoul(name + strlen("LONG_"), NULL, 10);
    for (size_t i = 0; i < size; i++) {
        enum status status = buffer_append_byte(out, 'x');
        if (status != STATUS_OK) {
            return status;
        }
    }
    return STATUS_OK;
}

static const struct secret_reader reader = {read_source, read_source, NULL};

static const struct row {
    const char *name;
    const char *secret; /* the access token in the profile */
    enum status status;
    const char *expected; /* the value, or what the message has to hold */
} rows[] = {
    {"a literal", "'S3CRET-12345'", STATUS_OK, "S3CRET-12345"},
    {"a variable", "{'env':'GOOD'}", STATUS_OK, "S3CRET-12345"},
    {"a file with one line end", "{'file':'good'}", STATUS_OK, "S3CRET-12345"},
    {"a file with a DOS line end", "{'file':'dos'}", STATUS_OK, "S3CRET-12345"},
    {"eight bytes", "{'env':'EIGHT'}", STATUS_OK, "S3CRET-8"},

    {"a file with two line ends", "{'file':'two-lines'}", STATUS_INVALID,
     "holds a control character (the file etc/two-lines)"},
    {"a file with nothing but a line end", "{'file':'line-end-alone'}", STATUS_INVALID,
     "is empty (the file etc/line-end-alone)"},
    {"a variable with a line end", "{'env':'WITH_LINE_END'}", STATUS_INVALID,
     "holds a control character (the variable WITH_LINE_END)"},
    {"an empty variable", "{'env':'EMPTY'}", STATUS_INVALID, "is empty (the variable EMPTY)"},
    {"seven bytes", "{'env':'SEVEN'}", STATUS_INVALID, "is shorter than 8 bytes"},
    {"a token that is the app_id", "{'env':'OWN'}", STATUS_INVALID, "is shorter than 8 bytes"},
    {"not UTF-8", "{'env':'LATIN1'}", STATUS_INVALID, "is not UTF-8"},
    {"NUL", "{'env':'WITH_NUL'}", STATUS_INVALID, "holds a control character"},
    {"DEL", "{'env':'WITH_DEL'}", STATUS_INVALID, "holds a control character"},
    {"a C1 control", "{'env':'WITH_C1'}", STATUS_INVALID, "holds a control character"},
    {"8,193 bytes", "{'env':'LONG_8193'}", STATUS_INVALID, "is longer than 8192 bytes"},
    {"far too long", "{'env':'LONG_99999'}", STATUS_LIMIT, "cannot be read: limit reached"},
    {"an unset variable", "{'env':'UNSET'}", STATUS_NOT_FOUND,
     "cannot be read: it is not set (the variable UNSET); set and export it"},
    {"an unreadable file", "{'file':'unreadable'}", STATUS_IO,
     "cannot be read: Permission denied (the file etc/unreadable); "},
};

static struct marked marked;

static struct target parse(const char *text) {
    struct target target = {.name = NULL};
    struct diagnostic diagnostic;
    unmark(text, &marked);
    assert_int_equal(parse_marked(&marked, &target, &diagnostic), STATUS_OK);
    return target;
}

static bool check_row(const struct row *row) {
    char text[1024], beginning[BEGINNING_SIZE];
    (void)snprintf(text, sizeof text,
                   WITH_CREDENTIALS("'app_key':'key-12345','app_id':'own',\n 'access_token':^%s"),
                   row->secret);
    struct target target = parse(text);
    struct credentials credentials = {.app_key = NULL};
    struct diagnostic diagnostic = {""};
    enum status status = target_resolve(&target, "p.json", &reader, &credentials, &diagnostic);
    write_beginning(&marked, "credentials.access_token", beginning);
    bool holds = status == row->status;
    if (status == STATUS_OK) {
        holds = holds && strcmp(credentials.access_token, row->expected) == 0 &&
                strcmp(credentials.app_key, "key-12345") == 0 && credentials.login_secret == NULL &&
                credentials.key_password == NULL;
    } else {
        holds = holds && is_complaint(diagnostic.text, beginning, row->expected) &&
                strstr(diagnostic.text, "S3CRET") == NULL && credentials.app_key == NULL;
    }
    if (!holds) {
        print_error("%s: status %d, \"%s\"\n", row->name, (int)status, diagnostic.text);
    }
    credentials_clean_up(&credentials);
    target_clean_up(&target);
    return holds;
}

static void test_target_resolve__fetches_or_says_which_and_why(void **state) {
    (void)state;
    size_t failed = 0;
    for (size_t i = 0; i < COUNT(rows); i++) {
        failed += !check_row(&rows[i]);
    }
    assert_int_equal(failed, 0);
}

static void test_target_resolve__takes_8192_bytes(void **state) {
    (void)state;
    struct target target =
        parse(WITH_CREDENTIALS("'app_key':'key-12345','access_token':{'env':'LONG_8192'}"));
    struct credentials credentials;
    assert_int_equal(target_resolve(&target, "p.json", &reader, &credentials, NULL), STATUS_OK);
    assert_int_equal(strlen(credentials.access_token), 8192);
    credentials_clean_up(&credentials);
    target_clean_up(&target);
}

static void test_target_resolve__lets_an_app_key_be_the_app_id(void **state) {
    (void)state;
    struct target target = parse(
        WITH_CREDENTIALS("'app_key':{'env':'OWN'},'app_id':'own','access_token':'token-12345'"));
    struct credentials credentials;
    assert_int_equal(target_resolve(&target, "p.json", &reader, &credentials, NULL), STATUS_OK);
    assert_string_equal(credentials.app_key, "own");
    credentials_clean_up(&credentials);
    target_clean_up(&target);
}

static const char all_secrets[] =
    "{" ENDPOINT "," DEVICES ",'tls':{'client_cert_file':'c','client_key_file':'k',"
    "'client_key_password':{'env':'EIGHT'}},'proxy':'http://p:1','name':'n',"
    "'credentials':{'app_id':'own','app_key':{'env':'GOOD'},'access_token':{'file':'good'},"
    "'secret':'literal-12345'}}";

static void test_target_resolve__fetches_all_four(void **state) {
    (void)state;
    struct target target = parse(all_secrets);
    struct credentials credentials;
    assert_int_equal(target_resolve(&target, "p.json", &reader, &credentials, NULL), STATUS_OK);
    assert_string_equal(credentials.app_key, "S3CRET-12345");
    assert_string_equal(credentials.access_token, "S3CRET-12345");
    assert_string_equal(credentials.login_secret, "literal-12345");
    assert_string_equal(credentials.key_password, "S3CRET-8");
    credentials_clean_up(&credentials);
    credentials_clean_up(&credentials);
    target_clean_up(&target);
    target_clean_up(&target);
}

enum { ALLOCATIONS_MAX = 200 };

static void test_target_parse__survives_memory_running_out_anywhere(void **state) {
    (void)state;
    unmark(all_secrets, &marked);
    enum status status = STATUS_NO_MEMORY;
    int count = 0;
    for (; status == STATUS_NO_MEMORY && count < ALLOCATIONS_MAX; count++) {
        struct target target;
        struct diagnostic diagnostic;
        allocations_left = count;
        status = parse_marked(&marked, &target, &diagnostic);
        allocations_left = -1;
        if (status == STATUS_OK) {
            target_clean_up(&target);
        }
    }
    assert_int_equal(status, STATUS_OK);
    assert_true(count > 10);
}

static void test_target_resolve__survives_memory_running_out_anywhere(void **state) {
    (void)state;
    struct target target = parse(all_secrets);
    enum status status = STATUS_NO_MEMORY;
    int count = 0;
    for (; status == STATUS_NO_MEMORY && count < ALLOCATIONS_MAX; count++) {
        struct credentials credentials;
        allocations_left = count;
        status = target_resolve(&target, "p.json", &reader, &credentials, NULL);
        allocations_left = -1;
        if (status == STATUS_OK) {
            credentials_clean_up(&credentials);
        }
    }
    assert_int_equal(status, STATUS_OK);
    assert_true(count > 7);
    target_clean_up(&target);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_target_resolve__fetches_or_says_which_and_why),
        cmocka_unit_test(test_target_resolve__takes_8192_bytes),
        cmocka_unit_test(test_target_resolve__lets_an_app_key_be_the_app_id),
        cmocka_unit_test(test_target_resolve__fetches_all_four),
        cmocka_unit_test(test_target_parse__survives_memory_running_out_anywhere),
        cmocka_unit_test(test_target_resolve__survives_memory_running_out_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
