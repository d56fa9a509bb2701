/* The gate, rule by rule of RFC 8259 and RFC 3629: what it takes and, next to that, what not. */
#include "json/gate.h"

#include "edge.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

struct row {
    const char *name;
    const char *text;
    size_t size;
    enum json_fault fault;
    size_t offset;
};

#define TEXT(literal) (literal), sizeof(literal) - 1
#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* On both copies the same; what, is for the caller to judge. */
static struct json_error gate_at_edges(struct bytes text) {
    struct edge edge;
    edge_open(&edge, text.size);
    unsigned char *heap = heap_copy(text);
    struct json_error on_heap = json_gate(bytes_of(heap, text.size), json_answer_limits, NULL);
    struct json_error at_edge = json_gate(edge_copy(&edge, text), json_answer_limits, NULL);
    free(heap);
    edge_close(&edge);
    assert_int_equal(on_heap.fault, at_edge.fault);
    assert_int_equal(on_heap.offset, at_edge.offset);
    return on_heap;
}

static int run_row(const struct row *row) {
    struct json_error error = gate_at_edges(bytes_of(row->text, row->size));
    if (error.fault == row->fault && error.offset == row->offset) {
        return 0;
    }
    print_error("row \"%s\": %s at %zu, not %s at %zu\n", row->name, json_fault_words[error.fault],
                error.offset, json_fault_words[row->fault], row->offset);
    return 1;
}

static void run_rows(const struct row *rows, size_t count) {
    int failures = 0;
    for (size_t i = 0; i < count; i++) {
        failures += run_row(&rows[i]);
    }
    assert_int_equal(failures, 0);
}

static void test_json_grammar__accepts_every_kind_of_value_at_the_top(void **state) {
    (void)state;
    static const struct row rows[] = {
        {"null", TEXT("null"), JSON_OK, 0},   {"true", TEXT("true"), JSON_OK, 0},
        {"false", TEXT("false"), JSON_OK, 0}, {"number", TEXT("7"), JSON_OK, 0},
        {"string", TEXT("\"\""), JSON_OK, 0}, {"array", TEXT("[]"), JSON_OK, 0},
        {"object", TEXT("{}"), JSON_OK, 0},
    };
    run_rows(rows, COUNT(rows));
}

static void test_json_grammar__knows_four_bytes_of_white_space(void **state) {
    (void)state;
    static const struct row rows[] = {
        {"all four, everywhere", TEXT(" \t\n\r{ \t\n\r\"a\" \t: \n[ \r1 , 2\t] } \n"), JSON_OK, 0},
        {"nothing", TEXT(""), JSON_EMPTY, 0},
        {"white space alone", TEXT(" \n "), JSON_EMPTY, 3},
        {"form feed", TEXT("[\f]"), JSON_UNEXPECTED_BYTE, 1},
        {"vertical tab", TEXT("\v1"), JSON_UNEXPECTED_BYTE, 0},
        {"no-break space", TEXT("[\xc2\xa0]"), JSON_UNEXPECTED_BYTE, 1},
        {"word joiner", TEXT("[\xe2\x81\xa0]"), JSON_UNEXPECTED_BYTE, 1},
        {"delete", TEXT("[\x7f]"), JSON_UNEXPECTED_BYTE, 1},
        {"NUL before",
         TEXT("\0"
              "1"),
         JSON_UNEXPECTED_BYTE, 0},
        {"NUL inside", TEXT("[\0]"), JSON_UNEXPECTED_BYTE, 1},
        {"comment", TEXT("[1/**/]"), JSON_UNEXPECTED_BYTE, 2},
        {"line comment", TEXT("//\n1"), JSON_UNEXPECTED_BYTE, 0},
    };
    run_rows(rows, COUNT(rows));
}

