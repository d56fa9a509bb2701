/* Records come back as they went in, whatever happens between. */
#include "store/journal.h"

#include "tests/scratch.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <sys/resource.h>
#include <sys/wait.h>
/* cmocka.h needs the four before it. */
#include <cmocka.h>

static struct journal *create(uint64_t limit_bytes) {
    struct journal *journal = NULL;
    assert_int_equal(journal_create(scratch_folder, "run.journal", limit_bytes, &journal, NULL),
                     STATUS_OK);
    return journal;
}

static bool record_is(struct journal *journal, size_t index, struct bytes expected) {
    struct buffer out;
    buffer_init(&out, 8 << 20);
    bool is_equal = journal_read(journal, index, &out, NULL) == STATUS_OK &&
                    bytes_equal(buffer_view(&out), expected);
    buffer_clean_up(&out);
    return is_equal;
}

static void test_journal_read__gives_every_record_back(void **state) {
    (void)state;
    struct journal *journal = create(1 << 20);
    for (size_t i = 0; i < 1000; i++) { /* more than the index first has room for */
        char record[32];
        int size = snprintf(record, sizeof record, "%zu", i * i);
        assert_int_equal(journal_append(journal, bytes_of(record, (size_t)size), NULL), STATUS_OK);
    }
    assert_int_equal(journal_count(journal), 1000);
    assert_true(record_is(journal, 999, bytes_of_text("998001")));
    assert_true(record_is(journal, 0, bytes_of_text("0")));
    assert_true(record_is(journal, 500, bytes_of_text("250000")));
    assert_int_equal(journal_sync(journal, NULL), STATUS_OK);
    journal_close(journal, true);
    assert_true(scratch_has("run.journal"));
}

static void test_journal_read__gives_large_and_empty_records_back(void **state) {
    (void)state;
    struct journal *journal = create(8 << 20);
    size_t size = 3 << 20;
    unsigned char *large = malloc(size);
    assert_non_null(large);
    memset(large, 'x', size);
    large[size - 1] = 0; /* any byte but a line end */
    assert_int_equal(journal_append(journal, bytes_of(NULL, 0), NULL), STATUS_OK);
    assert_int_equal(journal_append(journal, bytes_of(large, size), NULL), STATUS_OK);
    assert_int_equal(journal_append(journal, bytes_of(NULL, 0), NULL), STATUS_OK);
    assert_true(record_is(journal, 0, bytes_of_text("")));
    assert_true(record_is(journal, 1, bytes_of(large, size)));
    assert_true(record_is(journal, 2, bytes_of_text("")));
    free(large);
    journal_close(journal, false);
    assert_false(scratch_has("run.journal"));
}

static void test_journal_read__gives_back_what_no_file_holds(void **state) {
    (void)state;
    struct journal *journal = NULL;
    assert_int_equal(journal_create_in_memory(100, &journal, NULL), STATUS_OK);
    assert_int_equal(journal_append(journal, bytes_of_text("one"), NULL), STATUS_OK);
    assert_int_equal(journal_append(journal, bytes_of_text("two"), NULL), STATUS_OK);
    assert_true(record_is(journal, 1, bytes_of_text("two")));
    assert_true(record_is(journal, 0, bytes_of_text("one")));
    journal_close(journal, false);
}

static void test_journal_read__refuses_a_record_that_is_not_there(void **state) {
    (void)state;
    struct buffer out;
    buffer_init(&out, 100);
    struct journal *journal = create(100);
    assert_int_equal(journal_read(journal, 0, &out, NULL), STATUS_NOT_FOUND);
    journal_close(journal, false);
    buffer_clean_up(&out);
}

static void test_journal_read__tells_of_a_file_cut_behind_its_back(void **state) {
    (void)state;
    struct buffer out;
    struct diagnostic diagnostic = {""};
    buffer_init(&out, 100);
    struct journal *journal = create(100);
    assert_int_equal(journal_append(journal, bytes_of_text("record"), NULL), STATUS_OK);
    assert_int_equal(truncate(scratch_path("run.journal"), 3), 0);
    assert_int_equal(journal_read(journal, 0, &out, &diagnostic), STATUS_IO);
    assert_non_null(strstr(diagnostic.text, "run.journal"));
    journal_close(journal, false);
    buffer_clean_up(&out);
}

