/* The answer parser: every rule of the document both ways. What is expected names each fault and
   the number of the place it has to point to. */
#include "api/answer.h"
#include "tests/marked.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const char *const fault_names[ANSWER_FAULT_COUNT] = {
    [ANSWER_NOT_JSON] = "not-json",
    [ANSWER_NOT_AN_OBJECT] = "not-an-object",
    [ANSWER_MEMBER_ABSENT] = "absent",
    [ANSWER_WRONG_TYPE] = "wrong-type",
    [ANSWER_TOO_LONG] = "too-long",
    [ANSWER_HOLDS_NUL] = "nul",
    [ANSWER_HOLDS_LONE_SURROGATE] = "surrogate",
    [ANSWER_NULL_NAME] = "null-name",
    [ANSWER_UNDOCUMENTED_PAIR] = "pair",
    [ANSWER_UNDOCUMENTED_STATUS] = "status",
};

/* "wrong-type activated ^1; absent name ^2" */
static void render(const struct answer *answer, const struct marked *marked, struct buffer *out) {
    for (size_t i = 0; i < answer->fault_count; i++) {
        const struct answer_fault_at *fault = &answer->faults[i];
        size_t place = 0;
        while (place < marked->place_count && marked->places[place] != fault->offset) {
            place++;
        }
        const char *space = fault->member_name[0] == '\0' ? "" : " ";
        assert_int_equal(buffer_append_format(out, "%s%s%s%s ", i == 0 ? "" : "; ",
                                              fault_names[fault->fault], space, fault->member_name),
                         STATUS_OK);
        enum status status = place < marked->place_count
                                 ? buffer_append_format(out, "^%zu", place + 1)
                                 : buffer_append_format(out, "@%zu", fault->offset);
        assert_int_equal(status, STATUS_OK);
    }
}

struct row {
    const char *name;
    int status;
    const char *body;
    const char *expected; /* "" where nothing is wrong */
};

