/* Each oracle of the response parser breaks over a subject that is wrong in its one way, and over
   the same input holds our own subject. */
#include "fuzz/subject.h"
#include "fuzz/tests/probe.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Our own subject, under another name. */
enum subject_result reference_parse_answer(int status, const uint8_t *body, size_t size,
                                           struct subject_answer *out_answer,
                                           struct subject_refusal *out_refusal);
void reference_answer_free(struct subject_answer *answer);

struct call {
    int status;
    const uint8_t *body;
    size_t size;
    unsigned number; /* of the calls so far */
    enum subject_result result;
    struct subject_answer answer;
    struct subject_refusal refusal;
    bool writes_both; /* also the output that is not its result's */
};

static void (*twist)(struct call *call);
static unsigned calls;

/* ---- what may be wrong with a subject ---- */

static char name[] = "another";

static void accept(struct call *call) {
    if (call->result == SUBJECT_REFUSED) {
        call->answer = (struct subject_answer){
            .kind = SUBJECT_ACTIVATION, .device_id = {"d", 1}, .name = {"n", 1}, .activated = true};
        call->result = SUBJECT_ACCEPTED;
    }
}

static void refuse(struct call *call) {
    if (call->result == SUBJECT_ACCEPTED) {
        reference_answer_free(&call->answer);
        call->refusal = (struct subject_refusal){0, "no"};
        call->result = SUBJECT_REFUSED;
    }
}

static void turn_flag(struct call *call) {
    call->answer.activated = !call->answer.activated;
}

static void shorten_name(struct call *call) {
    call->answer.name.size--;
}

static void lengthen_id(struct call *call) {
    static char longer[] = "d\0";
    call->answer.device_id = (struct subject_text){longer, 2};
}

static void spoil_name(struct call *call) {
    call->answer.name = (struct subject_text){"\xed\xa0\x80", 3};
}

static void call_it_an_error(struct call *call) {
    call->answer.kind = SUBJECT_ERROR;
    call->answer.code = call->answer.description = (struct subject_text){name, 1};
}

static void write_both(struct call *call) {
    call->writes_both = true;
}

static void point_behind(struct call *call) {
    call->refusal.offset = call->size + 1;
}

static void say_nothing(struct call *call) {
    call->refusal.sentence = "";
}

static void change_mind(struct call *call) {
    if (call->number > 0) {
        refuse(call);
    }
}

static void fear_space(struct call *call) {
    if (call->size > 0 && memchr(" \t\r\n", call->body[0], 4) != NULL) {
        refuse(call);
    }
}

static void fear_rarity(struct call *call) {
    refuse(call);
}

static void take_much(struct call *call) {
    void *volatile much = malloc((size_t)1 << 24);
    (void)call;
    free(much);
}

static void keep_some(struct call *call) {
    static void *volatile kept;
    (void)call;
    kept = malloc(16);
    (void)kept;
}

static void be_silent_about_memory(struct call *call) {
    if (call->result == SUBJECT_NO_MEMORY) {
        call->refusal = (struct subject_refusal){0, "no"};
        call->result = SUBJECT_REFUSED;
    }
}

static void claim_no_memory(struct call *call) {
    refuse(call);
    call->result = SUBJECT_NO_MEMORY;
}

/* Reads no further than the first object. */
static void read_less(struct call *call) {
    for (size_t size = call->size; call->result == SUBJECT_REFUSED && size > 0; size--) {
        call->result =
            reference_parse_answer(call->status, call->body, size, &call->answer, &call->refusal);
    }
}

/* ---- the subject that is twisted ---- */

int subject_abi(void) {
    return SUBJECT_ABI;
}

const char *subject_name(void) {
    return "twisted";
}

const char *const *subject_waives(void) {
    return NULL;
}

enum subject_result subject_parse_answer(int status, const uint8_t *body, size_t size,
                                         struct subject_answer *out_answer,
                                         struct subject_refusal *out_refusal) {
    struct call call = {.status = status, .body = body, .size = size, .number = calls++};
    call.result = reference_parse_answer(status, body, size, &call.answer, &call.refusal);
    if (twist != NULL) {
        twist(&call);
    }
    if (call.result == SUBJECT_ACCEPTED || call.writes_both) {
        *out_answer = call.answer;
    }
    if (call.result == SUBJECT_REFUSED || call.writes_both) {
        *out_refusal = call.refusal;
    }
    return call.result;
}

