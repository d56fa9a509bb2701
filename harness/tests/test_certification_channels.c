/* Secrets stand in nothing that a command says, whichever way it says it: every format, a terminal,
   a CI's annotations and summary, a second judgement, a comparison, the refusal of a profile. */
#include "app/profile.h"
#include "tests/check.h"
#include "tests/child.h"
#include "tests/secret_search.h"
#include "tests/stage.h"

#include <stdlib.h>

enum { LONGEST_SECONDS = 60, SCREEN_LIMIT = 1 << 22, EVIDENCE_LIMIT = 64 << 20, NAME_SIZE = 1200 };

static const char *const canaries[] = {LITTLE_TOKEN, LITTLE_APP_KEY, LITTLE_SECRET, LITTLE_REFRESH,
                                       LITTLE_PASSPHRASE};
static struct secret_search *search;
static char target[NAME_SIZE], reports[NAME_SIZE], others[NAME_SIZE], evidence[NAME_SIZE],
    older[NAME_SIZE], report[NAME_SIZE], baseline[NAME_SIZE], summary[NAME_SIZE];

static void name(char out[NAME_SIZE], const char *option, const char *file) {
    snprintf(out, NAME_SIZE, "%s%s", option, certify_path(file));
}

/* Every answer breaks a rule and says all that it knows: findings quote it. */
static const struct performance echoing = {
    .name = "echoing",
    .logs_in = true,
    .has_client_key = true,
    .rendering = {.scope = FOR_QUERIES,
                  .message = TEXT("HTTP/1.1 $s $W\r\nContent-Type: text/$X\r\nX-Echo: $W\r\n"
                                  "Location: /?t=$U\r\n" PLAIN_LENGTH "\r\n$b"),
                  .activation = TEXT("{\"deviceId\":\"$T\",\"activated\":\"$K\",\"name\":\"$W\"}"),
                  .error = TEXT("{\"error_code\":\"$K\",\"error_desc\":\"$W $T\"}")},
};

static int set_up(void **state) {
    search = secret_search_new(canaries, sizeof canaries / sizeof canaries[0]);
    if (stage_set_up(state) != 0 || !stage_prepare(&echoing)) {
        return -1;
    }
    name(target, "--target=", "little.json");
    name(reports, "--reports=", "reports");
    name(others, "--reports=", "others");
    name(evidence, "", "reports/evidence.har");
    name(older, "", "others/evidence.har");
    name(report, "", "reports/report.json");
    name(baseline, "--out=", "reports/baseline.json");
    name(summary, "", "reports/summary.md");
    return 0;
}

static int tear_down(void **state) {
    secret_search_destroy(search);
    return stage_tear_down(state);
}

#define FEW "--only=error.token.*"
#define ARGUMENTS(...) .arguments = {__VA_ARGS__, NULL}

/* In this order: what comes first leaves what the next ones read. */
static const struct {
    const char *name;
    const char *arguments[8];
    const char *said; /* in what is said, so that it is about the echo */
    bool is_report;   /* and all of it is the run's report.json */
} commands[] = {
    {"a run in TAP", ARGUMENTS("run", target, others, "--only=activation.*", "--format=tap"),
     "tok-"},
    {"a run in JSON", ARGUMENTS("run", target, reports, FEW, "--format=json"), "tok-"},
    {"a run that repeats itself", ARGUMENTS("run", target, reports, FEW, "--repeat=2"), "tok-"},
    {"judged again", ARGUMENTS("judge", evidence, target), "tok-"},
    {"judged again, in TAP", ARGUMENTS("judge", evidence, target, "--format=tap"), "tok-"},
    {"judged again, in JSON", ARGUMENTS("judge", evidence, target, "--format=json"), "tok-", true},
    {"compared", ARGUMENTS("diff", older, evidence), ""},
    {"compared, in JSON", ARGUMENTS("diff", older, evidence, "--format=json"), ""},
    {"compared, in Markdown", ARGUMENTS("diff", older, evidence, "--format=markdown"), ""},
    {"a baseline", ARGUMENTS("baseline", report, "--owner=o", "--reason=r", baseline), ""},
};

