/* Rules about a body, as data: which fault of which member breaks which requirement. */
#include "judge/inquiry.h"

/* What a body is asked for. */
struct demand {
    enum requirement_id requirement;
    const char *expected;
};

struct fault_rule {
    enum answer_fault fault;
    enum answer_member member;
    struct demand broken;
};

#define ONE_TEXT "one well-formed JSON text in UTF-8 (RFC 8259, RFC 3629)"
#define NO_NUL "a documented string without U+0000 and lone surrogates"
#define ERROR_STRINGS "an error code and an error description, both strings"

/* Not listed: ANSWER_NULL_NAME (an interpretation decides) and undocumented pairs (the situation
   does, see rules_error.c). */
static const struct fault_rule fault_rules[] = {
    {ANSWER_NOT_JSON, MEMBER_BODY, {RESPONSE_JSON, ONE_TEXT}},

    {ANSWER_MEMBER_ABSENT, MEMBER_DEVICE_ID, {RESPONSE_DEVICE_ID, "a member deviceId, a string"}},
    {ANSWER_WRONG_TYPE, MEMBER_DEVICE_ID, {RESPONSE_DEVICE_ID, "a member deviceId, a string"}},
    {ANSWER_TOO_LONG, MEMBER_DEVICE_ID, {RESPONSE_DEVICE_ID, "deviceId: String(256)"}},
    {ANSWER_HOLDS_NUL, MEMBER_DEVICE_ID, {RESPONSE_JSON, NO_NUL}},
    {ANSWER_HOLDS_LONE_SURROGATE, MEMBER_DEVICE_ID, {RESPONSE_JSON, NO_NUL}},

    {ANSWER_MEMBER_ABSENT, MEMBER_ACTIVATED, {RESPONSE_ACTIVATED, "a member activated, a boolean"}},
    {ANSWER_WRONG_TYPE, MEMBER_ACTIVATED, {RESPONSE_ACTIVATED, "a member activated, a boolean"}},

    {ANSWER_MEMBER_ABSENT, MEMBER_NAME, {RESPONSE_NAME, "a member name, a string"}},
    {ANSWER_WRONG_TYPE, MEMBER_NAME, {RESPONSE_NAME, "a member name, a string"}},
    {ANSWER_TOO_LONG, MEMBER_NAME, {RESPONSE_NAME, "name: String(256)"}},
    {ANSWER_HOLDS_NUL, MEMBER_NAME, {RESPONSE_JSON, NO_NUL}},
    {ANSWER_HOLDS_LONE_SURROGATE, MEMBER_NAME, {RESPONSE_JSON, NO_NUL}},

    {ANSWER_MEMBER_ABSENT, MEMBER_ERROR_CODE, {ERROR_BODY, ERROR_STRINGS}},
    {ANSWER_WRONG_TYPE, MEMBER_ERROR_CODE, {ERROR_BODY, ERROR_STRINGS}},
    {ANSWER_HOLDS_NUL, MEMBER_ERROR_CODE, {RESPONSE_JSON, NO_NUL}},
    {ANSWER_HOLDS_LONE_SURROGATE, MEMBER_ERROR_CODE, {RESPONSE_JSON, NO_NUL}},
    {ANSWER_MEMBER_ABSENT, MEMBER_ERROR_DESC, {ERROR_BODY, ERROR_STRINGS}},
    {ANSWER_WRONG_TYPE, MEMBER_ERROR_DESC, {ERROR_BODY, ERROR_STRINGS}},
    {ANSWER_HOLDS_NUL, MEMBER_ERROR_DESC, {RESPONSE_JSON, NO_NUL}},
    {ANSWER_HOLDS_LONE_SURROGATE, MEMBER_ERROR_DESC, {RESPONSE_JSON, NO_NUL}},
};

/* A JSON text that is no object is still well-formed JSON: what it lacks is the members, each of
   them, and nothing narrower says so. */
static const struct demand members_of_activation[] = {
    {RESPONSE_DEVICE_ID, "a member deviceId, a string"},
    {RESPONSE_ACTIVATED, "a member activated, a boolean"},
    {RESPONSE_NAME, "a member name, a string"},
};
static const struct demand members_of_error = {ERROR_BODY, ERROR_STRINGS};

static void accuse(struct inquiry *inquiry, const struct demand *broken,
                   const struct answer_fault_at *at, enum gravity gravity) {
    enum { WORDS_BYTES = 8192 }; /* room for any hint that a description quotes */
    struct buffer words;
    buffer_init(&words, WORDS_BYTES);
    struct place place = view_place_in_body(inquiry->view, at->offset);
    if (answer_fault_describe(at, &words) == STATUS_OK) {
        inquiry_accuse(inquiry,
                       (struct charge){
                           .requirement = broken->requirement,
                           .gravity = gravity,
                           .expected = broken->expected,
                           .where = place.text,
                           .mark = place.mark,
                       },
                       "%s", buffer_text(&words));
    } else if (inquiry->status == STATUS_OK) {
        inquiry->status = STATUS_NO_MEMORY;
    }
    buffer_clean_up(&words);
}

