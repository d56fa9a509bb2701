/* Each oracle of the URL builder breaks over a URL that is wrong in its one way, and holds over the
   one that our own subject builds. */
#include "fuzz/subject.h"
#include "fuzz/tests/probe.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum subject_result reference_build_url(struct subject_text endpoint, struct subject_text device_id,
                                        struct subject_text app_id, struct subject_text *out_url);

#define PATH "/iocm/app/reg/v1.1.0/deviceCredentials/"

static const struct row {
    const char *name;
    const char *oracle;
    const char *input; /* as the target takes it */
    const char *url;   /* what the subject gives; NULL: it refuses, "" with the output written */
} rows[] = {
    {"refuses what is right", "acceptances",
     "https://h\xff"
     "d",
     NULL},
    {"writes beside a refusal", "untouched",
     "https://u@h\xff"
     "d",
     ""},
    {"takes user info", "refusals",
     "https://u@h\xff"
     "d",
     "https://u@h" PATH "d"},
    {"leaves a space", "alphabet",
     "https://h\xff"
     "a b",
     "https://h" PATH "a b"},
    {"leaves a percent sign", "alphabet",
     "https://h\xff"
     "a%b",
     "https://h" PATH "a%b"},
    {"adds a dot segment", "dot-segments",
     "https://h\xff"
     "d",
     "https://h/a/.." PATH "d"},
    {"adds an encoded dot segment", "dot-segments",
     "https://h\xff"
     "d",
     "https://h/%2E%2e" PATH "d"},
    {"leaves a slash", "contained",
     "https://h\xff"
     "a/b",
     "https://h" PATH "a/b"},
    {"leaves a question mark", "decode",
     "https://h\xff"
     "a?b",
     "https://h" PATH "a?b"},
    {"leaves an ampersand", "contained",
     "https://h\xff"
     "d\xff"
     "a&b",
     "https://h" PATH "d?appId=a&b"},
    {"drops the appId", "reparse-curl",
     "https://h\xff"
     "d\xff"
     "a",
     "https://h" PATH "d"},
    {"encodes twice", "decode",
     "https://h\xff"
     "a b",
     "https://h" PATH "a%2520b"},
    {"takes another id", "decode",
     "https://h\xff"
     "d",
     "https://h" PATH "e"},
    {"leaves a bracket", "reparse-uriparser",
     "https://h\xff"
     "[d",
     "https://h" PATH "[d"},
    {"goes to another host", "reparse-curl",
     "https://h\xff"
     "d",
     "https://i" PATH "d"},
    {"goes to another port", "reparse-curl",
     "https://h:81\xff"
     "d",
     "https://h:82" PATH "d"},
    {"goes by another scheme", "reparse-curl",
     "https://h\xff"
     "d",
     "http://h" PATH "d"},
};

static const struct row *current; /* NULL: our own subject */

int subject_abi(void) {
    return SUBJECT_ABI;
}

const char *subject_name(void) {
    return "twisted";
}

const char *const *subject_waives(void) {
    return NULL;
}

enum subject_result subject_build_url(struct subject_text endpoint, struct subject_text device_id,
                                      struct subject_text app_id, struct subject_text *out_url) {
    if (current == NULL) {
        return reference_build_url(endpoint, device_id, app_id, out_url);
    }
    if (current->url == NULL || current->url[0] == '\0') {
        if (current->url != NULL) {
            *out_url = (struct subject_text){"x", 1};
        }
        return SUBJECT_REFUSED;
    }
    char *url = strdup(current->url);
    if (url == NULL) {
        return SUBJECT_NO_MEMORY;
    }
    *out_url = (struct subject_text){url, strlen(url)};
    return SUBJECT_ACCEPTED;
}

void subject_url_free(struct subject_text *url) {
    free((void *)(uintptr_t)url->data);
}

static void build(const char *input) {
    LLVMFuzzerInitialize(NULL, NULL);
    (void)LLVMFuzzerTestOneInput((const uint8_t *)input, strlen(input));
}

static void try_wrong(const void *context) {
    current = context;
    build(current->input);
}

static void try_right(const void *context) {
    build(((const struct row *)context)->input);
}

static void test_oracles__break_over_a_url_that_is_wrong(void **state) {
    (void)state;
    int failures = 0;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        failures += probe_complain(rows[i].name, rows[i].oracle, probe_run(try_wrong, &rows[i]));
    }
    assert_int_equal(failures, 0);
}

static void test_oracles__hold_where_the_url_is_right(void **state) {
    (void)state;
    int failures = 0;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        failures += probe_complain(rows[i].name, "", probe_run(try_right, &rows[i]));
    }
    assert_int_equal(failures, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_oracles__break_over_a_url_that_is_wrong),
        cmocka_unit_test(test_oracles__hold_where_the_url_is_right),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