static void test_json_grammar__takes_no_byte_order_mark(void **state) {
    (void)state;
    static const struct row rows[] = {
        {"UTF-8 mark", TEXT("\xef\xbb\xbf{}"), JSON_BYTE_ORDER_MARK, 0},
        {"mark alone", TEXT("\xef\xbb\xbf"), JSON_BYTE_ORDER_MARK, 0},
        {"half a mark", TEXT("\xef\xbb{}"), JSON_UNEXPECTED_BYTE, 0},
        {"UTF-16, little", TEXT("\xff\xfe[\0]\0"), JSON_UNEXPECTED_BYTE, 0},
        {"UTF-16, big, no mark", TEXT("\0[\0]"), JSON_UNEXPECTED_BYTE, 0},
        {"mark behind a space", TEXT(" \xef\xbb\xbf{}"), JSON_UNEXPECTED_BYTE, 1},
        {"mark behind", TEXT("{}\xef\xbb\xbf"), JSON_TRAILING_BYTES, 2},
        {"U+FEFF in a string", TEXT("\"\xef\xbb\xbf\""), JSON_OK, 0},
    };
    run_rows(rows, COUNT(rows));
}

static void test_json_grammar__wants_one_value_and_nothing_behind(void **state) {
    (void)state;
    static const struct row rows[] = {
        {"space behind", TEXT("{} \r\n"), JSON_OK, 0},
        {"second value", TEXT("{} {}"), JSON_TRAILING_BYTES, 3},
        {"second bracket", TEXT("[]]"), JSON_TRAILING_BYTES, 2},
        {"second brace", TEXT("{}}"), JSON_TRAILING_BYTES, 2},
        {"comma", TEXT("1,"), JSON_TRAILING_BYTES, 1},
        {"NUL", TEXT("{}\0"), JSON_TRAILING_BYTES, 2},
        {"quote", TEXT("\"a\"\""), JSON_TRAILING_BYTES, 3},
        {"semicolon", TEXT("[1];"), JSON_TRAILING_BYTES, 3},
        {"bad UTF-8", TEXT("1\xff"), JSON_TRAILING_BYTES, 1},
    };
    run_rows(rows, COUNT(rows));
}

static void test_json_grammar__reads_arrays_by_the_letter(void **state) {
    (void)state;
    static const struct row rows[] = {
        {"elements", TEXT("[1,\"a\",null,[],{}]"), JSON_OK, 0},
        {"nested", TEXT("[[[]],[[],[]]]"), JSON_OK, 0},
        {"comma at the end", TEXT("[1,]"), JSON_UNEXPECTED_BYTE, 3},
        {"comma alone", TEXT("[,]"), JSON_UNEXPECTED_BYTE, 1},
        {"comma first", TEXT("[,1]"), JSON_UNEXPECTED_BYTE, 1},
        {"two commas", TEXT("[1,,2]"), JSON_UNEXPECTED_BYTE, 3},
        {"no comma", TEXT("[1 2]"), JSON_UNEXPECTED_BYTE, 3},
        {"no comma before a string", TEXT("[1\"a\"]"), JSON_UNEXPECTED_BYTE, 2},
        {"colon", TEXT("[\"a\":1]"), JSON_UNEXPECTED_BYTE, 4},
        {"closed as an object", TEXT("[1}"), JSON_UNEXPECTED_BYTE, 2},
        {"open", TEXT("["), JSON_UNEXPECTED_END, 1},
        {"open behind a value", TEXT("[1"), JSON_UNEXPECTED_END, 2},
        {"open behind a comma", TEXT("[1, "), JSON_UNEXPECTED_END, 4},
        {"never opened", TEXT("]"), JSON_UNEXPECTED_BYTE, 0},
    };
    run_rows(rows, COUNT(rows));
}

