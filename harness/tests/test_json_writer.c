/* The writer: what it writes, byte by byte, and that the gate always takes it. */
#include "json/writer.h"

#include "json/document.h"

#include <math.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

struct string_row {
    const char *name;
    const char *string;
    size_t size;
    const char *written;
};

#define TEXT(literal) (literal), sizeof(literal) - 1

static const struct string_row string_rows[] = {
    {"empty", TEXT(""), "\"\""},
    {"plain", TEXT("a/b'<>&"), "\"a/b'<>&\""},
    {"quote and backslash", TEXT("\"\\"), "\"\\\"\\\\\""},
    {"short escapes", TEXT("\b\f\n\r\t"), "\"\\b\\f\\n\\r\\t\""},
    {"other controls", TEXT("\x01\x1f\x1b"), "\"\\u0001\\u001f\\u001b\""},
    {"NUL", TEXT("a\0b"), "\"a\\u0000b\""},
    {"space", TEXT(" "), "\" \""},
    {"delete", TEXT("~\x7f"), "\"~\\u007f\""},
    {"UTF-8", TEXT("\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80"),
     "\"\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80\""},
    {"line separators", TEXT("\xe2\x80\xa8\xe2\x80\xa9"), "\"\\u2028\\u2029\""},
    {"beside the line separators", TEXT("\xe2\x80\xa7\xe2\x80\xaa"),
     "\"\xe2\x80\xa7\xe2\x80\xaa\""},
    {"U+0080", TEXT("\xc2\x80"), "\"\xc2\x80\""},
    {"stray continuation", TEXT("a\x80z"), "\"a\xef\xbf\xbdz\""},
    {"latin-1", TEXT("Z\xe4hler"), "\"Z\xef\xbf\xbdhler\""},
    {"cut off", TEXT("\xe2\x82"), "\"\xef\xbf\xbd\xef\xbf\xbd\""},
    {"U+0000 as json_string_of has it", TEXT("\xc0\x80"), "\"\xef\xbf\xbd\xef\xbf\xbd\""},
    {"surrogate", TEXT("\xed\xa0\x80"), "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\""},
    {"all together",
     TEXT("ab\ncd\xff"
          "ef\"\xc3\xa4"),
     "\"ab\\ncd\xef\xbf\xbd"
     "ef\\\"\xc3\xa4\""},
};

static void test_json_write_string__escapes_what_must_not_stand(void **state) {
    (void)state;
    int failures = 0;
    for (size_t i = 0; i < COUNT(string_rows); i++) {
        const struct string_row *row = &string_rows[i];
        struct buffer out;
        struct json_writer writer;
        buffer_init(&out, 4096);
        json_writer_init(&writer, &out, 0);
        json_write_string(&writer, bytes_of(row->string, row->size));
        if (json_writer_status(&writer) != STATUS_OK ||
            !bytes_equal_text(buffer_view(&out), row->written)) {
            print_error("row \"%s\": %s\n", row->name, buffer_text(&out));
            failures++;
        }
        buffer_clean_up(&out);
    }
    assert_int_equal(failures, 0);
}

/* Every code point comes back as it was. */
static void test_json_write_string__is_read_back_the_same(void **state) {
    (void)state;
    int failures = 0;
    for (unsigned point = 1; point < 0x3000; point++) {
        unsigned char utf8[] = {(unsigned char)(0xe0 | point >> 12),
                                (unsigned char)(0x80 | (point >> 6 & 0x3f)),
                                (unsigned char)(0x80 | (point & 0x3f))};
        unsigned char two[] = {(unsigned char)(0xc0 | point >> 6), utf8[2]};
        unsigned char one[] = {(unsigned char)point};
        struct bytes string = point < 0x80    ? bytes_of(one, 1)
                              : point < 0x800 ? bytes_of(two, 2)
                                              : bytes_of(utf8, 3);
        struct buffer out;
        struct json_writer writer;
        struct json_document document = {.root = NULL};
        buffer_init(&out, 4096);
        json_writer_init(&writer, &out, 0);
        json_write_string(&writer, string);
        struct json_error error = json_document_parse(buffer_view(&out), json_answer_limits,
                                                      JSON_UNIQUE_NAMES, &document);
        failures += error.fault != JSON_OK || !bytes_equal(json_string_of(document.root), string);
        json_document_clean_up(&document);
        buffer_clean_up(&out);
    }
    assert_int_equal(failures, 0);
}