static const struct row activation_rows[] = {
    {"all three members", 200, "{'deviceId':'d1','activated':true,'name':'n'}", ""},
    {"activated false", 200, "{'deviceId':'d1','activated':false,'name':'n'}", ""},
    {"another order", 200, "{'name':'n','activated':true,'deviceId':'d1'}", ""},
    {"white space everywhere", 200,
     " \t\r\n{ 'deviceId' : 'd1' ,\n 'activated' : true ,\n 'name' : 'n' } \n", ""},
    {"empty strings", 200, "{'deviceId':'','activated':true,'name':''}", ""},
    {"escapes in names and values", 200,
     "{'\\u0064eviceId':'\\u00641','\\u0061ctivated':true,'n\\u0061me':'\\u00e9\\/\\n'}", ""},
    {"a surrogate pair in a name", 200,
     "{'deviceId':'d1','activated':true,'name':'\\ud83d\\ude00'}", ""},
    {"unknown members of every kind", 200,
     "{'deviceId':'d1','activated':true,'name':'n','a':null,'b':[1,{'deviceId':2}],'c':1e9}", ""},
    {"NUL and lone surrogates in unknown members", 200,
     "{'deviceId':'d1','x':'\\u0000\\ud800','activated':true,'\\udc00\\u0000':1,'name':'n'}", ""},
    {"the same name in two objects", 200,
     "{'deviceId':'d1','activated':true,'name':'n','x':{'name':1},'y':{'name':2}}", ""},
    {"names that differ by case alone beside the right ones", 200,
     "{'deviceId':'d1','activated':true,'name':'n','DeviceId':1,'NAME':2}", ""},

    {"nothing", 200, "^", "not-json ^1"},
    {"white space alone", 200, " \n^", "not-json ^1"},
    {"a number", 200, " ^1", "not-an-object ^1"},
    {"an array", 200, "^[{}]", "not-an-object ^1"},
    {"null", 200, "^null", "not-an-object ^1"},
    {"an empty object", 200, "{ ^}\n", "absent deviceId ^1; absent activated ^1; absent name ^1"},
    {"an error's description without its code", 200, "{'error_desc':'d'^}",
     "absent deviceId ^1; absent activated ^1; absent name ^1"},
    {"an HTML page", 200, "^<html></html>", "not-json ^1"},
    {"bytes after the object", 200, "{'deviceId':'d1','activated':true,'name':'n'}^,",
     "not-json ^1"},
    {"a byte order mark", 200, "^\xef\xbb\xbf{}", "not-json ^1"},
    {"an unescaped control character", 200, "{'deviceId':'d^\x01'}", "not-json ^1"},
    {"bytes that are not UTF-8", 200, "{'deviceId':'d^\xff'}", "not-json ^1"},

    {"deviceId twice", 200, "{'deviceId':'d1',^'deviceId':'d1','activated':true,'name':'n'}",
     "not-json ^1"},
    {"deviceId twice, once behind an escape", 200,
     "{'deviceId':'d1','activated':true,'name':'n',^'\\u0064eviceId':'d1'}", "not-json ^1"},
    {"an unknown member twice", 200, "{'deviceId':'d1','activated':true,'name':'n','x':1,^'x':1}",
     "not-json ^1"},
    {"a member of an inner object twice", 200,
     "{'deviceId':'d1','activated':true,'name':'n','x':[{'y':1,^'\\u0079':1}]}", "not-json ^1"},

    {"deviceId absent", 200, "{'activated':true,'name':'n'^}", "absent deviceId ^1"},
    {"deviceId in another case", 200, "{'deviceid':'d1','activated':true,'name':'n'^}",
     "absent deviceId ^1"},
    {"deviceId null", 200, "{'deviceId':^null,'activated':true,'name':'n'}",
     "wrong-type deviceId ^1"},
    {"deviceId a number", 200, "{'deviceId': ^7,'activated':true,'name':'n'}",
     "wrong-type deviceId ^1"},
    {"deviceId an object", 200, "{'deviceId':^{'deviceId':'d1'},'activated':true,'name':'n'}",
     "wrong-type deviceId ^1"},
    {"deviceId with U+0000", 200, "{'deviceId':^'d1\\u0000','activated':true,'name':'n'}",
     "nul deviceId ^1"},
    {"deviceId with a lone surrogate", 200, "{'deviceId':^'\\ude00','activated':true,'name':'n'}",
     "surrogate deviceId ^1"},

    {"activated absent", 200, "{'deviceId':'d1','name':'n'^}", "absent activated ^1"},
    {"activated in another case", 200, "{'deviceId':'d1','Activated':true,'name':'n'^}",
     "absent activated ^1"},
    {"activated a string", 200, "{'deviceId':'d1','activated':^'true','name':'n'}",
     "wrong-type activated ^1"},
    {"activated a number", 200, "{'deviceId':'d1','activated':^1,'name':'n'}",
     "wrong-type activated ^1"},
    {"activated null", 200, "{'deviceId':'d1','activated':^null,'name':'n'}",
     "wrong-type activated ^1"},
    {"activated an array", 200, "{'deviceId':'d1','activated':^[true],'name':'n'}",
     "wrong-type activated ^1"},

    {"name absent", 200, "{'deviceId':'d1','activated':true^}", "absent name ^1"},
    {"name inside another object", 200, "{'deviceId':'d1','activated':true,'x':{'name':'n'}^}",
     "absent name ^1"},
    {"name null", 200, "{'deviceId':'d1','activated':true,'name':^null}", "null-name name ^1"},
    {"name a number", 200, "{'deviceId':'d1','activated':true,'name':^0}", "wrong-type name ^1"},
    {"name false", 200, "{'deviceId':'d1','activated':true,'name':^false}", "wrong-type name ^1"},
    {"name with U+0000", 200, "{'deviceId':'d1','activated':true,'name':^'\\u0000'}",
     "nul name ^1"},
    {"name with U+0000 and half a pair", 200,
     "{'deviceId':'d1','activated':true,'name':^'\\u0000\\ud83d'}",
     "nul name ^1; surrogate name ^1"},

    {"several faults, in the order of the document's table", 200,
     "{'name':^7,'activated':^'yes','x':1^}",
     "absent deviceId ^3; wrong-type activated ^2; wrong-type name ^1"},
};