static void test_json_grammar__reads_objects_by_the_letter(void **state) {
    (void)state;
    static const struct row rows[] = {
        {"members", TEXT("{\"a\":1,\"b\":{\"c\":[]},\"\":null}"), JSON_OK, 0},
        {"the same name twice is grammar", TEXT("{\"a\":1,\"a\":1}"), JSON_OK, 0},
        {"comma at the end", TEXT("{\"a\":1,}"), JSON_UNEXPECTED_BYTE, 7},
        {"comma alone", TEXT("{,}"), JSON_UNEXPECTED_BYTE, 1},
        {"two commas", TEXT("{\"a\":1,,\"b\":2}"), JSON_UNEXPECTED_BYTE, 7},
        {"no comma", TEXT("{\"a\":1 \"b\":2}"), JSON_UNEXPECTED_BYTE, 7},
        {"no colon", TEXT("{\"a\" 1}"), JSON_UNEXPECTED_BYTE, 5},
        {"two colons", TEXT("{\"a\"::1}"), JSON_UNEXPECTED_BYTE, 5},
        {"comma for a colon", TEXT("{\"a\",1}"), JSON_UNEXPECTED_BYTE, 4},
        {"no value", TEXT("{\"a\":}"), JSON_UNEXPECTED_BYTE, 5},
        {"name alone", TEXT("{\"a\"}"), JSON_UNEXPECTED_BYTE, 4},
        {"bare name", TEXT("{a:1}"), JSON_UNEXPECTED_BYTE, 1},
        {"number for a name", TEXT("{1:1}"), JSON_UNEXPECTED_BYTE, 1},
        {"literal for a name", TEXT("{null:1}"), JSON_UNEXPECTED_BYTE, 1},
        {"array for a name", TEXT("{[]:1}"), JSON_UNEXPECTED_BYTE, 1},
        {"apostrophes", TEXT("{'a':1}"), JSON_UNEXPECTED_BYTE, 1},
        {"closed as an array", TEXT("{\"a\":1]"), JSON_UNEXPECTED_BYTE, 6},
        {"open", TEXT("{"), JSON_UNEXPECTED_END, 1},
        {"open behind a name", TEXT("{\"a\""), JSON_UNEXPECTED_END, 4},
        {"open behind a colon", TEXT("{\"a\":"), JSON_UNEXPECTED_END, 5},
        {"open behind a value", TEXT("{\"a\":1"), JSON_UNEXPECTED_END, 6},
        {"open behind a comma", TEXT("{\"a\":1,"), JSON_UNEXPECTED_END, 7},
        {"fault in a name", TEXT("{\"\\q\":1}"), JSON_BAD_ESCAPE, 3},
        {"back in the outer array", TEXT("[{\"a\":[{}]},{\"b\":1}]"), JSON_OK, 0},
        {"comma of the wrong container", TEXT("[{\"a\":[]},\"b\":1]"), JSON_UNEXPECTED_BYTE, 13},
    };
    run_rows(rows, COUNT(rows));
}

static void test_json_grammar__reads_numbers_by_the_letter(void **state) {
    (void)state;
    static const struct row rows[] = {
        {"zero", TEXT("0"), JSON_OK, 0},
        {"minus zero", TEXT("-0"), JSON_OK, 0},
        {"digits", TEXT("1029384756"), JSON_OK, 0},
        {"fraction", TEXT("-0.50"), JSON_OK, 0},
        {"exponents", TEXT("[1e5,1E5,1e+5,1e-5,0e0,0E+00,1.5e05,-20.25E-01]"), JSON_OK, 0},
        {"past a double", TEXT("1e999"), JSON_OK, 0},
        {"white space behind", TEXT("-1.5e3\t"), JSON_OK, 0},
        {"leading zero", TEXT("[01]"), JSON_BAD_NUMBER, 2},
        {"two zeros", TEXT("00"), JSON_BAD_NUMBER, 1},
        {"minus and leading zero", TEXT("-01"), JSON_BAD_NUMBER, 2},
        {"minus alone", TEXT("-"), JSON_UNEXPECTED_END, 1},
        {"minus in an array", TEXT("[-]"), JSON_BAD_NUMBER, 2},
        {"two minuses", TEXT("--1"), JSON_BAD_NUMBER, 1},
        {"minus, space", TEXT("- 1"), JSON_BAD_NUMBER, 1},
        {"minus, letter", TEXT("-a"), JSON_BAD_NUMBER, 1},
        {"minus, infinity", TEXT("-Infinity"), JSON_BAD_NUMBER, 1},
        {"plus", TEXT("+1"), JSON_BAD_NUMBER, 0},
        {"no digit before the point", TEXT("[.5]"), JSON_BAD_NUMBER, 1},
        {"no digit before the point, minus", TEXT("-.5"), JSON_BAD_NUMBER, 1},
        {"no digit behind the point", TEXT("[1.]"), JSON_BAD_NUMBER, 3},
        {"ends at the point", TEXT("1."), JSON_UNEXPECTED_END, 2},
        {"exponent at the point", TEXT("1.e5"), JSON_BAD_NUMBER, 2},
        {"two points", TEXT("1.2.3"), JSON_BAD_NUMBER, 3},
        {"comma for a point", TEXT("1,5"), JSON_TRAILING_BYTES, 1},
        {"no exponent", TEXT("[1e]"), JSON_BAD_NUMBER, 3},
        {"ends at e", TEXT("1e"), JSON_UNEXPECTED_END, 2},
        {"ends at the sign", TEXT("1E-"), JSON_UNEXPECTED_END, 3},
        {"no digit behind the sign", TEXT("[1e+]"), JSON_BAD_NUMBER, 4},
        {"two signs", TEXT("1e+-5"), JSON_BAD_NUMBER, 3},
        {"two exponents", TEXT("1e5e5"), JSON_BAD_NUMBER, 3},
        {"fraction in the exponent", TEXT("1e5.5"), JSON_BAD_NUMBER, 3},
        {"hexadecimal", TEXT("0x1F"), JSON_BAD_NUMBER, 1},
        {"suffix", TEXT("[1f]"), JSON_BAD_NUMBER, 2},
        {"underscore", TEXT("1_000"), JSON_BAD_NUMBER, 1},
        {"subtraction", TEXT("[1-1]"), JSON_BAD_NUMBER, 2},
        {"full-width digit", TEXT("[\xef\xbc\x91]"), JSON_UNEXPECTED_BYTE, 1},
        {"full-width digit behind", TEXT("[1\xef\xbc\x91]"), JSON_UNEXPECTED_BYTE, 2},
    };
    run_rows(rows, COUNT(rows));
}

