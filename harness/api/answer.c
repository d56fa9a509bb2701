#include "api/answer.h"

#include "base/assure.h"

/* What a documented member must hold. */
enum member_type {
    TYPE_STRING,             /* any length: the document does not limit it */
    TYPE_STRING_256,         /* String(256) */
    TYPE_STRING_256_OR_NULL, /* the same, and null is noted apart: interpretation name-null */
    TYPE_BOOLEAN,
};

/* One documented member: its name, what it holds and where it goes. */
struct member_rule {
    enum answer_member member;
    const char *name;
    enum member_type type;
    size_t view; /* of a string: the offset of its struct bytes in struct answer */
};

enum { ACTIVATION_MEMBERS = 3, ERROR_MEMBERS = 2, SHAPE_COUNT = 2 };

/* Document, "Response Parameters". */
static const struct member_rule activation_rules[ACTIVATION_MEMBERS] = {
    {MEMBER_DEVICE_ID, "deviceId", TYPE_STRING_256, offsetof(struct answer, device_id)},
    {MEMBER_ACTIVATED, "activated", TYPE_BOOLEAN, 0},
    {MEMBER_NAME, "name", TYPE_STRING_256_OR_NULL, offsetof(struct answer, name)},
};

/* Document, "Error Codes": a code and a description; the names are those of deployed platforms. */
static const struct member_rule error_rules[SHAPE_COUNT][ERROR_MEMBERS] = {
    [SHAPE_ERROR_CODE] =
        {
            {MEMBER_ERROR_CODE, "error_code", TYPE_STRING, offsetof(struct answer, code)},
            {MEMBER_ERROR_DESC, "error_desc", TYPE_STRING, offsetof(struct answer, description)},
        },
    [SHAPE_RESULT_CODE] =
        {
            {MEMBER_ERROR_CODE, "resultcode", TYPE_STRING, offsetof(struct answer, code)},
            {MEMBER_ERROR_DESC, "resultmsg", TYPE_STRING, offsetof(struct answer, description)},
        },
};

/* An answer in the making. */
struct reading {
    struct answer *answer;
    int status;
    enum string_length unit;
};

static void note(struct reading *reading, struct answer_fault_at fault) {
    struct answer *answer = reading->answer;
    ASSURE(answer->fault_count < ANSWER_FAULTS_MAX);
    fault.status = reading->status;
    fault.unit = reading->unit;
    answer->faults[answer->fault_count++] = fault;
}

static void note_body(struct reading *reading, enum answer_fault fault) {
    note(reading, (struct answer_fault_at){.fault = fault, .member_name = ""});
}

static void note_member(struct reading *reading, const struct member_rule *rule,
                        const struct json_node *value, struct answer_fault_at fault) {
    fault.member = rule->member;
    fault.member_name = rule->name;
    fault.offset = json_span_of(&reading->answer->document, value).value_offset;
    note(reading, fault);
}

/* The member's name in another case, or an absent view. */
static struct bytes name_in_other_case(const struct json_node *object, const char *name) {
    const struct json_node *member = json_first(object);
    while (member != NULL && !bytes_equal_ignoring_case(json_name(member), bytes_of_text(name))) {
        member = json_next(member);
    }
    return member == NULL ? bytes_of(NULL, 0) : json_name(member);
}

static void note_absent(struct reading *reading, const struct member_rule *rule) {
    const struct json_document *document = &reading->answer->document;
    struct json_span object = json_span_of(document, document->root);
    note(reading, (struct answer_fault_at){
                      .fault = ANSWER_MEMBER_ABSENT,
                      .member = rule->member,
                      .member_name = rule->name,
                      .hint = name_in_other_case(document->root, rule->name),
                      .offset = object.value_offset + object.value_size - 1,
                  });
}

static size_t length_in(enum string_length unit, struct json_text_facts facts) {
    const size_t lengths[] = {
        [LENGTH_IN_CHARACTERS] = facts.characters,
        [LENGTH_IN_BYTES] = facts.bytes,
        [LENGTH_IN_UTF16_UNITS] = facts.utf16_units,
    };
    return lengths[unit];
}

static void check_string(struct reading *reading, const struct member_rule *rule,
                         const struct json_node *value) {
    struct json_text_facts facts = json_text_facts(json_string_of(value));
    size_t length = length_in(reading->unit, facts);
    if (rule->type != TYPE_STRING && length > STRING_LENGTH_MAX) {
        note_member(reading, rule, value,
                    (struct answer_fault_at){.fault = ANSWER_TOO_LONG, .length = length});
    }
    if (facts.has_nul) {
        note_member(reading, rule, value, (struct answer_fault_at){.fault = ANSWER_HOLDS_NUL});
    }
    if (facts.has_lone_surrogate) {
        note_member(reading, rule, value,
                    (struct answer_fault_at){.fault = ANSWER_HOLDS_LONE_SURROGATE});
    }
}

static bool is_boolean(enum json_kind kind) {
    return kind == JSON_TRUE || kind == JSON_FALSE;
}

