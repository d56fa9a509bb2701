/* When memory is out, in our buffers or in libcurl's: the builder says so, and leaves no trace. */
#include "api/url.h"

#include <curl/curl.h>
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

/* Allocations that still succeed. Our buffers come from realloc, which the linker leads here;
   libcurl's from the functions that curl_global_init_mem is given. */
static size_t allocations_left = SIZE_MAX;

static bool may_allocate(void) {
    if (allocations_left == 0) {
        return false;
    }
    allocations_left--;
    return true;
}

void *__real_realloc(void *block, size_t size);
void *__wrap_realloc(void *block, size_t size);
void *__wrap_realloc(void *block, size_t size) {
    return may_allocate() ? __real_realloc(block, size) : NULL;
}

static void *limited_malloc(size_t size) {
    return may_allocate() ? malloc(size) : NULL;
}

static void *limited_calloc(size_t count, size_t size) {
    return may_allocate() ? calloc(count, size) : NULL;
}

static char *limited_strdup(const char *text) {
    return may_allocate() ? strdup(text) : NULL;
}

typedef enum url_fault attempt(struct buffer *out);

static enum url_fault build(struct buffer *out) {
    static const struct endpoint endpoint = {
        .host = "[::1]", .port = 8743, .has_port = true, .prefix = "/a"};
    return url_build(&endpoint, bytes_of_text("d/1"), bytes_of_text("a&b"), out);
}

static enum url_fault parse(struct buffer *out) {
    struct endpoint endpoint = {.port = 7};
    enum url_fault fault =
        url_endpoint_parse(bytes_of_text("https://h:1/a"), URL_HTTPS_ONLY, &endpoint);
    assert_true(fault == URL_OK || endpoint.port == 7);
    (void)out;
    return fault;
}

enum { OUT_LIMIT = 4096, ALLOCATIONS_MAX = 1000 };

/* Fails the first allocation, then the second, and so on, until none is left to fail. */
static size_t count_refusals(attempt *try) {
    size_t refusals = 0;
    for (;; refusals++) {
        struct buffer out;
        buffer_init(&out, OUT_LIMIT);
        allocations_left = refusals;
        enum url_fault fault = try(&out);
        allocations_left = SIZE_MAX;
        bool is_untouched = out.size == 0;
        buffer_clean_up(&out);
        if (fault == URL_OK) {
            return refusals;
        }
        assert_int_equal(fault, URL_NO_MEMORY);
        assert_true(is_untouched);
        assert_true(refusals < ALLOCATIONS_MAX);
    }
}

static void test_url_build__says_so_whichever_allocation_fails(void **state) {
    (void)state;
    assert_true(count_refusals(build) > 10);
}

static void test_url_endpoint_parse__says_so_whichever_allocation_fails(void **state) {
    (void)state;
    assert_true(count_refusals(parse) > 10);
}

int main(void) {
    if (curl_global_init_mem(CURL_GLOBAL_NOTHING, limited_malloc, free, __wrap_realloc,
                             limited_strdup, limited_calloc) != CURLE_OK) {
        return 1;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_url_build__says_so_whichever_allocation_fails),
        cmocka_unit_test(test_url_endpoint_parse__says_so_whichever_allocation_fails),
    };
    int failures = cmocka_run_group_tests(tests, NULL, NULL);
    curl_global_cleanup();
    return failures;
}
