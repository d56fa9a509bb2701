/* Every defect of the embedded platform is found, and blamed on the requirement that it breaks and
   on no other. */
#include "tests/certify.h"
#include "tests/check.h"

/* Defects whose evidence shows more than the one requirement that they stand for. */
struct exception {
    const char *defect;
    const char *why;
    struct certify_blame blame;
};

/* The catalogue of error.undocumented: a pair outside the table "is blamed here as well as on the
   case". */
#define OUTSIDE(requirement)                                                                       \
    "the pair is outside the table", {                                                             \
        .breaks = requirement " error.undocumented"                                                \
    }

static const struct exception exceptions[] = {
    {"get-refused", OUTSIDE("request.method")},
    {"token-refused-401", OUTSIDE("error.403.1010005")},
    {"token-refused-as-login", OUTSIDE("error.403.1010005")},
    {"app-unknown-404", OUTSIDE("error.403.100203")},
    {"device-unknown-400", OUTSIDE("error.404.100403")},
    {"device-unknown-100404", OUTSIDE("error.404.100403")},
    {"trigger-503", OUTSIDE("error.500.50252")},
    {"device-extended",
     "a quote behind a real id is one more thing that it ignores",
     {.breaks = "request.device-id", .warns = "hardening.path"}},
    {"device-unknown-accepted",
     "near misses and malformed ids are unknown devices too",
     {.breaks = "request.device-id error.404.100403", .warns = "hardening.path"}},
    {"device-unknown-200",
     "malformed ids are unknown devices too, and 200 is no 4xx",
     {.breaks = "error.404.100403 error.undocumented", .warns = "hardening.path"}},
    {"activated-means-online",
     "a device that is abnormal is not online either",
     {.breaks = "activation.offline activation.abnormal"}},
    {"activated-by-asking",
     "it happens while questions are asked side by side",
     {.breaks = "activation.query-is-safe", .is_order_open = true}},
    {"activated-forgotten",
     "it happens while questions are asked side by side",
     {.breaks = "activation.query-is-safe", .is_order_open = true}},
    {"error-html",
     "a page is no JSON, no documented error shape, and a leak by itself",
     {.breaks = "response.content-type response.json error.body",
      .warns = "hardening.input hardening.error-leak"}},
};

static bool is_hardening(const char *requirement) {
    for (enum requirement_id id = 0; id < REQUIREMENT_COUNT; id++) {
        if (strcmp(requirement_catalogue[id].id, requirement) == 0) {
            return requirement_catalogue[id].level == LEVEL_HARDENING;
        }
    }
    return false;
}

static struct certify_blame blame_of(const struct defect *defect) {
    for (size_t i = 0; i < sizeof exceptions / sizeof exceptions[0]; i++) {
        if (strcmp(exceptions[i].defect, defect->name) == 0) {
            return exceptions[i].blame;
        }
    }
    return is_hardening(defect->breaks) ? (struct certify_blame){.warns = defect->breaks}
                                        : (struct certify_blame){.breaks = defect->breaks};
}

static void refuse(const struct defect *defect, struct platform_options options) {
    struct certification certified, again;
    options.defect = defect->name;
    bool is_certified = certify_platform(&options, &certified);
    check_row(defect->name, is_certified);
    if (is_certified) {
        check_row(defect->name, certify_blames(defect->name, &certified, blame_of(defect)));
        check_row(defect->name, certify_again("platform.json", &again));
        check_row(defect->name, certify_is_same(&certified, &again));
    }
}

static bool is_of_throttle(const struct defect *defect) {
    return strncmp(defect->name, "throttle-", strlen("throttle-")) == 0;
}

static void test_certification__blames_each_defect_and_nothing_else(void **state) {
    (void)state;
    for (size_t i = 0; i < platform_defect_count; i++) {
        if (!is_of_throttle(&platform_defects[i])) {
            refuse(&platform_defects[i], (struct platform_options){.seed = 1});
        }
    }
    check_finish();
}

static void test_certification_exceptions__are_about_defects_that_exist(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof exceptions / sizeof exceptions[0]; i++) {
        bool exists = false;
        for (size_t j = 0; j < platform_defect_count; j++) {
            exists = exists || strcmp(platform_defects[j].name, exceptions[i].defect) == 0;
        }
        check_row(exceptions[i].defect, exists);
    }
    check_finish();
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_certification_exceptions__are_about_defects_that_exist),
        cmocka_unit_test(test_certification__blames_each_defect_and_nothing_else),
    };
    return cmocka_run_group_tests(tests, certify_set_up, certify_tear_down);
}
