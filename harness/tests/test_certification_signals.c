/* A run that is stopped judges what is there and says what was not run; one that is killed leaves
   its journal and nothing half-written. */
#include "app/commands.h"
#include "tests/check.h"
#include "tests/child.h"
#include "tests/stage.h"

#include "json/document.h"

#include <dirent.h>
#include <signal.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { FILE_LIMIT = 64 << 20, LONGEST_SECONDS = 20, NAP_NS = 2000000, NAPS_MAX = 10000 };
enum { FOLDER_SIZE = 288, PATH_SIZE = 320 };

/* Slow enough that a signal comes in the middle. */
static const struct performance slow = {.name = "slow", .rendering = {.pause = {0, 100}}};
static const struct performance slow_and_wrong = {
    .name = "slow and wrong",
    .rendering = {.activation = TEXT("{\"deviceId\":$i,\"activated\":1,\"name\":$n}"),
                  .pause = {0, 100}}};
static const struct performance silent = {.name = "silent",
                                          .rendering = {.message = TEXT(""), .end = WIRE_STALL}};

static void nap(void) {
    nanosleep(&(struct timespec){.tv_nsec = NAP_NS}, NULL);
}

static bool wait_for_requests(unsigned count) {
    for (unsigned i = 0; i < NAPS_MAX && stage_requests() < count; i++) {
        nap();
    }
    return stage_requests() >= count;
}

/* Runs the program until so many requests have come, and sends it a signal. */
static struct child_end interrupt(const struct performance *performance, unsigned requests,
                                  int signal_number) {
    struct child child;
    assert_true(stage_prepare(performance));
    assert_true(child_run("little.json", &child));
    bool is_under_way = wait_for_requests(requests);
    kill(child.pid, signal_number);
    struct child_end end = child_wait(&child, LONGEST_SECONDS);
    assert_true(is_under_way);
    return end;
}

/* The run's own folder, which is the only one. */
static bool find_run_folder(char out_name[FOLDER_SIZE]) {
    DIR *folder = opendir(certify_path("reports"));
    bool is_found = false;
    struct dirent *entry;
    while (folder != NULL && (entry = readdir(folder)) != NULL) {
        if (entry->d_type == DT_DIR && entry->d_name[0] != '.') {
            snprintf(out_name, FOLDER_SIZE, "reports/%s", entry->d_name);
            is_found = true;
        }
    }
    if (folder != NULL) {
        closedir(folder);
    }
    return is_found;
}

static size_t count_files(const char *name) {
    DIR *folder = opendir(certify_path(name));
    size_t count = 0;
    struct dirent *entry;
    while (folder != NULL && (entry = readdir(folder)) != NULL) {
        count += entry->d_name[0] != '.' || entry->d_type == DT_REG;
    }
    if (folder != NULL) {
        closedir(folder);
    }
    return count;
}

static bool is_json_file(const char *name) {
    struct buffer text;
    struct json_document document = {NULL, bytes_of("", 0)};
    buffer_init(&text, FILE_LIMIT);
    bool is_json = certify_read(name, &text) &&
                   json_document_parse(buffer_view(&text),
                                       (struct json_limits){.depth = 64, .values = 1 << 20},
                                       JSON_UNIQUE_NAMES, &document)
                           .fault == JSON_OK;
    json_document_clean_up(&document);
    buffer_clean_up(&text);
    return is_json;
}

static bool file_holds(const char *name, const char *words) {
    struct buffer text;
    buffer_init(&text, FILE_LIMIT);
    bool is_held = certify_read(name, &text) && strstr(buffer_text(&text), words) != NULL;
    buffer_clean_up(&text);
    return is_held;
}

struct row {
    const char *name;
    const struct performance *performance;
    int signal_number;
    unsigned requests;
    int exit_code;
    const char *verdict;
    const char *breaks;
};

static const struct row rows[] = {
    {"SIGINT in the accepted rows", &slow, SIGINT, 20, EXIT_INCONCLUSIVE, "inconclusive", ""},
    {"SIGINT in the refused rows", &slow, SIGINT, 60, EXIT_INCONCLUSIVE, "inconclusive", ""},
    {"SIGTERM", &slow, SIGTERM, 40, EXIT_INCONCLUSIVE, "inconclusive", ""},
    {"SIGINT after a finding", &slow_and_wrong, SIGINT, 40, EXIT_NONCONFORMANT, "nonconformant",
     "response.activated"},
};

