/* What is written is complete or not there at all, and every trouble names path, cause, remedy. */
#include "store/file.h"

#include "tests/check.h"
#include "tests/scratch.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <sys/resource.h>
#include <sys/wait.h>
/* cmocka.h needs the four before it. */
#include <cmocka.h>

static struct bytes text(const char *words) {
    return bytes_of_text(words);
}

static bool file_holds(const char *name, const char *content) {
    struct buffer buffer;
    buffer_init(&buffer, 1 << 20);
    bool holds = store_read(scratch_path(name), 1 << 20, &buffer, NULL) == STATUS_OK &&
                 bytes_equal_text(buffer_view(&buffer), content);
    buffer_clean_up(&buffer);
    return holds;
}

static void test_store_write__puts_the_bytes_there_with_the_mode(void **state) {
    (void)state;
    struct stat facts;
    mode_t umask_before = umask(077);
    assert_int_equal(store_write(scratch_folder, "a.txt", 0644, text("hello"), NULL), STATUS_OK);
    umask(umask_before);
    assert_true(file_holds("a.txt", "hello"));
    assert_int_equal(stat(scratch_path("a.txt"), &facts), 0);
    assert_int_equal(facts.st_mode & 07777, 0644);
    assert_int_equal(scratch_count(scratch_folder), 1);
}

static void test_store_write__replaces_a_file_in_one_step(void **state) {
    (void)state;
    struct store_file *file = NULL;
    assert_int_equal(store_write(scratch_folder, "a.txt", 0600, text("old"), NULL), STATUS_OK);
    assert_int_equal(store_file_begin(scratch_folder, "a.txt", 0600, &file, NULL), STATUS_OK);
    assert_int_equal(store_file_append(file, text("ne"), NULL), STATUS_OK);
    assert_true(file_holds("a.txt", "old"));
    assert_int_equal(store_file_append(file, text("w"), NULL), STATUS_OK);
    assert_int_equal(store_file_commit(file, NULL), STATUS_OK);
    assert_true(file_holds("a.txt", "new"));
}

static void test_store_write_new__replaces_nothing(void **state) {
    (void)state;
    struct stat facts;
    struct diagnostic diagnostic = {""};
    assert_int_equal(store_write_new(scratch_folder, "a.pem", 0600, text("mine"), NULL), STATUS_OK);
    assert_int_equal(stat(scratch_path("a.pem"), &facts), 0);
    assert_int_equal(facts.st_mode & 07777, 0600);
    assert_int_equal(facts.st_nlink, 1);
    assert_int_equal(store_write_new(scratch_folder, "a.pem", 0600, text("other"), &diagnostic),
                     STATUS_IO);
    assert_non_null(strstr(diagnostic.text, "a.pem: File exists; "));
    assert_true(file_holds("a.pem", "mine"));
    assert_int_equal(symlink("nowhere", scratch_path("b.pem")), 0);
    assert_int_equal(store_write_new(scratch_folder, "b.pem", 0600, text("x"), NULL), STATUS_IO);
    assert_int_equal(scratch_count(scratch_folder), 2);
}

static void test_store_write__replaces_a_link_and_not_what_it_leads_to(void **state) {
    (void)state;
    assert_int_equal(store_write(scratch_folder, "victim", 0600, text("safe"), NULL), STATUS_OK);
    assert_int_equal(symlink("victim", scratch_path("a.txt")), 0);
    assert_int_equal(store_write(scratch_folder, "a.txt", 0600, text("mine"), NULL), STATUS_OK);
    assert_true(file_holds("victim", "safe"));
    assert_true(file_holds("a.txt", "mine"));
}

static void test_store_file_abort__leaves_nothing(void **state) {
    (void)state;
    struct store_file *file = NULL;
    assert_int_equal(store_file_begin(scratch_folder, "a.txt", 0600, &file, NULL), STATUS_OK);
    assert_int_equal(store_file_append(file, text("half"), NULL), STATUS_OK);
    assert_int_equal(scratch_count(scratch_folder), 1);
    store_file_abort(file);
    assert_int_equal(scratch_count(scratch_folder), 0);
    store_file_abort(NULL);
}

/* ---- trouble ---- */

static void nothing(void) {
}

static void make_folder_of_that_name(void) {
    assert_int_equal(mkdir(scratch_path("out.json"), 0700), 0);
}