static void write_integer(struct json_writer *writer, double number) {
    json_write_integer(writer, (int64_t)number);
}

static void write_tenths(struct json_writer *writer, double number) {
    json_write_decimal(writer, number, 1);
}

static void write_whole(struct json_writer *writer, double number) {
    json_write_decimal(writer, number, 0);
}

static void write_fine(struct json_writer *writer, double number) {
    json_write_decimal(writer, number, JSON_WRITER_DIGITS_MAX);
}

static void write_ms(struct json_writer *writer, double number) {
    json_write_fixed(writer, (int64_t)number, 3);
}

static void write_fixed_fine(struct json_writer *writer, double number) {
    json_write_fixed(writer, (int64_t)number, JSON_WRITER_DIGITS_MAX);
}

static void write_fixed_tenths(struct json_writer *writer, double number) {
    json_write_fixed(writer, (int64_t)number, 1);
}

struct number_row {
    const char *name;
    void (*write)(struct json_writer *writer, double number);
    double number;
    const char *written;
};

static const struct number_row number_rows[] = {
    {"zero", write_integer, 0, "0"},
    {"negative", write_integer, -17, "-17"},
    {"smallest", write_integer, -9223372036854775808.0, "-9223372036854775808"},
    {"tenths", write_tenths, 1.25, "1.2"},
    {"whole", write_whole, 41.5, "42"},
    {"negative tenths", write_tenths, -0.5, "-0.5"},
    {"many digits", write_fine, 0.5, "0.50000000000000000"},
    {"fixed zero", write_ms, 0, "0.000"},
    {"fixed below one", write_ms, 7, "0.007"},
    {"fixed above one", write_ms, 1510, "1.510"},
    {"fixed negative", write_ms, -1000, "-1.000"},
    {"fixed tenths", write_fixed_tenths, 15, "1.5"},
    {"fixed smallest", write_fixed_fine, -9223372036854775808.0, "-92.23372036854775808"},
    {"not a number", write_tenths, (double)NAN, "null"},
    {"infinite", write_tenths, (double)-INFINITY, "null"},
};

static void test_json_write_decimal__writes_numbers_that_json_has(void **state) {
    (void)state;
    int failures = 0;
    for (size_t i = 0; i < COUNT(number_rows); i++) {
        const struct number_row *row = &number_rows[i];
        struct buffer out;
        struct json_writer writer;
        buffer_init(&out, 4096);
        json_writer_init(&writer, &out, 0);
        row->write(&writer, row->number);
        if (strcmp(buffer_text(&out), row->written) != 0) {
            print_error("row \"%s\": %s\n", row->name, buffer_text(&out));
            failures++;
        }
        buffer_clean_up(&out);
    }
    assert_int_equal(failures, 0);
}

static void test_json_write_decimal__has_room_for_the_largest(void **state) {
    (void)state;
    struct buffer out;
    struct json_writer writer;
    buffer_init(&out, 4096);
    json_writer_init(&writer, &out, 0);
    json_write_decimal(&writer, -1.7976931348623157e308, JSON_WRITER_DIGITS_MAX);
    assert_int_equal(out.size, 1 + 309 + 1 + JSON_WRITER_DIGITS_MAX);
    assert_int_equal(json_gate(buffer_view(&out), json_answer_limits, NULL).fault, JSON_OK);
    buffer_clean_up(&out);
}