static void test_json_grammar__knows_three_literals(void **state) {
    (void)state;
    static const struct row rows[] = {
        {"in an array", TEXT("[true,false,null]"), JSON_OK, 0},
        {"capital", TEXT("True"), JSON_BAD_LITERAL, 0},
        {"all capitals", TEXT("[NULL]"), JSON_BAD_LITERAL, 1},
        {"capital inside", TEXT("nuLl"), JSON_BAD_LITERAL, 2},
        {"cut", TEXT("tru"), JSON_UNEXPECTED_END, 3},
        {"cut in an array", TEXT("[fals]"), JSON_BAD_LITERAL, 5},
        {"too long", TEXT("nulll"), JSON_BAD_LITERAL, 4},
        {"run together", TEXT("[truefalse]"), JSON_BAD_LITERAL, 5},
        {"digit behind", TEXT("true1"), JSON_BAD_LITERAL, 4},
        {"last digit behind", TEXT("true9"), JSON_BAD_LITERAL, 4},
        {"first letter behind", TEXT("truea"), JSON_BAD_LITERAL, 4},
        {"last letter behind", TEXT("truez"), JSON_BAD_LITERAL, 4},
        {"not a number", TEXT("NaN"), JSON_BAD_LITERAL, 0},
        {"not a number, small", TEXT("nan"), JSON_BAD_LITERAL, 1},
        {"infinity", TEXT("{\"a\":Infinity}"), JSON_BAD_LITERAL, 5},
        {"undefined", TEXT("undefined"), JSON_BAD_LITERAL, 0},
        {"yes", TEXT("[yes]"), JSON_BAD_LITERAL, 1},
        {"space inside", TEXT("tr ue"), JSON_BAD_LITERAL, 2},
        {"NUL behind", TEXT("true\0"), JSON_TRAILING_BYTES, 4},
        {"apostrophes", TEXT("'true'"), JSON_UNEXPECTED_BYTE, 0},
    };
    run_rows(rows, COUNT(rows));
}

