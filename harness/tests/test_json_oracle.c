/* The gate against a slow and plain reading of the same grammar: on every prefix, deletion and
   replacement of an answer, and on a folder of JSONTestSuite where one is named. */
#include "json/gate.h"

#include "edge.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

/* The oracle: each function takes one rule at `at` and says where the rest begins, or SIZE_MAX.
   It works on code points, which it decodes and checks by arithmetic, not on byte ranges. */
struct oracle {
    uint32_t *points;
    size_t count;
};

enum { REFUSED = -1 };

static long oracle_value(const struct oracle *oracle, long at);

static uint32_t point_at(const struct oracle *oracle, long at) {
    return at >= 0 && (size_t)at < oracle->count ? oracle->points[at] : UINT32_MAX;
}

static long oracle_space(const struct oracle *oracle, long at) {
    uint32_t point = point_at(oracle, at);
    bool is_space = point == 0x20 || point == 0x09 || point == 0x0a || point == 0x0d;
    return is_space ? oracle_space(oracle, at + 1) : at;
}

static bool is_in(uint32_t point, const char *set) {
    return point != 0 && point < 0x80 && strchr(set, (int)point) != NULL;
}

static long oracle_digits(const struct oracle *oracle, long at) {
    long end = at;
    while (is_in(point_at(oracle, end), "0123456789")) {
        end++;
    }
    return end == at ? REFUSED : end;
}

static long oracle_number(const struct oracle *oracle, long at) {
    at += point_at(oracle, at) == '-';
    at = point_at(oracle, at) == '0' ? at + 1 : oracle_digits(oracle, at);
    if (at != REFUSED && point_at(oracle, at) == '.') {
        at = oracle_digits(oracle, at + 1);
    }
    if (at != REFUSED && is_in(point_at(oracle, at), "eE")) {
        at += 1 + is_in(point_at(oracle, at + 1), "+-");
        at = oracle_digits(oracle, at);
    }
    return at;
}

static long oracle_escape(const struct oracle *oracle, long at) {
    uint32_t letter = point_at(oracle, at + 1);
    if (letter != 'u') {
        return is_in(letter, "\"\\/bfnrt") ? at + 2 : REFUSED;
    }
    for (long i = at + 2; i < at + 6; i++) {
        if (!is_in(point_at(oracle, i), "0123456789abcdefABCDEF")) {
            return REFUSED;
        }
    }
    return at + 6;
}

static long oracle_string(const struct oracle *oracle, long at) {
    if (point_at(oracle, at) != '"') {
        return REFUSED;
    }
    for (at++; at != REFUSED && point_at(oracle, at) != '"';) {
        uint32_t point = point_at(oracle, at);
        bool is_allowed = point >= 0x20 && point <= 0x10ffff;
        at = !is_allowed ? REFUSED : point == '\\' ? oracle_escape(oracle, at) : at + 1;
    }
    return at == REFUSED ? REFUSED : at + 1;
}

static long oracle_word(const struct oracle *oracle, long at, const char *word) {
    for (; *word != '\0'; word++, at++) {
        if (point_at(oracle, at) != (uint32_t)*word) {
            return REFUSED;
        }
    }
    return at;
}

static long oracle_member(const struct oracle *oracle, long at) {
    at = oracle_string(oracle, oracle_space(oracle, at));
    if (at == REFUSED) {
        return REFUSED;
    }
    at = oracle_space(oracle, at);
    return point_at(oracle, at) == ':' ? oracle_value(oracle, at + 1) : REFUSED;
}

static long oracle_container(const struct oracle *oracle, long at, uint32_t close,
                             long (*element)(const struct oracle *, long)) {
    at = oracle_space(oracle, at + 1);
    if (point_at(oracle, at) == close) {
        return at + 1;
    }
    for (;;) {
        at = element(oracle, at);
        if (at == REFUSED || point_at(oracle, at) == close) {
            return at == REFUSED ? REFUSED : at + 1;
        }
        if (point_at(oracle, at) != ',') {
            return REFUSED;
        }
        at++;
    }
}

/* A value with the white space around it. */
static long oracle_value(const struct oracle *oracle, long at) {
    at = oracle_space(oracle, at);
    uint32_t point = point_at(oracle, at);
    long end = point == '{'   ? oracle_container(oracle, at, '}', oracle_member)
               : point == '[' ? oracle_container(oracle, at, ']', oracle_value)
               : point == '"' ? oracle_string(oracle, at)
               : point == 't' ? oracle_word(oracle, at, "true")
               : point == 'f' ? oracle_word(oracle, at, "false")
               : point == 'n' ? oracle_word(oracle, at, "null")
                              : oracle_number(oracle, at);
    return end == REFUSED ? REFUSED : oracle_space(oracle, end);
}

