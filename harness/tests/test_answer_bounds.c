/* The answer parser at its limits: lengths in every unit, and every small damage to a body. */
#include "api/answer.h"
#include "tests/marked.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

enum { BODY_SIZE = 8192 };

/* Lengths: one character repeated, at the limit of a unit and one past it. */
static const struct {
    const char *name;
    const char *character; /* as it stands in the body */
    size_t bytes, utf16_units;
} characters[] = {
    {"1 byte", "a", 1, 1},
    {"2 bytes", "\xc3\xa9", 2, 1},
    {"3 bytes", "\xe2\x82\xac", 3, 1},
    {"4 bytes", "\xf0\x9f\x98\x80", 4, 2},
    {"1 byte, escaped", "\\u0061", 1, 1},
    {"2 bytes, escaped", "\\u00e9", 2, 1},
    {"3 bytes, escaped", "\\u20ac", 3, 1},
    {"4 bytes, escaped", "\\ud83d\\ude00", 4, 2},
    {"1 byte, short escape", "\\n", 1, 1},
};

static size_t units_of(size_t character, enum string_length unit) {
    switch (unit) {
    case LENGTH_IN_CHARACTERS:
        return 1;
    case LENGTH_IN_BYTES:
        return characters[character].bytes;
    case LENGTH_IN_UTF16_UNITS:
        return characters[character].utf16_units;
    }
    return 0;
}

/* A body whose `member` ("deviceId" or "name") is the character so many times. */
static void write_repeated(struct buffer *out, const char *member, const char *character,
                           size_t times) {
    const char *other = strcmp(member, "name") == 0 ? "deviceId" : "name";
    assert_int_equal(
        buffer_append_format(out, "{\"%s\":\"x\",\"activated\":true,\"%s\":\"", other, member),
        STATUS_OK);
    for (size_t i = 0; i < times; i++) {
        assert_int_equal(buffer_append_text(out, character), STATUS_OK);
    }
    assert_int_equal(buffer_append_text(out, "\"}"), STATUS_OK);
}

static bool is_length_accepted(const char *member, size_t character, size_t times,
                               enum string_length unit) {
    struct buffer body;
    buffer_init(&body, BODY_SIZE);
    write_repeated(&body, member, characters[character].character, times);
    struct answer answer;
    assert_int_equal(answer_parse(200, buffer_view(&body), unit, &answer), STATUS_OK);
    bool is_accepted = answer_is_accepted(&answer);
    if (!is_accepted) {
        assert_int_equal(answer.fault_count, 1);
        assert_int_equal(answer.faults[0].fault, ANSWER_TOO_LONG);
        assert_string_equal(answer.faults[0].member_name, member);
        assert_int_equal(answer.faults[0].member,
                         strcmp(member, "name") == 0 ? MEMBER_NAME : MEMBER_DEVICE_ID);
        assert_int_equal(answer.faults[0].length, times * units_of(character, unit));
    }
    answer_clean_up(&answer);
    buffer_clean_up(&body);
    return is_accepted;
}

static void test_answer_parse__takes_256_and_refuses_more_in_each_unit(void **state) {
    (void)state;
    static const enum string_length units[] = {LENGTH_IN_CHARACTERS, LENGTH_IN_BYTES,
                                               LENGTH_IN_UTF16_UNITS};
    static const char *const names[] = {"deviceId", "name"};
    size_t failed = 0;
    for (size_t i = 0; i < COUNT(characters) * COUNT(units) * COUNT(names); i++) {
        size_t character = i % COUNT(characters);
        enum string_length unit = units[i / COUNT(characters) % COUNT(units)];
        const char *member = names[i / COUNT(characters) / COUNT(units)];
        size_t most = STRING_LENGTH_MAX / units_of(character, unit);
        if (!is_length_accepted(member, character, most, unit) ||
            is_length_accepted(member, character, most + 1, unit)) {
            print_error("%s of %s, unit %d\n", member, characters[character].name, (int)unit);
            failed++;
        }
    }
    assert_int_equal(failed, 0);
}

static void test_answer_parse__does_not_limit_the_strings_of_an_error(void **state) {
    (void)state;
    struct buffer body;
    buffer_init(&body, BODY_SIZE);
    assert_int_equal(
        buffer_append_format(&body, "{\"error_code\":\"100403\",\"error_desc\":\"%0*d\"}", 5000, 0),
        STATUS_OK);
    struct answer answer;
    assert_int_equal(answer_parse(404, buffer_view(&body), LENGTH_IN_BYTES, &answer), STATUS_OK);
    assert_true(answer_is_accepted(&answer));
    assert_int_equal(answer.description.size, 5000);
    answer_clean_up(&answer);
    buffer_clean_up(&body);
}

/* The oracle of the mutations below: an accepted answer, written again, is the very body. It needs
   bodies without white space, and strings in which no byte makes an escape with a backslash put
   before it. */