static void test_json_grammar__reads_escapes_by_the_letter(void **state) {
    (void)state;
    static const struct row rows[] = {
        {"the eight short ones", TEXT("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\""), JSON_OK, 0},
        {"four digits, both cases", TEXT("\"\\u00e4\\u00E4\\uABCD\\uefef\""), JSON_OK, 0},
        {"digits behind the four", TEXT("\"\\u00410\""), JSON_OK, 0},
        {"pair", TEXT("\"\\ud83d\\ude00\""), JSON_OK, 0},
        {"NUL is grammar", TEXT("\"\\u0000\""), JSON_OK, 0},
        {"lone surrogates are grammar", TEXT("\"\\ud800\\ud800\\udc00\\udc00\""), JSON_OK, 0},
        {"noncharacter", TEXT("\"\\uffff\\ufdd0\""), JSON_OK, 0},
        {"capital letter", TEXT("\"\\N\""), JSON_BAD_ESCAPE, 2},
        {"capital U", TEXT("\"\\U0041\""), JSON_BAD_ESCAPE, 2},
        {"octal", TEXT("\"\\0\""), JSON_BAD_ESCAPE, 2},
        {"hexadecimal", TEXT("\"\\x41\""), JSON_BAD_ESCAPE, 2},
        {"bell", TEXT("\"\\a\""), JSON_BAD_ESCAPE, 2},
        {"vertical tab", TEXT("\"\\v\""), JSON_BAD_ESCAPE, 2},
        {"apostrophe", TEXT("\"\\'\""), JSON_BAD_ESCAPE, 2},
        {"line end", TEXT("\"\\\n\""), JSON_BAD_ESCAPE, 2},
        {"NUL byte", TEXT("\"\\\0\""), JSON_BAD_ESCAPE, 2},
        {"not ASCII", TEXT("\"\\\xc3\xa4\""), JSON_BAD_ESCAPE, 2},
        {"no digit", TEXT("\"\\u\""), JSON_BAD_ESCAPE, 3},
        {"one digit", TEXT("\"\\u0\""), JSON_BAD_ESCAPE, 4},
        {"three digits", TEXT("\"\\u004\""), JSON_BAD_ESCAPE, 6},
        {"fourth no digit", TEXT("\"\\u004g\""), JSON_BAD_ESCAPE, 6},
        {"braces", TEXT("\"\\u{41}\""), JSON_BAD_ESCAPE, 3},
        {"sign", TEXT("\"\\u+041\""), JSON_BAD_ESCAPE, 3},
        {"bad second half", TEXT("\"\\ud83d\\ude0\""), JSON_BAD_ESCAPE, 12},
        {"bad letter behind a half", TEXT("\"\\ud83d\\x\""), JSON_BAD_ESCAPE, 8},
        {"ends at the backslash", TEXT("\"\\"), JSON_UNEXPECTED_END, 2},
        {"ends behind u", TEXT("\"\\u"), JSON_UNEXPECTED_END, 3},
        {"ends in the digits", TEXT("\"\\u00e"), JSON_UNEXPECTED_END, 6},
        {"ends behind a half", TEXT("\"\\ud83d\\ude0"), JSON_UNEXPECTED_END, 12},
        {"escaped quote ends nothing", TEXT("\"\\\""), JSON_UNEXPECTED_END, 3},
        {"escape outside a string", TEXT("[\\n]"), JSON_UNEXPECTED_BYTE, 1},
    };
    run_rows(rows, COUNT(rows));
}

static void test_json_grammar__wants_control_characters_escaped(void **state) {
    (void)state;
    static const struct row rows[] = {
        {"line feed", TEXT("\"a\nb\""), JSON_CONTROL_CHARACTER, 2},
        {"tab", TEXT("\"\t\""), JSON_CONTROL_CHARACTER, 1},
        {"NUL", TEXT("\"\0\""), JSON_CONTROL_CHARACTER, 1},
        {"U+001F", TEXT("\"\x1f\""), JSON_CONTROL_CHARACTER, 1},
        {"behind eight plain bytes", TEXT("\"12345678\x01\""), JSON_CONTROL_CHARACTER, 9},
        {"among eight bytes",
         TEXT("\"1234\x01"
              "5678901\""),
         JSON_CONTROL_CHARACTER, 5},
        {"in a name", TEXT("{\"a\r\":1}"), JSON_CONTROL_CHARACTER, 3},
        {"space", TEXT("\" \""), JSON_OK, 0},
        {"U+007F", TEXT("\"\x7f\""), JSON_OK, 0},
        {"U+0080", TEXT("\"\xc2\x80\""), JSON_OK, 0},
        {"U+2028", TEXT("\"\xe2\x80\xa8\""), JSON_OK, 0},
        {"never closed", TEXT("\"abc"), JSON_UNEXPECTED_END, 4},
        {"quote alone", TEXT("\""), JSON_UNEXPECTED_END, 1},
        {"never closed, eight bytes", TEXT("\"12345678"), JSON_UNEXPECTED_END, 9},
    };
    run_rows(rows, COUNT(rows));
}