static void make_file_in_place_of_the_folder(void) {
    assert_int_equal(store_write(scratch_folder, "sub", 0600, text("x"), NULL), STATUS_OK);
}

static void forbid_the_folder(void) {
    assert_int_equal(mkdir(scratch_path("sub"), 0500), 0);
}

struct trouble_row {
    const char *name;
    void (*prepare)(void);
    const char *folder; /* below the scratch folder; one with a slash in front is taken as it is */
    const char *file;
    const char *cause, *remedy; /* words of the diagnostic */
    bool is_void_for_root;
};

static const struct trouble_row trouble_rows[] = {
    {"no such folder", nothing, "sub", "out.json", "No such file", "check the path", false},
    {"a folder that is a file", make_file_in_place_of_the_folder, "sub", "out.json",
     "Not a directory", "a part of the path is a file", false},
    {"a name that is a folder", make_folder_of_that_name, ".", "out.json", "Is a directory",
     "a folder has that name", false},
    {"a folder without permission", forbid_the_folder, "sub", "out.json", "Permission denied",
     "change its permissions", true},
    {"a name with a slash", nothing, ".", "a/b", "Invalid argument", "check the path", false},
    {"an empty name", nothing, ".", "", "Invalid argument", "check the path", false},
    {"the name ..", nothing, ".", "..", "Invalid argument", "check the path", false},
    {"a file system without new files", nothing, "/proc/self", "out.json", "No such file",
     "check the path", false},
};

static bool trouble_is_told(const struct trouble_row *row) {
    struct diagnostic diagnostic = {""};
    const char *folder = row->folder[0] == '/' ? row->folder : scratch_path(row->folder);
    row->prepare();
    size_t count_before = scratch_count(folder);
    enum status status = store_write(folder, row->file, 0600, text("x"), &diagnostic);
    bool is_told = status == STATUS_IO && strstr(diagnostic.text, folder) != NULL &&
                   strstr(diagnostic.text, row->cause) != NULL &&
                   strstr(diagnostic.text, row->remedy) != NULL;
    if (!is_told) {
        print_error("%s: %s\n", row->name, diagnostic.text);
    }
    return is_told && (folder[1] == 'p' || scratch_count(folder) == count_before);
}

static void test_store_write__names_path_cause_and_remedy(void **state) {
    size_t failures = 0;
    for (size_t i = 0; i < sizeof trouble_rows / sizeof trouble_rows[0]; i++) {
        if (trouble_rows[i].is_void_for_root && geteuid() == 0) {
            continue;
        }
        scratch_tear_down(state);
        assert_int_equal(scratch_set_up(state), 0);
        if (!trouble_is_told(&trouble_rows[i])) {
            print_error("failed: %s\n", trouble_rows[i].name);
            failures++;
        }
    }
    assert_int_equal(failures, 0);
}

static void test_store_file_commit__tells_of_a_folder_that_vanished(void **state) {
    (void)state;
    struct store_file *file = NULL;
    struct diagnostic diagnostic = {""};
    assert_int_equal(mkdir(scratch_path("sub"), 0700), 0);
    assert_int_equal(store_file_begin(scratch_path("sub"), "a.txt", 0600, &file, NULL), STATUS_OK);
    assert_int_equal(store_file_append(file, text("x"), NULL), STATUS_OK);
    char command[SCRATCH_PATH_SIZE * 3];
    (void)snprintf(command, sizeof command, "rm -r '%s'", scratch_path("sub"));
    assert_int_equal(system(command), 0); /* NOLINT(cert-env33-c): our own folder */
    assert_int_equal(store_file_commit(file, &diagnostic), STATUS_IO);
    assert_non_null(strstr(diagnostic.text, "sub/a.txt"));
    assert_non_null(strstr(diagnostic.text, "removed its folder"));
}

/* In a child, because a limit on file sizes stands in for a disk that fills. */
static int run_with_a_full_disk(int (*work)(void)) {
    pid_t child = fork();
    if (child == 0) {
        struct rlimit limit = {1000, 1000};
        (void)signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &limit);
        _exit(work());
    }
    int status = -1;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static int write_too_much(void) {
    static const unsigned char much[4096];
    struct diagnostic diagnostic = {""};
    enum status status =
        store_write(scratch_folder, "a.txt", 0600, bytes_of(much, sizeof much), &diagnostic);
    return status == STATUS_IO && strstr(diagnostic.text, "a.txt") != NULL &&
                   strstr(diagnostic.text, "File too large") != NULL
               ? 0
               : 1;
}