/* A bit of everything, empty containers at each end included. */
static void write_sample(struct json_writer *writer) {
    json_write_object_begin(writer);
    json_write_name(writer, "empty");
    json_write_array_begin(writer);
    json_write_array_end(writer);
    json_write_name(writer, "a \"name\"");
    json_write_array_begin(writer);
    json_write_integer(writer, 1);
    json_write_object_begin(writer);
    json_write_name(writer, "yes");
    json_write_bool(writer, true);
    json_write_name(writer, "no");
    json_write_bool(writer, false);
    json_write_object_end(writer);
    json_write_object_begin(writer);
    json_write_object_end(writer);
    json_write_text(writer, "x");
    json_write_array_end(writer);
    json_write_name(writer, "absent");
    json_write_string(writer, bytes_of(NULL, 0));
    json_write_name(writer, "no text");
    json_write_text(writer, NULL);
    json_write_name(writer, "nothing");
    json_write_null(writer);
    json_write_name(writer, "raw");
    json_write_raw(writer, bytes_of_text("{\"k\": [1]}"));
    json_write_object_end(writer);
}

static void test_json_writer__writes_one_line_without_spaces(void **state) {
    (void)state;
    struct buffer out;
    struct json_writer writer;
    buffer_init(&out, 4096);
    json_writer_init(&writer, &out, 0);
    write_sample(&writer);
    assert_string_equal(buffer_text(&out),
                        "{\"empty\":[],\"a \\\"name\\\"\":[1,{\"yes\":true,\"no\":false},{},\"x\"],"
                        "\"absent\":null,\"no text\":null,\"nothing\":null,\"raw\":{\"k\": [1]}}");
    assert_int_equal(json_gate(buffer_view(&out), json_answer_limits, NULL).fault, JSON_OK);
    buffer_clean_up(&out);
}

static void test_json_writer__indents_what_is_not_empty(void **state) {
    (void)state;
    struct buffer out;
    struct json_writer writer;
    buffer_init(&out, 4096);
    json_writer_init(&writer, &out, 2);
    write_sample(&writer);
    assert_string_equal(buffer_text(&out), "{\n"
                                           "  \"empty\": [],\n"
                                           "  \"a \\\"name\\\"\": [\n"
                                           "    1,\n"
                                           "    {\n"
                                           "      \"yes\": true,\n"
                                           "      \"no\": false\n"
                                           "    },\n"
                                           "    {},\n"
                                           "    \"x\"\n"
                                           "  ],\n"
                                           "  \"absent\": null,\n"
                                           "  \"no text\": null,\n"
                                           "  \"nothing\": null,\n"
                                           "  \"raw\": {\"k\": [1]}\n"
                                           "}");
    buffer_clean_up(&out);
}

static void test_json_writer__appends_to_what_is_there(void **state) {
    (void)state;
    struct buffer out;
    struct json_writer writer;
    buffer_init(&out, 4096);
    assert_int_equal(buffer_append_text(&out, "x="), STATUS_OK);
    json_writer_init(&writer, &out, 4);
    json_write_array_begin(&writer);
    json_write_array_end(&writer);
    assert_string_equal(buffer_text(&out), "x=[]");
    buffer_clean_up(&out);
}

static void test_json_writer__nests_as_deep_as_it_says(void **state) {
    (void)state;
    struct buffer out;
    struct json_writer writer;
    buffer_init(&out, 4096);
    json_writer_init(&writer, &out, 1);
    for (unsigned i = 0; i < JSON_WRITER_DEPTH_MAX; i++) {
        json_write_array_begin(&writer);
    }
    for (unsigned i = 0; i < JSON_WRITER_DEPTH_MAX; i++) {
        json_write_array_end(&writer);
    }
    assert_int_equal(json_writer_status(&writer), STATUS_OK);
    assert_int_equal(json_gate(buffer_view(&out), json_answer_limits, NULL).fault, JSON_OK);
    buffer_clean_up(&out);
}

static void test_json_writer__keeps_the_first_error(void **state) {
    (void)state;
    int failures = 0;
    for (size_t limit = 0; limit < 400; limit++) {
        struct buffer out;
        struct json_writer writer;
        buffer_init(&out, limit);
        json_writer_init(&writer, &out, 2);
        write_sample(&writer);
        bool is_whole = json_gate(buffer_view(&out), json_answer_limits, NULL).fault == JSON_OK;
        enum status expected = is_whole ? STATUS_OK : STATUS_LIMIT;
        failures += json_writer_status(&writer) != expected || out.size > limit;
        buffer_clean_up(&out);
    }
    assert_int_equal(failures, 0);
}