/* The code point at `at` and its size, or 0: shortest form, no surrogate, not past U+10FFFF. */
static size_t decode(struct bytes text, size_t at, uint32_t *out_point) {
    static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    unsigned char lead = text.data[at];
    size_t size = lead < 0x80       ? 1
                  : lead >> 5 == 6  ? 2
                  : lead >> 4 == 14 ? 3
                  : lead >> 3 == 30 ? 4
                                    : 0;
    uint32_t point = size == 1 ? lead : lead & (0x7fU >> size);
    for (size_t i = 1; i < size; i++) {
        if (at + i >= text.size || text.data[at + i] >> 6 != 2) {
            return 0;
        }
        point = point << 6 | (text.data[at + i] & 0x3f);
    }
    bool is_legal = point >= smallest[size] && point <= 0x10ffff && point >> 11 != 0x1b;
    *out_point = point;
    return is_legal ? size : 0;
}

enum { TEXT_MAX = 2048 };

static bool oracle_accepts(struct bytes text) {
    static uint32_t points[TEXT_MAX];
    struct oracle oracle = {points, 0};
    size_t size = 1;
    for (size_t at = 0; at < text.size && size > 0; at += size) {
        size = decode(text, at, &points[oracle.count++]);
    }
    return size > 0 && oracle_value(&oracle, 0) == (long)oracle.count;
}

/* What must hold of every answer of the gate, beside agreeing with the oracle: the text in front of
   the fault could still become well-formed, and the fault shows as soon as its byte is there. */
static bool is_offset_right(struct bytes text, struct json_error error) {
    struct json_error before =
        json_gate(bytes_slice(text, 0, error.offset), json_answer_limits, NULL);
    bool was_open = before.fault == JSON_OK || before.fault == JSON_EMPTY ||
                    before.fault == JSON_UNEXPECTED_END;
    if (error.fault == JSON_EMPTY || error.fault == JSON_UNEXPECTED_END) {
        return error.offset == text.size;
    }
    struct bytes shown = bytes_slice(text, 0, error.offset + 1);
    struct json_error there = json_gate(shown, json_answer_limits, NULL);
    bool is_mark = error.fault == JSON_BYTE_ORDER_MARK;
    return was_open && there.offset == error.offset && (is_mark || there.fault == error.fault);
}

static struct edge edge;

static int compare(struct bytes text, const char *what, size_t at) {
    unsigned char *block = heap_copy(text);
    struct bytes heap = bytes_of(block, text.size);
    struct json_error error = json_gate(heap, json_answer_limits, NULL);
    struct json_error at_edge = json_gate(edge_copy(&edge, text), json_answer_limits, NULL);
    bool is_right = (error.fault == JSON_OK) == oracle_accepts(heap) &&
                    error.fault == at_edge.fault && error.offset == at_edge.offset &&
                    (error.fault == JSON_OK || is_offset_right(heap, error));
    free(block);
    if (!is_right) {
        print_error("row \"%s at %zu\": %s at %zu: %.*s\n", what, at, json_fault_words[error.fault],
                    error.offset, BYTES_PRINT(text));
    }
    return !is_right;
}

/* One answer with something of everything: each escape, each size of UTF-8, each kind of value. */
static const char answer[] =
    "{\"deviceId\":\"77c26a9d-3f6a-4f8f-9b57-0a6c1e1f2d3b\", \"activated\":true,\r\n"
    "\t\"name\":\"Z\xc3\xa4hler \xe2\x82\xac \xf0\x9f\x98\x80 \xed\x9f\xbf\xe0\xa0\x80\","
    "\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\":\"\\u00e4\\uD83D\\uDE00\\u0000\\udc00\","
    "\"n\":[0,-0,12.50,-1e5,1E+05,2.5e-10],\"\":[{},[],null,false,[[{\"x\":[]}]]] }";

static const struct bytes whole = {(const unsigned char *)answer, sizeof answer - 1};

static void test_json_gate__agrees_with_the_oracle_on_the_answer(void **state) {
    (void)state;
    assert_true(oracle_accepts(whole));
    assert_int_equal(compare(whole, "whole", 0), 0);
}

static void test_json_gate__agrees_with_the_oracle_on_every_prefix(void **state) {
    (void)state;
    int failures = 0;
    for (size_t size = 0; size < whole.size; size++) {
        failures += compare(bytes_slice(whole, 0, size), "prefix", size);
        failures += json_gate(bytes_slice(whole, 0, size), json_answer_limits, NULL).fault !=
                    (size == 0 ? JSON_EMPTY : JSON_UNEXPECTED_END);
    }
    assert_int_equal(failures, 0);
}

static void test_json_gate__agrees_with_the_oracle_on_every_deletion(void **state) {
    (void)state;
    int failures = 0;
    for (size_t at = 0; at < whole.size; at++) {
        char text[sizeof answer];
        memcpy(text, answer, at);
        memcpy(text + at, answer + at + 1, whole.size - at - 1);
        failures += compare(bytes_of(text, whole.size - 1), "deletion", at);
    }
    assert_int_equal(failures, 0);
}

