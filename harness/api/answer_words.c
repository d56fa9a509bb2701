/* What the answer parser found, in words. */
#include "api/answer.h"

#include "base/assure.h"

static const char *const unit_words[] = {
    [LENGTH_IN_CHARACTERS] = "characters",
    [LENGTH_IN_BYTES] = "bytes",
    [LENGTH_IN_UTF16_UNITS] = "UTF-16 units",
};

static const char *wanted_words(enum answer_member member) {
    return member == MEMBER_ACTIVATED ? "true or false" : "a string";
}

static enum status describe_absent(const struct answer_fault_at *fault, struct buffer *out) {
    if (fault->hint.data == NULL) {
        return buffer_append_format(out, "%s is absent", fault->member_name);
    }
    return buffer_append_format(out, "%s is absent; %.*s is there, but names differ by case",
                                fault->member_name, BYTES_PRINT(fault->hint));
}

/* Well-formed as far as it was read; a client that reads no further either gets no answer. */
static bool is_limit(enum json_fault fault) {
    return fault == JSON_TOO_DEEP || fault == JSON_TOO_MANY_VALUES;
}

enum status answer_fault_describe(const struct answer_fault_at *fault, struct buffer *out) {
    const char *name = fault->member_name;
    switch (fault->fault) {
    case ANSWER_NOT_JSON:
        return buffer_append_format(out, "the body is %s: %s",
                                    is_limit(fault->json) ? "past what this suite reads"
                                                          : "not JSON",
                                    json_fault_words[fault->json]);
    case ANSWER_NOT_AN_OBJECT:
        return buffer_append_format(out, "the body must be an object and is %s",
                                    json_kind_words[fault->kind]);
    case ANSWER_MEMBER_ABSENT:
        return describe_absent(fault, out);
    case ANSWER_WRONG_TYPE:
        return buffer_append_format(out, "%s must be %s and is %s", name,
                                    wanted_words(fault->member), json_kind_words[fault->kind]);
    case ANSWER_TOO_LONG:
        return buffer_append_format(out, "%s has %zu %s, %d are allowed", name, fault->length,
                                    unit_words[fault->unit], STRING_LENGTH_MAX);
    case ANSWER_HOLDS_NUL:
        return buffer_append_format(out, "%s holds U+0000", name);
    case ANSWER_HOLDS_LONE_SURROGATE:
        return buffer_append_format(out, "%s holds one half of a surrogate pair", name);
    case ANSWER_NULL_NAME:
        return buffer_append_format(out, "%s is null, where the document has String(256)", name);
    case ANSWER_UNDOCUMENTED_PAIR:
        return buffer_append_format(
            out, "status %d with this %s is no pair of the document's error table", fault->status,
            name);
    case ANSWER_UNDOCUMENTED_STATUS:
        return buffer_append_format(
            out, "status %d is neither 200 nor one of the document's error table", fault->status);
    case ANSWER_FAULT_COUNT:
        break;
    }
    ASSURE(fault->fault < ANSWER_FAULT_COUNT);
    return STATUS_INVALID;
}