static bool is_said(const char *words) {
    struct buffer out;
    buffer_init(&out, SCREEN_LIMIT);
    bool is_there = certify_read("stdout", &out) &&
                    (words[0] == '\0' || strstr(buffer_text(&out), words) != NULL);
    buffer_clean_up(&out);
    return is_there;
}

static bool is_same_file(const char *one, const char *other) {
    struct buffer texts[2];
    buffer_init(&texts[0], EVIDENCE_LIMIT);
    buffer_init(&texts[1], EVIDENCE_LIMIT);
    bool is_same = certify_read(one, &texts[0]) && certify_read(other, &texts[1]) &&
                   bytes_equal(buffer_view(&texts[0]), buffer_view(&texts[1]));
    buffer_clean_up(&texts[0]);
    buffer_clean_up(&texts[1]);
    return is_same;
}

static void test_commands__say_no_secret_in_any_format(void **state) {
    (void)state;
    setenv("GITHUB_ACTIONS", "true", 1);
    setenv("GITHUB_STEP_SUMMARY", summary, 1);
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        struct child child;
        assert_true(child_start(commands[i].arguments, &child));
        struct child_end end = child_wait(&child, LONGEST_SECONDS);
        check_row(commands[i].name, end.exit_code >= 0 && end.exit_code <= 3);
        check_row(commands[i].name, is_said(commands[i].said));
        check_row(commands[i].name,
                  !commands[i].is_report || is_same_file("stdout", "reports/latest/report.json"));
        check_row(commands[i].name, !secret_search_file(search, "stdout"));
        check_row(commands[i].name, !secret_search_file(search, "stderr"));
    }
    unsetenv("GITHUB_ACTIONS");
    unsetenv("GITHUB_STEP_SUMMARY");
    check_row("reports", !secret_search_folder(search, "reports"));
    check_row("reports", !secret_search_folder(search, "others"));
    check_row("summary", !secret_search_file(search, "reports/summary.md"));
    check_finish();
}

static void test_run__shows_no_secret_on_a_terminal(void **state) {
    (void)state;
    static const char *const arguments[] = {"run", target, reports, FEW, NULL};
    struct buffer screen;
    buffer_init(&screen, SCREEN_LIMIT);
    assert_true(child_watch(arguments, LONGEST_SECONDS, &screen));
    assert_non_null(strstr(buffer_text(&screen), "\x1b["));
    assert_non_null(strstr(buffer_text(&screen), "tok-"));
    assert_false(secret_search_text(search, buffer_view(&screen)));
    buffer_clean_up(&screen);
}

/* Where two pieces of evidence have a label each behind `sign`: whether it is the same. */
static bool has_same_label(const struct buffer *one, const struct buffer *other, const char *sign) {
    enum { DIGITS = 4 };
    const char *label = strstr(buffer_text(one), sign);
    const char *other_label = strstr(buffer_text(other), sign);
    assert_non_null(label);
    assert_non_null(other_label);
    return memcmp(label + strlen(sign), other_label + strlen(sign), DIGITS) == 0;
}

/* Labels are of one run: the same secrets have others in the next. One of two may be the same by
   chance. */
static void test_run__labels_secrets_otherwise_each_time(void **state) {
    (void)state;
    struct buffer one, other;
    buffer_init(&one, EVIDENCE_LIMIT);
    buffer_init(&other, EVIDENCE_LIMIT);
    assert_true(certify_read("reports/evidence.har", &one));
    assert_true(certify_read("others/evidence.har", &other));
    assert_false(has_same_label(&one, &other, "Authorization: Bearer tok-") &&
                 has_same_label(&one, &other, "app_key: key-"));
    buffer_clean_up(&one);
    buffer_clean_up(&other);
}

