/* Secrets in texts that others wrap: an error inside an error, a page of HTML, UTF-16. */
#include "tests/redact_fixture.h"

static const struct row nested_rows[] = {
    {"JSON inside JSON, in full",
     "\"\\\\u006b\\\\u0071\\\\u0037\\\\u005a\\\\u0070\\\\u002b\\\\u002f\\\\u0077\\\\u0033\\\\u0058"
     "\\\\u007e\\\\u0076\\\\u0042\\\\u0039\\\\u003d\\\\u0065\\\\u0059\\\\u0072\\\\u0032\\\\u004d\\"
     "\\u0030\\\\u0075\\\\u004c\\\\u0073\"",
     "\"###########################################################################################"
     "#############################################################################\""},
    {"JSON inside JSON, in part",
     "\"{\\\"t\\\":\\\"kq7Zp\\\\u002b\\\\/w3X~vB9\\\\u003DeYr2M0uLs\\\"}\"",
     "\"{\\\"t\\\":\\\"######################################\\\"}\""},
    {"seven bytes of it, JSON inside JSON",
     "\"\\\\u006b\\\\u0071\\\\u0037\\\\u005a\\\\u0070\\\\u002b\\\\u002f\"",
     "\"\\\\u006b\\\\u0071\\\\u0037\\\\u005a\\\\u0070\\\\u002b\\\\u002f\""},
    {"on a page of HTML", "<p>kq7Zp&#43;&#x2F;w3X&#126;vB9&#x3d;eYr2M0uLs</p>",
     "<p>###########################################</p>"},
    {"on a page of HTML, in full",
     "<p>&#x6B;&#x71;&#x37;&#x5A;&#x70;&#x2B;&#x2F;&#x77;&#x33;&#x58;&#x7E;&#x76;&#x42;&#x39;&#x3D;"
     "&#x65;&#x59;&#x72;&#x32;&#x4D;&#x30;&#x75;&#x4C;&#x73;</p>",
     "<p>##########################################################################################"
     "######################################################</p>"},
    {"seven bytes of it in HTML", "<p>&#x6B;&#x71;&#x37;&#x5A;&#x70;&#x2B;&#x2F;</p>",
     "<p>&#x6B;&#x71;&#x37;&#x5A;&#x70;&#x2B;&#x2F;</p>"},
    {"references that are none", "&;&#;&#x;&amp&#xg1;&#9999999999;&lt;a&gt;",
     "&;&#;&#x;&amp&#xg1;&#9999999999;&lt;a&gt;"},
};

static void test_redact_in_place__reads_what_others_wrapped(void **state) {
    (void)state;
    struct redactor *redactor = redactor_with(SECRET_ACCESS_TOKEN, TOKEN);
    check_rows(redactor, nested_rows, COUNT(nested_rows));
    redactor_destroy(redactor);
}

/* What looks like an escape may be the secret's own. */
static const struct row percent_rows[] = {
    {"plain", "<kq7%5Ap+%2Fw3X~vB>", "<#################>"},
    {"escaped in full",
     "\"\\u006b\\u0071\\u0037\\u0025\\u0035\\u0041\\u0070\\u002b\\u0025\\u0032\\u0046\\u0077\\u0033"
     "\\u0058\\u007e\\u0076\\u0042\"",
     "\"###########################################################################################"
     "###########\""},
    {"escaped in part", "\"kq7\\u00255Ap\\u002b\\u00252Fw3X~vB\"",
     "\"################################\""},
};

static void test_redact_in_place__keeps_a_secret_s_own_per_cent(void **state) {
    (void)state;
    struct redactor *redactor = redactor_with(SECRET_ACCESS_TOKEN, "kq7%5Ap+%2Fw3X~vB");
    check_rows(redactor, percent_rows, COUNT(percent_rows));
    redactor_destroy(redactor);
}

/* In UTF-16, of which the last byte of the lower order may stay. */
static void test_redact_in_place__reads_utf16(void **state) {
    (void)state;
    static const struct {
        const char *name;
        size_t first, count; /* characters of the token */
        bool is_high_first, is_hidden;
    } rows[] = {
        {"high byte first", 0, sizeof TOKEN - 1, true, true},
        {"low byte first", 0, sizeof TOKEN - 1, false, true},
        {"eight characters", 3, 8, true, true},
        {"eight characters, low byte first", 3, 8, false, true},
        {"seven characters", 3, 7, true, false},
        {"seven characters, low byte first", 3, 7, false, false},
    };
    struct redactor *redactor = redactor_with(SECRET_ACCESS_TOKEN, TOKEN);
    size_t failures = 0;
    for (size_t i = 0; i < COUNT(rows); i++) {
        unsigned char text[2 * sizeof TOKEN] = {0};
        size_t size = 2 * rows[i].count;
        for (size_t at = 0; at < rows[i].count; at++) {
            text[2 * at + rows[i].is_high_first] = (unsigned char)TOKEN[rows[i].first + at];
        }
        struct outcome outcome = redact(redactor, bytes_of(text, size));
        bool is_hidden = outcome.count == 1 && outcome.redactions[0].size >= size - 1;
        if (is_hidden != rows[i].is_hidden || outcome.count > 1) {
            print_error("failed: %s\n", rows[i].name);
            failures++;
        }
    }
    redactor_destroy(redactor);
    assert_int_equal(failures, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_redact_in_place__reads_what_others_wrapped),
        cmocka_unit_test(test_redact_in_place__keeps_a_secret_s_own_per_cent),
        cmocka_unit_test(test_redact_in_place__reads_utf16),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