/* Interpretation name-null. */
static void judge_null_name(struct inquiry *inquiry, const struct answer_fault_at *at) {
    static const struct demand a_string = {RESPONSE_NAME,
                                           "a name that is a string (interpretation name-null)"};
    enum choice choice = inquiry_choice(inquiry, INTERPRET_NAME_NULL);
    inquiry_matter(inquiry, INTERPRET_NAME_NULL);
    if (choice != CHOICE_ACCEPT) {
        accuse(inquiry, &a_string, at, choice == CHOICE_FAIL ? GRAVITY_FAILS : GRAVITY_WARNS);
    }
}

static void judge_not_an_object(struct inquiry *inquiry, const struct answer_fault_at *at) {
    if (inquiry->view->status != 200) {
        accuse(inquiry, &members_of_error, at, GRAVITY_BY_LEVEL);
        return;
    }
    for (size_t i = 0; i < sizeof members_of_activation / sizeof members_of_activation[0]; i++) {
        accuse(inquiry, &members_of_activation[i], at, GRAVITY_BY_LEVEL);
    }
}

static void judge_listed(struct inquiry *inquiry, const struct answer_fault_at *at) {
    for (size_t i = 0; i < sizeof fault_rules / sizeof fault_rules[0]; i++) {
        if (fault_rules[i].fault == at->fault && fault_rules[i].member == at->member) {
            accuse(inquiry, &fault_rules[i].broken, at, GRAVITY_BY_LEVEL);
        }
    }
}

void rules_body_faults(struct inquiry *inquiry) {
    const struct answer *answer = &inquiry->view->answer;
    for (size_t i = 0; i < answer->fault_count; i++) {
        const struct answer_fault_at *at = &answer->faults[i];
        if (at->fault == ANSWER_NULL_NAME) {
            judge_null_name(inquiry, at);
        } else if (at->fault == ANSWER_NOT_AN_OBJECT) {
            judge_not_an_object(inquiry, at);
        } else {
            judge_listed(inquiry, at);
        }
    }
}

static bool is_too_long(const struct answer *answer, enum answer_member member) {
    for (size_t i = 0; i < answer->fault_count; i++) {
        if (answer->faults[i].fault == ANSWER_TOO_LONG && answer->faults[i].member == member) {
            return true;
        }
    }
    return false;
}

static void judge_device_id(struct inquiry *inquiry) {
    struct bytes answered = inquiry->view->answer.device_id;
    struct bytes asked = inquiry->exchange->asked_device;
    if (answered.data == NULL || bytes_equal(answered, asked) ||
        is_too_long(&inquiry->view->answer, MEMBER_DEVICE_ID)) {
        return;
    }
    inquiry_accuse(inquiry,
                   (struct charge){
                       .requirement = RESPONSE_DEVICE_ID,
                       .expected = "deviceId is byte for byte the id that was asked for",
                       .where = "body, deviceId",
                   },
                   "asked for %s, answered for %s", quote_of(asked).text, quote_of(answered).text);
}

/* Interpretation string-length: would counting in another unit have judged it otherwise? */
static void weigh_length(struct inquiry *inquiry, struct bytes string) {
    struct json_text_facts facts = json_text_facts(string);
    bool is_over = facts.characters > STRING_LENGTH_MAX;
    if (is_over != (facts.bytes > STRING_LENGTH_MAX) ||
        is_over != (facts.utf16_units > STRING_LENGTH_MAX)) {
        inquiry_matter(inquiry, INTERPRET_STRING_LENGTH);
    }
}

void rules_activation_body(struct inquiry *inquiry) {
    static const enum requirement_id tested[] = {RESPONSE_JSON, RESPONSE_DEVICE_ID,
                                                 RESPONSE_ACTIVATED, RESPONSE_NAME};
    const struct view *view = inquiry->view;
    if (!view_has_readable_body(view)) {
        return;
    }
    for (size_t i = 0; i < sizeof tested / sizeof tested[0]; i++) {
        inquiry_exercise(inquiry, tested[i]);
    }
    rules_content_type(inquiry);
    rules_body_faults(inquiry);
    judge_device_id(inquiry);
    weigh_length(inquiry, view->answer.device_id);
    weigh_length(inquiry, view->answer.name);
}