static void test_certification_stopped__judges_what_is_there(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct row *row = &rows[i];
        struct certification certified;
        char folder[FOLDER_SIZE] = "";
        struct child_end end = interrupt(row->performance, row->requests, row->signal_number);
        check_row(row->name, end.exit_code == row->exit_code);
        check_row(row->name, end.seconds < LONGEST_SECONDS / 2.0);
        bool is_read = certify_read_report("reports/report.json", &certified);
        check_row(row->name, is_read);
        check_row(row->name, is_read && strcmp(certified.verdict, row->verdict) == 0);
        check_row(row->name, is_read && strcmp(certified.breaks, row->breaks) == 0);
        check_row(row->name, is_read && certified.unproven[0] != '\0');
        check_row(row->name, file_holds("reports/report.json", "the run was stopped"));
        check_row(row->name, file_holds("reports/junit.xml", "the run was stopped"));
        check_row(row->name, file_holds("reports/junit.xml", "</testsuites>"));
        check_row(row->name, is_json_file("reports/evidence.har"));
        check_row(row->name, find_run_folder(folder));
        check_row(row->name, count_files(folder) == 7); /* nothing temporary, no journal */
        check_row(row->name, certify_again("little.json", &certified) &&
                                 strcmp(certified.breaks, row->breaks) == 0);
    }
    check_finish();
}

/* Nothing was answered, so there is nothing to judge: no verdict, and no blame. */
static void test_certification_stopped__blames_nobody_who_was_not_waited_for(void **state) {
    (void)state;
    struct certification certified;
    struct child_end end = interrupt(&silent, 3, SIGINT);
    assert_true(end.exit_code == EXIT_INCONCLUSIVE || end.exit_code == EXIT_NO_VERDICT);
    assert_true(certify_read_report("reports/report.json", &certified));
    assert_string_equal(certified.breaks, "");
}

static bool is_journal_whole(const char *folder) {
    char name[PATH_SIZE];
    struct buffer text;
    size_t lines = 0;
    bool is_whole = true;
    snprintf(name, sizeof name, "%s/journal.ndjson", folder);
    buffer_init(&text, FILE_LIMIT);
    if (!certify_read(name, &text)) {
        return false;
    }
    struct bytes rest = buffer_view(&text);
    for (size_t end; (end = bytes_find(rest, bytes_of_text("\n"), 0)) != SIZE_MAX; lines++) {
        struct json_limits limits = {.depth = 64, .values = 1 << 16};
        is_whole = is_whole && json_gate(bytes_slice(rest, 0, end), limits, NULL).fault == JSON_OK;
        rest = bytes_slice(rest, end + 1, rest.size);
    }
    buffer_clean_up(&text);
    return is_whole && lines > 0;
}

static void test_certification_killed__leaves_the_journal_and_no_half_file(void **state) {
    (void)state;
    char folder[FOLDER_SIZE] = "";
    struct child_end end = interrupt(&slow, 40, SIGKILL);
    assert_int_equal(end.signal, SIGKILL);
    assert_true(find_run_folder(folder));
    assert_int_equal(count_files(folder), 1);
    assert_true(is_journal_whole(folder));
    assert_false(access(certify_path("reports/report.json"), F_OK) == 0);
}

static bool is_whole_or_absent(const char *folder, const char *name) {
    char path[PATH_SIZE];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return access(certify_path(path), F_OK) != 0 || is_json_file(path);
}

/* Killed at any moment near the end, where the reports are written. */
static void test_certification_killed__leaves_each_report_whole_or_absent(void **state) {
    static const struct performance quick = {.name = "quick"};
    (void)state;
    for (unsigned delay_ms = 0; delay_ms < 100; delay_ms += 9) {
        struct child child;
        char folder[FOLDER_SIZE] = "", name[32];
        snprintf(name, sizeof name, "%u ms later", delay_ms);
        assert_true(stage_prepare(&quick));
        assert_true(child_run("little.json", &child));
        check_row(name, wait_for_requests(130));
        for (unsigned waited_ms = 0; waited_ms < delay_ms; waited_ms += 2) {
            nap();
        }
        kill(child.pid, SIGKILL);
        (void)child_wait(&child, LONGEST_SECONDS);
        check_row(name, find_run_folder(folder));
        check_row(name, is_whole_or_absent(folder, "report.json"));
        check_row(name, is_whole_or_absent(folder, "evidence.har"));
    }
    check_finish();
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_certification_stopped__judges_what_is_there),
        cmocka_unit_test(test_certification_stopped__blames_nobody_who_was_not_waited_for),
        cmocka_unit_test(test_certification_killed__leaves_the_journal_and_no_half_file),
        cmocka_unit_test(test_certification_killed__leaves_each_report_whole_or_absent),
    };
    return cmocka_run_group_tests(tests, stage_set_up, stage_tear_down);
}
