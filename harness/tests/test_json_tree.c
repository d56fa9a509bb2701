/* The tree against its text: each node stands where json_span_of says, and says what stands there;
   and whatever the gate takes, cJSON takes (docs/adr/0001), on ten thousand random texts. */
#include "json/document.h"

#include "base/random.h"
#include "edge.h"

#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

struct span_row {
    const char *name;
    const char *text;
    const char *path; /* a digit for each step down: the n-th child */
    struct json_span span;
};

static const struct span_row span_rows[] = {
    {"the root", " 12 ", "", {SIZE_MAX, 1, 2}},
    {"a string at the top", "\"a:\"", "", {SIZE_MAX, 0, 4}},
    {"an array", " [ 1 ] ", "", {SIZE_MAX, 1, 5}},
    {"an element", "[1,true , \"x\"]", "1", {SIZE_MAX, 3, 4}},
    {"the last element", "[1,true , \"x\"]", "2", {SIZE_MAX, 10, 3}},
    {"a member", "{\"a\":1, \"b\" : -2.5e3 }", "1", {8, 14, 6}},
    {"a member that is an object", "{\"a\":{\"b\":[{}]},\"c\":0}", "0", {1, 5, 10}},
    {"behind a container", "{\"a\":{\"b\":[{}]},\"c\":0}", "1", {16, 20, 1}},
    {"deep", "{\"a\":{\"b\":[{}]},\"c\":0}", "000", {SIZE_MAX, 11, 2}},
    {"an element behind a member", "[{\"a\":1},2]", "1", {SIZE_MAX, 9, 1}},
    {"quotes and brackets in strings", "{\"\\\"}\":\"]\\\\\",\"b\":null}", "1", {13, 17, 4}},
    {"a string that looks like a name", "[\"a\",\":\",{\"c\":\"d\"}]", "20", {10, 14, 3}},
    {"behind a NUL escape", "{\"\\u0000\":1,\"b\":2}", "1", {12, 16, 1}},
    {"empty containers", "[[],{},[[]],7]", "3", {SIZE_MAX, 12, 1}},
};

static const struct json_node *follow(const struct json_node *node, const char *path) {
    for (; *path != '\0'; path++) {
        node = json_first(node);
        for (char step = '0'; step < *path; step++) {
            node = json_next(node);
        }
    }
    return node;
}

static void test_json_span_of__finds_value_and_name_in_the_text(void **state) {
    (void)state;
    int failures = 0;
    for (size_t i = 0; i < COUNT(span_rows); i++) {
        const struct span_row *row = &span_rows[i];
        struct json_document document;
        struct json_error error = json_document_parse(bytes_of_text(row->text), json_answer_limits,
                                                      JSON_UNIQUE_NAMES, &document);
        assert_int_equal(error.fault, JSON_OK);
        struct json_span span = json_span_of(&document, follow(document.root, row->path));
        if (memcmp(&span, &row->span, sizeof span) != 0) {
            print_error("row \"%s\": name at %zu, value at %zu, %zu bytes\n", row->name,
                        span.name_offset, span.value_offset, span.value_size);
            failures++;
        }
        json_document_clean_up(&document);
    }
    assert_int_equal(failures, 0);
}

static unsigned read_unit(struct bytes text, size_t at) {
    char digits[5] = {0};
    memcpy(digits, text.data + at + 2, 4);
    return (unsigned)strtoul(digits, NULL, 16);
}

static size_t encode(unsigned point, unsigned char *out) {
    unsigned size = point == 0 ? 2 : point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    static const unsigned marks[] = {0, 0, 0xc0, 0xe0, 0xf0};
    for (unsigned i = size - 1; i > 0; i--) {
        out[i] = (unsigned char)(0x80 | (point & 0x3f));
        point >>= 6;
    }
    out[0] = (unsigned char)(marks[size] | point);
    return size;
}