static void test_store_write__leaves_nothing_on_a_disk_that_fills(void **state) {
    (void)state;
    assert_int_equal(store_write(scratch_folder, "a.txt", 0600, text("old"), NULL), STATUS_OK);
    assert_int_equal(run_with_a_full_disk(write_too_much), 0);
    assert_true(file_holds("a.txt", "old"));
    assert_int_equal(scratch_count(scratch_folder), 1);
}

/* ---- folders and links ---- */

static void test_store_append__adds_to_what_is_there(void **state) {
    (void)state;
    assert_int_equal(store_append(scratch_path("a.md"), text("one\n"), NULL), STATUS_OK);
    assert_int_equal(store_append(scratch_path("a.md"), text("two\n"), NULL), STATUS_OK);
    assert_true(file_holds("a.md", "one\ntwo\n"));
    assert_int_equal(scratch_count(scratch_folder), 1);
}

struct append_row {
    const char *name, *path, *told;
    enum status status;
};

static void test_store_append__refuses_what_is_no_file(void **state) {
    (void)state;
    static const struct append_row rows[] = {
        {"a folder", ".", "cannot append to .", STATUS_IO},
        {"a device", "/dev/null", "cannot append to /dev/null", STATUS_IO},
        {"a folder that is not there", "/nowhere/a.md", "/nowhere/a.md", STATUS_NOT_FOUND},
        {"a pipe that nobody reads", "pipe", "pipe", STATUS_IO},
    };
    assert_int_equal(mkfifo(scratch_path("pipe"), 0600), 0);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct diagnostic diagnostic = {""};
        bool is_here = rows[i].path[0] == 'p';
        const char *path = is_here ? scratch_path(rows[i].path) : rows[i].path;
        check_row(rows[i].name, store_append(path, text("x"), &diagnostic) == rows[i].status);
        check_row(rows[i].name, strstr(diagnostic.text, rows[i].told) != NULL);
    }
    check_finish();
}

static void test_store_make_folder__makes_the_parents_too(void **state) {
    (void)state;
    const char *path = scratch_path("a/b//c/");
    assert_int_equal(store_make_folder(path, NULL), STATUS_OK);
    assert_int_equal(store_make_folder(path, NULL), STATUS_OK);
    assert_true(scratch_has("a/b/c"));
    assert_int_equal(store_make_folder("/", NULL), STATUS_OK);
}

static void test_store_make_folder__refuses_a_file_in_the_way(void **state) {
    (void)state;
    struct diagnostic diagnostic = {""};
    assert_int_equal(store_write(scratch_folder, "a", 0600, text("x"), NULL), STATUS_OK);
    assert_int_equal(store_make_folder(scratch_path("a/b"), &diagnostic), STATUS_IO);
    assert_non_null(strstr(diagnostic.text, "a part of the path is a file"));
    assert_int_equal(store_make_folder("", &diagnostic), STATUS_IO);
}

static void test_store_link__points_to_the_latest(void **state) {
    (void)state;
    char to[64] = "";
    assert_int_equal(store_link(scratch_folder, "latest", "run-1", NULL), STATUS_OK);
    assert_int_equal(store_link(scratch_folder, "latest", "run-2", NULL), STATUS_OK);
    assert_int_equal(readlink(scratch_path("latest"), to, sizeof to - 1), 5);
    assert_string_equal(to, "run-2");
    assert_int_equal(scratch_count(scratch_folder), 1);
}

static void test_store_link__never_replaces_anything_but_a_link(void **state) {
    (void)state;
    struct diagnostic diagnostic = {""};
    assert_int_equal(store_write(scratch_folder, "latest", 0600, text("mine"), NULL), STATUS_OK);
    assert_int_equal(store_link(scratch_folder, "latest", "run-1", &diagnostic), STATUS_IO);
    assert_non_null(strstr(diagnostic.text, "move it away"));
    assert_true(file_holds("latest", "mine"));
}

/* ---- reading ---- */

static void make_pipe(void) {
    assert_int_equal(mkfifo(scratch_path("in"), 0600), 0);
}

static void make_read_folder(void) {
    assert_int_equal(mkdir(scratch_path("in"), 0700), 0);
}

