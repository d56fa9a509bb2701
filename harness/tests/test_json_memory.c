/* The memory of a document: how much a hostile answer can take, and what happens when there is
   none. Includes cJSON for its hooks: the floor allocates through nothing else.
 */
#include "json/document.h"

#include <cjson/cJSON.h>
#include <malloc.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static size_t used_bytes;
static size_t peak_bytes;
static size_t blocks;
static size_t blocks_left = SIZE_MAX; /* how many more will be given */

enum { BLOCK_OVERHEAD = 8 }; /* glibc's, beside what malloc_usable_size tells */

static void *count_malloc(size_t size) {
    if (blocks_left == 0) {
        return NULL;
    }
    blocks_left--;
    void *block = malloc(size);
    used_bytes += block == NULL ? 0 : malloc_usable_size(block) + BLOCK_OVERHEAD;
    blocks += block != NULL;
    peak_bytes = used_bytes > peak_bytes ? used_bytes : peak_bytes;
    return block;
}

static void count_free(void *block) {
    if (block != NULL) {
        used_bytes -= malloc_usable_size(block) + BLOCK_OVERHEAD;
        blocks--;
        free(block);
    }
}

static int count_memory(void **state) {
    (void)state;
    cJSON_Hooks hooks = {count_malloc, count_free};
    cJSON_InitHooks(&hooks);
    used_bytes = peak_bytes = blocks = 0;
    blocks_left = SIZE_MAX;
    return 0;
}

static int stop_counting(void **state) {
    (void)state;
    cJSON_InitHooks(NULL);
    return 0;
}

struct hostile_row {
    const char *name;
    const char *before, *repeated, *behind;
    size_t count; /* of the repeated part, the last without its comma */
    enum json_names names;
};

static const struct hostile_row hostile_rows[] = {
    {"one digit", "", "0,", "", 1, JSON_UNIQUE_NAMES},
    {"numbers", "[", "1,", "]", 4095, JSON_UNIQUE_NAMES},
    {"a few numbers", "[", "1,", "]", 40, JSON_UNIQUE_NAMES},
    {"empty strings", "[", "\"\",", "]", 4095, JSON_UNIQUE_NAMES},
    {"empty arrays", "[", "[],", "]", 4095, JSON_UNIQUE_NAMES},
    {"arrays of one", "[", "[1],", "]", 2047, JSON_UNIQUE_NAMES},
    {"empty names", "{", "\"\":1,", "}", 4095, JSON_DUPLICATES_ALLOWED},
    {"empty names and strings", "{", "\"\":\"\",", "}", 4095, JSON_DUPLICATES_ALLOWED},
    {"objects of one", "[", "{\"\":1},", "]", 2047, JSON_UNIQUE_NAMES},
    {"NUL escapes", "[", "\"\\u0000\",", "]", 4095, JSON_UNIQUE_NAMES},
    {"strings of 25", "[", "\"1234567890123456789012345\",", "]", 4095, JSON_UNIQUE_NAMES},
    {"one NUL among numbers", "[\"\\u0000\",", "1,", "]", 4094, JSON_UNIQUE_NAMES},
};

static struct bytes make_hostile(const struct hostile_row *row, struct buffer *text) {
    buffer_clear(text);
    assert_int_equal(buffer_append_text(text, row->before), STATUS_OK);
    for (size_t i = 0; i < row->count; i++) {
        assert_int_equal(buffer_append_text(text, row->repeated), STATUS_OK);
    }
    text->size--;
    assert_int_equal(buffer_append_text(text, row->behind), STATUS_OK);
    return buffer_view(text);
}

static bool is_within_bound(const char *name, struct bytes text, enum json_names names) {
    struct json_document document;
    peak_bytes = used_bytes;
    struct json_error error = json_document_parse(text, json_answer_limits, names, &document);
    assert_int_equal(error.fault, JSON_OK);
    size_t bound = 64 * text.size + 4096;
    print_message("%-24s %7zu bytes, tree %7zu, peak %7zu: %4.1f x\n", name, text.size, used_bytes,
                  peak_bytes, (double)peak_bytes / (double)text.size);
    bool is_within = used_bytes <= bound && peak_bytes <= bound;
    json_document_clean_up(&document);
    return is_within && used_bytes == 0;
}

