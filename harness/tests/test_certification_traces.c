/* Secrets stand in nothing else that a process leaves: its certificate, the journal of one that was
   killed, its title, a core, the words of an assertion. */
#include "app/core_dump.h"
#include "base/assure.h"
#include "tests/certificate_fixture.h"
#include "tests/check.h"
#include "tests/child.h"
#include "tests/secret_search.h"
#include "tests/stage.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

enum { LONGEST_SECONDS = 20, NAP_NS = 2000000, NAPS_MAX = 5000, FILE_LIMIT = 1 << 20 };

static const char *const canaries[] = {LITTLE_TOKEN, LITTLE_APP_KEY, LITTLE_SECRET, LITTLE_REFRESH,
                                       LITTLE_PASSPHRASE};
static struct secret_search *search;

static int set_up(void **state) {
    search = secret_search_new(canaries, sizeof canaries / sizeof canaries[0]);
    return stage_set_up(state);
}

static int tear_down(void **state) {
    secret_search_destroy(search);
    return stage_tear_down(state);
}

/* It echoes what it was sent, where a conforming platform may: nowhere that is judged. */
static const struct performance echoing = {
    .name = "echoing",
    .rendering = {.message = TEXT("HTTP/1.1 $s $r\r\n" PLAIN_TYPE PLAIN_LENGTH
                                  "Cache-Control: no-store\r\nX-Echo: $W\r\n\r\n$b"),
                  .pause = {0, 100}},
    .logs_in = true,
    .has_client_key = true,
};

static void test_certification__leaves_no_secret_in_a_certificate(void **state) {
    (void)state;
    static const struct performance signing = {.name = "signing",
                                               .logs_in = true,
                                               .has_client_key = true,
                                               .manner = {.signing_key = "lab.pem"}};
    struct certification certified;
    assert_true(certify_write("lab.pem", bytes_of_text(PRIVATE_PEM)));
    assert_true(stage_play(&signing, &certified));
    assert_string_equal(certified.verdict, "conformant");
    struct buffer certificate;
    buffer_init(&certificate, FILE_LIMIT);
    assert_true(certify_read("reports/latest/certificate.json", &certificate));
    buffer_clean_up(&certificate);
    assert_false(secret_search_folder(search, "reports"));
    assert_false(secret_search_file(search, "stdout"));
    assert_false(secret_search_file(search, "stderr"));
}

/* ---- a process of its own ---- */

/* Starts one and waits until it has sent so many requests. */
static struct child begin(unsigned requests) {
    struct child child;
    assert_true(stage_prepare(&echoing));
    assert_true(child_run("little.json", &child));
    for (unsigned i = 0; i < NAPS_MAX && stage_requests() < requests; i++) {
        nanosleep(&(struct timespec){.tv_nsec = NAP_NS}, NULL);
    }
    assert_true(stage_requests() >= requests);
    return child;
}

static void read_of_process(pid_t pid, const char *name, struct buffer *out) {
    char path[64], piece[4096];
    snprintf(path, sizeof path, "/proc/%ld/%s", (long)pid, name);
    buffer_init(out, FILE_LIMIT);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    for (size_t size; (size = fread(piece, 1, sizeof piece, file)) > 0;) {
        assert_int_equal(buffer_append(out, bytes_of(piece, size)), STATUS_OK);
    }
    (void)fclose(file);
}

static void test_certification__shows_no_secret_in_the_process_title(void **state) {
    (void)state;
    static const char *const titles[] = {"cmdline", "comm", "status"};
    struct child child = begin(20);
    for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++) {
        struct buffer title;
        read_of_process(child.pid, titles[i], &title);
        check_row(titles[i], title.size > 0);
        check_row(titles[i], !secret_search_text(search, buffer_view(&title)));
        buffer_clean_up(&title);
    }
    kill(child.pid, SIGKILL);
    (void)child_wait(&child, LONGEST_SECONDS);
    check_finish();
}

static void test_certification_killed__leaves_no_secret_in_the_journal(void **state) {
    (void)state;
    struct child child = begin(60);
    kill(child.pid, SIGKILL);
    assert_int_equal(child_wait(&child, LONGEST_SECONDS).signal, SIGKILL);
    assert_false(secret_search_folder(search, "reports"));
    assert_false(secret_search_file(search, "stderr"));
}

static void test_certification_crashed__leaves_no_core(void **state) {
    (void)state;
    struct buffer limits;
    struct child child = begin(20);
    read_of_process(child.pid, "limits", &limits);
    kill(child.pid, SIGABRT);
    struct child_end end = child_wait(&child, LONGEST_SECONDS);
    assert_int_equal(end.signal, SIGABRT);
    assert_false(end.has_core);
    const char *line = strstr(buffer_text(&limits), "Max core file size");
    unsigned long soft = 1, hard = 1;
    assert_non_null(line);
    assert_int_equal(sscanf(line, "Max core file size %lu %lu", &soft, &hard), 2);
    assert_int_equal(soft + hard, 0);
    buffer_clean_up(&limits);
    assert_false(secret_search_folder(search, "reports"));
    assert_false(secret_search_file(search, "stderr"));
}

/* ---- a process like this one ---- */

/* Crashes in a child, with what it says in the file "stderr". */
static int crash(void) {
    int status = 0;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        const char *token = LITTLE_TOKEN;
        int file = open(certify_path("stderr"), O_WRONLY | O_CREAT | O_TRUNC, 0600);
        (void)!chdir(certify_path("."));
        (void)dup2(file, STDERR_FILENO);
        core_dump_forbid();
        ASSURE(token[0] == '\0');
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    return status;
}

static void test_assure__tells_no_value_and_leaves_no_core(void **state) {
    (void)state;
    int status = crash();
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
    assert_false(WCOREDUMP(status));
    assert_false(secret_search_file(search, "stderr"));
}

static void test_core_dump_forbid__forbids_both_ways_out(void **state) {
    (void)state;
    struct rlimit limit = {1, 1};
    int status = 0;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        core_dump_forbid();
        bool is_forbidden = getrlimit(RLIMIT_CORE, &limit) == 0 && limit.rlim_max == 0 &&
                            prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0;
        _exit(is_forbidden ? 0 : 1);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_certification__leaves_no_secret_in_a_certificate),
        cmocka_unit_test(test_certification__shows_no_secret_in_the_process_title),
        cmocka_unit_test(test_certification_killed__leaves_no_secret_in_the_journal),
        cmocka_unit_test(test_certification_crashed__leaves_no_core),
        cmocka_unit_test(test_assure__tells_no_value_and_leaves_no_core),
        cmocka_unit_test(test_core_dump_forbid__forbids_both_ways_out),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