void subject_answer_free(struct subject_answer *answer) {
    if (answer->own != NULL) {
        reference_answer_free(answer);
    }
}

/* ---- rows ---- */

#define GOOD "0{\"deviceId\":\"d\",\"activated\":true,\"name\":\"n\"}"
#define TEN "0123456789"
#define FIFTY TEN TEN TEN TEN TEN
#define LONG FIFTY FIFTY FIFTY FIFTY FIFTY TEN

static const struct row {
    const char *name;
    const char *oracle;
    const char *input; /* as the target takes it */
    void (*twist)(struct call *call);
} rows[] = {
    {"takes what ends early", "jansson", "0{\"deviceId\":\"d\"", accept},
    {"takes no JSON", "jansson", "0oops", accept},
    {"refuses what is right", "jansson", GOOD, refuse},
    {"turns the flag round", "typed", GOOD, turn_flag},
    {"loses a character", "typed", GOOD, shorten_name},
    {"hands on the NUL as well", "typed", GOOD, lengthen_id},
    {"takes an activation for an error", "typed", GOOD, call_it_an_error},
    {"hands on what is not UTF-8", "utf8", GOOD, spoil_name},
    {"takes 260 characters", "length",
     "0{\"deviceId\":\"" LONG "\",\"activated\":true,\"name\":\"n\"}", accept},
    {"takes a name twice", "duplicate",
     "0{\"deviceId\":\"d\",\"activated\":true,\"name\":\"n\",\"name\":\"n\"}", accept},
    {"takes a name in another case", "recased",
     "0{\"deviceid\":\"d\",\"activated\":true,\"name\":\"n\"}", accept},
    {"takes any code under any status", "documented",
     "1{\"error_code\":\"7\",\"error_desc\":\"d\"}", accept},
    {"writes a refusal beside an answer", "untouched", GOOD, write_both},
    {"writes an answer beside a refusal", "untouched", "0oops", write_both},
    {"points behind the input", "offset", "0oops", point_behind},
    {"refuses without a word", "offset", "0oops", say_nothing},
    {"changes its mind", "same-twice", GOOD, change_mind},
    {"refuses white space in front", "metamorphic", GOOD, fear_space},
    {"refuses half a surrogate pair", "lone-surrogate",
     "0{\"deviceId\":\"d\",\"activated\":true,\"name\":\"n\",\"x\":\"\\ud800\"}", fear_rarity},
    {"refuses NUL in a name", "nul-in-name",
     "0{\"deviceId\":\"d\",\"activated\":true,\"name\":\"n\",\"\\u0000\":1}", fear_rarity},
    {"refuses a number past the range", "number-range",
     "0{\"deviceId\":\"d\",\"activated\":true,\"name\":\"n\",\"x\":1e999}", fear_rarity},
    {"takes what stands behind", "prefix", GOOD, read_less},
    {"takes much memory", "allocation-bound", GOOD, take_much},
    {"leaks", "allocation-failure", GOOD, keep_some},
    {"takes a lack of memory for a refusal", "allocation-failure", GOOD, be_silent_about_memory},
    {"has no memory where there is enough", "allocation-failure", GOOD, claim_no_memory},
};

static void try_row(const void *context) {
    const struct row *row = context;
    twist = row->twist;
    (void)LLVMFuzzerTestOneInput((const uint8_t *)row->input, strlen(row->input));
}

static void test_oracles__break_over_a_subject_that_is_wrong(void **state) {
    (void)state;
    int failures = 0;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        failures += probe_complain(rows[i].name, rows[i].oracle, probe_run(try_row, &rows[i]));
    }
    assert_int_equal(failures, 0);
}

static void test_oracles__hold_where_the_subject_is_right(void **state) {
    (void)state;
    int failures = 0;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct row right = rows[i];
        right.twist = NULL;
        failures += probe_complain(rows[i].name, "", probe_run(try_row, &right));
    }
    assert_int_equal(failures, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_oracles__break_over_a_subject_that_is_wrong),
        cmocka_unit_test(test_oracles__hold_where_the_subject_is_right),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
