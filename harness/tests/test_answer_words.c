/* What is wrong with an answer, in words. */
#include "api/answer.h"
#include "tests/marked.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

#define X8(text) text text text text text text text text

static const struct {
    const char *name;
    int status;
    const char *body;
    const char *sentence; /* of the first fault */
} sentence_rows[] = {
    {"not JSON", 200, "nope", "the body is not JSON: "},
    {"past the depth that is read", 200, X8(X8(X8("[") "[")),
     "the body is past what this suite reads: arrays and objects are nested deeper"},
    {"not an object", 200, "[]", "the body must be an object and is an array"},
    {"absent", 200, "{'activated':true,'name':''}", "deviceId is absent"},
    {"absent, but there in another case", 200, "{'DeviceID':'','activated':true,'name':''}",
     "deviceId is absent; DeviceID is there, but names differ by case"},
    {"wrong type of a string", 404, "{'error_code':7,'error_desc':''}",
     "error_code must be a string and is a number"},
    {"wrong type of a boolean", 200, "{'deviceId':'','activated':'true','name':''}",
     "activated must be true or false and is a string"},
    {"U+0000", 200, "{'deviceId':'\\u0000','activated':true,'name':''}", "deviceId holds U+0000"},
    {"half a pair", 200, "{'deviceId':'\\ud800','activated':true,'name':''}",
     "deviceId holds one half of a surrogate pair"},
    {"null name", 200, "{'deviceId':'','activated':true,'name':null}",
     "name is null, where the document has String(256)"},
    {"pair", 404, "{'resultcode':'1','resultmsg':''}",
     "status 404 with this resultcode is no pair of the document's error table"},
    {"status", 302, "", "status 302 is neither 200 nor one of the document's error table"},
};

static void test_answer_fault_describe__says_it_in_a_sentence(void **state) {
    (void)state;
    size_t failed = 0;
    for (size_t i = 0; i < COUNT(sentence_rows); i++) {
        struct marked body;
        unmark(sentence_rows[i].body, &body);
        struct answer answer;
        struct buffer sentence;
        buffer_init(&sentence, 1024);
        assert_int_equal(answer_parse(sentence_rows[i].status, marked_bytes(&body),
                                      LENGTH_IN_CHARACTERS, &answer),
                         STATUS_OK);
        assert_true(answer.fault_count > 0);
        assert_int_equal(answer_fault_describe(&answer.faults[0], &sentence), STATUS_OK);
        if (strncmp(buffer_text(&sentence), sentence_rows[i].sentence,
                    strlen(sentence_rows[i].sentence)) != 0) {
            print_error("%s: %s\n", sentence_rows[i].name, buffer_text(&sentence));
            failed++;
        }
        buffer_clean_up(&sentence);
        answer_clean_up(&answer);
    }
    assert_int_equal(failed, 0);
}

static void test_answer_fault_describe__counts_in_the_unit_asked_for(void **state) {
    (void)state;
    static const struct {
        enum string_length unit;
        const char *sentence;
    } rows[] = {
        {LENGTH_IN_CHARACTERS, "name has 300 characters, 256 are allowed"},
        {LENGTH_IN_BYTES, "name has 1200 bytes, 256 are allowed"},
        {LENGTH_IN_UTF16_UNITS, "name has 600 UTF-16 units, 256 are allowed"},
    };
    char name[300 * 4 + 1];
    for (size_t i = 0; i < 300; i++) {
        memcpy(name + i * 4, "\xf0\x9f\x98\x80", 5);
    }
    char body[2048];
    (void)snprintf(body, sizeof body, "{\"deviceId\":\"\",\"activated\":true,\"name\":\"%s\"}",
                   name);
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct buffer sentence;
        buffer_init(&sentence, 1024);
        struct answer answer;
        assert_int_equal(answer_parse(200, bytes_of_text(body), rows[i].unit, &answer), STATUS_OK);
        assert_int_equal(answer_fault_describe(&answer.faults[0], &sentence), STATUS_OK);
        assert_string_equal(buffer_text(&sentence), rows[i].sentence);
        answer_clean_up(&answer);
        buffer_clean_up(&sentence);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_answer_fault_describe__says_it_in_a_sentence),
        cmocka_unit_test(test_answer_fault_describe__counts_in_the_unit_asked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
