/* The error table against the document: seven rows, and no pair beside them. */
#include "api/error_table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct row {
    const char *name;
    const char *code;
    int status;
    int expected; /* index into error_table, or -1 */
};

static const struct row find_rows[] = {
    {"the application is not existed", "100203", 403, 0},
    {"the application hasn't been authorized", "100217", 403, 1},
    {"throttle", "1010009", 403, 2},
    {"invalid credential", "1010005", 403, 3},
    {"the device is not existed", "100403", 404, 4},
    {"the application is not existed, as a 500", "100203", 500, 5},
    {"internal error", "50252", 500, 6},
    {"a documented code under another documented status", "100203", 404, -1},
    {"a documented code under 200", "100403", 200, -1},
    {"a code one digit short", "10040", 404, -1},
    {"a code one digit long", "1004030", 404, -1},
    {"a code with a space", "100403 ", 404, -1},
    {"no code", "", 404, -1},
    {"a status of no row", "1010005", 401, -1},
};

static int index_of(const struct error_row *row) {
    return row == NULL ? -1 : (int)(row - error_table);
}

static void test_error_table_find__knows_seven_pairs_and_no_other(void **state) {
    (void)state;
    size_t failed = 0;
    for (size_t i = 0; i < sizeof find_rows / sizeof find_rows[0]; i++) {
        const struct row *row = &find_rows[i];
        int found = index_of(error_table_find(row->status, bytes_of_text(row->code)));
        if (found != row->expected) {
            print_error("%s: row %d, expected %d\n", row->name, found, row->expected);
            failed++;
        }
    }
    assert_int_equal(failed, 0);
}

static void test_error_table_find__finds_no_row_for_an_absent_code(void **state) {
    (void)state;
    assert_null(error_table_find(403, bytes_of(NULL, 0)));
}

static void test_error_table_has_status__is_true_for_three_statuses_alone(void **state) {
    (void)state;
    for (int status = 0; status < 1000; status++) {
        bool expected = status == 403 || status == 404 || status == 500;
        assert_int_equal(error_table_has_status(status), expected);
    }
}

static void test_error_table__has_every_cell_filled(void **state) {
    (void)state;
    for (size_t i = 0; i < ERROR_TABLE_ROWS; i++) {
        const char *cells[] = {error_table[i].description, error_table[i].remark,
                               error_table[i].handling};
        for (size_t cell = 0; cell < 3; cell++) {
            size_t size = strlen(cells[cell]);
            assert_true(size > 1);
            assert_int_equal(cells[cell][size - 1], '.');
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_error_table_find__knows_seven_pairs_and_no_other),
        cmocka_unit_test(test_error_table_find__finds_no_row_for_an_absent_code),
        cmocka_unit_test(test_error_table_has_status__is_true_for_three_statuses_alone),
        cmocka_unit_test(test_error_table__has_every_cell_filled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