static const char *const canonical_bodies[] = {
    "{\"deviceId\":\"7-c4\xe2\x82\xac\",\"activated\":false,\"name\":\"Lamp 1\"}",
    "{\"deviceId\":\"\xf0\x9f\x98\x80\",\"activated\":true,\"name\":null}",
};

static bool says_what_it_is(const struct answer *answer, struct bytes body) {
    struct buffer again;
    buffer_init(&again, BODY_SIZE);
    const char *quote = answer->is_name_null ? "" : "\"";
    struct bytes name = answer->is_name_null ? bytes_of_text("null") : answer->name;
    assert_int_equal(
        buffer_append_format(&again, "{\"deviceId\":\"%.*s\",\"activated\":%s,\"name\":%s%.*s%s}",
                             BYTES_PRINT(answer->device_id), answer->activated ? "true" : "false",
                             quote, BYTES_PRINT(name), quote),
        STATUS_OK);
    bool is_same = bytes_equal(buffer_view(&again), body);
    buffer_clean_up(&again);
    return is_same;
}

/* Parses a copy that ends where its allocation does, so that an over-read is seen. */
static bool is_true_or_refused(struct bytes body) {
    unsigned char *copy = malloc(body.size + (body.size == 0));
    assert_non_null(copy);
    if (body.size > 0) {
        memcpy(copy, body.data, body.size);
    }
    struct answer answer;
    assert_int_equal(answer_parse(200, bytes_of(copy, body.size), LENGTH_IN_CHARACTERS, &answer),
                     STATUS_OK);
    bool holds = !answer_is_accepted(&answer) || says_what_it_is(&answer, body);
    for (size_t i = 0; i < answer.fault_count; i++) {
        holds = holds && answer.faults[i].offset <= body.size;
    }
    answer_clean_up(&answer);
    free(copy);
    if (!holds) {
        print_error("accepted, but says something else: %.*s\n", BYTES_PRINT(body));
    }
    return holds;
}

static void test_answer_parse__refuses_every_prefix(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(canonical_bodies); i++) {
        struct bytes body = bytes_of_text(canonical_bodies[i]);
        assert_true(is_true_or_refused(body));
        for (size_t size = 0; size < body.size; size++) {
            struct answer answer;
            assert_true(is_true_or_refused(bytes_slice(body, 0, size)));
            assert_int_equal(
                answer_parse(200, bytes_slice(body, 0, size), LENGTH_IN_CHARACTERS, &answer),
                STATUS_OK);
            assert_false(answer_is_accepted(&answer));
            answer_clean_up(&answer);
        }
    }
}

static void test_answer_parse__believes_no_deletion_or_replacement_of_a_byte(void **state) {
    (void)state;
    size_t failed = 0;
    for (size_t i = 0; i < COUNT(canonical_bodies); i++) {
        struct bytes body = bytes_of_text(canonical_bodies[i]);
        for (size_t at = 0; at < body.size; at++) {
            unsigned char mutant[256];
            memcpy(mutant, body.data, at);
            memcpy(mutant + at, body.data + at + 1, body.size - at - 1);
            failed += !is_true_or_refused(bytes_of(mutant, body.size - 1));
            memcpy(mutant, body.data, body.size);
            for (unsigned byte = 0; byte < 256; byte++) {
                mutant[at] = (unsigned char)byte;
                failed += !is_true_or_refused(bytes_of(mutant, body.size));
            }
        }
    }
    assert_int_equal(failed, 0);
}

static void test_answer_parse__refuses_every_name_with_one_letter_in_the_other_case(void **state) {
    (void)state;
    static const char *const names[] = {"deviceId", "activated", "name"};
    for (size_t i = 0; i < COUNT(names); i++) {
        for (size_t letter = 0; letter < strlen(names[i]); letter++) {
            struct marked body;
            unmark("{'deviceId':'d1','activated':true,'name':'n'}", &body);
            char *name = strstr(body.text, names[i]);
            name[letter] = (char)(name[letter] ^ 0x20);
            struct answer answer;
            assert_int_equal(answer_parse(200, marked_bytes(&body), LENGTH_IN_CHARACTERS, &answer),
                             STATUS_OK);
            assert_int_equal(answer.fault_count, 1);
            assert_int_equal(answer.faults[0].fault, ANSWER_MEMBER_ABSENT);
            assert_string_equal(answer.faults[0].member_name, names[i]);
            assert_true(bytes_equal(answer.faults[0].hint, bytes_of(name, strlen(names[i]))));
            answer_clean_up(&answer);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_answer_parse__takes_256_and_refuses_more_in_each_unit),
        cmocka_unit_test(test_answer_parse__does_not_limit_the_strings_of_an_error),
        cmocka_unit_test(test_answer_parse__refuses_every_prefix),
        cmocka_unit_test(test_answer_parse__believes_no_deletion_or_replacement_of_a_byte),
        cmocka_unit_test(test_answer_parse__refuses_every_name_with_one_letter_in_the_other_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
