#include "cases/cases.h"

#include "tests/check.h"

#include <stdlib.h>

/* The tables are linted: what a reader takes for granted of a row is held by a test. */

static struct case_table table;

static size_t count_id(const char *id) {
    size_t count = 0;
    for (size_t i = 0; i < table.count; i++) {
        count += strcmp(table.rows[i].id, id) == 0;
    }
    return count;
}

static void test_cases__are_between_80_and_140(void **state) {
    (void)state;
    assert_in_range(table.count, 80, 140);
}

static void test_cases__have_ids_that_are_unique_and_well_formed(void **state) {
    (void)state;
    for (size_t i = 0; i < table.count; i++) {
        const char *id = table.rows[i].id;
        check_row(id, count_id(id) == 1);
        check_row(id, strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-.") == strlen(id));
        check_row(id, strchr(id, '.') != NULL);
    }
    check_finish();
}

static void test_cases__reach_every_requirement(void **state) {
    (void)state;
    bool is_reached[REQUIREMENT_COUNT] = {false};
    for (size_t i = 0; i < table.count; i++) {
        for (size_t j = 0; j < table.rows[i].proves_count; j++) {
            is_reached[table.rows[i].proves[j]] = true;
        }
        check_row(table.rows[i].id, table.rows[i].proves_count > 0);
    }
    for (size_t i = 0; i < REQUIREMENT_COUNT; i++) {
        check_row(requirement_catalogue[i].id, is_reached[i]);
    }
    check_finish();
}

static void test_cases__give_every_refusal_an_accepted_twin(void **state) {
    (void)state;
    for (size_t i = 0; i < table.count; i++) {
        const struct case_row *row = &table.rows[i];
        const struct case_row *twin =
            row->twin == NULL ? NULL : cases_find(bytes_of_text(row->twin));
        check_row(row->id, row->twin == NULL || twin != NULL);
        if (row->phase != PHASE_ACCEPTED) {
            check_row(row->id, twin != NULL && twin->phase == PHASE_ACCEPTED);
        }
    }
    check_finish();
}

static bool is_same_text(const char *a, const char *b) {
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* How many fields of the request differ; repeating the same request is no difference. */
static unsigned differences(const struct request_spec *a, const struct request_spec *b) {
    bool has_same_id = a->raw_segment == NULL && b->raw_segment == NULL &&
                       a->overlong_characters == b->overlong_characters && a->device == b->device &&
                       a->device_alteration == b->device_alteration;
    bool has_same_token = a->token == b->token && is_same_text(a->scheme, b->scheme) &&
                          is_same_text(a->authorization, b->authorization);
    const bool same[] = {
        is_same_text(a->method, b->method), has_same_id,
        a->application == b->application,   a->application_alteration == b->application_alteration,
        a->app_key == b->app_key,           has_same_token,
        a->transport == b->transport,
    };
    unsigned count = 0;
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++) {
        count += !same[i];
    }
    return count;
}

static void test_cases__differ_from_their_twin_in_one_field(void **state) {
    (void)state;
    for (size_t i = 0; i < table.count; i++) {
        const struct case_row *row = &table.rows[i];
        if (row->twin == NULL) {
            continue;
        }
        unsigned count = differences(&row->request, &cases_find(bytes_of_text(row->twin))->request);
        /* The rows for other methods alter one field of a request that is already another one. */
        unsigned allowed = row->kind == KIND_METHOD ? 2 : 1;
        check_row(row->id, count <= allowed);
        bool may_be_equal = row->phase != PHASE_REFUSED;
        check_row(row->id, count > 0 || may_be_equal);
    }
    check_finish();
}

static bool states_a_fact(const char *title) {
    static const char *const verbs[] = {" is ",    " are ", " gives ", " gets ",
                                        " stays ", " in ",  " with ",  " behind "};
    for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++) {
        if (strstr(title, verbs[i]) != NULL) {
            return true;
        }
    }
    return false;
}

static void test_cases__have_titles_that_state_a_fact(void **state) {
    (void)state;
    for (size_t i = 0; i < table.count; i++) {
        const char *title = table.rows[i].title;
        bool begins_small = (title[0] >= 'a' && title[0] <= 'z') || strncmp(title, "app", 3) == 0 ||
                            strncmp(title, "Bearer", 6) == 0 ||
                            strstr(table.rows[i].id, "hardening.") == table.rows[i].id;
        check_row(table.rows[i].id, begins_small && states_a_fact(title));
        check_row(table.rows[i].id, title[strlen(title) - 1] != '.' && strlen(title) < 100);
        check_row(table.rows[i].id,
                  strstr(title, "should") == NULL && strstr(title, "must") == NULL);
    }
    check_finish();
}