/* What the document must make of an escape at `at`, decoded on its own here. */
static size_t decode_escape(struct bytes text, size_t *at, unsigned char *out) {
    static const char letters[] = "bfnrt";
    static const char meanings[] = "\b\f\n\r\t";
    unsigned char letter = text.data[*at + 1];
    if (letter != 'u') {
        const char *found = strchr(letters, letter);
        *out = found == NULL ? letter : (unsigned char)meanings[found - letters];
        *at += 2;
        return 1;
    }
    unsigned point = read_unit(text, *at);
    *at += 6;
    bool is_high = point >= 0xd800 && point < 0xdc00;
    if (is_high && text.size - *at > 6 && memcmp(text.data + *at, "\\u", 2) == 0) {
        unsigned low = read_unit(text, *at);
        if (low >= 0xdc00 && low < 0xe000) {
            point = 0x10000 + (point - 0xd800) * 0x400 + (low - 0xdc00);
            *at += 6;
        }
    }
    return encode(point, out);
}

/* True when `string` is what the spelling that starts at `at` of `text` means. */
static bool is_spelled(struct bytes text, size_t at, struct bytes string) {
    static unsigned char room[8192];
    size_t size = 0;
    assert_true(text.size < sizeof room && text.data[at] == '"');
    for (at++; text.data[at] != '"';) {
        if (text.data[at] == '\\') {
            size += decode_escape(text, &at, room + size);
        } else {
            room[size++] = text.data[at++];
        }
    }
    return bytes_equal(string, bytes_of(room, size));
}

static bool is_number_spelled(struct bytes spelling, double number) {
    char *text = bytes_copy_text(spelling);
    assert_non_null(text);
    double value = strtod(text, NULL);
    free(text);
    value = value > DBL_MAX ? DBL_MAX : value < -DBL_MAX ? -DBL_MAX : value;
    bool is_equal = value >= number && value <= number;
    return is_equal && signbit(value) == signbit(number);
}

static enum json_kind kind_of_byte(unsigned char byte) {
    switch (byte) {
    case 'n':
        return JSON_NULL;
    case 't':
        return JSON_TRUE;
    case 'f':
        return JSON_FALSE;
    case '"':
        return JSON_STRING;
    case '[':
        return JSON_ARRAY;
    case '{':
        return JSON_OBJECT;
    default:
        return JSON_NUMBER;
    }
}

static bool is_node_right(const struct json_document *document, const struct json_node *node) {
    struct json_span span = json_span_of(document, node);
    struct bytes value = bytes_slice(document->text, span.value_offset, span.value_size);
    struct bytes name = json_name(node);
    enum json_kind kind = json_kind_of(node);
    return json_gate(value, json_answer_limits, NULL).fault == JSON_OK &&
           kind == kind_of_byte(value.data[0]) &&
           (kind != JSON_STRING || is_spelled(value, 0, json_string_of(node))) &&
           (kind != JSON_NUMBER || is_number_spelled(value, json_number_of(node))) &&
           (name.data == NULL) == (span.name_offset == SIZE_MAX) &&
           (name.data == NULL || is_spelled(document->text, span.name_offset, name));
}

/* The number of nodes in the tree below and with `node`; failures are counted beside. */
static size_t check_nodes(const struct json_document *document, const struct json_node *node,
                          int *failures) {
    size_t count = 1;
    *failures += !is_node_right(document, node);
    for (const struct json_node *at = json_first(node); at != NULL; at = json_next(at)) {
        count += check_nodes(document, at, failures);
    }
    return count;
}

/* What strings, numbers and literals are made of: all that the gate and cJSON may see differently.
 */
static const char *const string_pieces[] = {
    "a",
    "0",
    "\\\"",
    "\\\\",
    "\\/",
    "\\b",
    "\\u0000",
    "\\u00",
    "\\u0041",
    "\\u00e4",
    "\\ud83d",
    "\\ude00",
    "\\uDBFF",
    "\\uDC00",
    "\\ue000",
    "\\uFFFF",
    "\xc3\xa4",
    "\xe2\x82\xac",
    "\xf0\x9f\x98\x80",
    "\x7f",
    "u0000",
    "{[,:]}",
    "\\u005c",
    "\\u0022",
    "\\ud7ff",
    " ",
    "12345678901234567890",
};
static const char *const number_pieces[] = {
    "0",
    "1",
    "-",
    ".",
    "e",
    "E",
    "+",
    "5",
    "17",
    "000",
    "12345678901234567890123456789",
    "e5",
    "e-5",
    ".5",
    "-0",
    "e+308",
    "00000000000000000000000000000000000000000000000000000000000000",
};
static const char *const literals[] = {"null", "true", "false", "nul", "True"};
static const char *const spaces[] = {"", "", "", " ", "\n", "\t\r "};

