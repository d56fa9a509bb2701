#include "target/value.h"

#include "base/assure.h"

/* What a kind must be, and how it is written. */
static const struct {
    const char *must_be;
    const char *remedy;
} kind_words[VALUE_KINDS] = {
    [VALUE_SECTION] = {"an object", "write it in braces"},
    [VALUE_TEXT] = {"a string", "write it in double quotes"},
    [VALUE_FILE] = {"a string", "write the path of a file in double quotes"},
    [VALUE_ID] = {"a string", "write the id in double quotes"},
    [VALUE_PROXY] = {"a string", "write its URL in double quotes"},
    [VALUE_ENDPOINT] = {"a string", "write its URL in double quotes"},
    [VALUE_SECRET] = {"a secret", "write a string, {\"env\": NAME} or {\"file\": PATH}"},
    [VALUE_COUNT] = {"a number", "write digits without quotes"},
    [VALUE_BYTES] = {"a number", "write digits without quotes"},
    [VALUE_MILLISECONDS] = {"a number", "write digits without quotes"},
    [VALUE_SECONDS] = {"a number", "write digits without quotes"},
    [VALUE_FLAG] = {"true or false", "write one of them without quotes"},
};

enum status value_complain_of_kind(const struct value *value) {
    enum value_kind kind = value->member->kind;
    return profile_complain(value->profile, value->place, "must be %s and is %s; %s",
                            kind_words[kind].must_be, json_kind_words[json_kind_of(value->node)],
                            kind_words[kind].remedy);
}

static enum status read_number(const struct value *value, double *out_number) {
    if (json_kind_of(value->node) != JSON_NUMBER) {
        return value_complain_of_kind(value);
    }
    const struct member *member = value->member;
    double number = json_number_of(value->node);
    if (!(number >= member->least && number <= member->most)) {
        return profile_complain(value->profile, value->place,
                                "must be from %.10g to %.10g; change it", member->least,
                                member->most);
    }
    *out_number = number;
    return STATUS_OK;
}

/* Every range of the table lies within int64_t. 1e2 and 100.0 are whole numbers, too. */
static enum status read_whole_number(const struct value *value, int64_t *out_number) {
    double number = 0;
    enum status status = read_number(value, &number);
    if (status != STATUS_OK) {
        return status;
    }
    int64_t whole = (int64_t)number;
    if ((double)whole < number || (double)whole > number) {
        return profile_complain(value->profile, value->place,
                                "must be a whole number; leave out the fraction");
    }
    *out_number = whole;
    return STATUS_OK;
}

static enum status read_count(const struct value *value) {
    int64_t number = 0;
    enum status status = read_whole_number(value, &number);
    if (status == STATUS_OK) {
        *(uint32_t *)value->field = (uint32_t)number;
    }
    return status;
}

static enum status read_bytes(const struct value *value) {
    int64_t number = 0;
    enum status status = read_whole_number(value, &number);
    if (status == STATUS_OK) {
        *(size_t *)value->field = (size_t)number;
    }
    return status;
}

static enum status read_milliseconds(const struct value *value) {
    int64_t number = 0;
    enum status status = read_whole_number(value, &number);
    if (status == STATUS_OK) {
        *(int64_t *)value->field = number * 1000;
    }
    return status;
}

static enum status read_seconds(const struct value *value) {
    double number = 0;
    enum status status = read_number(value, &number);
    if (status == STATUS_OK) {
        *(int64_t *)value->field = (int64_t)(number * 1e6 + 0.5);
    }
    return status;
}

static enum status read_flag(const struct value *value) {
    enum json_kind kind = json_kind_of(value->node);
    if (kind != JSON_TRUE && kind != JSON_FALSE) {
        return value_complain_of_kind(value);
    }
    *(bool *)value->field = kind == JSON_TRUE;
    return STATUS_OK;
}

static enum status (*const readers[VALUE_KINDS])(const struct value *value) = {
    [VALUE_TEXT] = value_read_text,
    [VALUE_FILE] = value_read_file,
    [VALUE_ID] = value_read_id,
    [VALUE_PROXY] = value_read_proxy,
    [VALUE_ENDPOINT] = value_read_endpoint,
    [VALUE_SECRET] = value_read_secret,
    [VALUE_COUNT] = read_count,
    [VALUE_BYTES] = read_bytes,
    [VALUE_MILLISECONDS] = read_milliseconds,
    [VALUE_SECONDS] = read_seconds,
    [VALUE_FLAG] = read_flag,
};

enum status value_read(const struct value *value) {
    ASSURE(readers[value->member->kind] != NULL);
    return readers[value->member->kind](value);
}