static void test_cases__name_the_error_they_expect(void **state) {
    (void)state;
    for (size_t i = 0; i < table.count; i++) {
        enum expectation answer = table.rows[i].expect.answer;
        bool needs_error = answer == EXPECT_ERROR || answer == EXPECT_THROTTLED ||
                           answer == EXPECT_ERROR_OR_THROTTLED;
        check_row(table.rows[i].id, needs_error == (table.rows[i].expect.error != ERROR_ROW_NONE));
        check_row(table.rows[i].id, answer != EXPECT_THROTTLED ||
                                        table.rows[i].expect.error == ERROR_ROW_403_1010009);
    }
    check_finish();
}

static void test_cases__altered_credentials_never_go_unnamed(void **state) {
    (void)state;
    for (size_t i = 0; i < table.count; i++) {
        const struct request_spec *request = &table.rows[i].request;
        bool is_altered = request->token != AS_GIVEN || request->app_key != AS_GIVEN;
        check_row(table.rows[i].id, !is_altered || table.rows[i].phase == PHASE_REFUSED);
    }
    check_finish();
}

static bool begins_with(const char *id, const char *prefix) {
    return strncmp(id, prefix, strlen(prefix)) == 0;
}

/* The chapter that an id names, and what its rows have in common. */
static void test_cases__are_of_the_kind_that_their_chapter_names(void **state) {
    (void)state;
    static const struct {
        const char *prefix;
        enum case_kind kind;
        enum requirement_id requirement;
    } chapters[] = {
        {"hardening.path.", KIND_PATH, HARDENING_PATH},
        {"hardening.method.", KIND_METHOD, HARDENING_METHOD},
        {"hardening.cleartext.", KIND_TRANSPORT, HARDENING_CLEARTEXT},
        {"hardening.tls-version.", KIND_TRANSPORT, HARDENING_TLS_VERSION},
        {"throttle.", KIND_THROTTLE, REQUIREMENT_NONE},
        {"", KIND_PROTOTYPE, REQUIREMENT_NONE},
    };
    for (size_t i = 0; i < table.count; i++) {
        const struct case_row *row = &table.rows[i];
        size_t k = 0;
        while (!begins_with(row->id, chapters[k].prefix)) {
            k++;
        }
        check_row(row->id, row->kind == chapters[k].kind);
        check_row(row->id, chapters[k].requirement == REQUIREMENT_NONE ||
                               row->proves[0] == chapters[k].requirement);
    }
    check_finish();
}

/* When a row is sent: the twins first, refusals after them, the burst at the end, and once more
   what asking must not have changed. */
static enum phase phase_of(const struct case_row *row) {
    const char *last = strrchr(row->id, '.');
    return strcmp(last, ".after-all-else") == 0             ? PHASE_SAFETY
           : strcmp(row->id, "throttle.refused-calls") == 0 ? PHASE_USING_UP
           : strcmp(row->id, "throttle.burst") == 0         ? PHASE_THROTTLE
           : strcmp(row->id, "throttle.recovers") == 0      ? PHASE_RECOVERY
           : row->expect.answer == EXPECT_ACTIVATION        ? PHASE_ACCEPTED
                                                            : PHASE_REFUSED;
}

static void test_cases__are_sent_in_the_phase_that_their_answer_asks_for(void **state) {
    (void)state;
    for (size_t i = 0; i < table.count; i++) {
        check_row(table.rows[i].id, table.rows[i].phase == phase_of(&table.rows[i]));
    }
    check_finish();
}

static bool does_prove(const struct case_row *row, enum requirement_id requirement) {
    bool is_named = false;
    for (size_t i = 0; i < row->proves_count; i++) {
        is_named |= row->proves[i] == requirement;
    }
    return is_named;
}

/* Each requirement once, and of an error body both halves or neither. */
static void test_cases__name_what_they_prove_once(void **state) {
    (void)state;
    for (size_t i = 0; i < table.count; i++) {
        const struct case_row *row = &table.rows[i];
        for (size_t k = 0; k < row->proves_count; k++) {
            for (size_t other = 0; other < k; other++) {
                check_row(row->id, row->proves[k] != row->proves[other]);
            }
        }
        check_row(row->id, does_prove(row, ERROR_BODY) == does_prove(row, ERROR_DESCRIPTION));
    }
    check_finish();
}

