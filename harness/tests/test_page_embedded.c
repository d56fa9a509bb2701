/* What assay_page makes of a template: all parts inside, and a policy that admits exactly them. */
#include "base/base64.h"
#include "base/bytes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>
#include <openssl/evp.h>

extern const unsigned char little_page[];
extern const size_t little_page_size;

static struct bytes page(void) {
    return bytes_of(little_page, little_page_size);
}

static bool page_has(const char *text) {
    return bytes_find(page(), bytes_of(text, strlen(text)), 0) != SIZE_MAX;
}

static void test_page__joins_its_parts_byte_for_byte(void **state) {
    static const char *const parts[] = {
        "<style>:root { color: #111; }\na::after { content: \"\\201D;\"; }\n</style>",
        "<script>const text = `${[1, 2].map((n) => n + 1).join(\";\")} \\\\ @NAME@`;\n</script>",
        "<p>\xc3\x9cnchanged; [brackets], \\backslashes\\ and ${braces}</p>\n",
    };
    (void)state;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (!page_has(parts[i])) {
            print_error("missing: %s\n", parts[i]);
        }
        assert_true(page_has(parts[i]));
    }
}

/* CSP Level 3, section 6.7.3.3: the digest of what stands between the tags. */
static void assert_admitted(const char *open, const char *close) {
    size_t start = bytes_find(page(), bytes_of_text(open), 0) + strlen(open);
    size_t end = bytes_find(page(), bytes_of_text(close), start);
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    assert_int_equal(
        EVP_Digest(little_page + start, end - start, digest, &size, EVP_sha256(), NULL), 1);
    struct buffer source;
    buffer_init(&source, 256);
    assert_int_equal(buffer_append_text(&source, "'sha256-"), STATUS_OK);
    assert_int_equal(base64_encode(bytes_of(digest, size), &source), STATUS_OK);
    assert_int_equal(buffer_append_text(&source, "'"), STATUS_OK);
    assert_true(page_has(buffer_text(&source)));
    buffer_clean_up(&source);
}

static void test_page__policy_admits_its_style_and_script(void **state) {
    (void)state;
    assert_admitted("<style>", "</style>");
    assert_admitted("<script>", "</script>");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_page__joins_its_parts_byte_for_byte),
        cmocka_unit_test(test_page__policy_admits_its_style_and_script),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