static void test_json_grammar__wants_utf8_as_rfc_3629_has_it(void **state) {
    (void)state;
    static const struct row rows[] = {
        {"first and last of two", TEXT("\"\xc2\x80\xdf\xbf\""), JSON_OK, 0},
        {"first and last of three", TEXT("\"\xe0\xa0\x80\xef\xbf\xbf\""), JSON_OK, 0},
        {"around the surrogates", TEXT("\"\xed\x9f\xbf\xee\x80\x80\""), JSON_OK, 0},
        {"first and last of four", TEXT("\"\xf0\x90\x80\x80\xf4\x8f\xbf\xbf\""), JSON_OK, 0},
        {"all leads", TEXT("\"\xe1\x80\x80\xec\xbf\xbf\xf1\x80\x80\x80\xf3\xbf\xbf\xbf\""), JSON_OK,
         0},
        {"stray continuation", TEXT("\"\x80\""), JSON_BAD_UTF8, 1},
        {"last continuation", TEXT("\"a\xbf\""), JSON_BAD_UTF8, 2},
        {"overlong slash", TEXT("\"\xc0\xaf\""), JSON_BAD_UTF8, 1},
        {"overlong NUL", TEXT("\"\xc0\x80\""), JSON_BAD_UTF8, 1},
        {"overlong U+007F", TEXT("\"\xc1\xbf\""), JSON_BAD_UTF8, 1},
        {"overlong in three", TEXT("\"\xe0\x9f\xbf\""), JSON_BAD_UTF8, 2},
        {"overlong in four", TEXT("\"\xf0\x8f\xbf\xbf\""), JSON_BAD_UTF8, 2},
        {"first surrogate", TEXT("\"\xed\xa0\x80\""), JSON_BAD_UTF8, 2},
        {"last surrogate", TEXT("\"\xed\xbf\xbf\""), JSON_BAD_UTF8, 2},
        {"past U+10FFFF", TEXT("\"\xf4\x90\x80\x80\""), JSON_BAD_UTF8, 2},
        {"lead F5", TEXT("\"\xf5\x80\x80\x80\""), JSON_BAD_UTF8, 1},
        {"FE and FF", TEXT("\"\xfe\xff\""), JSON_BAD_UTF8, 1},
        {"latin-1", TEXT("\"Z\xe4hler\""), JSON_BAD_UTF8, 3},
        {"two cut by the quote", TEXT("\"\xc3\""), JSON_BAD_UTF8, 2},
        {"three cut by the quote", TEXT("\"\xe2\x82\""), JSON_BAD_UTF8, 3},
        {"four cut by the quote", TEXT("\"\xf0\x9f\x98\""), JSON_BAD_UTF8, 4},
        {"cut by a lead", TEXT("\"\xe2\x82\xc3\xa4\""), JSON_BAD_UTF8, 3},
        {"two cut by the end", TEXT("\"\xc3"), JSON_UNEXPECTED_END, 2},
        {"four cut by the end", TEXT("\"\xf0\x9f\x98"), JSON_UNEXPECTED_END, 4},
        {"one continuation too many", TEXT("\"\xc3\xa4\xa4\""), JSON_BAD_UTF8, 3},
        {"outside a string", TEXT("[\xc3\xa4]"), JSON_UNEXPECTED_BYTE, 1},
    };
    run_rows(rows, COUNT(rows));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_json_grammar__accepts_every_kind_of_value_at_the_top),
        cmocka_unit_test(test_json_grammar__knows_four_bytes_of_white_space),
        cmocka_unit_test(test_json_grammar__takes_no_byte_order_mark),
        cmocka_unit_test(test_json_grammar__wants_one_value_and_nothing_behind),
        cmocka_unit_test(test_json_grammar__reads_arrays_by_the_letter),
        cmocka_unit_test(test_json_grammar__reads_objects_by_the_letter),
        cmocka_unit_test(test_json_grammar__reads_numbers_by_the_letter),
        cmocka_unit_test(test_json_grammar__knows_three_literals),
        cmocka_unit_test(test_json_grammar__reads_escapes_by_the_letter),
        cmocka_unit_test(test_json_grammar__wants_control_characters_escaped),
        cmocka_unit_test(test_json_grammar__wants_utf8_as_rfc_3629_has_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