/* The short one would find room. */
static void test_json_writer__writes_nothing_behind_a_string_without_room(void **state) {
    (void)state;
    struct buffer out;
    struct json_writer writer;
    buffer_init(&out, 8);
    json_writer_init(&writer, &out, 0);
    json_write_array_begin(&writer);
    json_write_string(&writer, bytes_of_text("ten letters"));
    json_write_string(&writer, bytes_of_text("a"));
    assert_int_equal(json_writer_status(&writer), STATUS_LIMIT);
    assert_true(bytes_equal_text(buffer_view(&out), "["));
    buffer_clean_up(&out);
}

static void nest_too_deep(struct json_writer *writer) {
    for (unsigned i = 0; i <= JSON_WRITER_DEPTH_MAX; i++) {
        json_write_array_begin(writer);
    }
}

static void write_two_values(struct json_writer *writer) {
    json_write_null(writer);
    json_write_null(writer);
}

static void write_a_member_without_a_name(struct json_writer *writer) {
    json_write_object_begin(writer);
    json_write_null(writer);
}

static void write_a_name_in_an_array(struct json_writer *writer) {
    json_write_array_begin(writer);
    json_write_name(writer, "a");
}

static void write_two_names(struct json_writer *writer) {
    json_write_object_begin(writer);
    json_write_name(writer, "a");
    json_write_name(writer, "b");
}

static void end_behind_a_name(struct json_writer *writer) {
    json_write_object_begin(writer);
    json_write_name(writer, "a");
    json_write_object_end(writer);
}

static void end_the_wrong_container(struct json_writer *writer) {
    json_write_array_begin(writer);
    json_write_object_end(writer);
}

static void end_nothing(struct json_writer *writer) {
    json_write_array_end(writer);
}

static void write_bad_raw(struct json_writer *writer) {
    json_write_raw(writer, bytes_of_text("{]"));
}

struct bug_row {
    const char *name;
    void (*run)(struct json_writer *writer);
    bool aborts;
};

static const struct bug_row bug_rows[] = {
    {"no bug", write_sample, false},
    {"too deep", nest_too_deep, true},
    {"two values at the top", write_two_values, true},
    {"a member without a name", write_a_member_without_a_name, true},
    {"a name in an array", write_a_name_in_an_array, true},
    {"two names", write_two_names, true},
    {"an end behind a name", end_behind_a_name, true},
    {"an end of the other kind", end_the_wrong_container, true},
    {"an end of nothing", end_nothing, true},
    {"raw bytes that are no JSON", write_bad_raw, true},
};

static bool does_abort(void (*run)(struct json_writer *writer)) {
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct buffer out;
        struct json_writer writer;
        (void)signal(SIGABRT, SIG_DFL);
        close(STDERR_FILENO);
        buffer_init(&out, 4096);
        json_writer_init(&writer, &out, 0);
        run(&writer);
        _exit(0);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

static void test_json_writer__aborts_on_our_own_bugs(void **state) {
    (void)state;
    int failures = 0;
    for (size_t i = 0; i < COUNT(bug_rows); i++) {
        if (does_abort(bug_rows[i].run) != bug_rows[i].aborts) {
            print_error("row \"%s\" is wrong\n", bug_rows[i].name);
            failures++;
        }
    }
    assert_int_equal(failures, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_json_write_string__escapes_what_must_not_stand),
        cmocka_unit_test(test_json_write_string__is_read_back_the_same),
        cmocka_unit_test(test_json_write_decimal__writes_numbers_that_json_has),
        cmocka_unit_test(test_json_write_decimal__has_room_for_the_largest),
        cmocka_unit_test(test_json_writer__writes_one_line_without_spaces),
        cmocka_unit_test(test_json_writer__indents_what_is_not_empty),
        cmocka_unit_test(test_json_writer__appends_to_what_is_there),
        cmocka_unit_test(test_json_writer__nests_as_deep_as_it_says),
        cmocka_unit_test(test_json_writer__keeps_the_first_error),
        cmocka_unit_test(test_json_writer__writes_nothing_behind_a_string_without_room),
        cmocka_unit_test(test_json_writer__aborts_on_our_own_bugs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