static const struct row error_rows[] = {
    {"error_code and error_desc", 404,
     "{'error_code':'100403','error_desc':'The device is not existed.'}", ""},
    {"resultcode and resultmsg", 403,
     "{'resultcode':'1010005','resultmsg':'Invalid access token or appId.'}", ""},
    {"every pair of the table: 403/100203", 403, "{'error_code':'100203','error_desc':''}", ""},
    {"every pair of the table: 403/100217", 403, "{'error_code':'100217','error_desc':''}", ""},
    {"every pair of the table: 403/1010009", 403, "{'error_code':'1010009','error_desc':''}", ""},
    {"every pair of the table: 403/1010005", 403, "{'error_code':'1010005','error_desc':''}", ""},
    {"every pair of the table: 500/100203", 500, "{'error_code':'100203','error_desc':''}", ""},
    {"every pair of the table: 500/50252", 500, "{'error_code':'50252','error_desc':''}", ""},
    {"a code behind an escape", 404, "{'error_code':'\\u003100403','error_desc':''}", ""},
    {"both shapes, error_code decides", 404,
     "{'resultcode':7,'resultmsg':7,'error_code':'100403','error_desc':'d'}", ""},
    {"both codes, and the description of the other shape", 404,
     "{'resultcode':'100403','resultmsg':'m','error_code':'100403'^}", "absent error_desc ^1"},
    {"unknown members", 404, "{'error_code':'100403','error_desc':'','deviceId':7}", ""},

    {"a documented code under another status", 404, "{'error_code':^'100217','error_desc':''}",
     "pair error_code ^1"},
    {"the same in the other shape", 404, "{'resultcode':^'100217','resultmsg':''}",
     "pair resultcode ^1"},
    {"an unknown code", 403, "{'error_code':^'','error_desc':''}", "pair error_code ^1"},
    {"a code with U+0000 behind it", 404, "{'error_code':^'100403\\u0000','error_desc':''}",
     "nul error_code ^1; pair error_code ^1"},
    {"a code that is a number", 404, "{'error_code':^100403,'error_desc':''}",
     "wrong-type error_code ^1"},
    {"a null description", 404, "{'error_code':'100403','error_desc':^null}",
     "wrong-type error_desc ^1"},
    {"half a pair in a description", 404, "{'error_code':'100403','error_desc':^'\\udfff'}",
     "surrogate error_desc ^1"},
    {"no description", 404, "{'error_code':'100403'^}", "absent error_desc ^1"},
    {"no code", 404, "{'error_desc':''^}", "absent error_code ^1"},
    {"no code, of the other shape", 404, "{'resultmsg':''^}", "absent resultcode ^1"},
    {"neither shape", 404, "{'code':'100403'^}", "absent error_code ^1; absent error_desc ^1"},
    {"an activation", 404, "{'deviceId':'d1','activated':true,'name':'n'^}",
     "absent error_code ^1; absent error_desc ^1"},
    {"a code twice", 404, "{'error_code':'100403',^'error_code':'100403','error_desc':''}",
     "not-json ^1"},

    {"an undocumented status with an error", 401, "^{'error_code':'100002','error_desc':''}",
     "status ^1"},
    {"an undocumented status with an activation", 201,
     "^{'deviceId':'d1','activated':true,'name':'n'^}",
     "status ^1; absent error_code ^2; absent error_desc ^2"},
    {"an undocumented status without a body", 204, "^", "status ^1; not-json ^1"},
    {"an error under 200", 200, "{'error_code':^'100403','error_desc':''^}",
     "absent deviceId ^2; absent activated ^2; absent name ^2; pair error_code ^1"},
    {"an error under 200 with all that can be wrong", 200,
     "{'resultcode':^'\\u0000\\ud800','resultmsg':^'\\u0000\\ud800'^}",
     "absent deviceId ^3; absent activated ^3; absent name ^3; nul resultcode ^1; "
     "surrogate resultcode ^1; nul resultmsg ^2; surrogate resultmsg ^2; pair resultcode ^1"},
    {"an error beside an activation", 200,
     "{'deviceId':'d1','activated':true,'name':'n','error_code':7}", ""},
};