/* The calls of a run, but for the throttle's, are a promise about how long it takes. */
static void test_cases__ask_as_often_as_they_say(void **state) {
    (void)state;
    unsigned repetitions = 0;
    for (size_t i = 0; i < table.count; i++) {
        const struct case_row *row = &table.rows[i];
        repetitions += row->request.repeat > 1 ? row->request.repeat - 1 : 0;
        const char *characters = strstr(row->id, "-characters");
        check_row(row->id, (characters != NULL) == (row->request.overlong_characters > 0));
        if (characters != NULL) {
            const char *number = strrchr(row->id, '.') + 1;
            check_row(row->id, strtoul(number, NULL, 10) == row->request.overlong_characters);
        }
    }
    check_finish();
    /* Four devices twice with appId and thrice without, an unknown device thrice, an unauthorized
       application twice. */
    assert_int_equal(repetitions, 4 * 1 + 4 * 2 + 2 + 1);
}

static void test_cases_find__knows_each_row_and_what_belongs_to_none(void **state) {
    (void)state;
    for (size_t i = 0; i < table.count; i++) {
        check_row(table.rows[i].id, cases_find(bytes_of_text(table.rows[i].id)) == &table.rows[i]);
    }
    check_finish();
    assert_ptr_equal(cases_find(bytes_of_text("observed.elsewhere")), &case_observed);
    assert_null(cases_find(bytes_of_text("observed.elsewhere.not")));
    assert_null(cases_find(bytes_of_text("")));
    assert_int_equal(case_observed.kind, KIND_OBSERVED);
    assert_int_equal(case_observed.expect.answer, EXPECT_OBSERVED);
}

static void test_catalogue__fills_every_member(void **state) {
    (void)state;
    for (size_t i = 0; i < REQUIREMENT_COUNT; i++) {
        const struct requirement *requirement = &requirement_catalogue[i];
        assert_non_null(requirement->id);
        check_row(requirement->id, requirement->title != NULL && requirement->source != NULL &&
                                       requirement->words != NULL && requirement->proof != NULL &&
                                       requirement->remedy != NULL);
    }
    check_finish();
}

static int load(void **state) {
    (void)state;
    table = cases_all();
    return 0;
}

/* What is not documented is a standard's, or good practice. */
static void test_catalogue__levels_are_the_catalogues(void **state) {
    (void)state;
    static const enum requirement_id standards[] = {RESPONSE_JSON, RESPONSE_FRAMING,
                                                    ACTIVATION_QUERY_IS_SAFE};
    for (enum requirement_id id = 0; id < REQUIREMENT_COUNT; id++) {
        enum level level =
            id == ERROR_DESCRIPTION || begins_with(requirement_catalogue[id].id, "hardening.")
                ? LEVEL_HARDENING
                : LEVEL_DOCUMENTED;
        for (size_t i = 0; i < sizeof standards / sizeof standards[0]; i++) {
            level = id == standards[i] ? LEVEL_STANDARD : level;
        }
        check_row(requirement_catalogue[id].id, requirement_catalogue[id].level == level);
    }
    check_finish();
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases__are_between_80_and_140),
        cmocka_unit_test(test_cases__have_ids_that_are_unique_and_well_formed),
        cmocka_unit_test(test_cases__reach_every_requirement),
        cmocka_unit_test(test_cases__give_every_refusal_an_accepted_twin),
        cmocka_unit_test(test_cases__differ_from_their_twin_in_one_field),
        cmocka_unit_test(test_cases__have_titles_that_state_a_fact),
        cmocka_unit_test(test_cases__name_the_error_they_expect),
        cmocka_unit_test(test_cases__altered_credentials_never_go_unnamed),
        cmocka_unit_test(test_cases__are_of_the_kind_that_their_chapter_names),
        cmocka_unit_test(test_cases__are_sent_in_the_phase_that_their_answer_asks_for),
        cmocka_unit_test(test_cases__name_what_they_prove_once),
        cmocka_unit_test(test_cases__ask_as_often_as_they_say),
        cmocka_unit_test(test_cases_find__knows_each_row_and_what_belongs_to_none),
        cmocka_unit_test(test_catalogue__levels_are_the_catalogues),
        cmocka_unit_test(test_catalogue__fills_every_member),
    };
    return cmocka_run_group_tests(tests, load, NULL);
}