static void test_journal_append__keeps_to_its_cap(void **state) {
    (void)state;
    struct diagnostic diagnostic = {""};
    struct journal *journal = create(10);
    assert_int_equal(journal_append(journal, bytes_of_text("12345"), NULL), STATUS_OK);
    assert_int_equal(journal_append(journal, bytes_of_text("1234"), &diagnostic), STATUS_LIMIT);
    assert_non_null(strstr(diagnostic.text, "10 bytes"));
    assert_int_equal(journal_count(journal), 1);
    assert_int_equal(journal_append(journal, bytes_of_text("123"), NULL), STATUS_OK);
    assert_int_equal(journal_append(journal, bytes_of_text(""), NULL), STATUS_LIMIT);
    assert_true(record_is(journal, 1, bytes_of_text("123")));
    journal_close(journal, false);
}

static void test_journal_append__refuses_a_line_end_inside(void **state) {
    (void)state;
    struct journal *journal = create(100);
    assert_int_equal(journal_append(journal, bytes_of_text("a\nb"), NULL), STATUS_INVALID);
    assert_int_equal(journal_count(journal), 0);
    journal_close(journal, false);
}

static void test_journal_create__refuses_one_that_exists(void **state) {
    (void)state;
    struct journal *journal = create(100), *other = NULL;
    struct diagnostic diagnostic = {""};
    assert_int_equal(journal_create(scratch_folder, "run.journal", 100, &other, &diagnostic),
                     STATUS_IO);
    assert_null(other);
    assert_non_null(strstr(diagnostic.text, "something has that name already"));
    journal_close(journal, false);
    journal_close(NULL, false);
}

/* A limit on file sizes stands in for a disk that fills. */
static int append_past_the_end_of_the_disk(void) {
    static const unsigned char much[800];
    struct journal *journal = NULL;
    struct diagnostic diagnostic = {""};
    bool is_right =
        journal_create(scratch_folder, "run.journal", 1 << 20, &journal, NULL) == STATUS_OK &&
        journal_append(journal, bytes_of_text("first"), NULL) == STATUS_OK &&
        journal_append(journal, bytes_of(much, sizeof much), NULL) == STATUS_OK &&
        journal_append(journal, bytes_of(much, sizeof much), &diagnostic) == STATUS_IO &&
        strstr(diagnostic.text, "run.journal") != NULL && journal_count(journal) == 2 &&
        journal_append(journal, bytes_of_text("last"), NULL) == STATUS_OK &&
        record_is(journal, 0, bytes_of_text("first")) &&
        record_is(journal, 2, bytes_of_text("last"));
    journal_close(journal, true);
    return is_right ? 0 : 1;
}

static void test_journal_append__leaves_no_half_record_on_a_disk_that_fills(void **state) {
    (void)state;
    pid_t child = fork();
    if (child == 0) {
        struct rlimit limit = {1000, 1000};
        (void)signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &limit);
        _exit(append_past_the_end_of_the_disk());
    }
    int status = -1;
    waitpid(child, &status, 0);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    struct stat facts;
    assert_int_equal(stat(scratch_path("run.journal"), &facts), 0);
    assert_int_equal(facts.st_size, 6 + 801 + 5);
}

#define SCRATCH_TEST(test) cmocka_unit_test_setup_teardown(test, scratch_set_up, scratch_tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        SCRATCH_TEST(test_journal_read__gives_every_record_back),
        SCRATCH_TEST(test_journal_read__gives_large_and_empty_records_back),
        SCRATCH_TEST(test_journal_read__gives_back_what_no_file_holds),
        SCRATCH_TEST(test_journal_read__refuses_a_record_that_is_not_there),
        SCRATCH_TEST(test_journal_read__tells_of_a_file_cut_behind_its_back),
        SCRATCH_TEST(test_journal_append__keeps_to_its_cap),
        SCRATCH_TEST(test_journal_append__refuses_a_line_end_inside),
        SCRATCH_TEST(test_journal_create__refuses_one_that_exists),
        SCRATCH_TEST(test_journal_append__leaves_no_half_record_on_a_disk_that_fills),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
