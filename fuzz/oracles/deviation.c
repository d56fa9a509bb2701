#include "fuzz/oracles/deviation.h"

#include "fuzz/oracle.h"

#include <string.h>

static const struct deviation deviations[] = {
    {"nul-in-name", json_error_null_byte_in_key, NULL, true,
     "RFC 8259 section 7 allows \\u0000 in a name; jansson's names are C strings"},
    {"lone-surrogate", json_error_invalid_syntax, "invalid Unicode '\\u", true,
     "RFC 8259 section 8.2 leaves a surrogate escape without its other half in the grammar; "
     "jansson "
     "has no character for it"},
    {"number-range", json_error_numeric_overflow, NULL, true,
     "RFC 8259 section 6 sets no range; jansson refuses what no double holds"},
    {"depth", json_error_stack_overflow, NULL, false,
     "RFC 8259 section 9 allows a limit of depth; jansson's is 2,048, past the subject's own"},
    {"memory", json_error_out_of_memory, NULL, false,
     "the block that the second opinions share is used up: the input is too long for a vote"},
};

const struct deviation deviation_raw_nul = {"raw-nul", json_error_unknown, NULL, false,
                                            "RFC 8259 has no place for the byte 0; jansson 2.14 "
                                            "reads on behind it, where it has put it back "
                                            "into its buffer, which ends with one"};

static bool explains(const struct deviation *deviation, const json_error_t *error) {
    return deviation->code == json_error_code(error) &&
           (deviation->text == NULL ||
            strncmp(error->text, deviation->text, strlen(deviation->text)) == 0);
}

const struct deviation *deviation_find(const json_error_t *error) {
    for (size_t i = 0; i < sizeof deviations / sizeof deviations[0]; i++) {
        if (explains(&deviations[i], error)) {
            return &deviations[i];
        }
    }
    return NULL;
}

bool deviation_is_waived(void) {
    for (size_t i = 0; i < sizeof deviations / sizeof deviations[0]; i++) {
        if (oracle_is_waived(deviations[i].name)) {
            return true;
        }
    }
    return false;
}
