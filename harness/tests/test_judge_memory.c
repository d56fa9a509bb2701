#include "judge_fixture.h"

#include "tests/check.h"

/* Allocations until one fails; negative: none does. */
static int allocations_left = -1;

static bool is_out_of_memory(void) {
    return allocations_left == 0 || (allocations_left > 0 && allocations_left-- == 0);
}

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *memory, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *memory, size_t size);

void *__wrap_malloc(size_t size) {
    return is_out_of_memory() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size) {
    return is_out_of_memory() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *memory, size_t size) {
    return is_out_of_memory() ? NULL : __real_realloc(memory, size);
}

#define FAULTY                                                                                     \
    "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\nX : y\r\n\r\n"                           \
    "{\"error_code\":7,\"error_desc\":\"java.lang.X\"}"

enum { ATTEMPTS = 60 };

static const struct case_row row_path = {
    .id = "hardening.path.nul",
    .kind = KIND_PATH,
    .expect = {.answer = EXPECT_PATH_REFUSED},
    PROVES(HARDENING_PATH),
};

/* The second asks for no memory behind the search of its body. */
static const struct verdict_row exchanges[] = {
    ROW("faults of many kinds", &row_unknown_device, FAULTY,
        "response.content-type response.framing error.body ~hardening.error-leak"),
    ROW("a leak alone", &row_path, ANSWER("404 N", "text/plain", "java.lang.X"),
        "~hardening.error-leak"),
    ROW("nothing at all", &row_path, ANSWER("404 N", "text/plain", "no"), ""),
};

/* Allows one allocation more each time, until it is enough. */
static void check_exchange(const struct verdict_row *row) {
    struct judge_rules rules = fixture_rules();
    struct exchange exchange = fixture_exchange(row->answer);
    enum status status = STATUS_NO_MEMORY;
    for (int left = 0; left < ATTEMPTS && status != STATUS_OK; left++) {
        struct findings findings = {0};
        struct observation seen = {.status = 1};
        allocations_left = left;
        status = judge_exchange(&rules, row->row, &exchange, &findings, &seen);
        allocations_left = -1;
        check_row(row->name, status == STATUS_OK || (status == STATUS_NO_MEMORY &&
                                                     findings.count == 0 && seen.status == 1));
        if (status == STATUS_OK) {
            check_row(row->name, strcmp(blamed_in(&findings).text, row->blamed) == 0);
        }
        findings_clean_up(&findings);
    }
    check_row(row->name, status == STATUS_OK);
}

static void test_judge_exchange__without_memory_leaves_everything_as_it_was(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof exchanges / sizeof exchanges[0]; i++) {
        check_exchange(&exchanges[i]);
    }
    check_finish();
}

static const struct case_row rows[] = {
    {.id = "a",
     .request = {.device = DEVICE_ONLINE},
     .expect = {.activated = ACTIVATED_TRUE},
     PROVES(ACTIVATION_QUERY_IS_SAFE)},
};
static const struct case_table table = {rows, 1};

static void test_judge_run__without_memory_says_so(void **state) {
    (void)state;
    struct judge_rules rules = fixture_rules();
    struct observation observations[] = {
        {.row = rows, .is_accepted = true, .answer_digest = 1, .asked_digest = 1},
        {.row = rows, .is_accepted = true, .answer_digest = 2, .asked_digest = 1, .exchange = 1},
    };
    enum status status = STATUS_NO_MEMORY;
    for (int left = 0; left < ATTEMPTS && status != STATUS_OK; left++) {
        struct tally tally;
        allocations_left = left;
        status = tally_init(&tally, table, fixture_catalogue);
        if (status == STATUS_OK) {
            status = judge_run(&rules, observations, 2, &tally);
            assert_int_equal(tally.cases[0].findings.count, status == STATUS_OK ? 1 : 0);
            tally_clean_up(&tally);
        }
        allocations_left = -1;
        assert_true(status == STATUS_OK || status == STATUS_NO_MEMORY);
    }
    assert_int_equal(status, STATUS_OK);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_judge_exchange__without_memory_leaves_everything_as_it_was),
        cmocka_unit_test(test_judge_run__without_memory_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