/* A token that lasts for a second is renewed while the run goes on, and every answer about that
   tells all of it. */
static void test_run__hides_what_a_renewal_gives(void **state) {
    (void)state;
    static const struct performance renewing = {
        .name = "renewing",
        .logs_in = true,
        .has_client_key = true,
        .rendering = {.login = TEXT("{\"accessToken\":\"$T\",\"refreshToken\":\"$R\","
                                    "\"expiresIn\":1,\"echo\":\"$W\"}"),
                      .pause = {0, 100}},
    };
    static const char login[] = "\"case\":\"login\"";
    struct certification certified;
    struct buffer text;
    buffer_init(&text, EVIDENCE_LIMIT);
    assert_true(stage_play(&renewing, &certified));
    assert_true(certify_read("reports/evidence.har", &text));
    const char *first = strstr(buffer_text(&text), login);
    assert_non_null(first);
    assert_non_null(strstr(first + 1, login));
    assert_false(secret_search_folder(search, "reports"));
    assert_false(secret_search_file(search, "stdout"));
    assert_false(secret_search_file(search, "stderr"));
    buffer_clean_up(&text);
}

/* ---- profiles that are refused ---- */

static unsigned refused;

static void read_profile(struct bytes text) {
    struct profile profile;
    struct diagnostic diagnostic = {""};
    if (profile_of_text(text, &profile, &diagnostic) == STATUS_OK) {
        profile_clean_up(&profile);
        return;
    }
    refused++;
    bool is_held = secret_search_text(search, bytes_of_text(diagnostic.text));
    check_row(diagnostic.text, !is_held);
}

/* Cut anywhere, with a byte too many, or with another one than it had. */
static void test_profile_of_text__tells_no_secret_of_a_broken_profile(void **state) {
    (void)state;
    static const char bytes[] = "\"\\}\n\xff\x01"
                                "7,";
    struct buffer text;
    buffer_init(&text, 1 << 16);
    refused = 0;
    assert_true(certify_read("little.json", &text));
    for (size_t at = 0; at < text.size; at++) {
        read_profile(bytes_of(text.data, at));
        unsigned char was = text.data[at];
        for (size_t i = 0; i < sizeof bytes - 1; i++) {
            text.data[at] = (unsigned char)bytes[i];
            read_profile(buffer_view(&text));
        }
        text.data[at] = was;
    }
    assert_true(refused > 4 * text.size);
    buffer_clean_up(&text);
    check_finish();
}

/* What a variable holds is told as little: too short, or with a byte that no header may have. */
static void test_profile_of_text__tells_no_secret_of_a_variable(void **state) {
    (void)state;
    static const char *const values[] = {LITTLE_TOKEN "\n", "\x01" LITTLE_TOKEN,
                                         LITTLE_TOKEN "\xff"};
    static const char profile[] =
        "{\"endpoint\":\"https://127.0.0.1\",\"credentials\":{\"app_id\":\"application\","
        "\"app_key\":{\"env\":\"CANARY\"},\"access_token\":{\"env\":\"CANARY\"}},"
        "\"devices\":{\"online\":\"d\"}}";
    refused = 0;
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        setenv("CANARY", values[i], 1);
        read_profile(bytes_of_text(profile));
    }
    unsetenv("CANARY");
    assert_true(refused > 0);
    check_finish();
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_commands__say_no_secret_in_any_format),
        cmocka_unit_test(test_run__shows_no_secret_on_a_terminal),
        cmocka_unit_test(test_run__labels_secrets_otherwise_each_time),
        cmocka_unit_test(test_run__hides_what_a_renewal_gives),
        cmocka_unit_test(test_profile_of_text__tells_no_secret_of_a_broken_profile),
        cmocka_unit_test(test_profile_of_text__tells_no_secret_of_a_variable),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