static bool check_row(const struct row *row) {
    struct marked marked;
    unmark(row->body, &marked);
    struct answer answer;
    assert_int_equal(
        answer_parse(row->status, marked_bytes(&marked), LENGTH_IN_CHARACTERS, &answer), STATUS_OK);
    struct buffer found;
    buffer_init(&found, 4096);
    render(&answer, &marked, &found);
    bool is_null_name = strncmp(row->expected, "null-name", 9) == 0;
    bool holds = bytes_equal_text(buffer_view(&found), row->expected) &&
                 answer_is_accepted(&answer) == (row->expected[0] == '\0' || is_null_name);
    if (!holds) {
        print_error("%s: found \"%s\", expected \"%s\"\n", row->name, buffer_text(&found),
                    row->expected);
    }
    buffer_clean_up(&found);
    answer_clean_up(&answer);
    return holds;
}

static size_t count_failed(const struct row *rows, size_t count) {
    size_t failed = 0;
    for (size_t i = 0; i < count; i++) {
        failed += !check_row(&rows[i]);
    }
    return failed;
}

static void test_answer_parse__judges_an_activation_by_the_document(void **state) {
    (void)state;
    assert_int_equal(count_failed(activation_rows, COUNT(activation_rows)), 0);
}

static void test_answer_parse__judges_an_error_by_the_document(void **state) {
    (void)state;
    assert_int_equal(count_failed(error_rows, COUNT(error_rows)), 0);
}

static void test_answer_parse__accepts_the_recorded_real_answer(void **state) {
    (void)state;
    struct marked body;
    unmark("{'deviceId':'77c26a9d-1f0e-4f3e-9d0a-6a1f6c8f2b11',"
           "'activated':false,'name':null}",
           &body);
    struct answer answer;
    assert_int_equal(answer_parse(200, marked_bytes(&body), LENGTH_IN_CHARACTERS, &answer),
                     STATUS_OK);
    assert_true(answer_is_accepted(&answer));
    assert_int_equal(answer.kind, ANSWER_ACTIVATION);
    assert_true(bytes_equal_text(answer.device_id, "77c26a9d-1f0e-4f3e-9d0a-6a1f6c8f2b11"));
    assert_true(answer.has_activated);
    assert_false(answer.activated);
    assert_true(answer.is_name_null);
    assert_null(answer.name.data);
    assert_int_equal(answer.fault_count, 1);
    assert_int_equal(answer.faults[0].fault, ANSWER_NULL_NAME);
    answer_clean_up(&answer);
}

static void test_answer_parse__gives_what_a_faulty_answer_still_says(void **state) {
    (void)state;
    struct marked body;
    unmark("{'deviceId':7,'activated':true,'name':'n'}", &body);
    struct answer answer;
    assert_int_equal(answer_parse(200, marked_bytes(&body), LENGTH_IN_CHARACTERS, &answer),
                     STATUS_OK);
    assert_false(answer_is_accepted(&answer));
    assert_int_equal(answer.kind, ANSWER_ACTIVATION);
    assert_null(answer.device_id.data);
    assert_true(answer.has_activated && answer.activated);
    assert_true(bytes_equal_text(answer.name, "n"));
    answer_clean_up(&answer);
}

