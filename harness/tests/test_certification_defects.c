/* A run finds the defects of the embedded platform, one for each requirement, blames them on the
   requirements that their rows name and on no other, and does so again from its evidence.
   `assay selftest` holds the suite against all of them. */
#include "tests/certify.h"
#include "tests/check.h"

/* How a requirement may come out of a certification. */
enum blame { BLAME_NEVER, BLAME_PERHAPS, BLAME_ALWAYS };

static bool has_word(const char *list, const char *word) {
    size_t size = strlen(word);
    for (const char *at = list; at != NULL && (at = strstr(at, word)) != NULL; at += size) {
        bool is_begin = at == list || at[-1] == ' ';
        if (is_begin && (at[size] == ' ' || at[size] == '\0')) {
            return true;
        }
    }
    return false;
}

static enum blame blame_on(const struct defect *defect, const char *requirement) {
    if (strcmp(defect->breaks, requirement) == 0 || has_word(defect->also, requirement)) {
        return BLAME_ALWAYS;
    }
    return has_word(defect->perhaps, requirement) ? BLAME_PERHAPS : BLAME_NEVER;
}

/* Without HTTPS there is no verdict at all. */
static bool is_of_transport(const struct defect *defect) {
    return strcmp(defect->breaks, "request.https") == 0;
}

static bool is_blamed_rightly(const struct defect *defect, const struct certification *certified) {
    bool is_right = true;
    for (enum requirement_id id = 0; id < REQUIREMENT_COUNT; id++) {
        const struct requirement *requirement = &requirement_catalogue[id];
        const char *list =
            requirement->level == LEVEL_HARDENING ? certified->warns : certified->breaks;
        enum blame blame =
            is_of_transport(defect) ? BLAME_NEVER : blame_on(defect, requirement->id);
        bool is_blamed = has_word(list, requirement->id);
        is_right = is_right && (is_blamed ? blame != BLAME_NEVER : blame != BLAME_ALWAYS);
    }
    const char *verdict = is_of_transport(defect)        ? "none"
                          : certified->breaks[0] == '\0' ? "conformant"
                                                         : "nonconformant";
    return is_right && strcmp(certified->verdict, verdict) == 0;
}

static void refuse(const struct defect *defect) {
    struct certification certified, again;
    struct platform_options options = {.seed = 1, .defect = defect->name};
    bool is_certified = certify_platform(&options, &certified);
    check_row(defect->name, is_certified);
    if (!is_certified) {
        return;
    }
    if (!is_blamed_rightly(defect, &certified)) {
        printf("%s breaks %s and %s\n  got %s, breaks [%s] warns [%s], e.g. %s\n", defect->name,
               defect->breaks, defect->also == NULL ? "no other" : defect->also, certified.verdict,
               certified.breaks, certified.warns, certified.first);
        check_row(defect->name, false);
    }
    if (!is_of_transport(defect)) {
        check_row(defect->name, certify_again("platform.json", &again));
        check_row(defect->name, certify_is_same(&certified, &again));
    }
}

static bool is_of_throttle(const struct defect *defect) {
    return strncmp(defect->name, "throttle-", strlen("throttle-")) == 0;
}

static bool is_first_of_its_requirement(size_t index) {
    for (size_t i = 0; i < index; i++) {
        if (strcmp(platform_defects[i].breaks, platform_defects[index].breaks) == 0) {
            return false;
        }
    }
    return true;
}

static void test_certification__blames_a_defect_and_nothing_else(void **state) {
    (void)state;
    for (size_t i = 0; i < platform_defect_count; i++) {
        if (is_first_of_its_requirement(i) && !is_of_throttle(&platform_defects[i])) {
            refuse(&platform_defects[i]);
        }
    }
    check_finish();
}

static void test_defects__name_requirements_of_the_catalogue(void **state) {
    (void)state;
    for (size_t i = 0; i < platform_defect_count; i++) {
        bool is_known = false;
        for (enum requirement_id id = 0; id < REQUIREMENT_COUNT; id++) {
            is_known =
                is_known || strcmp(requirement_catalogue[id].id, platform_defects[i].breaks) == 0;
        }
        check_row(platform_defects[i].name, is_known);
    }
    check_finish();
}

/* Two for each documented requirement, one for each other; 150 in all. */
static void test_defects__are_spread_over_every_requirement(void **state) {
    (void)state;
    for (enum requirement_id id = 0; id < REQUIREMENT_COUNT; id++) {
        const struct requirement *requirement = &requirement_catalogue[id];
        size_t count = 0;
        for (size_t i = 0; i < platform_defect_count; i++) {
            count += strcmp(platform_defects[i].breaks, requirement->id) == 0;
        }
        check_row(requirement->id, count >= (requirement->level == LEVEL_DOCUMENTED ? 2 : 1));
    }
    check_finish();
    assert_true(platform_defect_count >= 150);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_defects__name_requirements_of_the_catalogue),
        cmocka_unit_test(test_defects__are_spread_over_every_requirement),
        cmocka_unit_test(test_certification__blames_a_defect_and_nothing_else),
    };
    return cmocka_run_group_tests(tests, certify_set_up, certify_tear_down);
}