static void test_json_gate__agrees_with_the_oracle_on_every_replacement(void **state) {
    (void)state;
    int failures = 0;
    for (size_t at = 0; at < whole.size; at++) {
        for (unsigned byte = 0; byte < 256; byte++) {
            char text[sizeof answer];
            memcpy(text, answer, sizeof answer);
            text[at] = (char)byte;
            failures += compare(bytes_of(text, whole.size), "replacement", at);
        }
    }
    assert_int_equal(failures, 0);
}

/* Every byte as the only special one at every place of a run: no lane of eight is forgotten. */
static void test_json_gate__agrees_with_the_oracle_on_any_byte_in_a_run(void **state) {
    (void)state;
    int failures = 0;
    for (size_t at = 1; at <= 20; at++) {
        for (unsigned byte = 0; byte < 256; byte++) {
            char text[] = "\"aaaaaaaaaaaaaaaaaaaa\"";
            text[at] = (char)byte;
            failures += compare(bytes_of_text(text), "run", at);
        }
    }
    assert_int_equal(failures, 0);
}

/* All sequences of two bytes, and every third byte behind a lead of three or four. */
static void test_json_gate__agrees_with_the_oracle_on_utf8(void **state) {
    (void)state;
    int failures = 0;
    for (unsigned pair = 0x8000; pair < 0x10000; pair++) {
        char two[] = {'"', (char)(pair >> 8), (char)(pair & 0xff), '"'};
        char three[] = {'"', (char)(pair >> 8), (char)(pair & 0xff), (char)0x80, '"'};
        char four[] = {'"', (char)(pair >> 8), (char)(pair & 0xff), (char)0xbf, (char)0xbf, '"'};
        failures += compare(bytes_of(two, sizeof two), "two bytes", pair);
        failures += compare(bytes_of(three, sizeof three), "three bytes", pair);
        failures += compare(bytes_of(four, sizeof four), "four bytes", pair);
    }
    assert_int_equal(failures, 0);
}

/* The suite names each file by what must become of it: y_ accepted, n_ refused, i_ either. */
static int run_suite_file(const char *folder, const char *name) {
    static unsigned char content[1 << 20];
    char path[4096];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    struct bytes text = bytes_of(content, fread(content, 1, sizeof content, file));
    (void)fclose(file);
    unsigned char *heap = heap_copy(text);
    struct json_error error = json_gate(bytes_of(heap, text.size), json_answer_limits, NULL);
    free(heap);
    bool is_right = name[0] == 'i' || (name[0] == 'y') == (error.fault == JSON_OK);
    if (!is_right) {
        print_error("row \"%s\": %s at %zu\n", name, json_fault_words[error.fault], error.offset);
    }
    return !is_right;
}

static bool is_suite_name(const char *name) {
    return strchr("yni", name[0]) != NULL && name[1] == '_';
}

static void test_json_gate__holds_on_a_folder_of_jsontestsuite(void **state) {
    (void)state;
    const char *folder = getenv("ASSAY_JSON_TEST_SUITE");
    if (folder == NULL) {
        print_message("ASSAY_JSON_TEST_SUITE names no folder (test_parsing of JSONTestSuite)\n");
        skip();
        return;
    }
    DIR *files = opendir(folder);
    if (files == NULL) {
        fail_msg("cannot open the folder %s", folder);
        return;
    }
    int failures = 0;
    size_t counts[256] = {0};
    for (struct dirent *entry = readdir(files); entry != NULL; entry = readdir(files)) {
        if (is_suite_name(entry->d_name)) {
            failures += run_suite_file(folder, entry->d_name);
            counts[(unsigned char)entry->d_name[0]]++;
        }
    }
    closedir(files);
    print_message("%zu y_, %zu n_, %zu i_\n", counts['y'], counts['n'], counts['i']);
    assert_int_equal(failures, 0);
    assert_true(counts['y'] > 0 && counts['n'] > 0);
}

static int open_edge(void **state) {
    (void)state;
    edge_open(&edge, TEXT_MAX);
    return 0;
}

static int close_edge(void **state) {
    (void)state;
    edge_close(&edge);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_json_gate__agrees_with_the_oracle_on_the_answer),
        cmocka_unit_test(test_json_gate__agrees_with_the_oracle_on_every_prefix),
        cmocka_unit_test(test_json_gate__agrees_with_the_oracle_on_every_deletion),
        cmocka_unit_test(test_json_gate__agrees_with_the_oracle_on_every_replacement),
        cmocka_unit_test(test_json_gate__agrees_with_the_oracle_on_any_byte_in_a_run),
        cmocka_unit_test(test_json_gate__agrees_with_the_oracle_on_utf8),
        cmocka_unit_test(test_json_gate__holds_on_a_folder_of_jsontestsuite),
    };
    return cmocka_run_group_tests(tests, open_edge, close_edge);
}
