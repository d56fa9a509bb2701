/* The search for canaries finds each form of a secret, and nothing else; and each disguise is one.
 */
#include "tests/check.h"
#include "tests/disguise.h"
#include "tests/secret_search.h"

#define TOKEN "TOKENcanary/7uNe+35Bv=Qw~18Zt"

static const char *const secrets[] = {TOKEN};

static const struct {
    const char *name, *text;
    bool is_held;
} texts[] = {
    {"plain", "..." TOKEN "...", true},
    {"a piece of eight", "...ENcanary...", true},
    {"in other case", "...enCANARY...", true},
    {"a piece of seven", "...Ncanary...", false},
    {"base64", "VE9LRU5jYW5hcnkvN3VOZSszNUJ2PVF3fjE4WnQ=", true},
    {"base64, behind one", "eFRPS0VOY2FuYXJ5LzduTmUrMzVCdj1Rd34xOFp0", true},
    {"base64, behind two", "eHhUT0tFTmNhbmFyeS8=", true},
    {"base64 of eight", "....RU5jYW5hcnk....", true},
    {"base64 of seven", "....TmNhbmFyeQ==", false},
    {"base64 for URLs", "Rd34xOFp0 Qn9UXd-MThadA", true},
    {"in per cent", "%54%4f%4BENca%6e%61ry", true},
    {"in per cent twice", "TOKENcanary%252F7uNe", true},
    {"escaped", "\\u0054\\u004f\\u004BENca\\u006e\\u0061ry", true},
    {"escaped twice", "\\\\u0045\\\\u004eca\\\\u006e\\\\u0061ry", true},
    {"on a page of HTML", "<p>TOKENcanary&#x2F;7u&#78;e</p>", true},
    {"on a page of HTML, in full", "&#69;&#78;&#x63;&#x61;&#X6e;&#97;&#x72;&#x79;", true},
    {"seven on a page of HTML", "&#78;&#x63;&#x61;&#X6e;&#97;&#x72;&#x79;", false},
    {"references that are none", "&#;&#x;&#&amp;EN&#canary", false},
    {"a solidus escaped", "canary\\/7", true},
    {"hex", "454e63616e617279", true},
    {"hex in capitals", "454E63616E617279", true},
    {"hex of seven", "4e63616e617279", false},
    {"nothing", "{\"deviceId\":\"d1e0aa10-registered\"}", false},
    {"of the same shape", "TAKENrobin/8vOf+46Cw=Rx~29Au", false},
};

static void test_secret_search_text__finds_each_form(void **state) {
    (void)state;
    struct secret_search *search = secret_search_new(secrets, 1);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        check_row(texts[i].name,
                  secret_search_text(search, bytes_of_text(texts[i].text)) == texts[i].is_held);
    }
    secret_search_destroy(search);
    check_finish();
}

static void test_secret_search_json__finds_what_strings_encode(void **state) {
    static const struct {
        const char *name, *text;
        bool is_held;
    } values[] = {
        {"spelt", "{\"a\":[1,{\"b\":\"\\u0045\\u004e\\u0063anary\"}]}", true},
        {"encoded", "{\"a\":\"JTQ1JTRFJTYzYW5hcnk=\"}", true},
        {"in the second line", "{\"a\":1}\n{\"a\":\"ENcanary\"}\n", true},
        {"in UTF-16", "{\"a\":\"RQBOAGMAYQBuAGEAcgB5AA==\"}", true},
        {"seven in UTF-16", "{\"a\":\"TgBjAGEAbgBhAHIAeQA=\"}", false},
        {"nowhere", "{\"a\":\"QUJDREVGR0g=\",\"b\":\"anary/7\"}", false},
    };
    (void)state;
    struct secret_search *search = secret_search_new(secrets, 1);
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        check_row(values[i].name,
                  secret_search_json(search, bytes_of_text(values[i].text)) == values[i].is_held);
    }
    secret_search_destroy(search);
    check_finish();
}

/* What spaces part is one disguise each, and none of them hides the secret from the search. */
static void test_disguise_all__gives_forms_that_the_search_knows(void **state) {
    (void)state;
    struct secret_search *search = secret_search_new(secrets, 1);
    struct buffer all;
    size_t count = 0;
    buffer_init(&all, 1 << 16);
    assert_int_equal(disguise_all(TOKEN, &all), STATUS_OK);
    struct bytes text = buffer_view(&all);
    for (size_t at = 0, end; at < text.size; at = end + 1, count++) {
        end = bytes_find(text, bytes_of_text(" "), at);
        struct bytes one = bytes_slice(text, at, end - at);
        char name[256];
        snprintf(name, sizeof name, "%.*s", BYTES_PRINT(one));
        check_row(name, secret_search_text(search, one));
    }
    assert_int_equal(count, 22);
    buffer_clean_up(&all);
    secret_search_destroy(search);
    check_finish();
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_secret_search_text__finds_each_form),
        cmocka_unit_test(test_secret_search_json__finds_what_strings_encode),
        cmocka_unit_test(test_disguise_all__gives_forms_that_the_search_knows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
