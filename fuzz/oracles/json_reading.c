#include "fuzz/oracle.h"
#include "fuzz/oracles/json_oracles.h"

#include <string.h>

enum { UNTOUCHED = 0xa5 };

static bool is_untouched(const void *object, size_t size) {
    const unsigned char *bytes = object;
    for (size_t i = 0; i < size; i++) {
        if (bytes[i] != UNTOUCHED) {
            return false;
        }
    }
    return true;
}

static void hold_error(struct json_error error, const void *out, size_t out_size, size_t size) {
    ORACLE("gate-offset", error.offset <= size && (error.fault != JSON_OK || error.offset == 0),
           "%s at %zu of %zu bytes", json_fault_words[error.fault], error.offset, size);
    ORACLE("gate-untouched", error.fault == JSON_OK || is_untouched(out, out_size),
           "an output was written, and then: %s", json_fault_words[error.fault]);
}

static struct json_error parse(struct bytes text, enum json_names names,
                               struct json_document *out_document) {
    struct json_error error = json_document_parse(text, json_answer_limits, names, out_document);
    hold_error(error, out_document, sizeof *out_document, text.size);
    return error;
}

static bool is_same_error(struct json_error a, struct json_error b) {
    return a.fault == b.fault && a.offset == b.offset;
}

struct json_reading json_read(struct bytes text) {
    struct json_reading reading;
    memset(&reading, UNTOUCHED, sizeof reading);
    reading.error = json_gate(text, json_answer_limits, &reading.facts);
    hold_error(reading.error, &reading.facts, sizeof reading.facts, text.size);
    reading.loose_error = parse(text, JSON_DUPLICATES_ALLOWED, &reading.loose);
    reading.strict_error = parse(text, JSON_UNIQUE_NAMES, &reading.strict);
    ORACLE("gate-document", is_same_error(reading.error, reading.loose_error),
           "the gate: %s at %zu, the document: %s at %zu", json_fault_words[reading.error.fault],
           reading.error.offset, json_fault_words[reading.loose_error.fault],
           reading.loose_error.offset);
    ORACLE(
        "gate-document",
        is_same_error(reading.error, reading.strict_error) ||
            (reading.error.fault == JSON_OK && reading.strict_error.fault == JSON_DUPLICATE_NAME),
        "the gate: %s, the document with unique names: %s", json_fault_words[reading.error.fault],
        json_fault_words[reading.strict_error.fault]);
    return reading;
}

void json_reading_end(struct json_reading *reading) {
    if (reading->loose_error.fault == JSON_OK) {
        json_document_clean_up(&reading->loose);
    }
    if (reading->strict_error.fault == JSON_OK) {
        json_document_clean_up(&reading->strict);
    }
}

void json_is_same_twice(struct bytes text, const struct json_reading *reading) {
    struct json_reading again = json_read(text);
    bool is_same = is_same_error(reading->error, again.error) &&
                   is_same_error(reading->strict_error, again.strict_error);
    ORACLE("gate-same-twice", is_same, "%s, then %s", json_fault_words[reading->error.fault],
           json_fault_words[again.error.fault]);
    json_reading_end(&again);
}
