/* Every conforming variant of the embedded platform is certified, without so much as a warning. */
#include "tests/certify.h"
#include "tests/check.h"

static const struct certify_blame nobody = {.breaks = NULL};

static void test_certification__certifies_each_variant(void **state) {
    (void)state;
    for (size_t i = 0; i < platform_variant_count; i++) {
        const char *name = platform_variants[i].name;
        struct certification certified;
        struct platform_options options = {.seed = 1, .variant = name};
        bool is_certified = certify_platform(&options, &certified);
        check_row(name, is_certified);
        check_row(name, is_certified && certify_blames(name, &certified, nobody));
    }
    check_finish();
    assert_true(platform_variant_count >= 40);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_certification__certifies_each_variant),
    };
    return cmocka_run_group_tests(tests, certify_set_up, certify_tear_down);
}
