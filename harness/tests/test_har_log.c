/* A whole HAR is written, and walked entry by entry. */
#include "tests/har_fixture.h"

struct visits {
    struct buffer texts; /* each entry's text and a bar */
    size_t fail_at, count;
};

static enum status note_visit(void *context, struct bytes entry,
                              struct diagnostic *out_diagnostic) {
    struct visits *visits = context;
    if (visits->count++ == visits->fail_at) {
        diagnostic_set(out_diagnostic, "it would not do");
        return STATUS_INVALID;
    }
    enum status status = buffer_append(&visits->texts, entry);
    return status == STATUS_OK ? buffer_append_text(&visits->texts, "|") : status;
}

static const struct {
    const char *name, *har, *visited; /* visited NULL: refused */
    const char *words;
} log_rows[] = {
    {"none", "{\"log\":{\"entries\":[]}}", "", ""},
    {"two", "{\"log\":{\"entries\":[{\"a\":1},{}]}}", "{\"a\":1}|{}|", ""},
    {"white space everywhere", " {\n\"log\" : { \"entries\"\t: [ {} ,\r\n [ ] ] } } ", "{}|[ ]|",
     ""},
    {"values of every kind",
     "{\"log\":{\"entries\":[1.5e3,\"a]}\\\"\",true,null,[[]],{\"b\":{}}]}}",
     "1.5e3|\"a]}\\\"\"|true|null|[[]]|{\"b\":{}}|", ""},
    {"after other members",
     "{\"x\":[{\"log\":{\"entries\":[9]}}],\"y\":\"}\\\\\",\"log\":{\"version\":\"1.2\",\"pages\":["
     "{}"
     "],\"n\":-1,\"entries\":[{}],\"z\":{}}}",
     "{}|", ""},
    {"no log", "{\"entries\":[]}", NULL, "no array log.entries"},
    {"no entries", "{\"log\":{}}", NULL, "no array log.entries"},
    {"entries that are no array", "{\"log\":{\"entries\":{}}}", NULL, "no array log.entries"},
    {"a log that is no object", "{\"log\":[]}", NULL, "no array log.entries"},
    {"no object at all", "3", NULL, "no array log.entries"},
    {"two logs", "{\"log\":{\"entries\":[]},\"log\":{}}", NULL, "stands there already"},
    {"two lists", "{\"log\":{\"entries\":[],\"entries\":[]}}", NULL, "column 22"},
    {"two of what nobody reads", "{\"log\":{\"entries\":[],\"x\":1,\"x\":2}}", "", ""},
    {"no JSON", "{\"log\":\n {]", NULL, "line 2, column 3"},
    {"nothing", "", NULL, "line 1, column 1"},
    {"cut off", "{\"log\":{\"entries\":[{}", NULL, "no HAR"},
};

static void test_har_visit_entries__finds_each_entry(void **state) {
    (void)state;
    size_t failures = 0;
    for (size_t i = 0; i < COUNT(log_rows); i++) {
        struct visits visits = {.fail_at = SIZE_MAX};
        struct diagnostic diagnostic = {""};
        buffer_init(&visits.texts, 1000);
        enum status status =
            har_visit_entries(text(log_rows[i].har), note_visit, &visits, &diagnostic);
        bool is_right =
            log_rows[i].visited == NULL
                ? status == STATUS_INVALID && strstr(diagnostic.text, log_rows[i].words) != NULL
                : status == STATUS_OK &&
                      strcmp(buffer_text(&visits.texts), log_rows[i].visited) == 0;
        if (!is_right) {
            print_error("failed: %s: %s, %s\n", log_rows[i].name, buffer_text(&visits.texts),
                        diagnostic.text);
            failures++;
        }
        buffer_clean_up(&visits.texts);
    }
    assert_int_equal(failures, 0);
}

static void test_har_visit_entries__says_which_entry_its_visitor_refused(void **state) {
    (void)state;
    struct visits visits = {.fail_at = 1};
    struct diagnostic diagnostic = {""};
    buffer_init(&visits.texts, 1000);
    assert_int_equal(har_visit_entries(text("{\"log\":{\"entries\":[{},{},{}]}}"), note_visit,
                                       &visits, &diagnostic),
                     STATUS_INVALID);
    assert_string_equal(diagnostic.text, "HAR entry 1 at byte 22: it would not do");
    assert_int_equal(visits.count, 2);
    buffer_clean_up(&visits.texts);
}

static void test_har_begin__and_end_make_a_file_that_is_read_back(void **state) {
    (void)state;
    struct exchange exchange = ordinary();
    struct buffer entry = write_entry(&exchange, NULL), har;
    struct visits visits = {.fail_at = SIZE_MAX};
    buffer_init(&har, ENTRY_LIMIT);
    buffer_init(&visits.texts, ENTRY_LIMIT);
    assert_int_equal(har_begin("1.0", text("{\"a\":1}"), &har), STATUS_OK);
    assert_int_equal(buffer_append(&har, buffer_view(&entry)), STATUS_OK);
    assert_int_equal(buffer_append_text(&har, ",\n"), STATUS_OK);
    assert_int_equal(buffer_append(&har, buffer_view(&entry)), STATUS_OK);
    assert_int_equal(har_end(text("[2]"), &har), STATUS_OK);
    assert_int_equal(har_visit_entries(buffer_view(&har), note_visit, &visits, NULL), STATUS_OK);
    assert_int_equal(visits.count, 2);
    assert_true(bytes_starts_with(buffer_view(&visits.texts), buffer_view(&entry)));
    assert_true(bytes_equal_text(har_log_member(buffer_view(&har), "\"_assay\""), "{\"a\":1}"));
    assert_true(bytes_equal_text(har_log_member(buffer_view(&har), "\"_assay_end\""), "[2]"));
    assert_null(har_log_member(buffer_view(&har), "\"comment\"").data);
    buffer_clean_up(&visits.texts);
    buffer_clean_up(&entry);
    buffer_clean_up(&har);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_har_visit_entries__finds_each_entry),
        cmocka_unit_test(test_har_visit_entries__says_which_entry_its_visitor_refused),
        cmocka_unit_test(test_har_begin__and_end_make_a_file_that_is_read_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
