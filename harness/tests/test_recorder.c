/* What the cases make of a secret is as well guarded as the secret itself, however short it is. */
#include "app/profile.h"
#include "app/recorder.h"
#include "cases/cases.h"
#include "plan/alter.h"
#include "tests/check.h"

#include <stdlib.h>

#define APP_KEY "Kv7Yq2Hx9Lm4Tc6Rb"
#define TOKEN "tW3nJs8Dz5Pf1Ga0Ue"

enum { SHORTEST = REDACT_WINDOW, LONGEST = 17, TEXT_LIMIT = 1024 };

/* A recorder of a profile whose app_key and token have so many bytes. */
struct recording {
    struct profile profile;
    struct plan plan;
    struct recorder recorder;
};

static void begin(struct recording *recording, size_t size) {
    static const struct plan_filter all;
    struct diagnostic diagnostic = {""};
    char text[TEXT_LIMIT];
    snprintf(text, sizeof text,
             "{\"endpoint\":\"https://127.0.0.1\",\"credentials\":{\"app_id\":\"application\","
             "\"app_key\":\"%.*s\",\"access_token\":\"%.*s\"},\"devices\":{\"online\":\"d\"}}",
             (int)size, APP_KEY, (int)size, TOKEN);
    assert_int_equal(profile_of_text(bytes_of_text(text), &recording->profile, &diagnostic),
                     STATUS_OK);
    assert_int_equal(plan_make(cases_all(), requirement_catalogue, &recording->profile.target,
                               &recording->profile.credentials, &all, 1, &recording->plan,
                               &diagnostic),
                     STATUS_OK);
    assert_int_equal(recorder_init(&recording->recorder, &recording->profile, &recording->plan,
                                   RECORDER_DEVICES_SHOWN, NULL, &diagnostic),
                     STATUS_OK);
}

static void end(struct recording *recording) {
    recorder_clean_up(&recording->recorder);
    plan_clean_up(&recording->plan);
    profile_clean_up(&recording->profile);
}

/* As a message that goes through the recorder. */
static struct diagnostic redacted(struct recording *recording, const char *text) {
    struct diagnostic message;
    diagnostic_set(&message, "%s", text);
    recorder_redact(&recording->recorder, &message);
    return message;
}

/* Fewer than so many characters of the secret are where they were. */
static bool is_hidden(const struct diagnostic *message, const char *secret, size_t size) {
    enum { FEW = 3 };
    size_t kept = 0;
    for (size_t i = 0; i < strlen(message->text) && i < size; i++) {
        kept += message->text[i] == secret[i];
    }
    return kept < FEW;
}

static void check_altered(struct recording *recording, const char *secret, size_t size) {
    static const struct {
        const char *name;
        enum alteration alteration;
    } rows[] = {
        {"as it is", AS_GIVEN},
        {"cut by one", CUT_BY_ONE},
        {"extended by one", EXTENDED_BY_ONE},
        {"first character changed", FIRST_CHARACTER_CHANGED},
        {"middle character changed", MIDDLE_CHARACTER_CHANGED},
        {"last character changed", LAST_CHARACTER_CHANGED},
        {"in other case", OTHER_CASE},
    };
    struct random random = random_seeded(1);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct buffer altered;
        char name[64];
        buffer_init(&altered, TEXT_LIMIT);
        snprintf(name, sizeof name, "%zu bytes, %s", size, rows[i].name);
        assert_int_equal(alter(bytes_of(secret, size), rows[i].alteration, &random, &altered),
                         STATUS_OK);
        struct diagnostic message = redacted(recording, buffer_text(&altered));
        check_row(name, is_hidden(&message, secret, size));
        buffer_clean_up(&altered);
    }
}

static void test_recorder__hides_what_the_cases_make_of_a_secret_of_any_size(void **state) {
    (void)state;
    for (size_t size = SHORTEST; size <= LONGEST; size++) {
        struct recording recording;
        begin(&recording, size);
        check_altered(&recording, APP_KEY, size);
        check_altered(&recording, TOKEN, size);
        end(&recording);
    }
    check_finish();
}

/* Half of a short secret, or another character in its middle, is somebody else's word. */
static void test_recorder__leaves_alone_what_only_looks_like_it(void **state) {
    (void)state;
    static const char *const texts[] = {"Kv7Yq2", "2Hx9Lm", "Kv7Yq_Hx9L", "device Kv7Yq of Hx9Lm"};
    struct recording recording;
    begin(&recording, 10);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct diagnostic message = redacted(&recording, texts[i]);
        check_row(texts[i], strcmp(message.text, texts[i]) == 0);
    }
    end(&recording);
    check_finish();
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_recorder__hides_what_the_cases_make_of_a_secret_of_any_size),
        cmocka_unit_test(test_recorder__leaves_alone_what_only_looks_like_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