static void make_device_link(void) {
    assert_int_equal(symlink("/dev/zero", scratch_path("in")), 0);
}

static void make_ten_bytes(void) {
    assert_int_equal(store_write(scratch_folder, "in", 0600, text("0123456789"), NULL), STATUS_OK);
}

static void make_circle(void) {
    assert_int_equal(symlink("in", scratch_path("in")), 0);
}

struct read_row {
    const char *name;
    void (*prepare)(void);
    size_t limit;
    enum status expected;
    const char *words;
};

static const struct read_row read_rows[] = {
    {"a file of exactly the limit", make_ten_bytes, 10, STATUS_OK, ""},
    {"a file one byte over", make_ten_bytes, 9, STATUS_LIMIT, "larger than the 9 bytes"},
    {"a limit of nothing", make_ten_bytes, 0, STATUS_LIMIT, "larger than the 0 bytes"},
    {"no file", nothing, 10, STATUS_NOT_FOUND, "check the path"},
    {"a folder", make_read_folder, 10, STATUS_IO, "it is a folder"},
    {"a pipe that nobody writes to", make_pipe, 10, STATUS_IO, "it is a pipe"},
    {"a device behind a link", make_device_link, 10, STATUS_IO, "it is a device"},
    {"a link to itself", make_circle, 10, STATUS_IO, "lead in a circle"},
};

static bool reads_as_expected(const struct read_row *row) {
    struct diagnostic diagnostic = {""};
    struct buffer out;
    buffer_init(&out, 1000);
    enum status status = buffer_append_text(&out, "kept ");
    row->prepare();
    if (status == STATUS_OK) {
        status = store_read(scratch_path("in"), row->limit, &out, &diagnostic);
    }
    const char *expected = row->expected == STATUS_OK ? "kept 0123456789" : "kept ";
    bool is_right = status == row->expected && strstr(diagnostic.text, row->words) != NULL &&
                    strcmp(buffer_text(&out), expected) == 0;
    buffer_clean_up(&out);
    return is_right;
}

static void test_store_read__reads_files_and_refuses_the_rest(void **state) {
    size_t failures = 0;
    for (size_t i = 0; i < sizeof read_rows / sizeof read_rows[0]; i++) {
        scratch_tear_down(state);
        assert_int_equal(scratch_set_up(state), 0);
        if (!reads_as_expected(&read_rows[i])) {
            print_error("failed: %s\n", read_rows[i].name);
            failures++;
        }
    }
    assert_int_equal(failures, 0);
}

static void test_store_read__reads_a_file_that_says_it_is_empty(void **state) {
    (void)state;
    struct buffer out;
    buffer_init(&out, 1 << 20);
    assert_int_equal(store_read("/proc/self/status", 1 << 20, &out, NULL), STATUS_OK);
    assert_true(out.size > 0);
    buffer_clean_up(&out);
}

#define SCRATCH_TEST(test) cmocka_unit_test_setup_teardown(test, scratch_set_up, scratch_tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        SCRATCH_TEST(test_store_write__puts_the_bytes_there_with_the_mode),
        SCRATCH_TEST(test_store_write__replaces_a_file_in_one_step),
        SCRATCH_TEST(test_store_write_new__replaces_nothing),
        SCRATCH_TEST(test_store_write__replaces_a_link_and_not_what_it_leads_to),
        SCRATCH_TEST(test_store_file_abort__leaves_nothing),
        SCRATCH_TEST(test_store_write__names_path_cause_and_remedy),
        SCRATCH_TEST(test_store_file_commit__tells_of_a_folder_that_vanished),
        SCRATCH_TEST(test_store_write__leaves_nothing_on_a_disk_that_fills),
        SCRATCH_TEST(test_store_append__adds_to_what_is_there),
        SCRATCH_TEST(test_store_append__refuses_what_is_no_file),
        SCRATCH_TEST(test_store_make_folder__makes_the_parents_too),
        SCRATCH_TEST(test_store_make_folder__refuses_a_file_in_the_way),
        SCRATCH_TEST(test_store_link__points_to_the_latest),
        SCRATCH_TEST(test_store_link__never_replaces_anything_but_a_link),
        SCRATCH_TEST(test_store_read__reads_files_and_refuses_the_rest),
        SCRATCH_TEST(test_store_read__reads_a_file_that_says_it_is_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