static const struct {
    const char *name;
    const char *body;
    const char *code;
    const char *description; /* NULL: absent */
    int status;
    enum answer_kind kind;
    enum answer_shape shape;
    int row; /* index into error_table, or -1 */
} said_rows[] = {
    {"error_code", "{'error_code':'100403','error_desc':'d'}", "100403", "d", 404, ANSWER_ERROR,
     SHAPE_ERROR_CODE, 4},
    {"resultcode", "{'resultcode':'1010009','resultmsg':'m'}", "1010009", "m", 403, ANSWER_ERROR,
     SHAPE_RESULT_CODE, 2},
    {"both", "{'resultcode':'1','resultmsg':'m','error_code':'50252','error_desc':'d'}", "50252",
     "d", 500, ANSWER_ERROR, SHAPE_ERROR_CODE, 6},
    {"an undocumented status", "{'error_code':'100002','error_desc':'d'}", "100002", "d", 401,
     ANSWER_ERROR, SHAPE_ERROR_CODE, -1},
    {"a code under 200", "{'resultcode':'1010009','resultmsg':'m'}", "1010009", "m", 200,
     ANSWER_ERROR, SHAPE_RESULT_CODE, -1},
    {"a code under 200 beside members of the wrong type",
     "{'deviceId':7,'activated':'true','name':[],'error_code':'100403','error_desc':'d'}", "100403",
     "d", 200, ANSWER_ERROR, SHAPE_ERROR_CODE, -1},
    {"a null name alone", "{'name':null}", NULL, NULL, 200, ANSWER_ACTIVATION, SHAPE_ERROR_CODE,
     -1},
    {"a code without a description", "{'error_code':'100403'}", "100403", NULL, 404, ANSWER_ERROR,
     SHAPE_ERROR_CODE, 4},
    {"a description alone", "{'error_desc':'d'}", NULL, "d", 404, ANSWER_ERROR, SHAPE_ERROR_CODE,
     -1},
    {"a shape in another case", "{'resultCode':'100403'}", NULL, NULL, 404, ANSWER_NONE,
     SHAPE_RESULT_CODE, -1},
    {"neither", "{}", NULL, NULL, 404, ANSWER_NONE, SHAPE_ERROR_CODE, -1},
    {"no JSON", "oops", NULL, NULL, 404, ANSWER_NONE, SHAPE_ERROR_CODE, -1},
};

static bool is_view(struct bytes view, const char *text) {
    return text == NULL ? view.data == NULL : bytes_equal_text(view, text);
}

static void test_answer_parse__reads_both_shapes_of_an_error(void **state) {
    (void)state;
    size_t failed = 0;
    for (size_t i = 0; i < COUNT(said_rows); i++) {
        struct marked body;
        unmark(said_rows[i].body, &body);
        struct answer answer;
        assert_int_equal(
            answer_parse(said_rows[i].status, marked_bytes(&body), LENGTH_IN_CHARACTERS, &answer),
            STATUS_OK);
        int row = answer.row == NULL ? -1 : (int)(answer.row - error_table);
        if (answer.kind != said_rows[i].kind || answer.shape != said_rows[i].shape ||
            !is_view(answer.code, said_rows[i].code) ||
            !is_view(answer.description, said_rows[i].description) || row != said_rows[i].row) {
            print_error("%s: kind %d, shape %d, row %d\n", said_rows[i].name, (int)answer.kind,
                        (int)answer.shape, row);
            failed++;
        }
        answer_clean_up(&answer);
    }
    assert_int_equal(failed, 0);
}

static void test_answer_clean_up__may_be_called_twice(void **state) {
    (void)state;
    struct marked body;
    unmark("{'deviceId':'d1','activated':true,'name':'n'}", &body);
    struct answer answer;
    assert_int_equal(answer_parse(200, marked_bytes(&body), LENGTH_IN_CHARACTERS, &answer),
                     STATUS_OK);
    answer_clean_up(&answer);
    answer_clean_up(&answer);
    assert_int_equal(answer.kind, ANSWER_NONE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_answer_parse__judges_an_activation_by_the_document),
        cmocka_unit_test(test_answer_parse__judges_an_error_by_the_document),
        cmocka_unit_test(test_answer_parse__accepts_the_recorded_real_answer),
        cmocka_unit_test(test_answer_parse__gives_what_a_faulty_answer_still_says),
        cmocka_unit_test(test_answer_parse__reads_both_shapes_of_an_error),
        cmocka_unit_test(test_answer_clean_up__may_be_called_twice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