/* Reads one member; true when it says something. */
static bool read_member(struct reading *reading, const struct member_rule *rule) {
    struct answer *answer = reading->answer;
    const struct json_node *value = json_member(answer->document.root, rule->name);
    if (value == NULL) {
        note_absent(reading, rule);
        return false;
    }
    enum json_kind kind = json_kind_of(value);
    if (rule->type == TYPE_BOOLEAN && is_boolean(kind)) {
        answer->has_activated = true;
        answer->activated = kind == JSON_TRUE;
        return true;
    }
    if (rule->type != TYPE_BOOLEAN && kind == JSON_STRING) {
        *(struct bytes *)((char *)answer + rule->view) = json_string_of(value);
        check_string(reading, rule, value);
        return true;
    }
    if (rule->type == TYPE_STRING_256_OR_NULL && kind == JSON_NULL) {
        answer->is_name_null = true;
        note_member(reading, rule, value, (struct answer_fault_at){.fault = ANSWER_NULL_NAME});
        return true;
    }
    note_member(reading, rule, value,
                (struct answer_fault_at){.fault = ANSWER_WRONG_TYPE, .kind = kind});
    return false;
}

static bool read_members(struct reading *reading, const struct member_rule *rules, size_t count) {
    bool says_something = false;
    for (size_t i = 0; i < count; i++) {
        says_something |= read_member(reading, &rules[i]);
    }
    return says_something;
}

/* error_code decides when it is there; then resultcode; then whichever description is there; then
   whichever code is there in another case, so that the hint is about the shape that was meant. */
static enum answer_shape shape_of(const struct json_node *object) {
    for (size_t i = 0; i < ERROR_MEMBERS; i++) {
        for (size_t shape = 0; shape < SHAPE_COUNT; shape++) {
            if (json_member(object, error_rules[shape][i].name) != NULL) {
                return (enum answer_shape)shape;
            }
        }
    }
    const char *other_code = error_rules[SHAPE_RESULT_CODE][0].name;
    return name_in_other_case(object, other_code).data == NULL ? SHAPE_ERROR_CODE
                                                               : SHAPE_RESULT_CODE;
}

static bool has_error_code(const struct json_node *object) {
    return json_member(object, error_rules[shape_of(object)][0].name) != NULL;
}

static void read_activation(struct reading *reading) {
    if (read_members(reading, activation_rules, ACTIVATION_MEMBERS)) {
        reading->answer->kind = ANSWER_ACTIVATION;
    }
}

static void read_error(struct reading *reading) {
    struct answer *answer = reading->answer;
    answer->shape = shape_of(answer->document.root);
    const struct member_rule *rules = error_rules[answer->shape];
    if (!read_members(reading, rules, ERROR_MEMBERS)) {
        return;
    }
    answer->kind = ANSWER_ERROR;
    answer->row = error_table_find(reading->status, answer->code);
    bool is_status_documented = reading->status == 200 || error_table_has_status(reading->status);
    if (answer->code.data != NULL && answer->row == NULL && is_status_documented) {
        note_member(reading, &rules[0], json_member(answer->document.root, rules[0].name),
                    (struct answer_fault_at){.fault = ANSWER_UNDOCUMENTED_PAIR});
    }
}

static void read_object(struct reading *reading) {
    struct answer *answer = reading->answer;
    if (reading->status != 200) {
        read_error(reading);
        return;
    }
    read_activation(reading);
    /* Old editions sent their errors under 200: whoever judges must see which error it was. */
    if (answer->kind == ANSWER_NONE && has_error_code(answer->document.root)) {
        read_error(reading);
    }
}

static void read_body(struct reading *reading) {
    const struct json_document *document = &reading->answer->document;
    enum json_kind kind = json_kind_of(document->root);
    if (kind == JSON_OBJECT) {
        read_object(reading);
        return;
    }
    note(reading, (struct answer_fault_at){
                      .fault = ANSWER_NOT_AN_OBJECT,
                      .member_name = "",
                      .kind = kind,
                      .offset = json_span_of(document, document->root).value_offset,
                  });
}

enum status answer_parse(int status, struct bytes body, enum string_length unit,
                         struct answer *out_answer) {
    struct answer answer = {.kind = ANSWER_NONE};
    struct reading reading = {&answer, status, unit};
    if (status != 200 && !error_table_has_status(status)) {
        note_body(&reading, ANSWER_UNDOCUMENTED_STATUS);
    }
    struct json_error error =
        json_document_parse(body, json_answer_limits, JSON_UNIQUE_NAMES, &answer.document);
    if (error.fault == JSON_NO_MEMORY) {
        return STATUS_NO_MEMORY;
    }
    if (error.fault == JSON_OK) {
        read_body(&reading);
    } else {
        note(&reading, (struct answer_fault_at){.fault = ANSWER_NOT_JSON,
                                                .member_name = "",
                                                .json = error.fault,
                                                .offset = error.offset});
    }
    *out_answer = answer;
    return STATUS_OK;
}

void answer_clean_up(struct answer *answer) {
    json_document_clean_up(&answer->document);
    *answer = (struct answer){.kind = ANSWER_NONE};
}

bool answer_is_accepted(const struct answer *answer) {
    for (size_t i = 0; i < answer->fault_count; i++) {
        if (answer->faults[i].fault != ANSWER_NULL_NAME) {
            return false;
        }
    }
    return true;
}