struct maker {
    struct random random;
    struct buffer text;
};

static void add(struct maker *maker, const char *text) {
    assert_int_equal(buffer_append_text(&maker->text, text), STATUS_OK);
}

static void add_any(struct maker *maker, const char *const *pieces, size_t count, size_t most) {
    size_t left = (size_t)random_below(&maker->random, most) + 1;
    for (; left > 0; left--) {
        add(maker, pieces[random_below(&maker->random, count)]);
    }
}

static void add_string(struct maker *maker) {
    add(maker, "\"");
    if (random_below(&maker->random, 4) > 0) {
        add_any(maker, string_pieces, COUNT(string_pieces), 5);
    }
    add(maker, "\"");
}

static void add_value(struct maker *maker, unsigned depth);

static void add_container(struct maker *maker, unsigned depth, bool is_object) {
    add(maker, is_object ? "{" : "[");
    for (uint64_t left = random_below(&maker->random, 4); left > 0; left--) {
        if (is_object) {
            add_string(maker);
            add_any(maker, spaces, COUNT(spaces), 1);
            add(maker, ":");
        }
        add_value(maker, depth - 1);
        add(maker, left > 1 ? "," : "");
    }
    add(maker, is_object ? "}" : "]");
}

static void add_value(struct maker *maker, unsigned depth) {
    uint64_t kind = random_below(&maker->random, depth == 0 ? 6 : 14);
    add_any(maker, spaces, COUNT(spaces), 1);
    if (kind < 3) {
        add_string(maker);
    } else if (kind < 5) {
        add_any(maker, number_pieces, COUNT(number_pieces), kind == 3 ? 1 : 4);
    } else if (kind < 6) {
        add_any(maker, literals, COUNT(literals), 1);
    } else {
        add_container(maker, depth, kind < 10);
    }
    add_any(maker, spaces, COUNT(spaces), 1);
}

static int check_text(struct bytes text, size_t *accepted) {
    struct json_document document;
    struct json_facts facts;
    unsigned char *block = heap_copy(text);
    struct bytes heap = bytes_of(block, text.size);
    struct json_error gate = json_gate(heap, json_answer_limits, &facts);
    struct json_error error =
        json_document_parse(heap, json_answer_limits, JSON_DUPLICATES_ALLOWED, &document);
    int failures = gate.fault != error.fault || gate.offset != error.offset;
    if (error.fault == JSON_OK) {
        ++*accepted;
        size_t count = check_nodes(&document, document.root, &failures);
        failures += count != facts.values;
        json_document_clean_up(&document);
    }
    free(block);
    if (failures > 0) {
        print_error("row \"%.*s\": %s\n", BYTES_PRINT(text), json_fault_words[error.fault]);
    }
    return failures;
}

/* The number of texts can be raised for a long search; the seed is always the same. */
static size_t rounds(void) {
    const char *text = getenv("ASSAY_JSON_ROUNDS");
    return text == NULL ? 20000 : (size_t)strtoul(text, NULL, 10);
}

static void test_json_document_parse__takes_all_that_the_gate_takes(void **state) {
    (void)state;
    struct maker maker = {.random = random_seeded(8259)};
    buffer_init(&maker.text, 1 << 16);
    int failures = 0;
    size_t accepted = 0;
    for (size_t i = 0; i < rounds() && failures < 10; i++) {
        buffer_clear(&maker.text);
        add_value(&maker, 3);
        failures += check_text(buffer_view(&maker.text), &accepted);
    }
    buffer_clean_up(&maker.text);
    assert_int_equal(failures, 0);
    assert_true(accepted > rounds() / 4); /* or the texts prove nothing */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_json_span_of__finds_value_and_name_in_the_text),
        cmocka_unit_test(test_json_document_parse__takes_all_that_the_gate_takes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