static void test_json_document_parse__stays_within_its_memory_bound(void **state) {
    (void)state;
    struct buffer text;
    buffer_init(&text, 1 << 20);
    int failures = 0;
    for (size_t i = 0; i < COUNT(hostile_rows); i++) {
        const struct hostile_row *row = &hostile_rows[i];
        if (!is_within_bound(row->name, make_hostile(row, &text), row->names)) {
            print_error("row \"%s\" is out of bounds\n", row->name);
            failures++;
        }
    }
    buffer_clean_up(&text);
    assert_int_equal(failures, 0);
}

/* Distinct names of the fewest bytes, so that the members are also sorted. */
static void test_json_document_parse__stays_within_its_bound_while_sorting(void **state) {
    (void)state;
    struct buffer text;
    buffer_init(&text, 1 << 20);
    assert_int_equal(buffer_append_text(&text, "{\"\":0"), STATUS_OK);
    for (unsigned i = 0; i < 4094; i++) {
        assert_int_equal(buffer_append_format(&text, ",\"%x\":1", i), STATUS_OK);
    }
    assert_int_equal(buffer_append_text(&text, "}"), STATUS_OK);
    assert_true(is_within_bound("distinct names", buffer_view(&text), JSON_UNIQUE_NAMES));
    buffer_clean_up(&text);
}

static const char many_members[] =
    "{\"a\":1,\"b\":2,\"c\":3,\"d\":4,\"e\":5,\"f\":6,\"g\":7,\"h\":8,\"i\":9,\"j\":10,"
    "\"k\":11,\"l\":12,\"m\":13,\"n\":14,\"o\":15,\"p\":16,\"q\":17,\"r\":18}";

static const char *const short_texts[] = {
    "1", "\"a\"", "[1,[\"a\"],{\"b\":{}}]", "{\"\\u0000\":\"\\ud800\"}", many_members,
};

/* Gives one block more each time, until it is enough: in between all is freed and said. */
static int run_out_of_memory(const char *text) {
    for (size_t given = 0; given < 200; given++) {
        struct json_document document = {.root = NULL};
        blocks_left = given;
        struct json_error error = json_document_parse(bytes_of_text(text), json_answer_limits,
                                                      JSON_UNIQUE_NAMES, &document);
        if (error.fault == JSON_OK) {
            json_document_clean_up(&document);
            return given == 0 || blocks != 0;
        }
        if (error.fault != JSON_NO_MEMORY || error.offset != 0 || document.root != NULL ||
            blocks != 0) {
            return 1;
        }
    }
    return 1;
}

static void test_json_document_parse__says_so_when_memory_runs_out(void **state) {
    (void)state;
    int failures = 0;
    for (size_t i = 0; i < COUNT(short_texts); i++) {
        if (run_out_of_memory(short_texts[i]) != 0) {
            print_error("row \"%s\" fails\n", short_texts[i]);
            failures++;
        }
    }
    assert_int_equal(failures, 0);
}

/* No ordinary answer is copied: the tree's own blocks are all there is at any time. */
static void test_json_document_parse__copies_only_what_cjson_would_cut(void **state) {
    (void)state;
    struct json_document document;
    struct bytes plain = bytes_of_text("[\"\\u0001\"]");
    struct json_error error =
        json_document_parse(plain, json_answer_limits, JSON_UNIQUE_NAMES, &document);
    assert_int_equal(error.fault, JSON_OK);
    assert_int_equal(peak_bytes, used_bytes);
    json_document_clean_up(&document);
    error = json_document_parse(bytes_of_text("[\"\\u0000\"]"), json_answer_limits,
                                JSON_UNIQUE_NAMES, &document);
    assert_int_equal(error.fault, JSON_OK);
    assert_true(peak_bytes > used_bytes);
    json_document_clean_up(&document);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_json_document_parse__stays_within_its_memory_bound,
                                        count_memory, stop_counting),
        cmocka_unit_test_setup_teardown(
            test_json_document_parse__stays_within_its_bound_while_sorting, count_memory,
            stop_counting),
        cmocka_unit_test_setup_teardown(test_json_document_parse__says_so_when_memory_runs_out,
                                        count_memory, stop_counting),
        cmocka_unit_test_setup_teardown(test_json_document_parse__copies_only_what_cjson_would_cut,
                                        count_memory, stop_counting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
